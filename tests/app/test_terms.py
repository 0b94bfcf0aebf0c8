"""What a user may say with ``--assume``, and what is answered when it cannot be understood."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.app.record.terms import UnusableTermError, read_terms
from quarterdeck.assumptions.assumption import Origin
from quarterdeck.assumptions.catalogue import CATALOGUE
from quarterdeck.kernel.measure import Criterion

WINDOW = Criterion("active_within_days", 183, "days", "A person counts as active within this.", "Our judgement.")


@pytest.mark.parametrize(
    ("term", "p10", "p50", "p90", "currency"),
    [
        ("loaded_engineer_cost=90k..160k EUR", 90_000, 120_000, 160_000, "EUR"),
        ("loaded_engineer_cost=90k..120k", 90_000, 103_923, 120_000, "EUR"),
        ("loaded_engineer_cost = 0.1M .. 0.4M usd", 100_000, 200_000, 400_000, "USD"),
        ("loaded_engineer_cost=90000..100000..120000 GBP", 90_000, 100_000, 120_000, "GBP"),
        ("loaded_engineer_cost=100k", 100_000, 100_000, 100_000, "EUR"),
        ("loaded_engineer_cost=1,5M EUR", 1_500_000, 1_500_000, 1_500_000, "EUR"),
        ("departure_probability=10%..40%", 0.1, 0.2, 0.4, ""),
        ("departure_probability=0.1..0.2..0.4", 0.1, 0.2, 0.4, ""),
        ("learning_months=4", 4, 4, 4, ""),
    ],
)
def test_a_range_is_read(term: str, p10: float, p50: float, p90: float, currency: str) -> None:
    (held,) = read_terms([term], CATALOGUE, []).assumptions.values()
    assert (held.range.p10, held.range.p50, held.range.p90) == pytest.approx((p10, p50, p90), rel=1e-5)
    assert held.currency == currency
    assert held.unit.startswith(currency)
    assert (held.origin, held.citations) == (Origin.GIVEN, ())


def test_a_criterion_is_one_number_and_the_last_word_counts() -> None:
    terms = read_terms(["active_within_days=90", "active_within_days=365 days"], CATALOGUE, [WINDOW])
    assert terms.criteria == {"active_within_days": 365}
    assert terms.said == ("active_within_days=90", "active_within_days=365 days")


@pytest.mark.parametrize(
    ("term", "says"),
    [
        ("loaded_engineer_cost", "write it as NAME=VALUE"),
        ("loaded_enginer_cost=90k", "there is no assumption or criterion 'loaded_enginer_cost'; did you mean loaded_engineer_cost?"),
        ("active_within_day=90", "did you mean active_within_days?"),
        ("zzz=1", "known are active_within_days, departure_probability"),
        ("loaded_engineer_cost=", "'' is no number or range"),
        ("loaded_engineer_cost=lots", "'lots' is no number or range"),
        ("loaded_engineer_cost=90k...120k", "is no number or range"),
        ("loaded_engineer_cost=120k..90k", "goes from low to high"),
        ("loaded_engineer_cost=90k..80k..120k", "goes from low to high"),
        ("loaded_engineer_cost=90k..120k ERU", "there is no currency 'ERU'; did you mean EUR?"),
        ("loaded_engineer_cost=90k..120k euros", "'euros' is no currency; write three letters, for instance EUR"),
        ("loaded_engineer_cost=0", "an amount is above zero"),
        ("loaded_engineer_cost=-5..10", "an amount is above zero"),
        ("departure_probability=10..20", "a probability lies between 0 and 1"),
        ("departure_probability=0%..20%", "a probability lies between 0 and 1"),
        ("departure_probability=10%..100%", "a probability lies between 0 and 1"),
        ("departure_probability=10% EUR", "is in a year and takes no 'EUR'"),
        ("active_within_days=90..180", "a criterion is one number, not a range"),
        ("active_within_days=soon", "'soon' is no number or range"),
        ("=5", "there is no assumption or criterion ''"),
    ],
)
def test_what_cannot_be_understood_is_answered_in_words(term: str, says: str) -> None:
    with pytest.raises(UnusableTermError) as refused:
        read_terms([term], CATALOGUE, [WINDOW])
    assert str(refused.value).startswith(f"--assume {term}: ")
    assert says in str(refused.value)


@pytest.mark.parametrize("value", ["90,000", "90.000", "90,000..120,000"])
def test_thousands_are_never_taken_for_decimals(value: str) -> None:
    try:
        (held,) = read_terms([f"loaded_engineer_cost={value} EUR"], CATALOGUE, []).assumptions.values()
    except UnusableTermError:
        return
    assert held.range.p10 == 90_000


@given(st.text(max_size=30))
def test_no_words_crash_it(words: str) -> None:
    for term in (words, f"loaded_engineer_cost={words}", f"active_within_days={words}"):
        with contextlib.suppress(UnusableTermError):
            assert read_terms([term], CATALOGUE, [WINDOW]).said == (term,)
