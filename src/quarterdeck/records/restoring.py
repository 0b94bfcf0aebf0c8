"""Records again, from the rows that a run keeps of them: how a report reads what people wrote as it stood when the company was assessed."""

from __future__ import annotations

import collections.abc
import json
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Annotated, Any, cast

from quarterdeck.kernel.money import Money
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.kernel.quantity import Range
from quarterdeck.records.collection import File, Records
from quarterdeck.records.kinds import BY_KIND
from quarterdeck.records.record import Record
from quarterdeck.records.tables import Recorded
from quarterdeck.records.values import Private, Quarter, Ref, Span, read_quarter, read_ref, read_someone

_ENDS = ("p10", "p50", "p90")


def restored(rows: Iterable[Recorded]) -> Records:
    """The records of these rows. Of a stretch of time its days are known, and no longer the unit; what is private was never kept."""
    sound: dict[Ref, Record] = {}
    files: dict[Ref, File] = {}
    broken: dict[Ref, tuple[Problem, ...]] = {}
    for row in rows:
        ref = read_ref(row.record)
        files[ref] = File(row.path, b"")
        if row.broken:
            broken[ref] = (Problem(Place("", row.path), row.broken, "Mend it, as `quarterdeck check` says", (row.kind,)),)
        else:
            sound[ref] = _record(row, ref)
    return Records(sound, files, tuple(problem for told in broken.values() for problem in told), broken)


def _record(row: Recorded, ref: Ref) -> Record:
    kind = BY_KIND[row.kind]
    said = json.loads(row.keys)
    return cast("Record", _made(kind, said, {"id": ref.id, "drafted": row.drafted, "body": said.get("body", "")}))


def _made(kind: type, said: Mapping[str, Any], known: Mapping[str, object]) -> object:
    values = dict(known)
    for name, hint in _hints(kind).items():
        found = None if name in known else _value(hint, name, said)
        if found is not None:
            values[name] = found
    return kind(**values)


@cache
def _hints(kind: type) -> Mapping[str, object]:
    hints = typing.get_type_hints(kind, include_extras=True)
    return {one.name: _bare(hints[one.name]) for one in fields(kind)}


def _bare(hint: object) -> object:
    """A hint without its notes and without None; what is one of several kinds stays so."""
    while typing.get_origin(hint) is Annotated:
        hint = typing.get_args(hint)[0]
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        kinds = [_bare(one) for one in typing.get_args(hint) if one is not type(None)]
        return kinds[0] if len(kinds) == 1 else tuple(kinds)
    return hint


def _value(kind: object, name: str, said: Mapping[str, Any]) -> object:
    """The value of a key, from the parts that were kept of it; ``None`` where nobody wrote it."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if kind in _WHOLE:
        return _WHOLE[kind](name, said)
    held = said.get(name)
    if held is None:
        return None
    if origin is tuple:
        one = _bare(inner[0])
        return tuple(_made(one, each, {}) if isinstance(each, dict) and isinstance(one, type) else _told(one, each) for each in held)
    if origin in {dict, collections.abc.Mapping}:
        named, value = (_bare(one) for one in inner)
        return {_told(named, each["name"]): _value(value, "value", each) for each in held}
    return _told(kind, held)


def _told(kind: object, said: str) -> object:
    """One scalar."""
    return _READ[kind](said) if kind in _READ else said


def _range(name: str, said: Mapping[str, Any]) -> Range | None:
    ends = [float(said[f"{name}_{end}"]) for end in _ENDS if said.get(f"{name}_{end}") is not None]
    return Range(*ends) if len(ends) == len(_ENDS) else None


def _money(name: str, said: Mapping[str, Any]) -> Money | None:
    spread = _range(name, said)
    return Money(spread, said[f"{name}_currency"]) if spread else None


def _span(name: str, said: Mapping[str, Any]) -> Span | None:
    days = _range(f"{name}_days", said)
    return Span(days, "days", days) if days else None


def _private(_name: str, _said: Mapping[str, Any]) -> None:
    return None


_WHOLE: Mapping[object, Callable[[str, Mapping[str, Any]], object]] = {Range: _range, Money: _money, Span: _span, Private: _private}
"""Kinds of value that were kept in several parts."""
_READ: Mapping[object, Callable[[str], object]] = {date: date.fromisoformat, Ref: read_ref, Quarter: read_quarter, (Ref, str): read_someone}
