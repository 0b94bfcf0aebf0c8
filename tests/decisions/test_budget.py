"""A year's budget: what is planned, booked and cut always adds up, and nothing is spread in silence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.decisions.budget import Booking, Line, Planned, Variance, allocated, assign, by, cut, of_contract, of_people, outlook, share_within, year
from quarterdeck.decisions.budget import variance as apart
from quarterdeck.derived.payees import payee, same_payee
from quarterdeck.kernel.quantity import Range

QUARTERS = year(2026, 1)
NOBODY: dict[str, tuple[str, ...]] = {}


def point(value: float) -> Range:
    """A number that is certain."""
    return Range(value, value, value)


def line(ref: str, *amounts: float, heads: dict[str, tuple[str, ...]] | None = None, booked_as: tuple[str, ...] = (), vendor: str = "") -> Line:
    """A line of four quarters."""
    return Line(ref, ref, tuple(Planned(point(one)) for one in amounts), heads or NOBODY, frozenset(booked_as), vendor)


def test_a_fiscal_year_bears_the_number_of_the_year_in_which_it_begins() -> None:
    assert [(span.name, str(span.begins), str(span.ends)) for span in year(2026, 10)] == [
        ("2026-Q1", "2026-10-01", "2027-01-01"), ("2026-Q2", "2027-01-01", "2027-04-01"),
        ("2026-Q3", "2027-04-01", "2027-07-01"), ("2026-Q4", "2027-07-01", "2027-10-01"),
    ]  # fmt: skip


def test_somebody_who_comes_in_the_middle_of_a_quarter_costs_the_days_that_they_are_there() -> None:
    """90 000 a year is 22 500 a quarter; from 16 August on, half of the third quarter (46 of 92 days)."""
    told = of_people(point(90_000), QUARTERS, [(date(2026, 8, 16), None), (None, date(2026, 3, 31))])
    assert [round(one.amount.p50) for one in told] == [22_500, 0, 11_250, 22_500]


def test_a_contract_that_renews_costs_its_rise_from_the_day_after_its_end() -> None:
    told = of_contract(point(96_000), QUARTERS, None, date(2026, 6, 30), Range(0.0, 0.05, 0.18), renews=True)
    assert [(round(one.amount.p10), round(one.amount.p50), round(one.amount.p90)) for one in told] == [
        (24_000, 24_000, 24_000), (24_000, 24_000, 24_000), (24_000, 25_200, 28_320), (24_000, 25_200, 28_320),
    ]  # fmt: skip
    ended = of_contract(point(96_000), QUARTERS, date(2026, 4, 1), date(2026, 6, 30), None, renews=False)
    assert [one.amount.p50 for one in ended] == [0, 24_000, 0, 0]


def test_a_booking_goes_to_the_one_line_that_claims_it() -> None:
    lines = [line("cloud", 10, 10, 10, 10, vendor="aws"), line("tools", 1, 1, 1, 1, booked_as=("6816",)), line("more", 1, 1, 1, 1, booked_as=("6816", "6900"))]
    bookings = [
        Booking(date(2026, 2, 28), Decimal("11.50"), frozenset({"6810"}), "aws"),
        Booking(date(2026, 5, 31), Decimal(3), frozenset({"6900"}), "aws"),
        Booking(date(2026, 5, 31), Decimal(2), frozenset({"6816"})),
        Booking(date(2026, 5, 31), Decimal(7), frozenset({"6000"})),
        Booking(date(2025, 12, 31), Decimal(99), frozenset(), "aws"),
    ]
    found = assign(lines, QUARTERS, bookings)
    assert {ref: [str(one) for one in amounts] for ref, amounts in found.lines.items()} == {
        "cloud": ["11.50", "0", "0", "0"], "tools": ["0", "0", "0", "0"], "more": ["0", "3", "0", "0"],
    }  # fmt: skip
    assert (found.elsewhere, found.claimed, str(found.newest)) == (Decimal(7), Decimal(2), "2026-05-31")


def test_the_end_of_the_year_by_the_two_rules_of_earned_value() -> None:
    """100 a quarter, 240 booked by the middle of the year: 240 + 200 with the rest as planned; 240 + 200 x 240/200 at the pace so far (BAC over CPI: 480)."""
    budget = line("cloud", 100, 100, 100, 100, vendor="aws")
    found = outlook(budget, QUARTERS, assign([budget], QUARTERS, [Booking(date(2026, 6, 30), Decimal(240), frozenset(), "aws")]))
    assert found is not None
    assert (found.due, found.as_planned, found.at_this_pace) == pytest.approx((200, 440, 480))
    assert outlook(budget, QUARTERS, assign([budget], QUARTERS, [])) is None


def test_what_has_begun_is_not_cut_any_more() -> None:
    lines = [line("cloud", 100, 100, 100, 100), line("tools", 10, 10, 10, 10)]
    after = cut(lines, {"cloud": 0.25}, [span.begins > date(2026, 5, 1) for span in QUARTERS])
    assert [one.planned for one in after] == [350, 40]


@given(st.floats(1, 1e7), st.floats(0.5, 1e4), st.floats(0, 1e7), st.floats(0.5, 1e4))
def test_price_and_volume_are_the_whole_difference(planned: float, planned_units: float, actual: float, actual_units: float) -> None:
    told = apart(planned, planned_units, actual, actual_units)
    assert told.price + told.volume == pytest.approx(actual - planned, rel=1e-9, abs=1e-6 * max(planned, actual, planned / planned_units * actual_units))


def test_a_textbook_variance() -> None:
    """Planned 10 people at 25 000; there were 12, for 330 000: 2 500 more each for 12, and two more at 25 000."""
    assert apart(250_000, 10, 330_000, 12) == Variance(30_000, 50_000)


AMOUNTS = st.decimals(-1_000_000, 1_000_000, places=2)


@given(AMOUNTS, st.lists(st.sampled_from("abcdefg"), unique=True))
def test_what_is_shared_out_adds_up_to_the_cent(amount: Decimal, names: list[str]) -> None:
    parts = allocated(amount, names)
    assert sum(parts.values(), Decimal(0)) == amount
    assert max(parts.values()) - min(parts.values()) <= Decimal("0.01")


@given(st.lists(st.tuples(st.integers(0, 10_000_000), st.lists(st.sampled_from("abc"), unique=True)), max_size=8))
def test_every_way_of_telling_a_budget_apart_tells_all_of_it(told: list[tuple[int, list[str]]]) -> None:
    lines = [line(str(number), cents / 100, 0, 0, 0, heads={"system": tuple(names)}) for number, (cents, names) in enumerate(told)]
    for way in ("system", "team"):
        assert sum(by(lines, way).values(), Decimal(0)) == sum(Decimal(cents) for cents, _ in told) / 100


BOOKINGS = st.lists(st.builds(
    Booking, st.dates(date(2025, 11, 1), date(2027, 2, 1)), AMOUNTS, st.frozensets(st.sampled_from(["6810", "6816", "6900"])), st.sampled_from(["", "aws"]),
), max_size=20)  # fmt: skip


@given(BOOKINGS)
def test_no_booking_of_the_year_is_lost_or_counted_twice(bookings: list[Booking]) -> None:
    lines = [line("cloud", 1, 1, 1, 1, vendor="aws"), line("tools", 1, 1, 1, 1, booked_as=("6816",)), line("more", 1, 1, 1, 1, booked_as=("6816", "6900"))]
    found = assign(lines, QUARTERS, bookings)
    given_out = sum((sum(amounts, Decimal(0)) for amounts in found.lines.values()), Decimal(0))
    assert given_out + found.elsewhere + found.claimed == sum((one.amount for one in bookings if one.day.year == 2026), Decimal(0))


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(0, 800))
def test_the_parts_of_a_stretch_are_its_days(first: date, days: int) -> None:
    last = date.fromordinal(first.toordinal() + days)
    told = sum(share_within(span, first, last) * (span.ends - span.begins).days for span in QUARTERS)
    assert told == pytest.approx(sum(date(2026, 1, 1) <= date.fromordinal(first.toordinal() + one) <= date(2026, 12, 31) for one in range(days + 1)))


def test_what_one_booking_paid_for_the_year_is_no_pace() -> None:
    """12 000 paid in January are 12 000 in December: at the pace of three months it would come to 48 000."""
    paid = line("licences", 3_000, 3_000, 3_000, 3_000, vendor="tools")
    actuals = assign([paid], QUARTERS, [Booking(date(2026, 1, 10), Decimal(12_000), frozenset(), "tools"), Booking(date(2026, 3, 31), Decimal(0), frozenset())])
    told = outlook(paid, QUARTERS, actuals)
    assert told is not None
    assert (told.as_planned, told.at_this_pace, told.ahead) == (12_000, 12_000, True)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Amazon Web Services EMEA SARL", "Amazon Web Services, Inc.", True),
        ("AWS", "Amazon Web Services EMEA S.à r.l.".replace("à r", "a.r"), True),
        ("Kartwerk GmbH & Co. KG", "KARTWERK", True),
        ("Google Cloud EMEA Limited", "Google Ireland Limited", False),
        ("AG", "Ag", True),
        ("Zahlfix", "Zahlfix Payments", False),
    ],
)
def test_a_payee_is_one_however_it_is_spelled(one: str, other: str, same: bool) -> None:
    assert same_payee(payee(one), payee(other)) is same
