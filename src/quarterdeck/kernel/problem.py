"""A fault in somebody's file or export: collected in one run, never raised."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a source of evidence, a path in it, a line and a column (1-based, 0 when unknown)."""

    source: str
    path: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """``source/path:line:column``, as editors and people read it."""
        where = "/".join(part for part in (self.source, self.path) if part)
        return ":".join([where, *(str(number) for number in (self.line, self.line and self.column) if number)])


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and how to mend it.

    ``silences`` names the evidence tables that this fault leaves incomplete for its source: what depends on them becomes
    *not assessed*, and nothing else does.
    """

    place: Place
    what: str
    mend: str
    silences: tuple[str, ...] = ()

    def __str__(self) -> str:
        """One line: place, what is wrong, what to do."""
        return f"{self.place}: {self.what}. {self.mend}{'' if self.mend.endswith('?') else '.'}"
