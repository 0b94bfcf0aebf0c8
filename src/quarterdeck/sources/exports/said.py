"""What somebody said about a file that the file does not say itself, and what must still be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Said:
    """Statements about a file: from the command line, from a remembered mapping, or what a tool's format is known for."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Column of the file → field of the table; an empty field leaves the column out."""
    constants: Mapping[str, str] = field(default_factory=dict)
    """Field → what it is in every row."""
    zone: str = ""
    dates: str = ""
    decimal: str = ""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Field → what the file says, in lower case → our word for it."""
    recalled: frozenset[str] = field(default=frozenset(), compare=False)
    """`dates` and `decimal` where another file's mapping says them: this file may contradict them."""

    def over(self, other: Said) -> Said:
        """These statements, and the other's where nothing is said."""
        words = {name: {**other.words.get(name, {}), **self.words.get(name, {})} for name in {**other.words, **self.words}}
        columns = {**{c: f for c, f in other.columns.items() if not f or f not in self.columns.values()}, **self.columns}
        recalled = frozenset(name for name in ("dates", "decimal") if name in (self if getattr(self, name) else other).recalled)
        dates, decimal = self.dates or other.dates, self.decimal or other.decimal
        return Said(columns, {**other.constants, **self.constants}, self.zone or other.zone, dates, decimal, words, recalled)


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only a person can say: ``kind`` is `column`, `guess`, `zone`, `dates`, `decimal` or `word`; ``about`` what it asks for."""

    kind: str
    about: str
    ask: str
    say: str
    """How the command line says it."""
    value: str = ""
    """For `word`: what the file says; for `guess`: the column."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a file's columns are read."""

    fields: Mapping[str, tuple[int, ...]]
    """Field → the columns of the file, by position, that give it; more than one only for lists."""
    columns: tuple[str, ...]
    left_out: tuple[str, ...]
    said: Said
    questions: tuple[Question, ...] = ()
    forms: Mapping[str, str] = field(default_factory=dict)
    """Field → how its values are written, in words."""
    samples: Mapping[str, str] = field(default_factory=dict)
    """Field → a value of the file."""
    dates: str = ""
    """The order of dates that the file itself shows, for the next one that does not."""
    decimal: str = ""
    """Its decimal sign, likewise."""
