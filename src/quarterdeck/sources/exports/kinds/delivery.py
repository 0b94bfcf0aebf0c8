"""Deployments, pull requests, reviews, pipeline runs, work items and how they moved."""

from __future__ import annotations

from quarterdeck.evidence.delivery import Deployment, DeploymentStatus, PipelineRun, PullRequest, Review
from quarterdeck.evidence.work import WorkItem, WorkItemTransition
from quarterdeck.sources.exports.kinds.kind import Kind, Reader, Words

ENDINGS: Words = {
    "succeeded": ("success", "successful", "succeeded", "passed", "pass", "ok", "done", "complete", "completed", "deployed", "active", "finished"),
    "failed": ("failure", "failed", "error", "errored", "fail", "timed_out", "timed out", "timeout", "startup_failure", "unsuccessful"),
    "cancelled": ("cancelled", "canceled", "aborted", "stopped", "abandoned", "canceling", "rejected"),
    "running": ("running", "in_progress", "in progress", "inprogress", "started", "deploying"),
    "waiting": (
        "waiting",
        "queued",
        "pending",
        "created",
        "requested",
        "scheduled",
        "manual",
        "waiting_for_resource",
        "preparing",
        "waiting_for_callback",
        "blocked",
    ),
}
RUN_ENDINGS: Words = {**ENDINGS, "waiting": (*ENDINGS["waiting"], "action_required"), "skipped": ("skipped", "neutral", "stale")}
STATUS_ENDINGS: Words = {**ENDINGS, "replaced": ("inactive", "destroyed")}
_TOOL = {"tool": "csv"}
_REPOSITORY = ("repo", "repository name", "project", "repo name")
_URL = ("link", "web url", "html url")
_ACTOR = ("by", "user", "who", "triggered by", "deployed by", "author", "creator", "created by", "started by")

DEPLOYMENT = Reader(
    Deployment,
    names={
        "id": ("deployment id", "deploy id", "number"),
        "deployed_at": ("deployed on", "finished at", "completed at", "ended at", "finished", "end time", "deploy date", "deployment date", "deployment time",
                        "date", "timestamp", "time", "datetime", "when", "created at", "created"),
        "started_at": ("started", "start time", "begin", "start", "started on"),
        "repository": _REPOSITORY,
        "service": ("application", "app", "system", "component", "product", "service name", "artifact"),
        "environment": ("env", "stage", "target", "environment name"),
        "production": ("is production", "prod"),
        "status": ("result", "state", "outcome", "conclusion", "success"),
        "commit": ("sha", "commit sha", "commit id", "revision", "git commit", "git sha", "commit hash"),
        "version": ("release", "tag", "build", "ref", "release version", "build number"),
        "actor": _ACTOR,
        "pipeline_run": ("run id", "pipeline id", "job id", "build id"),
        "rollback": ("is rollback", "rolled back", "reverted"),
        "unplanned": ("hotfix", "is hotfix", "emergency", "rework"),
        "change": ("change request", "change id", "ticket", "cr", "change number"),
        "url": _URL,
    },
    words={"status": {**ENDINGS, "succeeded": (*ENDINGS["succeeded"], "true", "yes", "1"), "failed": (*ENDINGS["failed"], "false", "no", "0")}},
    defaults=_TOOL,
    identity=("repository", "service", "environment", "version", "commit", "deployed_at"),
    worst={"status": "failed"},
)  # fmt: skip

DEPLOYMENT_STATUS = Reader(DeploymentStatus, words={"status": STATUS_ENDINGS}, defaults=_TOOL, identity=("deployment", "reached_at", "status"))

PULL_REQUEST = Reader(
    PullRequest,
    names={
        "repository": _REPOSITORY,
        "number": ("id", "pr", "pr number", "pull request", "iid", "merge request", "mr"),
        "created_at": ("created", "opened at", "opened", "created on", "open date", "date"),
        "title": ("name", "subject"),
        "author": ("creator", "created by", "user", "opened by"),
        "state": ("status",),
        "draft": ("is draft",),
        "first_commit_at": ("first commit", "first commit date"),
        "ready_at": ("ready for review at", "ready for review"),
        "first_review_at": ("first review", "first reviewed at", "first response at"),
        "approved_at": ("approved", "approval date"),
        "merged_at": ("merged", "merge date", "merged on"),
        "closed_at": ("closed", "close date", "closed on"),
        "merged_by": ("merger",),
        "base": ("target branch", "base branch", "target"),
        "branch": ("source branch", "head branch", "head"),
        "head_commit": ("head sha", "sha"),
        "merge_commit": ("merge commit sha", "merge sha", "squash commit sha"),
        "commits": ("commit count", "number of commits"),
        "added": ("additions", "lines added", "insertions"),
        "deleted": ("deletions", "lines deleted", "lines removed"),
        "files_changed": ("changed files", "files"),
        "comments": ("comment count", "number of comments"),
        "labels": ("label",),
        "reviewers": ("reviewer", "requested reviewers"),
        "work_items": ("work item", "issue", "issues", "ticket", "tickets", "issue key"),
        "url": _URL,
    },
    words={
        "state": {"open": ("open", "opened", "active", "new"), "merged": ("merged", "completed", "fulfilled"), "closed": ("closed", "declined", "abandoned")}
    },
    defaults=_TOOL,
    newest="closed_at",
)

