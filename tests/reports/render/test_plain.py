"""Terminal text: nothing steers the terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from quarterdeck.reports.render.plain import clean, short
from tests.reports.render.hostile import HOSTILE


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


def test_long_values_are_cut_in_listings() -> None:
    name, digits = "n" * 10_000, "9" * 6_000
    assert short(f"{name}: {digits} is too much. Write less.") == f"{'n' * 100}… {'9' * 100}… is too much. Write less."
    assert len(short("word " * 5_000)) == 1_501
    assert short("/srv/" + "a" * 200) == "/srv/" + "a" * 200
