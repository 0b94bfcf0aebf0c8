"""The mailmap that a user gives beside those of the repositories."""

from __future__ import annotations

import stat
from pathlib import Path

from quarterdeck.evidence.code import MailmapEntry
from quarterdeck.evidence.files import FileContent
from quarterdeck.sources import documents

_LARGEST = 5_000_000  # bytes, as of any file that is read whole


def read_mailmap(path: Path) -> tuple[MailmapEntry, ...]:
    """Its entries. Raises ``OSError`` when it cannot be read and ``ValueError``, naming the line, when it cannot be understood."""
    found = documents.extract([FileContent("", ".mailmap", _contents(path))])
    if found.problems:
        first = found.problems[0]
        raise ValueError(f"line {first.place.line}: {first.what}. {first.mend}")
    return tuple(row for row in found.rows if isinstance(row, MailmapEntry))


def _contents(path: Path) -> bytes:
    """A device or a pipe may never end, and opening one may wait for ever: neither is opened."""
    known = path.stat()
    if not (stat.S_ISREG(known.st_mode) or stat.S_ISDIR(known.st_mode)):
        raise OSError(0, "this is a device or a pipe; write its contents into a file first", str(path))
    if known.st_size > _LARGEST:
        raise OSError(0, f"it is larger than the {_LARGEST // 1_000_000} MB that are read of one file", str(path))
    return path.read_bytes()
