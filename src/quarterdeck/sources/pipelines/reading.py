"""Which files are read, and by what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quarterdeck.evidence.files import Extracted
from quarterdeck.sources.pipelines import github, gitlab, recognised
from quarterdeck.sources.pipelines.judge import Judge
from quarterdeck.sources.pipelines.own import OwnScripts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quarterdeck.evidence.files import FileContent

_OWN = re.compile(
    r"^([^/]+/){0,2}(package\.json|composer\.json|GNUmakefile|[Mm]akefile[^/]*|[^/]+\.mk|\.?[Jj]ustfile|tox\.ini|noxfile\.py|pyproject\.toml)$"
    r"|^(?!(t|tests?|spec)/)([^/]+/){0,2}[^/]+\.(sh|bash)$|^\.?(ci|bin|script|scripts|tools|hack|dev|build|\.github)/([^/]+/)?[^/.]+$"
)
_FOREIGN = re.compile(r"(^|/)(node_modules|vendor|third_party|site-packages)/")


def wants(path: str) -> bool:
    """Whether a file defines a pipeline, or is a script that one may call by name."""
    if _FOREIGN.search(path):
        return False
    pipeline = github.WORKFLOW.match(path) or github.ACTION_FILE.search(path) or gitlab.FILE.match(path)
    return bool(pipeline or recognised.system_of(path) or _OWN.match(path))


def extract(files: Sequence[FileContent]) -> Extracted:
    """The pipeline jobs of one repository, from those of its files that `wants` names."""
    by_path = {file.path: file for file in files}
    judge = Judge(OwnScripts(by_path))
    hub, lab = github.GitHub(by_path, judge), gitlab.GitLab(by_path, judge)
    rows = (*hub.rows(), *lab.rows(), *recognised.rows(by_path.values()))
    return Extracted(rows, (*hub.problems, *lab.problems))
