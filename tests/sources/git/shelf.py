"""What the git source makes of a repository, kept in memory: rows by table, and problems as lines of text."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from quarterdeck.app.gathering.ahead import Ahead
from quarterdeck.app.gathering.gather import gather
from quarterdeck.app.keeping.store import Provenance, Store
from quarterdeck.kernel.table import Columns
from tests.builders import NOW, Silent

Row = dict[str, Any]


@dataclass
class Shelf(Store):
    """A store that keeps rows in memory and writes nothing."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def files(self, table: str) -> list[str]:
        """Nothing is in files."""
        return []

    def append(self, columns: Columns, provenance: Provenance) -> None:
        """Rows of a table that grows."""
        self.rows.setdefault(columns.table.name, []).extend(_rows(columns))

    def replace(self, columns: Columns, provenance: Provenance, keys: Iterable[str] | None = None, key: str = "repository") -> None:
        """Rows of repositories in a table that is replaced."""
        names = set(keys or ())
        kept = [row for row in self.rows.get(columns.table.name, []) if row[key] not in names]
        self.rows[columns.table.name] = kept + _rows(columns)

    def table(self, name: str) -> list[Row]:
        """The rows of a table."""
        return self.rows.get(name, [])

    def churn(self) -> dict[tuple[str, str], tuple[int | None, int | None]]:
        """Lines added and deleted by (commit, path); ``None`` for binary contents."""
        return {(row["commit"], row["path"]): (row["added"], row["deleted"]) for row in self.table("file_changes")}


def _rows(columns: Columns) -> list[Row]:
    stored: list[Any] = list(columns.values.values())
    values = [column.tolist() if isinstance(column, np.ndarray) else column for column in stored]
    return [dict(zip(columns.values, row, strict=True)) for row in zip(*values, strict=True)]


def read(scratch: Path, *paths: Path, as_of: str = "2026-11-21", ahead: Ahead | None = None) -> Shelf:
    """Discover and gather ``paths``; ``ahead`` has asked git already."""
    shelf = Shelf(scratch / "shelf")
    repositories, problems = (ahead or Ahead()).found(paths)
    gathered = gather(repositories, shelf, date.fromisoformat(as_of), NOW, Silent(), 2, ahead=ahead)
    shelf.problems = [str(problem) for problem in [*problems, *gathered.problems]]
    return shelf


def numstat(repository: Path) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    """What git itself counts: ``git log --no-merges --no-renames --numstat HEAD``, by (commit, path)."""
    command = ["git", "log", "--no-merges", "--no-renames", "--numstat", "-z", "--format=%x02%H", "HEAD"]
    told = subprocess.run(command, cwd=repository, capture_output=True, check=True).stdout
    counts: dict[tuple[str, str], tuple[int | None, int | None]] = {}
    commit = ""
    for token in told.split(b"\0"):
        bare = token.lstrip(b"\n")
        if bare[:1] == b"\x02":
            commit = bare[1:].decode()
        elif bare:
            added, deleted, path = bare.split(b"\t", 2)
            counts[commit, path.decode("utf-8", "surrogateescape")] = (None, None) if added == b"-" else (int(added), int(deleted))
    return counts
