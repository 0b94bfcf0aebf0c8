"""Terminal text: nothing steers the terminal, nothing is wider than it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.section import Statement, TableBlock
from quarterdeck.kernel.text import Phrase
from quarterdeck.reports.render.plain import cells, clean, fitted, statement_lines, table_lines, text, wrapped
from tests.reports.render.hostile import HOSTILE, phrases


@given(HOSTILE)
def test_nothing_unseen_is_left(words: str) -> None:
    kinds = {unicodedata.category(character) for character in clean(words)}
    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(clean(words)) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff")


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("Maren\nLindqvist", "Maren Lindqvist"),
        ("\x1b[31mred", "[31mred"),
        ("exe.\u202egnp", "exe.gnp"),
        ("a\x00b", "ab"),
        ("21\u202f480", "21\u202f480"),
        ("👩\u200d💻", "👩\u200d💻"),
    ],
    ids=["line", "escape", "direction", "nul", "thin space stays", "joiner stays"],
)
def test_clean(given_: str, expected: str) -> None:
    assert clean(given_) == expected


@given(phrases(), st.integers(4, 60))
def test_no_line_is_wider_than_asked(phrase: Phrase, width: int) -> None:
    assert all(cells(line) <= width for line in wrapped(phrase, width, "  "))


@given(phrases(), st.integers(4, 60))
def test_no_letter_is_lost_by_wrapping(phrase: Phrase, width: int) -> None:
    assert "".join("".join(wrapped(phrase, width)).split()) == "".join(text(phrase).split())


@pytest.mark.parametrize(
    ("line", "width", "expected"),
    [("payments", 8, "payments"), ("payments", 7, "paymen…"), ("配達", 4, "配達"), ("配達所", 4, "配…"), ("x", 0, "")],
)
def test_fitted(line: str, width: int, expected: str) -> None:
    assert fitted(line, width) == expected


def test_a_statement() -> None:
    block = Statement("i", "n", "not_met", Severity.HIGH, ("Payments depends on 1 person.",), money=("may cost 40 000 EUR",), action=("Teach another.",))
    assert statement_lines(block, 30) == [
        "◆ High: Payments depends on 1",
        "  person.",
        "  may cost 40 000 EUR",
        "  Teach another.",
    ]


def test_a_table() -> None:
    block = TableBlock("c", ("Person", "Files"), "lr", ((("Maren",), ("412",)), (("Tomasz",), ("9",))), more=7)
    assert table_lines(block, 40) == ["Person  Files", "──────  ─────", "Maren     412", "Tomasz      9", "and 7 more"]


@given(st.lists(st.tuples(phrases(), phrases(), phrases()), max_size=4), st.integers(12, 60))
def test_no_table_is_wider_than_asked(rows: list[tuple[Phrase, ...]], width: int) -> None:
    block = TableBlock("c", ("Person", "Files known", "Where"), "lrl", tuple(rows), more=1)
    assert all(cells(line) <= width for line in table_lines(block, width))
