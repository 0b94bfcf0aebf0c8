"""What may stand behind a key, and what is answered when it cannot be understood."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.assumptions.spoken import UnusableError
from quarterdeck.kernel.money import Money
from quarterdeck.records import values
from quarterdeck.records.values import Private, Quarter, Ref


@pytest.mark.parametrize(
    ("said", "low", "high", "currency"),
    [
        ("40k..180k EUR", 40_000, 180_000, "EUR"),
        ("1200 EUR", 1_200, 1_200, "EUR"),
        ("1,200 usd", 1_200, 1_200, "USD"),
        ("0.5M .. 1.2M CHF", 500_000, 1_200_000, "CHF"),
        ("90kEUR", 90_000, 90_000, "EUR"),
        ("0 EUR", 0, 0, "EUR"),
        ("5k HRK", 5_000, 5_000, "HRK"),
    ],
)
def test_an_amount_is_a_range_with_a_currency(said: str, low: float, high: float, currency: str) -> None:
    money = values.read_money(said)
    assert (money.range.p10, money.range.p90, money.currency) == (low, high, currency)


@pytest.mark.parametrize(
    ("said", "low", "high"), [("99.995%", 0.99995, 0.99995), ("99,999%", 0.99999, 0.99999), ("0.925", 0.925, 0.925), ("0.125%..1.5%", 0.00125, 0.015)]
)
def test_three_digits_after_the_point_of_a_share_are_no_thousands(said: str, low: float, high: float) -> None:
    """Read as thousands, five nines would be no share, and a dollar of 0.925 EUR would be worth 925."""
    share = values.read_chance(said)
    assert (share.p10, share.p90) == pytest.approx((low, high))


def test_a_rate_is_never_guessed() -> None:
    assert values.read_rate("0.925 EUR").range.p50 == pytest.approx(0.925)
    assert values.read_rate("1.1750..1.2 EUR").range.p10 == pytest.approx(1.175)
    assert values.read_rate("17350 IDR").range.p50 == 17_350
    with pytest.raises(UnusableError, match=r"'1.175' could be a fraction or 1175; write 1.1750, or 1175"):
        values.read_rate("1.175 EUR")


@pytest.mark.parametrize(
    ("said", "unit", "low", "high"),
    [
        ("90 days", "days", 90, 90),
        ("1 day", "days", 1, 1),
        ("3..6 months", "months", 91.3125, 182.625),
        ("12 months", "months", 365.25, 365.25),
        ("2 years", "years", 730.5, 730.5),
        ("2 weeks", "weeks", 14, 14),
    ],
)
def test_a_stretch_of_time_keeps_its_unit_and_knows_its_days(said: str, unit: str, low: float, high: float) -> None:
    span = values.read_duration(said)
    assert (span.unit, span.days.p10, span.days.p90) == (unit, low, high)


@pytest.mark.parametrize(
    ("said", "unit", "low", "high"),
    [("20..60 person-days", "person-days", 20, 60), ("3 person months", "person-months", 55, 55), ("1 person-year", "person-years", 220, 220)],
)
def test_an_effort_is_counted_in_days_of_work(said: str, unit: str, low: float, high: float) -> None:
    span = values.read_effort(said)
    assert (span.unit, round(span.days.p10, 9), round(span.days.p90, 9)) == (unit, low, high)


@pytest.mark.parametrize(
    ("read", "said", "value"),
    [
        (values.read_ref, "team/payments", Ref("team", "payments")),
        (values.read_ref, "decision/0007-one-database", Ref("decision", "0007-one-database")),
        (values.read_quarter, "2026-Q4", Quarter(2026, 4)),
        (values.read_day, "2024-02-29", date(2024, 2, 29)),
        (values.read_yes_no, "No", False),
        (values.read_yes_no, "true", True),
        (values.read_count, "12", 12),
        (values.read_number, "-3.5", -3.5),
        (values.read_number, "40%", 0.4),
        (values.read_number, "1.2M", 1_200_000),
        (values.read_words, "  NO ", "NO"),
        (values.read_currency, "eur", "EUR"),
    ],
)
def test_a_value_is_read(read: Callable[[str], object], said: str, value: object) -> None:
    assert read(said) == value


@pytest.mark.parametrize(
    ("read", "said", "what", "mend"),
    [
        (values.read_money, "40k..180k", "has no unit: an amount names its currency", "write for instance 40k..180k EUR"),
        (values.read_money, "12 months", "'months' is no currency", "write three letters"),
        (values.read_money, "-5 EUR", "below zero", "without a sign"),
        (values.read_money, "a lot", "is no number or range", "write for instance 40k..180k EUR"),
        (values.read_money, "1.250M EUR", "'1.250M' can be read in two ways", "write 1.25M or 1250M"),
        (values.read_money, "1,200k EUR", "'1,200k' can be read in two ways", "write 1.2k or 1200k"),
        (values.read_money, "180k..40k EUR", "a range goes from low to high", "90k..120k"),
        (values.read_duration, "40k EUR", "the unit 'EUR' is not one of days, weeks", "write for instance 90 days"),
        (values.read_duration, "3 mnths", "the unit 'mnths' is not one of", "did you mean months?"),
        (values.read_effort, "20 days", "the unit 'days' is not one of person-days", "person-days"),
        (values.read_chance, "20", "does not lie between 0% and 100%", "5%..20%"),
        (values.read_chance, "high", "is no number or range", "10%..20%"),
        (values.read_chance, "5% a month", "carries the unit 'a month'", "5%..20%"),
        (values.read_day, "2026-02-30", "is no day", "as 2026-11-21"),
        (values.read_day, "21.11.2026", "is no day", "as 2026-11-21"),
        (values.read_day, "0206-01-01", "is no day", "between 1900 and 2200"),
        (values.read_quarter, "2026-Q5", "is no quarter", "2026-Q4"),
        (values.read_ref, "payments", "is no reference", "team/payments"),
        (values.read_ref, "team/../../etc", "is no id", "for instance etc"),
        (values.read_id, "Über uns", "is no id", "for instance ber-uns"),
        (values.read_id, "..", "is no id", "small letters"),
        (values.read_id, "a" * 200, "is no id", "small letters"),
        (values.read_count, "1.5", "is no whole number", "for instance 12"),
        (values.read_count, "٣", "is no whole number", "for instance 12"),
        (values.read_number, "40 ms", "carries a unit", "a key of its own"),
        (values.read_number, "1..2", "is a range", "one number"),
        (values.read_yes_no, "perhaps", "neither yes nor no", "true or false"),
        (values.read_words, " ", "nothing stands here", "take the key away"),
        (values.read_currency, "€", "is no currency", "for instance EUR"),
        (values.read_currency, "ERU", "there is no currency 'ERU'", "did you mean EUR?"),
        (values.read_currency, "QQQ", "there is no currency 'QQQ'", "write the three letters of ISO 4217"),
        (values.read_money, "40k ERU", "there is no currency 'ERU'", "did you mean EUR?"),
    ],
)
def test_what_cannot_be_understood_is_answered_in_words(read: Callable[[str], object], said: str, what: str, mend: str) -> None:
    with pytest.raises(UnusableError) as refused:
        read(said)
    assert what in refused.value.what
    assert mend in refused.value.mend


@given(st.text(max_size=40))
def test_no_words_crash_a_reader(said: str) -> None:
    for name in (name for name in dir(values) if name.startswith("read_") and name != "read_numbers"):
        with contextlib.suppress(UnusableError):
            getattr(values, name)(said)


def test_a_private_amount_prints_as_nothing() -> None:
    held = Private(Money(values.read_money("70k..90k EUR").range, "EUR"))
    assert "70" not in f"{held} {held!r} {[held]}"
    assert held.amount.range.p10 == 70_000
