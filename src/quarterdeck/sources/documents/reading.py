"""Which files are read, and by what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quarterdeck.evidence.files import Extracted
from quarterdeck.kernel.problem import Problem
from quarterdeck.sources.documents import codeowners, decisions, licences, mailmap, manifests, openslo, readmes, references, revisions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quarterdeck.evidence.files import FileContent

BIGGEST = 2_000_000
"""Bytes above which a document is not read."""


def wants(path: str) -> bool:
    """Whether a file is one of the documents that are read."""
    return any(wanted(path) for wanted, _, _ in _READERS)


def extract(files: Sequence[FileContent]) -> Extracted:
    """The rows of one repository, from those of its files that `wants` names."""
    result = Extracted()
    for wanted, read, table in _READERS:
        mine = [file for file in files if wanted(file.path)]
        small = [file for file in mine if len(file.data) <= BIGGEST]
        result += read(small) + Extracted(problems=tuple(_too_big(file, table) for file in mine if len(file.data) > BIGGEST))
    return result


def _too_big(file: FileContent, table: str) -> Problem:
    what = f"the file has {len(file.data)} bytes; more than {BIGGEST} are not read"
    return Problem(file.place(1), what, "Make it smaller", (table,))


_READERS: tuple[tuple[Callable[[str], bool], Callable[[Sequence[FileContent]], Extracted], str], ...] = (
    (codeowners.wants, codeowners.extract, "code_owners"),
    (licences.wants, licences.extract, "licences"),
    (manifests.wants, manifests.extract, "licences"),
    (decisions.wants, decisions.extract, "decision_documents"),
    (readmes.wants, readmes.extract, "readmes"),
    (references.wants, references.extract, "document_references"),
    (revisions.wants, revisions.extract, "ignored_revisions"),
    (mailmap.wants, mailmap.extract, "mailmap"),
    (openslo.wants, openslo.extract, "service_objectives"),
)
"""Which paths, how they are read, and the table that is incomplete when one cannot be."""
