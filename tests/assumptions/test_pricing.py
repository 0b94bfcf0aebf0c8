"""From assumptions to money: shared draws, honest sums, one currency, one rule of severity."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from quarterdeck.assumptions.assumption import Assumption, Origin
from quarterdeck.assumptions.catalogue import CATALOGUE, DEPARTURE_PROBABILITY, LEARNING_MONTHS, LOADED_ENGINEER_COST
from quarterdeck.assumptions.pricing import Pricing, spread_of, tornado
from quarterdeck.kernel.loss import Factor, Loss
from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.quantity import Range

COST = Factor("engineer", "loaded_engineer_cost")
LEAVES = Factor("leaves", "departure_probability")


def loss(years: float, event: str = "Ann leaves shop", *more: Factor) -> Loss:
    """So many years of an engineer's cost."""
    return Loss(event, (COST, Factor("years", value=years, measurement="m1"), *more))


def test_what_moves_the_money_most_is_said_in_one_breath() -> None:
    """A report says «What moves it most: …» to people who run a company."""
    said = {assumption.name: assumption.says for assumption in CATALOGUE}
    assert said["waste_goes_on"] == "whether last year's waste goes on"
    assert {name for name, says in said.items() if len(says.split()) > 17} == set()


@pytest.mark.parametrize("assumption", CATALOGUE, ids=lambda assumption: assumption.name)
def test_draws_of_every_assumption_give_back_its_quantiles(assumption: Assumption) -> None:
    drawn = Pricing(1).draws(assumption.name)
    found = np.quantile(drawn, [0.1, 0.5, 0.9])
    assert found == pytest.approx([assumption.range.p10, assumption.range.p50, assumption.range.p90], rel=5e-3)


def test_one_factor_costs_what_the_assumption_says() -> None:
    money = Pricing(1).money(loss(1))
    assert (money.range.p10, money.range.p50, money.range.p90) == pytest.approx((55_000, 90_000, 150_000), rel=5e-3)
    assert money.currency == "EUR"


def test_two_losses_on_the_same_assumptions_move_together() -> None:
    """Independent draws would narrow the sum; shared ones scale it."""
    pricing = Pricing(1)
    one, total = pricing.money(loss(1, "a", LEAVES)), pricing.total([loss(1, "a", LEAVES), loss(1, "b", LEAVES)])
    assert total is not None
    assert (total.range.p10, total.range.p50, total.range.p90) == pytest.approx((2 * one.range.p10, 2 * one.range.p50, 2 * one.range.p90))


def test_findings_on_one_event_never_add_up() -> None:
    pricing = Pricing(1)
    greatest = pricing.money(loss(3))
    assert pricing.total([loss(1), loss(3), loss(2)]) == greatest
    assert pricing.total([loss(3), loss(3)]) == greatest


def test_of_one_event_the_greater_counts_in_each_draw() -> None:
    pricing = Pricing(1)
    flat, rare = loss(0.12), Loss("Ann leaves shop", (COST, LEAVES))
    together = pricing.total([flat, rare])
    assert together is not None
    drawn = np.maximum(pricing.draws_of(flat), pricing.draws_of(rare))
    assert together.range.p90 == pytest.approx(float(np.quantile(drawn, 0.9)))
    assert together.range.p50 >= max(pricing.money(flat).range.p50, pricing.money(rare).range.p50)


FOUR = Loss("a", (COST, LEAVES, Factor("months", "learning_months"), Factor("lost", "output_lost_learning"), Factor("a year", value=1 / 12)))


def test_the_same_seed_gives_the_same_money() -> None:
    assert Pricing(1).money(FOUR) == Pricing(1).money(FOUR)
    assert Pricing(1).money(FOUR) != Pricing(2).money(FOUR)


def test_another_seed_gives_the_same_money_within_two_per_cent() -> None:
    first = Pricing(1).money(FOUR).range
    for seed in range(2, 12):
        other = Pricing(seed).money(FOUR).range
        assert (other.p10, other.p50, other.p90) == pytest.approx((first.p10, first.p50, first.p90), rel=0.02)


def test_an_assumption_that_was_given_replaces_the_catalogue_s() -> None:
    given = replace(LOADED_ENGINEER_COST, range=Range(200_000, 200_000, 200_000), origin=Origin.GIVEN, currency="USD")
    money = Pricing(1, {"loaded_engineer_cost": given}).money(loss(1))
    assert money.range.p50 == pytest.approx(200_000)
    assert money.currency == "USD"


def test_currencies_never_mix() -> None:
    dollars = replace(DEPARTURE_PROBABILITY, currency="USD")
    pricing = Pricing(1, {"departure_probability": dollars})
    with pytest.raises(ValueError, match="exactly one currency"):
        pricing.money(loss(1, "a", LEAVES))
    with pytest.raises(ValueError, match="exactly one currency"):
        pricing.money(Loss("a", (Factor("years", value=2.0),)))
    other = Pricing(1, {"learning_months": replace(LEARNING_MONTHS, currency="USD")})
    assert other.total([loss(1), Loss("b", (Factor("months", "learning_months"),))]) is None
    assert other.total([]) is None


@pytest.mark.parametrize(
    ("years", "severity"),
    [(2.5, Severity.CRITICAL), (2.0, Severity.CRITICAL), (1.9, Severity.HIGH), (0.5, Severity.HIGH), (0.49, Severity.MEDIUM), (0.05, Severity.MEDIUM),
     (0.04, Severity.LOW)],
)  # fmt: skip
def test_severity_is_told_in_years_of_an_engineer_in_any_currency(years: float, severity: Severity) -> None:
    assert Pricing(1).severity(loss(years)) is severity
    rupees = replace(LOADED_ENGINEER_COST, range=Range(2e6, 3e6, 5e6), currency="INR")
    assert Pricing(1, {"loaded_engineer_cost": rupees}).severity(loss(years)) is severity


def test_a_tornado_shows_the_widest_swing_first_and_each_assumption_once() -> None:
    losses = [loss(1, "a", LEAVES, Factor("months", "learning_months")), loss(2, "b")]
    swings = tornado(Pricing(1), losses)
    assert sorted(s.assumption.name for s in swings) == ["departure_probability", "learning_months", "loaded_engineer_cost"]
    widths = [swing.high - swing.low for swing in swings]
    assert widths == sorted(widths, reverse=True)
    assert all(swing.low < swing.middle < swing.high for swing in swings)
    assert spread_of(swings[0]) == Range(swings[0].low, swings[0].middle, swings[0].high)


def test_a_benchmark_is_quoted_and_a_probability_lies_between_0_and_1() -> None:
    assert all(a.citations for a in CATALOGUE if a.origin is Origin.BENCHMARK)
    assert all(c.quotation and c.address.startswith("https://") for a in CATALOGUE for c in a.citations)
    with pytest.raises(ValueError, match="quotation"):
        replace(LOADED_ENGINEER_COST, citations=())
    with pytest.raises(ValueError, match="between 0 and 1"):
        replace(DEPARTURE_PROBABILITY, range=Range(0.1, 0.5, 1.0))
    with pytest.raises(ValueError, match="above zero"):
        replace(LOADED_ENGINEER_COST, range=Range(0, 1, 2))
