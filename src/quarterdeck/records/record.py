"""What every record has, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from quarterdeck.records.values import Id, Ref, Words, YesNo


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one key of a record: what is said, and what to do."""

    key: str
    what: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record. Its folder says the kind, its file name the id; YAML holds the keys, and Markdown below them the long prose."""

    kind: ClassVar[str]
    folder: ClassVar[str]
    prose: ClassVar[bool] = False
    """True where the record is a text with a few keys on top: a Markdown file. Either form is read for every kind."""
    acyclic: ClassVar[tuple[str, ...]] = ()
    """Keys by which records of the kind refer to each other without ever coming back to where they began."""
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    id: Annotated[Id, "The file's name without its ending."]
    description: Annotated[Words, "What somebody who comes new must know."] = ""
    tags: Annotated[tuple[Words, ...], "Words to find it by."] = ()
    links: Annotated[tuple[Words, ...], "Addresses of what stands elsewhere."] = ()
    drafted: Annotated[YesNo, "True while a program filled this in and no person has confirmed it. Take the key away to confirm."] = False
    drafted_from: Annotated[Words, "The evidence that the draft was made from."] = ""
    body: Annotated[str, "The text below the keys, where the record is a Markdown file."] = ""

    @property
    def ref(self) -> Ref:
        """How other records name this one."""
        return Ref(self.kind, self.id)

    @property
    def label(self) -> str:
        """What people call it."""
        return self.id

    def faults(self) -> Iterator[Remark]:
        """What cannot be right between the keys of this record."""
        yield from ()

    def overdue(self, as_of: date) -> Iterator[Remark]:  # noqa: ARG002  # what kinds override
        """What should have happened before this day: true, not broken."""
        yield from ()

    def ahead(self, as_of: date) -> Iterator[Remark]:  # noqa: ARG002  # likewise
        """What is told as done, on a day after this one: a slip, or not yet true."""
        yield from ()

    def unread(self) -> Iterator[Remark]:
        """What of its text could not be read: the rest of it stands, and nothing is broken."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Record):
    """A record with a name of its own."""

    name: Annotated[Words, "What people call it."]

    @property
    def label(self) -> str:
        """Its name."""
        return self.name


def backwards(first_key: str, first: date | None, last_key: str, last: date | None) -> Iterator[Remark]:
    """A remark where something ends before it begins."""
    if first and last and last < first:
        yield Remark(last_key, f"{last_key} ({last}) lies before {first_key} ({first})", "Swap the days, or correct one of them")


def past(key: str, day: date | None, as_of: date, what: str, mend: str) -> Iterator[Remark]:
    """A remark where a day has gone by. ``what`` is said with ``{day}``."""
    if day and day < as_of:
        yield Remark(key, what.replace("{day}", str(day)), mend)


def future(key: str, day: date | None, as_of: date, what: str, mend: str = "Correct the day, or write it down when it has come") -> Iterator[Remark]:
    """A remark where what is told as done lies ahead. ``what`` is said with ``{day}``."""
    if day and day > as_of:
        yield Remark(key, what.replace("{day}", str(day)), mend)
