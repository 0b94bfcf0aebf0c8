"""Records as tables: what measures and questions in SQL read. Made from the kinds' own dataclasses, so that there is one source.

All records stand in one stored table, `records`, each with its keys as JSON. Every kind has a view of its own over it, and a list of groups
within a kind (the key results of an objective) one more.
"""

from __future__ import annotations

import collections.abc
import json
import types
import typing
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, make_dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, cast

from quarterdeck.kernel.money import Money
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.table import Row, declared
from quarterdeck.records.record import Record
from quarterdeck.records.values import Private, Quarter, Ref, Span

if TYPE_CHECKING:
    from quarterdeck.records.collection import Records

_LEFT_OUT = frozenset({"id", "body", "links", "drafted", "drafted_from"})
"""What is a column of every kind already, or too long for one."""
_WITH_TEXT = frozenset({"decision"})
"""Kinds whose text is kept all the same, beside their columns: a paper for a board begins with the context of its decision."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record as it stood when the company was assessed. What each kind holds stands in a table of its own (`contract_records`)."""

    table: ClassVar[str] = "records"
    kind: Annotated[str, "Its kind: `contract`."]
    record: Annotated[str, "How other records name it: `contract/maps`."]
    label: Annotated[str, "What people call it."]
    path: Annotated[str, "Its file, from the root of the workspace."]
    drafted: Annotated[bool, "True while a program filled it in and no person has confirmed it."]
    broken: Annotated[str, "What is wrong with it; empty for a sound one. Nothing else is known of a broken one."]
    hangs_on: Annotated[tuple[str, ...], "The broken records that it names, directly or through others."]
    keys: Annotated[str, "Its keys, as JSON."]


class RecordTable:
    """What the tables of kinds have in common: the kind that they are made from."""

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A column that a key gives: its ending, its type, and how its value is taken from the key's."""

    ending: str
    kind: Any
    take: Callable[[Any], object]
    says: str = ""


def _ends(of: Callable[[Any], Range], ending: str = "") -> tuple[_Part, ...]:
    return (
        _Part(f"{ending}_p10", float | None, lambda value: of(value).p10, "One chance in ten that it is lower."),
        _Part(f"{ending}_p50", float | None, lambda value: of(value).p50, "As likely higher as lower."),
        _Part(f"{ending}_p90", float | None, lambda value: of(value).p90, "One chance in ten that it is higher."),
    )


_PARTS: Mapping[object, tuple[_Part, ...]] = {
    **{kind: (_Part("", kind | None, lambda value: value),) for kind in (bool, int, float)},
    date: (_Part("", date | None, str),),
    Range: _ends(lambda value: value),
    Money: (*_ends(lambda value: value.range), _Part("_currency", str | None, lambda value: value.currency, "Its currency.")),
    Span: _ends(lambda value: value.days, "_days"),
    Private: (),
}
_TEXT = (_Part("", str | None, str),)
_TEXTS = (_Part("", tuple[str, ...], lambda value: [str(one) for one in value]),)


@dataclass(frozen=True, slots=True)
class _Key:
    """A key of a kind: what it says, the columns it gives; or the groups of keys that it lists, which are a table of their own."""

    name: str
    says: str
    parts: tuple[_Part, ...]
    group: tuple[_Key, ...] | None = None


def _keys(kind: object) -> tuple[_Key, ...]:
    return _keys_of(kind)


@cache
def _keys_of(kind: Hashable) -> tuple[_Key, ...]:
    hints = typing.get_type_hints(kind, include_extras=True)
    return tuple(_key(one.name, hints[one.name]) for one in fields(cast("Any", kind)) if one.name not in _LEFT_OUT)


def _key(name: str, hint: object) -> _Key:
    says = next(extra for extra in getattr(hint, "__metadata__", ()) if isinstance(extra, str))
    bare = _bare(hint)
    origin, inner = typing.get_origin(bare), typing.get_args(bare)
    if origin is tuple and hasattr(_bare(inner[0]), "__pydantic_config__"):
        return _Key(name, says, (), _keys(_bare(inner[0])))
    if origin is tuple:
        return _Key(name, says, _TEXTS)
    if origin in {dict, collections.abc.Mapping}:
        return _Key(name, says, (), (_Key("name", "What stands before the colon.", _TEXT), _Key("value", says, _parts(_bare(inner[1])))))
    return _Key(name, says, _parts(bare))


def _bare(hint: object) -> object:
    """A hint without its notes and without None."""
    while typing.get_origin(hint) is Annotated:
        hint = typing.get_args(hint)[0]
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        kinds = [_bare(one) for one in typing.get_args(hint) if one is not type(None)]
        return kinds[0] if len(kinds) == 1 else str
    return hint


def _parts(bare: object) -> tuple[_Part, ...]:
    if typing.get_origin(bare) is Literal or bare in {str, Ref, Quarter}:
        return _TEXT
    return _PARTS[bare]


def table_of(kind: type[Record]) -> type[Row]:
    """The table of a kind's sound records: `contract_records`, with a column for each key, three for a range, and one more for a currency."""
    every = (("record", str, "How other records name it."), ("label", str, "What people call it."), ("path", str, "Its file."))
    drafted = ("drafted", bool, "True while no person has confirmed it.")
    return _row(kind.kind, f"{_spelled(kind)}_records", (kind.__doc__ or "").splitlines()[0], (*every, drafted), _keys(kind))


