"""Repaying a debt: the sum by hand, what decides, and what must hold."""

from __future__ import annotations

import pytest

from quarterdeck.decisions.paper import paper
from quarterdeck.decisions.recommendation import Recommendation
from quarterdeck.decisions.repay_debt import REPAY_DEBT, RepayDebt
from tests.decisions.cases import told, words

BY_HAND = """
effort: 60k
months: 12
interest: 40k
mended: 50%
life: 60
growth: 0
overrun: 1
discount: 0%
"""
"""Without interest on money: four years of 20k saved are 80k, for 60k. Leaving it costs 200k, repaying 180k."""


def asked(said: str) -> Recommendation:
    """The answer to a case."""
    return REPAY_DEBT.recommend(told(RepayDebt, said), ("Do we split the orders module?",), seed=1, runs=4_000)


def test_the_sum_by_hand() -> None:
    found = asked(BY_HAND)
    assert [(standing.option, round(standing.mean, -2)) for standing in found.standings] == [("repay now", -180_000), ("leave it", -200_000)]
    levers = {lever.unknown.name: lever for lever in found.levers}
    assert levers["life"].flips_at == pytest.approx(48, rel=1e-3), "three years of 20k pay for it, after the year that it takes"
    assert levers["effort"].flips_at == pytest.approx(80_000, rel=1e-3)


def test_what_will_be_gone_in_a_year_is_not_worth_mending() -> None:
    found = asked(BY_HAND.replace("life: 60", "life: 10..14"))
    assert found.chosen is not None
    assert found.chosen.option == "leave it"
    assert found.firm


def test_what_waits_meanwhile_counts() -> None:
    assert asked(BY_HAND).chosen != asked(BY_HAND + "held_up: 30k").chosen


def test_an_uncertain_debt_says_what_to_find_out() -> None:
    said = words(paper(asked("effort: 40k..90k\nmonths: 2..6\ninterest: 15k..60k\nmended: 30%..70%\nlife: 24..72")))
    assert "What is worth finding out before choosing" in said
    assert "what the debt costs in a year in slower work, today | up to" in said
