"""A kind of export: which table it fills, what its columns may be called, and the words that tools use for one state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quarterdeck.evidence.imported import ImportedRow
from quarterdeck.kernel.table import Column, declared

Words = Mapping[str, tuple[str, ...]]
"""For each word of ours, the words that exports say instead, in lower case."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How texts become rows of one table, whoever exported them."""

    row: type[ImportedRow]
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What a column may be called beside its own name, the likeliest first: in lower case, words apart."""
    words: Mapping[str, Words] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    """What stands in a key where the export gives nothing."""
    fallbacks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Columns that stand in for a key column that the export leaves empty."""
    asked: frozenset[str] = frozenset()
    """Columns that a table must give although a row of it may leave them empty."""
    identity: tuple[str, ...] = ()
    """Columns whose hash is the id where the export has none."""
    made: str = "id"
    """The column of the key that is made of the identity: the id, or who answered."""
    counted: bool = False
    """Whether rows of one identity are different things, told apart by a count: two equal bookings are two bookings."""
    alone: tuple[str, ...] = ()
    """Columns within which a row without an id that has none beside it keeps an empty one: an invoice told as a whole has no lines to tell apart."""
    currency: str = ""
    """The column with the currency of the row's amounts."""
    counts: Mapping[str, str] = field(default_factory=dict)
    """Columns that count, with what: whole numbers always do, and are of the column's own name where nothing stands here. None is below zero."""
    worst: Mapping[str, str] = field(default_factory=dict)
    """Of rows with one key that contradict each other, the one that says this is kept: what went wrong is not overwritten by what went well."""
    newest: str = ""
    """The column by which the newer of two rows with one key is told; of the rest, any order that does not depend on the file's."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that an export may fill."""
        return tuple(column for column in declared(self.row).columns if column.name not in {"file", "line"})

    def must_hold(self, column: Column) -> bool:
        """Whether a row without it is no row."""
        hashed = column.name == self.made and bool(self.identity)
        return not column.nullable and column.sql != "VARCHAR[]" and column.name not in self.defaults and not hashed

    def required(self, column: Column) -> bool:
        """Whether a table must have a column for it."""
        return column.name in self.asked or (self.must_hold(column) and column.name not in self.fallbacks)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a user imports by name. The first reader fills the kind's own table; formats may fill the others as well."""

    name: str
    says: str
    readers: tuple[Reader, ...]

    @property
    def reader(self) -> Reader:
        """Of the kind's own table."""
        return self.readers[0]

    @property
    def nouns(self) -> frozenset[str]:
        """Words of its name, which columns may repeat: `incident severity` is the severity."""
        words = self.name.split("-")
        return frozenset([*words, *(word.removesuffix("s") for word in words)])
