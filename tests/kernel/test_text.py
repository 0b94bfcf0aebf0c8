"""Sentences keep their names and numbers apart until they are printed."""

from __future__ import annotations

import pytest

from quarterdeck.kernel.text import Cited, Name, counted, listing, number, plain, rename, say

ANN, SHOP = Name("person", "Ann Lee"), Name("repository", "shop")


def test_a_sentence_holds_its_parts() -> None:
    phrase = say("{who} made {count} of {all} in {where}.", who=ANN, count=Cited("3", "m1"), all=12_400, where=SHOP)
    assert phrase == (ANN, " made ", Cited("3", "m1"), " of ", "12\u202f400", " in ", SHOP, ".")
    assert plain(phrase) == "Ann Lee made 3 of 12\u202f400 in shop."


def test_a_phrase_goes_into_a_phrase_and_braces_in_a_value_stay_braces() -> None:
    assert say("{a}!", a=(SHOP, " and ", "{b}")) == (SHOP, " and ", "{b}", "!")
    assert plain(say("{a}", a=Name("file", "{a}{b}"))) == "{a}{b}"
    with pytest.raises(KeyError):
        say("{missing}")


@pytest.mark.parametrize(("names", "says"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_a_listing(names: list[str], says: str) -> None:
    assert plain(listing([Name("file", name) for name in names])) == says


def test_renaming_misses_no_name_and_touches_nothing_else() -> None:
    phrase = say("{who} of {where}, not Ann Lee", who=ANN, where=SHOP)
    assert rename(phrase, lambda name: Name(name.kind, "X")) == (Name("person", "X"), " of ", Name("repository", "X"), ", not Ann Lee")


@pytest.mark.parametrize(
    ("value", "decimals", "says"), [(0, 0, "0"), (999, 0, "999"), (1000, 0, "1 000"), (-1234567, 0, "-1 234 567"), (0.5, 2, "0.50"), (1234.5, 1, "1 234.5")]
)
def test_numbers_have_thin_thousands(value: float, decimals: int, says: str) -> None:
    assert number(value, decimals).replace("\u202f", " ") == says


@pytest.mark.parametrize(("count", "says"), [(0, "0 people"), (1, "1 person"), (2, "2 people")])
def test_counted(count: int, says: str) -> None:
    assert counted(count, "person", "people") == says
    assert counted(1000, "commit") == "1\u202f000 commits"
