"""What a kind declares, as JSON Schema for editors and as rows for the reference: one source, the dataclass."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import TypeAlias

from quarterdeck.kernel.money import Money
from quarterdeck.records.kinds import KINDS
from quarterdeck.records.record import Record
from quarterdeck.records.values import Private, Reader, To

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest dialect that YAML editors read without exception."""
SCHEMAS = ".schemas"
"""The folder of a workspace that keeps them, so that no editor asks a network."""
_UNWRITTEN = frozenset({"id", "body"})
"""Fields that stand in no key: the file's name, and the text below the keys."""
_COMMON = frozenset(field.name for field in fields(Record))

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a kind: what it says, how it is written, whether it must stand, and its own keys where it holds groups of them."""

    name: str
    says: str
    written: str
    required: bool
    common: bool
    refers: bool
    money: bool
    group: type | None
    inner: tuple[Key, ...]


def keys(kind: type) -> tuple[Key, ...]:
    """The keys of a kind (or of a group within one) in the order in which they are written: its own first, those of all records last."""
    record = issubclass(kind, Record)
    hints = typing.get_type_hints(kind, include_extras=True)
    found = []
    for field in fields(kind):
        if not (record and field.name in _UNWRITTEN):
            hint = hints[field.name]
            says = next(part for part in hint.__metadata__ if isinstance(part, str))
            needed = field.default is MISSING and field.default_factory is MISSING and not (record and field.name == "name" and getattr(kind, "prose", False))
            group = _group(hint)
            common = record and field.name in _COMMON
            found.append(Key(field.name, says, _written(hint), needed, common, _refers(hint), _holds_money(hint), group, keys(group) if group else ()))
    return tuple(sorted(found, key=lambda key: key.common))


def _group(hint: object) -> type | None:
    """The dataclass of a key that holds a list of groups."""
    if isinstance(hint, type) and hasattr(hint, "__pydantic_config__"):
        return hint
    return next(filter(None, map(_group, typing.get_args(hint))), None)


def _refers(hint: object) -> bool:
    """True for a key that names other records."""
    return any(isinstance(part, To) for part in getattr(hint, "__metadata__", ())) or any(map(_refers, typing.get_args(hint)))


def _holds_money(hint: object) -> bool:
    """True for a key that holds amounts, one or many."""
    return hint in {Money, Private} or any(map(_holds_money, typing.get_args(hint)))


def _written(hint: object) -> str:
    """How a value is written, in a few words."""
    reader = next((part for part in getattr(hint, "__metadata__", ()) if isinstance(part, Reader)), None)
    if reader:
        return _example(reader.schema)
    inside = [part for part in typing.get_args(hint) if part not in {type(None), Ellipsis}]
    origin = typing.get_origin(hint)
    if origin is typing.Literal:
        return ", ".join(f"`{word}`" for word in inside)
    if origin is tuple:
        return f"list of {_written(inside[0])}"
    if origin is Mapping:
        return f"keys, each {_written(inside[1])}"
    return _written(inside[0]) if inside else "keys"


def _example(known: Mapping[str, object]) -> str:
    examples = known.get("examples")
    if isinstance(examples, list):
        return " or ".join(f"`{one}`" for one in examples)
    return {"boolean": "`true` or `false`", "integer": "whole number"}.get(str(known.get("type")), "words")


def file_name(kind: type[Record]) -> str:
    """Where the schema of a kind is kept."""
    return f"{kind.kind}.schema.json"


def schema(kind: type[Record]) -> dict[str, Json]:
    """The JSON Schema of the YAML of one kind."""
    from pydantic import TypeAdapter  # noqa: PLC0415  # 0.2 s, which only schemas and loading need

    made: dict[str, Json] = _plain(TypeAdapter(kind).json_schema())
    groups = {key.group.__name__: key for key in keys(kind) if key.group}
    _describe(made, keys(kind))
    definitions = made.get("$defs", {})
    for name, part in definitions.items() if isinstance(definitions, dict) else ():
        if isinstance(part, dict):
            _describe(part, groups[name].inner)
            part["description"] = _doc(groups[name].group)
    top: dict[str, Json] = {"$schema": DIALECT, "title": f"Quarterdeck: {kind.kind}", "description": _doc(kind)}
    return top | {name: part for name, part in made.items() if name not in top}


def _describe(made: dict[str, Json], declared: tuple[Key, ...]) -> None:
    """Keep the keys that are written, in reading order, each with its sentence."""
    properties = made["properties"]
    assert isinstance(properties, dict)
    kept: dict[str, Json] = {}
    for key in declared:
        part = properties[key.name]
        assert isinstance(part, dict)
        kept[key.name] = {**part, "description": key.says}
    made["properties"] = kept
    required: list[Json] = [key.name for key in declared if key.required]
    made["required"] = required


def _plain(part: object) -> typing.Any:  # noqa: ANN401  # any JSON, of the shape that came in
    """Without what pydantic adds for Python's sake: titles, defaults, alternatives of null."""
    if isinstance(part, list):
        return [_plain(one) for one in part]
    if not isinstance(part, dict):
        return part
    choices = part.get("anyOf")
    if isinstance(choices, list):
        told = [one for one in choices if one != {"type": "null"}]
        if len(told) == 1 and len(choices) > 1:
            return _plain({**{name: value for name, value in part.items() if name not in {"anyOf", "default"}}, **told[0]})
    kept = {
        name: {key: _plain(value) for key, value in inner.items()} if name in {"properties", "$defs"} else _plain(inner)
        for name, inner in part.items()
        if name not in {"title", "default"} or (name == "title" and not isinstance(inner, str))
    }
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    kept.pop("propertyNames", None)
    return kept


def _doc(described: type | None) -> str:
    return " ".join((described.__doc__ or "").split())


def schemas() -> Iterator[tuple[str, dict[str, Json]]]:
    """Every kind's schema with the name of its file."""
    for kind in KINDS:
        yield file_name(kind), schema(kind)
