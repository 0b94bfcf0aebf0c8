"""Tables of evidence: one frozen dataclass per table, one sentence per column.

A column is declared as ``name: Annotated[type, "sentence"]``; the class docstring is the table's description. The declaration
is the schema, the documentation and the type that extractors return.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, Protocol

SQL_TYPES: dict[object, str] = {
    str: "VARCHAR",
    int: "BIGINT",
    float: "DOUBLE",
    bool: "BOOLEAN",
    Decimal: "DECIMAL(38,12)",
    date: "DATE",
    datetime: "TIMESTAMP",
    tuple[str, ...]: "VARCHAR[]",
}
"""How a column's Python type is stored. Times are UTC without a zone."""


class Row(Protocol):
    """A dataclass that declares a table."""

    table: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, how it is stored, whether it may be empty, and what it says."""

    name: str
    sql: str
    nullable: bool
    says: str


@dataclass(frozen=True, slots=True)
class Table:
    """A declared table."""

    name: str
    says: str
    columns: tuple[Column, ...]

    @property
    def ddl(self) -> str:
        """The statement that creates it, empty, in DuckDB."""
        columns = ", ".join(f'"{column.name}" {column.sql}' for column in self.columns)
        return f"CREATE TABLE {self.name} ({columns})"


PROVENANCE = (
    Column("source", "VARCHAR", nullable=False, says="The source of evidence that observed this row."),
    Column("collector", "VARCHAR", nullable=False, says="The version of the collector and extractor that made this row."),
    Column("collected_at", "TIMESTAMP", nullable=False, says="When the row was collected (UTC)."),
)
"""Columns that every stored table of evidence carries; the row's own key or path and line say its origin."""


@cache
def declared(row: type[Row]) -> Table:
    """The table that a row class declares. Raises ``TypeError`` for a column without a sentence or with an unknown type."""
    hints = typing.get_type_hints(row, include_extras=True)
    columns = []
    for field in fields(row):
        hint = hints[field.name]
        sentence = next((extra for extra in getattr(hint, "__metadata__", ()) if isinstance(extra, str)), None)
        if sentence is None:
            raise TypeError(f"{row.__name__}.{field.name} needs a sentence: Annotated[type, 'what it says']")
        kind, nullable = _without_none(typing.get_args(hint)[0])
        if kind not in SQL_TYPES:
            raise TypeError(f"{row.__name__}.{field.name}: no storage for {kind}")
        columns.append(Column(field.name, SQL_TYPES[kind], nullable, sentence))
    return Table(row.table, " ".join((row.__doc__ or "").split()), tuple(columns))


def _without_none(hint: object) -> tuple[object, bool]:
    if isinstance(hint, types.UnionType):
        kinds = [kind for kind in hint.__args__ if kind is not type(None)]
        return kinds[0], len(kinds) < len(hint.__args__)
    return hint, False


@dataclass(frozen=True, slots=True)
class Columns:
    """Many rows of one table, column by column: every declared column, all of one length."""

    table: Table
    values: Mapping[str, Sequence[Any]]

    @classmethod
    def of(cls, row: type[Row], rows: Iterable[Row] = ()) -> Columns:
        """The columns of ``rows``, in order."""
        table = declared(row)
        kept = list(rows)
        return cls(table, {c.name: [getattr(r, c.name) for r in kept] for c in table.columns})

    def __post_init__(self) -> None:
        """Refuse missing or unknown columns and unequal lengths: a bug in an extractor, not a fault in the evidence."""
        wanted = [column.name for column in self.table.columns]
        if list(self.values) != wanted:
            raise ValueError(f"{self.table.name}: columns {list(self.values)} are not {wanted}")
        if len({len(values) for values in self.values.values()}) > 1:
            raise ValueError(f"{self.table.name}: columns of unequal length")

    def __len__(self) -> int:
        """The number of rows."""
        return len(next(iter(self.values.values())))
