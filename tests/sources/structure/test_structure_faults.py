"""Files that are not what their names say, grammars that are not there, and contents beyond reason."""

from __future__ import annotations

import pytest

from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.evidence.structure import Function, ParsedFile
from quarterdeck.sources import structure
from quarterdeck.sources.structure import grammars, walk

SNIPPET = b"def total(items):\n    for item in items:\n        if item.open and item.price:\n            yield item\n\n\n"


def read(path: str, data: bytes, language: str = "Python") -> Extracted:
    return structure.read(FileContent("shop", path, data), "blob", language)


def test_a_template_under_the_name_of_a_language_is_a_problem_and_no_zero() -> None:
    told = read("setup.py", b"{% if x %}}} ]] <<< >>> {{ (((\n" * 20)
    assert not told.rows
    assert str(told.problems[0].place) == "shop/setup.py:1"
    assert told.problems[0].what == "its Python cannot be read: 100 % of it is no syntax that the grammar knows"


def test_what_stands_around_an_error_is_counted_and_the_error_said() -> None:
    told = read("cart.py", SNIPPET + b"def broken(:\n    ] )\n\n" + SNIPPET.replace(b"total", b"last"))
    file = next(row for row in told.rows if isinstance(row, ParsedFile))
    assert {row.name for row in told.rows if isinstance(row, Function)} >= {"total", "last"}
    assert 0 < file.unread < 0.5
    assert not told.problems


def test_a_file_of_megabytes_is_not_parsed_and_said() -> None:
    told = read("table.py", b"x = 1\n" * 200_000)
    assert not told.rows
    assert "more than the 1 MB that are parsed" in told.problems[0].what


def test_empty_files_and_bytes_that_are_no_text_are_read() -> None:
    assert [type(row) for row in read("__init__.py", b"").rows] == [ParsedFile]
    assert read("latin.py", b"# caf\xe9\n" + SNIPPET).rows


@pytest.mark.parametrize("data", [b"(" * 20_000, b"{[(" * 10_000, b"a and " * 20_000, b"".join(b" " * n + b"if a:\n" for n in range(500))])
def test_nesting_beyond_reason_ends(data: bytes) -> None:
    told = read("deep.py", data)
    assert told.rows or told.problems


def test_searching_in_pieces_finds_what_one_search_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"class Shop:\n" + b"".join(b"    " + line + b"\n" for line in SNIPPET.splitlines()) + SNIPPET * 3
    whole = read("cart.py", data).rows
    monkeypatch.setattr(walk, "_SEARCHED", 5)
    assert read("cart.py", data).rows == whole


def test_a_language_without_its_grammar_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert structure.wants("cart.py", "Python", "production")
    assert not structure.wants("vendor/cart.py", "Python", "vendored")
    assert not structure.wants("cart.swift", "Swift", "production")
    before = structure.state()
    monkeypatch.setattr(grammars, "find_spec", lambda _name: None)
    grammars.installed.cache_clear()
    try:
        assert not structure.wants("cart.py", "Python", "production")
        assert structure.state() != before
    finally:
        monkeypatch.undo()
        grammars.installed.cache_clear()
