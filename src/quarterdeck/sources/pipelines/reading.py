"""What is made of the files that `paths` names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quarterdeck.evidence.files import Extracted
from quarterdeck.sources.pipelines import azure, circleci, github, gitlab, jenkins, recognised, rules
from quarterdeck.sources.pipelines.judge import Judge
from quarterdeck.sources.pipelines.own import OwnScripts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quarterdeck.evidence.files import FileContent


def extract(files: Sequence[FileContent]) -> Extracted:
    """The pipeline jobs of one repository, from those of its files that `wants` names."""
    by_path = {file.path: file for file in files}
    judge = Judge(OwnScripts(by_path))
    readers = [kind(by_path, judge) for kind in (github.GitHub, gitlab.GitLab, azure.Azure, circleci.CircleCI, jenkins.Jenkins)]
    rows = [row for reader in readers for row in reader.rows()]
    told = {row.system for row in rows}
    silent = {problem.place.path for reader in readers for problem in reader.problems if problem.silences}
    others = [row for row in recognised.rows(by_path.values()) if row.system not in told and row.path not in silent]
    released = [step for reader in readers for step in reader.released]
    kept = rules.Rules(by_path)
    ruled = kept.rows()
    return Extracted((*rows, *others, *released, *ruled), (*(problem for reader in readers for problem in reader.problems), *kept.problems))
