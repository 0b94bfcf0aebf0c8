"""What is made of the files that `paths` names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quarterdeck.evidence.files import Extracted
from quarterdeck.sources.pipelines import github, gitlab, recognised
from quarterdeck.sources.pipelines.judge import Judge
from quarterdeck.sources.pipelines.own import OwnScripts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quarterdeck.evidence.files import FileContent


def extract(files: Sequence[FileContent]) -> Extracted:
    """The pipeline jobs of one repository, from those of its files that `wants` names."""
    by_path = {file.path: file for file in files}
    judge = Judge(OwnScripts(by_path))
    hub, lab = github.GitHub(by_path, judge), gitlab.GitLab(by_path, judge)
    rows = (*hub.rows(), *lab.rows(), *recognised.rows(by_path.values()))
    return Extracted((*rows, *hub.released, *lab.released), (*hub.problems, *lab.problems))
