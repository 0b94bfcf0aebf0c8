"""The mailmap that a user gives beside those of the repositories."""

from __future__ import annotations

from pathlib import Path

from quarterdeck.evidence.code import MailmapEntry
from quarterdeck.evidence.files import FileContent
from quarterdeck.sources import documents


def read_mailmap(path: Path) -> tuple[MailmapEntry, ...]:
    """Its entries. Raises ``OSError`` when it cannot be read and ``ValueError``, naming the line, when it cannot be understood."""
    found = documents.extract([FileContent("", ".mailmap", path.read_bytes())])
    if found.problems:
        first = found.problems[0]
        raise ValueError(f"line {first.place.line}: {first.what}. {first.mend}")
    return tuple(row for row in found.rows if isinstance(row, MailmapEntry))
