"""In which language a team writes: the sum by hand, who has to learn it, and what must hold."""

from __future__ import annotations

import pytest

from quarterdeck.decisions.paper import paper
from tests.decisions.cases import words
from tests.decisions.records import answered, means

BY_HAND = """
model: language
inputs:
  people: 4
  person: 100k EUR
  leave: 0%
  overrun: 1
  leaving: 0%
  discount: 0.0001%
  horizon: 3
  in_place: Go
offers:
  - name: Go
    scores: {known: 4, pace: 1, premium: 0%, upgrade: 6 person-days, supported: 1}
  - name: Kotlin
    scores: {known: 1, pace: 1, premium: 0%, learning: 4 months, move: 6 person-months, upgrade: 6 person-days, supported: 1}
    exit_cost: 50k EUR
"""
"""Pay: 4 × 100k × 3 years = 1200k. Upgrades: 6 of 220 days each year, 2.7k × 3. Kotlin: three people learn for four months at half speed, 50k, and six
months of rewriting are 50k."""


def test_the_sum_by_hand() -> None:
    upgrades = 3 * 6 / 220 * 100
    assert means(answered(BY_HAND)) == {"Go": pytest.approx(-1200 - upgrades, abs=0.1), "Kotlin": pytest.approx(-1300 - upgrades, abs=0.1)}


def test_a_tenth_more_pace_pays_for_the_change() -> None:
    """1200k / 1.1 saves 109k, more than the 100k that changing costs."""
    found = answered(BY_HAND.replace("known: 1, pace: 1,", "known: 1, pace: 110%,"))
    assert found.chosen is not None
    assert found.chosen.option == "Kotlin"
    flips = {lever.unknown.name: lever.flips_at for lever in found.levers}
    assert flips["Kotlin: pace"] == pytest.approx(12 / 11, rel=1e-3)


def test_places_that_stay_empty_count() -> None:
    """A quarter of four people leaves: one place a year, empty for six months, which loses half of its pay beside it: 25k a year."""
    told = BY_HAND.replace("leave: 0%", "leave: 25%\n  empty: 50%").replace("known: 1, pace", "known: 1, vacancy: 6 months, pace")
    filled = BY_HAND.replace("leave: 0%", "leave: 25%\n  empty: 50%").replace("known: 1, pace", "known: 1, vacancy: 0 months, pace")
    assert means(answered(filled))["Kotlin"] - means(answered(told))["Kotlin"] == pytest.approx(75, abs=0.1)


def test_the_door_and_who_could_keep_it_up() -> None:
    said = words(paper(answered(BY_HAND)))
    assert "Go is a two-way door" in said
    assert "Kotlin is a one-way door" in said
    assert "Fewer than two people here write Kotlin" in said


def test_more_people_who_know_it_never_make_it_worse() -> None:
    worths = [means(answered(BY_HAND.replace("known: 1", f"known: {known}")))["Kotlin"] for known in (0, 1, 2, 4, 9)]
    assert worths == sorted(worths)
