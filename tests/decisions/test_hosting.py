"""Where software runs: sums by hand, the gate of residency, and what must hold."""

from __future__ import annotations

import pytest

from quarterdeck.decisions.paper import paper
from quarterdeck.decisions.recommendation import Recommendation
from tests.decisions.cases import words
from tests.decisions.records import answered, asked, means

BY_HAND = """
model: hosting
inputs:
  load: 100
  growth: 0%
  peak: 2
  person: 100k EUR
  overrun: 1
  leaving: 0%
  discount: 0.0001%
  horizon: 2
  in_place: cloud
offers:
  - name: cloud
    scores: {run: 10k EUR, each: 400 EUR, people: 0.5}
  - name: own machines
    scores: {run: 20k EUR, each: 0 EUR, people: 0.5, carries: 80, piece: 5k EUR, move: 3 person-months, months: 6 months, setup: 7k EUR, known: 1}
    exit_cost: 40k EUR
"""
"""Cloud: 10k + 100 units at 400 + half a person at 100k are 100k a year. Own machines: a peak of 200 needs three pieces of 80, so 20k + 15k + 50k are
85k; moving costs 25k and 7k, and half a year of the cloud is paid as well."""


def test_the_sum_by_hand() -> None:
    found = answered(BY_HAND)
    assert means(found) == {"cloud": -200.0, "own machines": -round(32 + 50 + 1.5 * 85, 1)}
    assert words(paper(found)).startswith("X\nCloud")


def test_growth_takes_one_piece_after_the_other() -> None:
    """Doubling each year from 100: 141 in the first year's middle, 283 in the second's; peaks of 283 and 566 take 4 and 8 pieces of 80."""
    found = answered(BY_HAND.replace("growth: 0%", "growth: 100%"))
    assert means(found)["cloud"] == pytest.approx(-(2 * 60 + 0.4 * (141.42 + 282.84)), abs=0.1)
    halves = 0.5 * (60 + 0.4 * 141.42) + 0.5 * (70 + 4 * 5) + (70 + 8 * 5)
    assert means(found)["own machines"] == pytest.approx(-(32 + halves), abs=0.1)


def test_what_nobody_can_run_yet_is_learned_at_half_speed() -> None:
    told = BY_HAND.replace("horizon: 2", "horizon: 2\n  learning: 6 months").replace("known: 1", "known: 0.1")
    assert means(answered(told))["own machines"] == pytest.approx(means(answered(BY_HAND))["own machines"] - 0.4 * 0.5 * 100 * 0.5)


@pytest.mark.parametrize(
    ("residency", "where", "may"),
    [
        ("EU", "[Germany, Ireland]", True),
        ("EU", "[de]", True),
        ("EU", "[Switzerland]", False),
        ("EEA", "[Norway]", True),
        ("EU", "[Germany, United States]", False),
        ("EU", "[eu-central-2]", False),  # Zürich: a region's name proves no country
        ("Switzerland, Germany", "[Switzerland]", True),
        ("EU", "", False),  # nobody said where: absent is never a pass
        ("", "", True),
    ],
)
def test_data_stays_where_it_must(residency: str, where: str, may: bool) -> None:  # a column of the table
    told = BY_HAND.replace("horizon: 2", f"horizon: 2\n  residency: {residency}" if residency else "horizon: 2")
    told = told.replace("    exit_cost: 40k EUR", f"    exit_cost: 40k EUR\n    where: {where}" if where else "    exit_cost: 40k EUR")
    (standing,) = (one for one in answered(told).standings if one.option == "own machines")
    assert bool(standing.barred) is not may


def _uncertain() -> Recommendation:
    return answered(
        BY_HAND.replace("load: 100", "load: 80..140").replace("growth: 0%", "growth: 10%..60%").replace("each: 400 EUR", "each: 150..600 EUR"), runs=20_000
    )


def test_the_page_says_where_curves_cross_and_what_would_change_it() -> None:
    said = words(paper(_uncertain()))
    assert "Running own machines costs less than cloud from a load of" in said
    assert "What a year costs at a load" in said
    assert "cloud: what one unit of average load costs in a year | " in said
    assert "What is worth finding out before choosing" in said
    assert "Not counted, because nobody named it: hours of outage (any option)." in said


def test_the_regret_of_the_chosen_is_what_knowing_everything_is_worth() -> None:
    found = _uncertain()
    assert found.chosen is not None
    assert found.chosen.regret == pytest.approx(found.worth_knowing)
    assert sum(standing.best for standing in found.standings) == pytest.approx(1)


def test_a_dearer_copy_never_wins() -> None:
    dearer = "  - name: dearer cloud\n    scores: {run: 11k EUR, each: 401 EUR, people: 0.5}\n"
    found = answered(BY_HAND + dearer)
    assert {one.option: one.best for one in found.standings}["dearer cloud"] == 0


def test_amounts_scale_with_the_unit_of_money() -> None:
    """Cents instead of euros: everything a hundredfold, nobody else wins."""
    cents = BY_HAND.replace("100k EUR", "10M EUR").replace("10k EUR", "1M EUR").replace("400 EUR", "40k EUR").replace("20k EUR", "2M EUR")
    cents = cents.replace(" 5k EUR", " 500k EUR").replace(" 7k EUR", " 700k EUR").replace("40k EUR\n", "4M EUR\n")
    assert {name: worth / 100 for name, worth in means(answered(cents)).items()} == pytest.approx(means(answered(BY_HAND)), abs=0.1)


def test_slips_are_told_by_key() -> None:
    faults = asked(BY_HAND.replace("in_place: cloud", "in_place: clowd").replace("carries: 80", "carry: 80").replace("  load: 100\n", "")).faults
    assert [(one.key, one.what) for one in faults] == [
        ("inputs", "load is missing: the average load today, in the unit that prices are told for"),
        ("inputs/in_place", "'clowd' is none of the offers"),
        ("offers/1/scores/carry", "hosting asks no 'carry' of an offer"),
    ]
    assert "the imported series `load_series`" in faults[0].mend
