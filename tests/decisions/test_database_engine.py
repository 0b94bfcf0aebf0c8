"""On which engine data is kept: sums by hand, growth past a ceiling, and what must hold."""

from __future__ import annotations

import pytest

from quarterdeck.decisions.paper import paper
from tests.decisions.cases import words
from tests.decisions.records import answered, means

BY_HAND = """
model: database-engine
inputs:
  size: 100 GB
  growth: 0%
  person: 120k EUR
  overrun: 1
  leaving: 0%
  discount: 0.0001%
  horizon: 2
  in_place: PostgreSQL
offers:
  - name: PostgreSQL
    scores: {run: 10k EUR, each: 50 EUR, people: 0.25, queries: 2 person-months, analytics: 6k EUR, upgrade: 1 person-month, supported: 5}
  - name: a graph store
    scores: {run: 30k EUR, each: 100 EUR, people: 0.25, queries: 0 person-months, upgrade: 1 person-month, supported: 5, move: 40 person-days}
    exit_cost: 60k EUR
"""
"""A person-month is 10k. PostgreSQL: 10k + 100 GB at 50 + 30k + 20k of queries + 6k of analytics + 10k / 5 of upgrades = 73k a year. The graph store:
30k + 10k + 30k + 2k = 72k a year, and 40 days of moving are 12 × 40 / 220 months, so 21.8k."""


def test_the_sum_by_hand() -> None:
    assert means(answered(BY_HAND)) == {"PostgreSQL": -146.0, "a graph store": pytest.approx(-144 - 21.8, abs=0.05)}


def test_a_ceiling_is_paid_in_the_year_in_which_it_is_reached() -> None:
    """Doubling from 100 GB, 150 are reached after 0.58 years; 500 only after the horizon."""
    told = BY_HAND.replace("growth: 0%", "growth: 100%")
    base = means(answered(told))["PostgreSQL"]
    full = means(answered(told.replace("supported: 5}", "supported: 5, ceiling: 150 GB, rebuild: 3 person-months}", 1)))["PostgreSQL"]
    roomy = means(answered(told.replace("supported: 5}", "supported: 5, ceiling: 0.5 TB, rebuild: 3 person-months}", 1)))["PostgreSQL"]
    assert base - full == pytest.approx(30)
    assert roomy == base


def test_the_page_says_what_is_outgrown_and_what_nobody_priced() -> None:
    told = BY_HAND.replace("growth: 0%", "growth: 20%..90%").replace("supported: 5}", "supported: 5, ceiling: 150..250 GB}", 1)
    said = words(paper(answered(told)))
    assert "Data outgrows PostgreSQL within 2 years in" in said
    assert "PostgreSQL has a ceiling and no price for what comes then: write `rebuild`." in said
    assert "what analytics needs beside it (a graph store)" in said


def test_versions_that_are_supported_for_longer_never_cost_more() -> None:
    worths = [means(answered(BY_HAND.replace("supported: 5", f"supported: {years}", 1)))["PostgreSQL"] for years in (1, 3, 5, 10)]
    assert worths == sorted(worths)