def group_of(kind: type[Record], key: str) -> type[Row]:
    """The table of the groups that a key of a kind lists: `objective_key_results`. Raises ``LookupError`` for a key that lists none."""
    for one in _keys(kind):
        if one.name == key and one.group is not None:
            every = (("record", str, f"The {kind.kind} that it belongs to."), ("position", int, "Its place in the list, from 0."))
            return _row(kind.kind, f"{_spelled(kind)}_{key}", one.says, every, one.group)
    raise LookupError(f"{kind.kind} has no groups under {key}")


def _spelled(kind: type[Record]) -> str:
    return kind.kind.replace("-", "_")


@cache
def _row(kind: str, table: str, says: str, every: tuple[tuple[str, type, str], ...], keys: tuple[_Key, ...]) -> type[Row]:
    columns: list[tuple[str, Any]] = [(name, Annotated[hint, told]) for name, hint, told in every]
    columns += [(f"{key.name}{part.ending}", Annotated[part.kind, f"{key.says} {part.says}".strip()]) for key in keys for part in key.parts]
    said = {"kind": kind, "table": table, "__doc__": says}
    made = make_dataclass(table, columns, bases=(RecordTable,), init=False, repr=False, eq=False, namespace=said)  # nobody makes one: it only declares
    return cast("type[Row]", made)


def tables(kinds: Sequence[type[Record]]) -> list[type[Row]]:
    """A table for each kind, followed by those of its groups."""
    return [table for kind in kinds for table in (table_of(kind), *(group_of(kind, key.name) for key in _keys(kind) if key.group is not None))]


def views(kinds: Sequence[type[Record]], present: Collection[str] | None = None) -> str:
    """The statements that make each kind's tables of the one stored table, `records`.

    ``present`` names the kinds of which there is a record, where that is known: the others are empty tables, which cost a query nothing.
    """
    made = []
    for kind in kinds:
        if present is not None and kind.kind not in present:
            made += [_empty(row) for row in tables((kind,))]
            continue
        here = f"FROM records WHERE kind = '{kind.kind}' AND broken = ''"
        made.append(_view(table_of(kind), 4, "record, label, path, drafted", "keys", here))
        for key in _keys(kind):
            if key.group is not None:
                listed = f"FROM (SELECT record, unnest(CAST(keys->'{key.name}' AS JSON[])) AS one {here})"
                made.append(_view(group_of(kind, key.name), 2, "record, (one->>'position')::BIGINT AS position", "one", listed))
    return "; ".join(made)


def _empty(row: type[Row]) -> str:
    table = declared(row)
    columns = ", ".join(f'"{column.name}" {column.sql}' for column in table.columns)
    return f"CREATE TABLE {table.name} ({columns})"


def _view(row: type[Row], own: int, first: str, document: str, source: str) -> str:
    table = declared(row)
    columns = ", ".join(
        f"""coalesce(CAST({document}->'{column.name}' AS VARCHAR[]), []) AS "{column.name}\""""
        if column.sql.endswith("[]")
        else f"""({document}->>'{column.name}')::{column.sql} AS "{column.name}\""""
        for column in table.columns[own:]
    )
    return f"CREATE VIEW {table.name} AS SELECT {first}, {columns} {source}"


def recorded(records: Records) -> list[Recorded]:
    """Every record as a row: sound ones with their keys, broken ones with what is wrong."""
    rows = [
        Recorded(
            ref.kind, str(ref), record.label, records.files[ref].path, record.drafted, "", tuple(map(str, records.silenced.get(ref, ()))),
            json.dumps(_kept(record), ensure_ascii=False, sort_keys=True),
        )
        for ref, record in records.sound.items()
    ]  # fmt: skip
    rows += [
        Recorded(ref.kind, str(ref), ref.id, records.files[ref].path, drafted=False, broken=problems[0].what, hangs_on=(), keys="{}")
        for ref, problems in records.broken.items()
    ]
    return sorted(rows, key=lambda row: row.record)


def _kept(record: Record) -> dict[str, object]:
    said = _said(record, _keys(type(record)))
    return {**said, "body": record.body} if record.kind in _WITH_TEXT and record.body else said


def _said(thing: object, keys: Iterable[_Key]) -> dict[str, object]:
    said: dict[str, object] = {}
    for key in keys:
        value = getattr(thing, key.name)
        if value is None:
            continue
        if key.group is not None:
            said[key.name] = [{"position": number, **group} for number, group in enumerate(_groups(value, key.group))]
        said.update({f"{key.name}{part.ending}": part.take(value) for part in key.parts})
    return said


def _groups(value: object, keys: tuple[_Key, ...]) -> Iterator[dict[str, object]]:
    pairs = [_Pair(str(name), held) for name, held in value.items()] if isinstance(value, Mapping) else value
    for one in cast("Iterable[object]", pairs):
        yield _said(one, keys)


@dataclass(frozen=True, slots=True)
class _Pair:
    name: str
    value: object = field(repr=False)
