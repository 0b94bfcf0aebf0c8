"""Pipeline systems that are recognised by their files but not read: one row each, with everything else unknown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quarterdeck.evidence.automation import PipelineJob

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quarterdeck.evidence.files import FileContent

SYSTEMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("jenkins", re.compile(r"(^|/)(Jenkinsfile([._-][^/]*)?|[^/]*\.[Jj]enkinsfile|Jenkinsfile\.groovy)$")),
    ("circleci", re.compile(r"^\.circleci/[^/]+\.ya?ml$|^circle\.yml$")),
    (
        "azure-pipelines",
        re.compile(
            r"^(\.azure-pipelines/|\.azure/|azure/|build/|eng/|\.ado/|\.vsts/|ci/)?(azure|\.azure|vsts|\.vsts)[-_]?(pipelines?|ci)[^/]*\.ya?ml$"
            r"|^\.?azure-?pipelines?/.+\.ya?ml$|^\.vsts-ci\.ya?ml$"
        ),
    ),
    ("travis-ci", re.compile(r"^\.travis\.ya?ml$")),
    ("bitbucket-pipelines", re.compile(r"^bitbucket-pipelines\.ya?ml$")),
    ("zuul", re.compile(r"^\.?zuul\.ya?ml$|^\.?zuul\.d/.+\.ya?ml$")),
    ("appveyor", re.compile(r"^\.?appveyor\.ya?ml$")),
    ("drone", re.compile(r"^\.drone\.(ya?ml|star|jsonnet|star\.yml)$")),
    ("woodpecker", re.compile(r"^\.woodpecker\.ya?ml$|^\.woodpecker/.+\.ya?ml$")),
    ("buildkite", re.compile(r"^\.?buildkite/[^/]+\.(ya?ml|json)$")),
    ("cirrus", re.compile(r"^\.cirrus\.(ya?ml|star)$")),
    ("semaphore", re.compile(r"^\.semaphore/[^/]+\.ya?ml$")),
    ("teamcity", re.compile(r"^\.teamcity/.+\.(kts?|xml)$")),
    ("concourse", re.compile(r"^\.?concourse/.+\.ya?ml$|^ci/(concourse/)?pipelines?[^/]*\.ya?ml$|^ci/concourse/.+\.ya?ml$")),
    ("tekton", re.compile(r"^\.?tekton/.+\.ya?ml$")),
    ("prow", re.compile(r"^\.prow\.ya?ml$|^\.prow/.+\.ya?ml$")),
    ("codebuild", re.compile(r"^(\.codebuild/)?buildspec[^/]*\.ya?ml$")),
    ("google-cloud-build", re.compile(r"^cloudbuild[^/]*\.(ya?ml|json)$")),
    ("codefresh", re.compile(r"^codefresh\.ya?ml$|^\.codefresh/.+\.ya?ml$")),
    ("bitrise", re.compile(r"^bitrise\.ya?ml$")),
    ("sourcehut", re.compile(r"^\.build\.ya?ml$|^\.builds/[^/]+\.ya?ml$")),
    ("forgejo-actions", re.compile(r"^\.(forgejo|gitea)/workflows/[^/]+\.ya?ml$")),
    ("xcode-cloud", re.compile(r"^ci_scripts/ci_(post_clone|pre_xcodebuild|post_xcodebuild)\.sh$")),
    ("packit", re.compile(r"^\.?packit\.ya?ml$")),
    ("gerrit", re.compile(r"^\.gitreview$")),
)
"""System and the paths that tell it, from each vendor's documentation."""
_ENOUGH = 2
"""Of Concourse's top-level keys: one alone may stand in any YAML file."""
_CONCOURSE = re.compile(r"^(resources|resource_types|jobs):", re.MULTILINE)


def system_of(path: str) -> str | None:
    """The system that a file at ``path`` belongs to; None for any other file."""
    return next((name for name, pattern in SYSTEMS if pattern.search(path)), None)


def rows(files: Iterable[FileContent]) -> list[PipelineJob]:
    """One row for each recognised system, at its first file: at the root before folders, then by name."""
    first: dict[str, FileContent] = {}
    for file in sorted(files, key=lambda file: (file.path.count("/"), file.path)):
        system = system_of(file.path)
        if system == "concourse" and len(set(_CONCOURSE.findall(file.text))) < _ENOUGH:
            continue
        if system and system not in first:
            first[system] = file
    return [PipelineJob(file.repository, file.path, 1, system, None, (), None, None, None, None, None) for system, file in sorted(first.items())]
