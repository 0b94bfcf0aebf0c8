"""The elements of a JSON export: of a list, of pages one after the other, of lines that are JSON each, wherever the tool puts its list."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import duckdb
import numpy as np

from quarterdeck.sources.exports.collect import UnreadableExportError
from quarterdeck.sources.exports.kinds.kind import Reader

Json: TypeAlias = object
Element: TypeAlias = Mapping[str, object]

_LISTS = (
    "issues", "incidents", "log_entries", "oncalls", "workflow_runs", "workflow_jobs", "data", "nodes", "items", "values", "results",
    "deployments", "pipelines",
)  # fmt: skip
_WHITE = " \t\n\r"
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Told:
    """What an element says of one row: for which table, and the fields as the export has them."""

    reader: Reader
    fields: Mapping[str, object]
    scope: bool = False
    """True for what is no row: it says of which scope the document tells everything, even if that is nothing."""


@dataclass(slots=True)
class Gathered:
    """Rows of one table being gathered, column by column, as texts."""

    reader: Reader
    lines: list[int] = field(default_factory=list)
    columns: dict[str, list[str | None]] = field(default_factory=dict)
    scopes: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, line: int, fields: Mapping[str, object]) -> None:
        """One more row."""
        for name in fields:
            if name not in self.columns:
                self.columns[name] = [None] * len(self.lines)
        for name, values in self.columns.items():
            values.append(as_text(fields.get(name)))
        self.lines.append(line)

    def load(self, connection: duckdb.DuckDBPyConnection, relation: str) -> None:
        """Make the table of texts in the database."""
        arrays = {name: np.array(values, dtype=object) for name, values in self.columns.items()}
        try:
            self._create(connection, relation, arrays)
        except duckdb.InvalidInputException:  # a lone surrogate, which JSON may well write: looked for only when it is met
            whole = {name: np.array([v and v.encode("utf-8", "replace").decode() for v in values], dtype=object) for name, values in self.columns.items()}
            self._create(connection, relation, whole)

    def _create(self, connection: duckdb.DuckDBPyConnection, relation: str, arrays: dict[str, np.ndarray]) -> None:
        connection.register("gathered", {"line": np.array(self.lines, dtype=np.int64), **arrays})
        selected = "".join(f', "{name}"::VARCHAR AS "{name}"' for name in arrays)
        try:
            connection.execute(f"CREATE TABLE {relation} AS SELECT line::BIGINT AS line{selected} FROM gathered")
        finally:
            connection.unregister("gathered")


def as_text(value: object) -> str | None:
    """A JSON value as the text that a table would hold; the parts of a list with a separator between them."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "\x1f".join(part for part in map(as_text, value) if part)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


class Doubled(dict[str, object]):
    """An object in which a key stands twice: what is read is the last."""

    doubled: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    twice = Doubled(found)
    twice.doubled = tuple(sorted(name for name, count in Counter(name for name, _ in pairs).items() if count > 1))
    return twice


def doubled(value: object) -> list[str]:
    """The keys that stand twice in an object, or in one within it."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return [*(value.doubled if isinstance(value, Doubled) else ()), *(name for one in inner for name in doubled(one))]


def documents(text: str) -> list[Json]:
    """Every JSON value of the text, one after the other. Raises ``UnreadableExportError`` at the first that is none."""
    decoder = json.JSONDecoder(object_pairs_hook=_object)
    found: list[Json] = []
    position = 0
    while position < len(text):
        while position < len(text) and text[position] in _WHITE:
            position += 1
        if position == len(text):
            break
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            long = re.compile(r"\d{4301}").search(text, position) if type(error) is ValueError else None
            line = text.count("\n", 0, long.start() if long else getattr(error, "pos", position)) + 1
            why = "a number has more than 4,300 digits" if long else getattr(error, "msg", "it is nested too deep")
            raise UnreadableExportError(f"line {line} is not JSON ({why})") from error
        found.append(value)
    return found


def elements(found: Sequence[Json], depth: int = 0) -> Iterator[Json]:
    """The elements of pages and lists, in order; an object that wraps no list is one itself."""
    for value in found:
        if isinstance(value, list) and depth < _DEEPEST:
            yield from elements(value, depth + 1)
        elif isinstance(value, dict) and (inner := _wrapped(value)) is not None and depth < _DEEPEST:
            yield from elements([inner], depth + 1)
        else:
            yield value


def _wrapped(value: dict[str, object]) -> object | None:
    """The list in a page of an answer, also where GraphQL nests it; ``None`` for an object that speaks for itself."""
    if "id" in value or "key" in value:
        return None
    if len(value) == 1 and isinstance(alone := next(iter(value.values())), dict):
        return alone
    for name in _LISTS:
        inner = value.get(name)
        if isinstance(inner, list) or (isinstance(inner, dict) and name == "data"):
            return inner
    for inner in value.values():
        if isinstance(inner, dict) and "nodes" in inner:
            return inner
        if isinstance(inner, dict) and any(isinstance(one, dict) and "nodes" in one for one in inner.values()):
            return inner
    return None


def at(element: object, path: str) -> object:
    """What stands at ``a.b.c``; ``None`` where the way ends."""
    for name in path.split("."):
        if not isinstance(element, dict):
            return None
        element = element.get(name)
    return element


def text_at(element: object, path: str) -> str | None:
    """The text there; a number as a text."""
    found = at(element, path)
    return as_text(found) if isinstance(found, str | int | float) else None


def items_at(element: object, path: str) -> list[object]:
    """The list there; none where there is no list."""
    found = at(element, path)
    return found if isinstance(found, list) else []


def names_at(element: object, path: str, *names: str) -> tuple[str, ...]:
    """Of each part of a list, the first of ``names`` that it has, or the part itself where it is a text."""
    found = []
    for part in items_at(element, path):
        told = part if isinstance(part, str) else next((text for name in names if (text := text_at(part, name))), None)
        if told:
            found.append(told)
    return tuple(found)


def gather(told: Iterable[tuple[int, Told]]) -> list[Gathered]:
    """The rows of each table together."""
    tables: dict[int, Gathered] = {}
    for line, one in told:
        table = tables.setdefault(id(one.reader), Gathered(one.reader))
        if one.scope:
            table.scopes.append(tuple(as_text(one.fields.get(name)) or "" for name in one.reader.row.whole))
        else:
            table.add(line, one.fields)
    return list(tables.values())
