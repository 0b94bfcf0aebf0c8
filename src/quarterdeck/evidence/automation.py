"""What happens to a change without anyone's hand: pipelines, their jobs, and what these say about releasing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar


@dataclass(frozen=True, slots=True)
class PipelineJob:
    """A job of a continuous-integration pipeline as a file defines it; one row without a job where the system is only recognised."""

    table: ClassVar[str] = "pipeline_jobs"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The pipeline's file."]
    line: Annotated[int, "The job's line, or that of an include that cannot be read; 1 where the system is only recognised."]
    system: Annotated[str, "`github-actions`, `gitlab-ci`, `jenkins`, `circleci`, `azure-pipelines`, `travis-ci`, `bitbucket-pipelines`, `zuul`, …"]
    job: Annotated[str | None, "The job's name; empty where the system is only recognised, not read."]
    triggers: Annotated[tuple[str, ...], "What starts it: `push`, `pull_request`, `schedule`, `tag`, `manual`, `call`, …; `untold` where that stands in the tool and in no file."]
    tests: Annotated[bool | None, "True when a step runs tests; empty when unknown."]
    checks: Annotated[bool | None, "True when a step lints, type-checks or analyses; empty when unknown."]
    builds: Annotated[bool | None, "True when a step builds or packages; empty when unknown."]
    deploys: Annotated[bool | None, "True when a step publishes, releases or deploys; empty when unknown."]
    evidence: Annotated[str | None, "The command or action that told, word for word, shortened to 120 characters."]


@dataclass(frozen=True, slots=True)
class ReleaseStep:
    """What a pipeline's job says about releasing, in words that name it: where to, who is asked, what leads back, how many users first."""

    table: ClassVar[str] = "release_steps"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The pipeline's file."]
    line: Annotated[int, "The job's line."]
    system: Annotated[str, "`github-actions`, `gitlab-ci`, `jenkins`, `circleci` or `azure-pipelines`: the systems that are read job by job."]
    job: Annotated[str, "The job's name."]
    kind: Annotated[
        str,
        "`environment` (it deploys there; who must approve, the hosting service alone knows), `asks` (it waits for a person), `way back` (it puts an earlier "
        "version back, by hand or when a deployment fails), or `gradual` (a part of the users or machines comes first).",
    ]
    says: Annotated[str, "The environment's name, or the words of the file that told, shortened to 120 characters."]


@dataclass(frozen=True, slots=True)
class BranchRule:
    """A rule of the hosting service that a file tells of: what a branch, a tag or an environment asks of a change, and who may pass it by."""

    table: ClassVar[str] = "branch_rules"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file: an export of rulesets or approval rules, or a file of settings."]
    line: Annotated[int, "The rule's line; 1 in JSON."]
    host: Annotated[str, "`github` or `gitlab`."]
    name: Annotated[str, "What the rule is called."]
    target: Annotated[str, "`branch`, `tag` or `environment`."]
    patterns: Annotated[tuple[str, ...], "What it covers, as written: names and patterns, `~DEFAULT_BRANCH`, `~ALL`, `default`, `protected`."]
    enforced: Annotated[bool, "False where the file says that it is switched off or only tried."]
    approvals: Annotated[int | None, "How many people must approve; 0 where nobody must; empty where the rule does not speak of it."]
    owners: Annotated[bool | None, "Whether owners of the code must approve; empty where the rule does not speak of it."]
    checks: Annotated[tuple[str, ...], "What must pass before."]
    may: Annotated[tuple[str, ...], "Who may push, merge or approve, where the rule names somebody."]
    bypass: Annotated[tuple[str, ...], "Who may pass it by."]
