"""Laws for every format that is claimed: no bytes and no structure crash its reader, and importing twice is importing once."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.app.imports.importing import kind_named
from quarterdeck.app.keeping.store import connect
from quarterdeck.sources.exports.collect import UnreadableExportError, collect
from quarterdeck.sources.exports.combine import Part, combine
from quarterdeck.sources.exports.formats.format import Context, DocumentFormat, ElementFormat
from quarterdeck.sources.exports.reading import Read, Table, open_export, propose_reading, read_opened
from quarterdeck.sources.exports.said import Said
from tests.sources.exports.test_formats import BY_NAME, EXAMPLES, Example

JUNK = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from([[], {}, [1, None], {"a": []}, "\ud800", "9999-12-31T23:59:59Z", "0001-01-01", 10**400, [[[[]]]], {"": {"": None}}])
)
"""Values of any kind, also such as no tool would write."""


@cache
def desk() -> duckdb.DuckDBPyConnection:
    """One database for all examples: making it is dearer than using it."""
    return connect(None)


def read(folder: Path, example: Example, contents: bytes) -> Read | None:
    """A file read as an import reads it; None when it is refused as a whole, in words."""
    kind = kind_named(BY_NAME[example.format].kind)
    assert kind is not None
    (folder / "x").write_bytes(contents)
    connection, said = desk(), Said(zone=example.zone or "UTC")
    connection.execute("USE memory.main; DROP SCHEMA IF EXISTS fuzz CASCADE; CREATE SCHEMA fuzz; USE fuzz")
    try:
        opened = open_export(connection, collect(folder / "x", folder / "y"), kind, said, "", "sheet")
        settled = propose_reading(connection, opened, kind, said) if opened.sheet is not None else None
        return None if settled and settled[0].questions else read_opened(connection, opened, kind, said, settled, "file")
    except UnreadableExportError:
        return None


def combined(table: Table, copies: int) -> list[tuple[object, ...]]:
    """The rows that so many copies of a table become, without their places."""
    name, reader = table.converted.relation, table.reader
    for copy in range(copies):
        desk().execute(f"CREATE TABLE copy_{copy} AS FROM {name}")
    combine(desk(), [Part(f"copy_{copy}", "x") for copy in range(copies)], reader, f"{name}_{copies}")
    return desk().execute(f"SELECT * EXCLUDE (file, line) FROM {name}_{copies} ORDER BY ALL").fetchall()


def damaged(value: object, draw: st.DataObject) -> object:
    """The value with one part of it, somewhere, replaced by junk, left out or doubled."""
    if isinstance(value, dict) and value and draw.draw(st.integers(0, 5)):
        name = draw.draw(st.sampled_from(sorted(value)))
        if draw.draw(st.integers(0, 4)) == 0:
            return {other: held for other, held in value.items() if other != name}
        return {**value, name: damaged(value[name], draw)}
    if isinstance(value, list) and value and draw.draw(st.integers(0, 5)):
        at = draw.draw(st.integers(0, len(value) - 1))
        return [*value[:at], damaged(value[at], draw), *value[at:]]
    return draw.draw(JUNK)


def torn(text: str, draw: st.DataObject) -> bytes:
    """The text cut, doubled in part, or with bytes put in, and perhaps in another encoding."""
    raw = text.encode(draw.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])), "replace")
    first, second = sorted(draw.draw(st.tuples(st.integers(0, len(raw)), st.integers(0, len(raw)))))
    put = draw.draw(st.binary(max_size=12) | st.sampled_from([b'"', b"\n", b"<", b">", b"{", b"]", b",", b"\x00", b"\xff\xfe", b"&", b";;"]))
    return draw.draw(st.sampled_from([raw[:first] + put + raw[second:], raw[:second] + put + raw[first:], raw[:first], raw + put + raw]))


def mutated(example: Example, draw: st.DataObject) -> bytes:
    if example.ending == "json" and draw.draw(st.booleans()):
        return json.dumps(damaged(json.loads(example.text), draw)).encode("utf-8", "surrogatepass")
    return torn(example.text, draw)


@settings(max_examples=2)
@given(data=st.data())
@pytest.mark.parametrize("example", EXAMPLES, ids=[example.format for example in EXAMPLES])
def test_nothing_crashes_a_format_and_twice_is_once(tmp_path_factory: pytest.TempPathFactory, example: Example, data: st.DataObject) -> None:
    done = read(tmp_path_factory.mktemp("fuzz"), example, mutated(example, data))
    if done:
        assert done.refused <= done.rows
        assert len(done.problems) >= min(done.refused, 1)  # what was not taken is told
        for table in done.tables:
            assert combined(table, 1) == combined(table, 2)


DOCUMENTS = [example for example in EXAMPLES if isinstance(BY_NAME[example.format], DocumentFormat)]


@settings(max_examples=70)
@given(example=st.sampled_from(DOCUMENTS), data=st.data())
def test_a_torn_document_is_read_or_refused_in_words(example: Example, data: st.DataObject) -> None:
    one = BY_NAME[example.format]
    assert isinstance(one, DocumentFormat)
    text = mutated(example, data).decode("utf-8", "replace").replace("\r", "\n")
    if one.fits(text.lstrip()):
        with contextlib.suppress(UnreadableExportError):
            list(one.read(text, Context("fingerprint", {})))


ELEMENTS = [example for example in EXAMPLES if isinstance(BY_NAME[example.format], ElementFormat)]


@settings(max_examples=40)
@given(example=st.sampled_from(ELEMENTS), data=st.data())
def test_an_element_of_another_shape_never_crashes(example: Example, data: st.DataObject) -> None:
    one = BY_NAME[example.format]
    assert isinstance(one, ElementFormat)
    for element in _objects(json.loads(example.text)):
        broken = damaged(element, data)
        if isinstance(broken, dict) and one.fits(broken):
            assert all(row.reader in _readers(one) for row in one.read(broken))


def _objects(value: object) -> Iterator[dict[str, object]]:
    """Every object of a document that has more than a few keys: the elements, and what they hold."""
    if isinstance(value, dict):
        if len(value) > 3:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _objects(part)


def _readers(one: ElementFormat) -> tuple[object, ...]:
    kind = kind_named(one.kind)
    assert kind is not None
    return kind.readers
