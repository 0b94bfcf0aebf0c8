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
    triggers: Annotated[tuple[str, ...], "What starts it: `push`, `pull_request`, `schedule`, `tag`, `manual`, `call`, …"]
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
    system: Annotated[str, "`github-actions` or `gitlab-ci`: the systems that are read job by job."]
    job: Annotated[str, "The job's name."]
    kind: Annotated[
        str,
        "`environment` (it deploys there; who must approve, the hosting service alone knows), `asks` (it waits for a person), `way back` (it puts an earlier "
        "version back, by hand or when a deployment fails), or `gradual` (a part of the users or machines comes first).",
    ]
    says: Annotated[str, "The environment's name, or the words of the file that told, shortened to 120 characters."]