REVIEW = Reader(
    Review,
    names={
        "id": ("review id",),
        "repository": _REPOSITORY,
        "number": ("pr", "pr number", "pull request", "pull request number", "mr", "merge request"),
        "submitted_at": ("submitted", "reviewed at", "date", "created at", "timestamp"),
        "reviewer": ("user", "author", "reviewed by", "by"),
        "verdict": ("state", "status", "result", "decision"),
        "commit": ("commit id", "sha"),
    },
    words={"verdict": {
        "approved": ("approved", "approve", "lgtm"), "changes_requested": ("changes_requested", "changes requested", "rejected", "needs work"),
        "commented": ("commented", "comment"), "dismissed": ("dismissed",), "pending": ("pending",),
    }},
    defaults=_TOOL,
    identity=("repository", "number", "reviewer", "submitted_at"),
    worst={"verdict": "changes_requested"},
)  # fmt: skip

PIPELINE_RUN = Reader(
    PipelineRun,
    names={
        "id": ("run id", "pipeline id", "build id", "build number", "number"),
        "attempt": ("run attempt", "try"),
        "created_at": ("created", "queued at", "queued", "triggered at", "date", "timestamp", "start time", "started at"),
        "started_at": ("started", "run started at", "start"),
        "finished_at": ("finished", "completed at", "ended at", "end time", "finish time"),
        "repository": _REPOSITORY,
        "pipeline": ("workflow", "workflow name", "pipeline name", "name", "job", "job name", "definition"),
        "path": ("file path",),
        "event": ("trigger", "source", "reason"),
        "status": ("conclusion", "result", "state", "outcome"),
        "branch": ("ref", "head branch", "source branch"),
        "commit": ("sha", "head sha", "revision", "commit sha"),
        "actor": _ACTOR,
        "url": _URL,
    },
    words={"status": RUN_ENDINGS},
    defaults={**_TOOL, "attempt": "1"},
    newest="finished_at",
    worst={"status": "failed"},
)

WORK_ITEM = Reader(
    WorkItem,
    names={
        "id": ("key", "issue key", "item id", "issue id", "ticket", "ticket id", "number", "issue"),
        "created_at": ("created", "created on", "creation date", "opened at", "date created"),
        "title": ("summary", "name", "subject"),
        "kind": ("type", "issue type", "work item type", "tracker", "category"),
        "status": ("state", "column"),
        "stage": ("status category", "state type"),
        "started_at": ("started", "start date", "in progress at", "activated at"),
        "resolved_at": ("resolved", "resolution date", "completed at", "completed", "closed at", "closed", "done at", "finished at", "closed date"),
        "updated_at": ("updated", "last updated", "changed date", "modified"),
        "due_on": ("due date", "due", "deadline", "target date"),
        "project": ("project key", "project name", "area path", "board"),
        "team": ("team name", "squad"),
        "parent": ("epic", "epic link", "parent key", "parent id", "parent issue"),
        "assignee": ("assigned to", "owner"),
        "reporter": ("creator", "created by", "author", "opened by"),
        "priority": ("severity",),
        "points": ("story points", "estimate", "story point estimate", "effort", "size"),
        "labels": ("label", "tags", "tag"),
        "components": ("component",),
        "sprints": ("sprint", "iteration", "iteration path", "cycle", "cycle name", "milestone"),
        "releases": ("fix version", "fix versions", "release", "version"),
        "blocked_by": ("blockers", "blocked by"),
        "url": _URL,
    },
    words={"stage": {
        "to_do": ("to_do", "to do", "new", "triage", "backlog", "unstarted", "opened", "open"),
        "in_progress": ("in_progress", "in progress", "indeterminate", "started"),
        "done": ("done", "completed", "closed"), "dropped": ("dropped", "canceled", "cancelled", "not_planned", "duplicate"),
    }},
    defaults=_TOOL,
    newest="updated_at",
)  # fmt: skip

TRANSITION = Reader(
    WorkItemTransition,
    names={
        "item": ("id", "key", "issue key", "issue", "ticket", "item id", "work item", "issue id"),
        "changed_at": ("changed", "date", "timestamp", "time", "when", "transitioned at", "created"),
        "to_value": ("to", "to status", "new status", "new value", "to state", "new state", "status"),
        "from_value": ("from", "from status", "old status", "old value", "from state", "previous status"),
        "actor": ("author", "by", "user", "changed by", "who"),
    },
    words={"field": {name: (name,) for name in ("status", "flagged", "assignee", "sprint", "points", "kind", "parent", "resolution", "priority")}},
    defaults={**_TOOL, "field": "status", "to_value": ""},
    asked=frozenset({"to_value"}),
)

KINDS = (
    Kind("deployments", "What was deployed where and when, and how it ended.", (DEPLOYMENT, DEPLOYMENT_STATUS)),
    Kind("pull-requests", "Changes proposed for review: pull requests and merge requests.", (PULL_REQUEST,)),
    Kind("reviews", "Reviews of pull requests.", (REVIEW,)),
    Kind("pipeline-runs", "Runs of build, test and deployment pipelines.", (PIPELINE_RUN,)),
    Kind("work-items", "Stories, bugs, tasks and epics, with their transitions where the export has them.", (WORK_ITEM, TRANSITION)),
    Kind("transitions", "How work items moved from status to status.", (TRANSITION,)),
)
