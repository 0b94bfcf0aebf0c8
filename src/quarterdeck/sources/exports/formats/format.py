"""A format of a tool: its name, the kind that it gives, how it is recognised, and where it was seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from quarterdeck.sources.exports.elements import Element, Told
from quarterdeck.sources.exports.said import Said


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a format's shape was seen, not remembered: what was opened, on which day; and the page on which its vendor describes it."""

    page: str
    """The address of the vendor's or the standard's own page, for reading on."""
    opened: str
    """The public repository's folder at its commit, or the page, that was opened and read with this importer."""
    what: str
    """What stands there, and its licence."""
    on: str = "2026-11-27"


@dataclass(frozen=True, slots=True)
class SheetFormat:
    """A delimited export whose columns are known: recognised by columns that it always has."""

    name: str
    kind: str
    says: str
    has: frozenset[str]
    said: Said
    origin: Origin
    list_columns: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class ElementFormat:
    """A JSON export: a list of objects, each recognised by its keys and read by itself."""

    name: str
    kind: str
    says: str
    fits: Callable[[Element], bool]
    read: Callable[[Element], Iterator[Told]]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Context:
    """What a document cannot know of itself: the file's fingerprint, and constants that the user said."""

    fingerprint: str
    constants: dict[str, str]


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """A whole document that is one thing: a bill of materials, a report. ``fits`` sees how the text starts."""

    name: str
    kind: str
    says: str
    fits: Callable[[str], bool]
    read: Callable[[str, Context], Iterator[tuple[int, Told]]]
    origin: Origin


Format = SheetFormat | ElementFormat | DocumentFormat


def has(*keys: str) -> Callable[[Element], bool]:
    """Recognises an element that has all of ``keys``."""
    return lambda element: all(key in element for key in keys)


def of_kind(formats: Sequence[Format], kind: str) -> list[Format]:
    """The formats that give a kind."""
    return [one for one in formats if one.kind == kind]
