"""The small values: ranges, money, periods, problems, ids, pages, tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Annotated, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Page
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.kernel.quantity import Range, two_digits
from quarterdeck.kernel.subject import stable_id
from quarterdeck.kernel.table import Columns, declared


@pytest.mark.parametrize(("value", "rounded"), [(0, 0), (1, 1), (12, 12), (123, 120), (149_999, 150_000), (9_960, 10_000), (0.456, 0.46), (-1234, -1200)])
def test_two_significant_digits(value: float, rounded: float) -> None:
    assert two_digits(value) == pytest.approx(rounded)


@pytest.mark.parametrize(("value", "rounded"), [(0.0456, 0.046), (0.00123, 0.0012)])
def test_two_significant_digits_of_small_numbers(value: float, rounded: float) -> None:
    assert two_digits(value) == pytest.approx(rounded)


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [(41_234, 178_900, "41 000 to 180 000 EUR"), (100_100, 100_900, "100 000 EUR"), (0, 0, "0 EUR"), (950, 1_049, "950 to 1 000 EUR")],
)
def test_money_is_told_in_two_digits(low: float, high: float, says: str) -> None:
    assert str(Money(Range(low, low, high), "EUR")).replace("\u202f", " ") == says


def test_quantiles_and_periods_never_run_backwards() -> None:
    with pytest.raises(ValueError, match="out of order"):
        Range(2, 1, 3)
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2026, 1, 2), date(2026, 1, 1))


@given(st.dates(date(1, 12, 31), date(9999, 12, 30)))
def test_a_year_has_365_days_and_ends_with_the_day(day: date) -> None:
    year = Period.year_to(day)
    assert (year.end - year.start).days == 365
    assert str(year).endswith(f" to {day}")


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (Place("shop"), "shop"),
        (Place("shop", "a.py"), "shop/a.py"),
        (Place("shop", "a.py", 3), "shop/a.py:3"),
        (Place("shop", "a.py", 3, 9), "shop/a.py:3:9"),
        (Place("shop", "a.py", 0, 9), "shop/a.py"),
    ],
)
def test_a_place_reads_as_editors_write_it(place: Place, says: str) -> None:
    assert str(place) == says
    assert str(Problem(place, "it is wrong", "Mend it")) == f"{says}: it is wrong. Mend it."


@given(
    st.lists(st.text(st.characters(exclude_characters="\x1f", exclude_categories=["Cs"])), min_size=1, max_size=4),
    st.lists(st.text(st.characters(exclude_characters="\x1f", exclude_categories=["Cs"])), min_size=1, max_size=4),
)
def test_ids_are_the_same_for_the_same_parts_alone(one: list[str], other: list[str]) -> None:
    assert (stable_id(*one) == stable_id(*other)) == (one == other)
    assert len(stable_id(*one)) == 12


def test_an_id_never_changes() -> None:
    """Acceptances and comparisons between runs hang on it: another value here means that everybody's are lost."""
    assert stable_id("a", "b") == "f04cdced9736"
    assert (
        stable_id("finding", "one-person-knows-this", "repository", "shop")
        == sha256(b"finding\x1fone-person-knows-this\x1frepository\x1fshop").hexdigest()[:12]
    )


def test_severities_are_ranked_and_differ_in_shape() -> None:
    assert [severity.rank for severity in Severity] == [0, 1, 2, 3]
    assert len({severity.mark for severity in Severity}) == 4


def test_a_page_is_a_docstring_taken_apart() -> None:
    page = Page.of("How many.\n\nSays: A\nnumber.\n\nMatters because: x: y.\n\nCounted how: c.\n\nLeaves out: l.\n\nSource: s.", MEASURE_HEADINGS)
    assert page.title == "How many."
    assert page.parts["Says"] == "A number."
    assert page.parts["Matters because"] == "x: y."
    with pytest.raises(ValueError, match="lacks Leaves out, Source"):
        Page.of("How many.\n\nSays: A.\n\nMatters because: x.\n\nCounted how: c.", MEASURE_HEADINGS)


def test_a_fold_is_sql_or_arrays_and_not_both() -> None:
    with pytest.raises(ValueError, match="either"):
        Fold("nothing")


@dataclass(frozen=True, slots=True)
class Sale:
    """A sale."""

    table: ClassVar[str] = "sales"
    item: Annotated[str, "What."]
    price: Annotated[float | None, "For how much."]
    at: Annotated[datetime, "When."]
    tags: Annotated[tuple[str, ...], "Words."]


def test_a_dataclass_declares_a_table() -> None:
    table = declared(Sale)
    assert [(c.name, c.sql, c.nullable, c.says) for c in table.columns] == [
        ("item", "VARCHAR", False, "What."),
        ("price", "DOUBLE", True, "For how much."),
        ("at", "TIMESTAMP", False, "When."),
        ("tags", "VARCHAR[]", False, "Words."),
    ]
    assert len(Columns.of(Sale)) == 0


def test_columns_of_unequal_length_or_another_name_are_refused() -> None:
    with pytest.raises(ValueError, match="unequal"):
        Columns(declared(Sale), {"item": ["a"], "price": [], "at": [], "tags": []})
    with pytest.raises(ValueError, match="are not"):
        Columns(declared(Sale), {"item": []})
