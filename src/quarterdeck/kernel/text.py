"""Sentences whose names and numbers stay what they are until they are printed.

A sentence is a tuple of parts: plain words, *names* (of a person, a file, a company: what a reader may not be allowed to see)
and *cited* numbers (that open their explanation). Renderers decide how each looks; redaction replaces names by kind, and can
miss none because a name is never mere text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Name:
    """The name of something, with the kind of thing that it names."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A figure as printed, and the id (of a measurement or a finding) that explains it."""

    text: str
    explains: str


Part: TypeAlias = str | Name | Cited
Phrase: TypeAlias = tuple[Part, ...]


def say(template: str, **values: Part | Phrase | int) -> Phrase:
    """Fill ``{name}`` fields of ``template`` with parts; whole numbers are printed with thin-space thousands.

    Raises ``KeyError`` when the template names a value that was not given.
    """
    parts: list[Part] = []
    position = 0
    for match in _FIELD.finditer(template):
        if match.start() > position:
            parts.append(template[position : match.start()])
        value = values[match.group(1)]
        if isinstance(value, tuple):
            parts.extend(value)
        elif isinstance(value, int):
            parts.append(number(value))
        else:
            parts.append(value)
        position = match.end()
    if position < len(template):
        parts.append(template[position:])
    return tuple(parts)


def listing(items: Sequence[Phrase | Name], last: str = "and") -> Phrase:
    """``a, b and c``."""
    parts: list[Part] = []
    for index, item in enumerate(items):
        if index:
            parts.append(f" {last} " if index == len(items) - 1 else ", ")
        parts.extend(item if isinstance(item, tuple) else (item,))
    return tuple(parts)


def plain(phrase: Phrase) -> str:
    """The sentence as one string, for a reader who may see every name."""
    return "".join(part if isinstance(part, str) else part.text for part in phrase)


def rename(phrase: Phrase, new_name: Callable[[Name], Name]) -> Phrase:
    """The sentence with each name replaced by what ``new_name`` gives for it."""
    return tuple(new_name(part) if isinstance(part, Name) else part for part in phrase)


def number(value: float, decimals: int = 0) -> str:
    """Thin-space thousands, as in ``12 400``."""
    return f"{value:,.{decimals}f}".replace(",", "\u202f")


def counted(count: int, one: str, many: str | None = None) -> str:
    """``1 commit``, ``12 400 commits``."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"
