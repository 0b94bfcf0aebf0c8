"""What ships and how: deployments, pull requests, reviews, pipeline runs. Filled by `quarterdeck import`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from quarterdeck.evidence.imported import FileName, Line, Tool


@dataclass(frozen=True, slots=True)
class Deployment:
    """A deployment of something to an environment, successful or not."""

    table: ClassVar[str] = "deployments"
    key: ClassVar[tuple[str, ...]] = ("tool", "id")
    happened: ClassVar[str] = "deployed_at"
    whole: ClassVar[tuple[str, ...]] = ()
    tool: Tool
    id: Annotated[str, "Its id in the tool; where an export gives none, a hash of repository, service, environment, version or commit, and time."]
    deployed_at: Annotated[datetime, "When it took effect (UTC): the end where the tool tells it, else the start or the creation."]
    started_at: Annotated[datetime | None, "When it began (UTC)."] = None
    repository: Annotated[str | None, "The repository that was deployed, as the tool names it, for instance `acme/shop`."] = None
    service: Annotated[str | None, "The system or component that was deployed, as the tool names it."] = None
    environment: Annotated[str | None, "The environment as the tool names it."] = None
    production: Annotated[bool | None, "True when the tool says that it serves users; empty when it says nothing."] = None
    status: Annotated[str | None, "`succeeded`, `failed`, `cancelled`, `running` or `waiting`; empty when the export does not say."] = None
    commit: Annotated[str | None, "The commit that was deployed."] = None
    version: Annotated[str | None, "The version, tag or branch that was deployed."] = None
    actor: Annotated[str | None, "Who or what triggered it, as the tool names them."] = None
    pipeline_run: Annotated[str | None, "The id of the pipeline run that did it, in the same tool."] = None
    rollback: Annotated[bool | None, "True when it put an earlier version back; empty when unknown."] = None
    unplanned: Annotated[bool | None, "True when it was made to mend a fault that users saw (DORA's rework); empty when unknown."] = None
    change: Annotated[str | None, "The change request or ticket that approved it."] = None
    url: Annotated[str | None, "Where the tool shows it."] = None
    file: FileName = ""
    line: Line = 0


@dataclass(frozen=True, slots=True)
class DeploymentStatus:
    """A state that a deployment reached: how it ended, and when (GitHub tells this apart from the deployment)."""

    table: ClassVar[str] = "deployment_statuses"
    key: ClassVar[tuple[str, ...]] = ("tool", "id")
    happened: ClassVar[str] = "reached_at"
    whole: ClassVar[tuple[str, ...]] = ()
    tool: Tool
    id: Annotated[str, "Its id in the tool."]
    deployment: Annotated[str, "The id of the deployment."]
    reached_at: Annotated[datetime, "When it was reached (UTC)."]
    status: Annotated[str, "`succeeded`, `failed`, `cancelled`, `running`, `waiting`, or `replaced` when a later one took its place."]
    environment: Annotated[str | None, "The environment, as the tool names it."] = None
    actor: Annotated[str | None, "Who or what set it."] = None
    file: FileName = ""
    line: Line = 0


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A change that was proposed for review: a pull request or merge request."""

    table: ClassVar[str] = "pull_requests"
    key: ClassVar[tuple[str, ...]] = ("tool", "repository", "number")
    happened: ClassVar[str] = "created_at"
    whole: ClassVar[tuple[str, ...]] = ()
    tool: Tool
    repository: Annotated[str, "The repository that it changes, as the tool names it, for instance `acme/shop`."]
    number: Annotated[int, "Its number there."]
    created_at: Annotated[datetime, "When it was opened (UTC)."]
    title: Annotated[str | None, "Its title."] = None
    author: Annotated[str | None, "Who opened it, as the tool names them."] = None
    state: Annotated[str | None, "`open`, `merged` or `closed` (without a merge); empty when the export does not say."] = None
    draft: Annotated[bool | None, "True while it is a draft."] = None
    first_commit_at: Annotated[datetime | None, "When its first commit was written (UTC), where the export tells."] = None
    ready_at: Annotated[datetime | None, "When it was ready for review (UTC), where the export tells it apart from the opening."] = None
    first_review_at: Annotated[datetime | None, "When the first review came (UTC), where the export tells; `reviews` tells more."] = None
    approved_at: Annotated[datetime | None, "When it was approved (UTC), where the export tells."] = None
    merged_at: Annotated[datetime | None, "When it was merged (UTC)."] = None
    closed_at: Annotated[datetime | None, "When it was closed, merged or not (UTC)."] = None
    merged_by: Annotated[str | None, "Who merged it."] = None
    base: Annotated[str | None, "The branch that it goes into."] = None
    branch: Annotated[str | None, "The branch that it comes from."] = None
    head_commit: Annotated[str | None, "Its last commit."] = None
    merge_commit: Annotated[str | None, "The commit that brought it in: of the merge, the squash or the rebase."] = None
    commits: Annotated[int | None, "How many commits it has."] = None
    added: Annotated[int | None, "Lines added."] = None
    deleted: Annotated[int | None, "Lines deleted."] = None
    files_changed: Annotated[int | None, "Files changed."] = None
    comments: Annotated[int | None, "Comments on it."] = None
    labels: Annotated[tuple[str, ...], "Its labels."] = ()
    reviewers: Annotated[tuple[str, ...], "People and teams asked for a review."] = ()
    work_items: Annotated[tuple[str, ...], "Work items that the export links to it; mentions in titles and branches are joined later."] = ()
    url: Annotated[str | None, "Where the tool shows it."] = None
    file: FileName = ""
    line: Line = 0


