"""What extractors are given and give back: contents in, rows and problems out."""

from __future__ import annotations

from dataclasses import dataclass

from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.kernel.table import Row


@dataclass(frozen=True, slots=True)
class FileContent:
    """One tracked file as it stood: which repository, which path in it, its bytes."""

    repository: str
    path: str
    data: bytes

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def folder(self) -> str:
        """The path without its last part, without a slash at the end; empty at the root."""
        return self.path.rpartition("/")[0]

    @property
    def text(self) -> str:
        """The contents as text: UTF-8, with replacement characters where it is not."""
        return self.data.decode("utf-8-sig", errors="replace")

    def place(self, line: int = 0, column: int = 0) -> Place:
        """A place in this file."""
        return Place(self.repository, self.path, line, column)


@dataclass(frozen=True, slots=True)
class Extracted:
    """Rows of any declared tables, and the faults met on the way."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: Extracted) -> Extracted:
        """Both together, in order."""
        return Extracted(self.rows + other.rows, self.problems + other.problems)