@dataclass(frozen=True, slots=True)
class Review:
    """A review of a pull request."""

    table: ClassVar[str] = "reviews"
    key: ClassVar[tuple[str, ...]] = ("tool", "id")
    happened: ClassVar[str] = "submitted_at"
    whole: ClassVar[tuple[str, ...]] = ()
    tool: Tool
    id: Annotated[str, "Its id in the tool; where an export gives none, a hash of repository, number, reviewer and time."]
    repository: Annotated[str, "The repository, as the tool names it."]
    number: Annotated[int, "The number of the pull request."]
    submitted_at: Annotated[datetime, "When it was given (UTC)."]
    reviewer: Annotated[str | None, "Who gave it, as the tool names them."] = None
    verdict: Annotated[str | None, "`approved`, `changes_requested`, `commented`, `dismissed` or `pending`."] = None
    commit: Annotated[str | None, "The commit that was looked at."] = None
    file: FileName = ""
    line: Line = 0


@dataclass(frozen=True, slots=True)
class PipelineRun:
    """A run of a pipeline, each attempt by itself."""

    table: ClassVar[str] = "pipeline_runs"
    key: ClassVar[tuple[str, ...]] = ("tool", "id", "attempt")
    happened: ClassVar[str] = "created_at"
    whole: ClassVar[tuple[str, ...]] = ()
    tool: Tool
    id: Annotated[str, "Its id in the tool."]
    attempt: Annotated[int, "1 for the first attempt; more when the same run was started again."]
    created_at: Annotated[datetime, "When it was asked for (UTC)."]
    started_at: Annotated[datetime | None, "When it began (UTC)."] = None
    finished_at: Annotated[datetime | None, "When it ended (UTC); for GitHub the last update of a completed run."] = None
    repository: Annotated[str | None, "The repository, as the tool names it."] = None
    pipeline: Annotated[str | None, "The pipeline's or workflow's name."] = None
    path: Annotated[str | None, "The file that defines it, where the export tells."] = None
    event: Annotated[str | None, "What started it, as the tool says: `push`, `pull_request`, `schedule`, …"] = None
    status: Annotated[str | None, "`succeeded`, `failed`, `cancelled`, `skipped`, `running` or `waiting`; empty when the export does not say."] = None
    branch: Annotated[str | None, "The branch or tag that it ran for."] = None
    commit: Annotated[str | None, "The commit that it ran on."] = None
    actor: Annotated[str | None, "Who or what started it."] = None
    url: Annotated[str | None, "Where the tool shows it."] = None
    file: FileName = ""
    line: Line = 0
