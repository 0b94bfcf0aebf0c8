"""Choosing a vendor: gates first, then scores and weights, and how far the answer hangs on them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quarterdeck.decisions.paper import paper
from quarterdeck.decisions.recommendation import Recommendation
from quarterdeck.decisions.vendor_choice import VENDOR_CHOICE, VendorChoice
from quarterdeck.kernel.text import plain
from quarterdeck.reports.decision_paper import answer
from tests.decisions.cases import offers, scored, words

THREE = """
         price-40  support+30  security+30
Anchor   90..110   3..4        4..5
Beacon   60..70    2..3        3..4
Cumulus  40..50    4..5        4..5
""".replace("         price", "price")


def asked(case: VendorChoice) -> Recommendation:
    """The answer to a choice."""
    return VENDOR_CHOICE.recommend(case, ("Who runs our support desk?",), seed=1, runs=5_000)


def test_an_offer_that_fails_a_must_have_is_barred_though_it_scores_best() -> None:
    free, barred = asked(offers(THREE)), asked(offers(THREE, "Cumulus: data stays in Europe"))
    assert (free.chosen and free.chosen.option) == "Cumulus"
    assert (barred.chosen and barred.chosen.option) == "Anchor"
    assert [standing.option for standing in barred.standings][-1] == "Cumulus"
    assert "fails a must-have: data stays in Europe" in words(paper(barred))
    assert sum(standing.best for standing in barred.standings) == pytest.approx(1)


def test_when_every_offer_fails_something_none_is_recommended() -> None:
    found = asked(offers(THREE, "Anchor: a\nBeacon: b\nCumulus: c"))
    assert found.chosen is None
    assert "None of the options may be chosen" in words(paper(found))


def test_points_by_hand() -> None:
    """Sure scores. On price A is best (100), on service B: 60 and 40 points."""
    found = asked(offers("price-60 service+40\nA 10 1\nB 20 5"))
    assert [(standing.option, round(standing.mean)) for standing in found.standings] == [("A", 60), ("B", 40)]


def test_the_weights_say_what_a_point_and_a_doubt_are_worth_in_money() -> None:
    """From 10 to 20 EUR the price moves 60 of 100 points: a point is worth 10 / 60 EUR."""
    found = asked(offers("price-60 service+40\nA 10 1\nB 20 5"))
    assert found.exchange is not None
    assert found.exchange.rate == pytest.approx(10 / 60)


def test_it_says_how_little_weight_has_to_move() -> None:
    said = words(paper(asked(offers("price-55 service+45\nA 10 1\nB 20 5"))))
    assert "Another offer, B, wins when 5\u202f% of all weight moves from price to service" in said
    assert "The choice hangs on the weights" in said


MAKERS = """
price-35    weeks-40  months-25
Stay   20..45    2..10  1..3
Second 35..80    1..5   6..12
Own    60..160   0..3   14..30
"""


def test_one_rule_names_one_winner_and_everything_else_speaks_of_the_other() -> None:
    """On average Stay is ahead; at the middle of the ranges three methods of five put Second first. Nothing names the winner as its own rival."""
    found = asked(offers(MAKERS))
    said = words(paper(found))
    assert (found.chosen and found.chosen.option) == "Stay"
    assert "Another offer, Second, wins when" in said
    assert "Another offer, Stay" not in said
    assert "3 of 5 methods put Second first, 2 put Stay first" in said
    assert "by one rule: the greatest average worth" in said
    assert "Most methods put Second first at the middle of the ranges; the whole width of the ranges puts Stay first" in said
    assert "Most other methods put another option first: the choice is open." in plain(answer(found, briefly=True))
    assert said.count("Rank reversal") == 1
    assert "weighted sum (min-max), TOPSIS (vector) and TOPSIS (min-max) Stay wins as soon as Own is left out. Do not rest the choice on these methods" in said


def test_where_all_methods_agree_nothing_is_left_open() -> None:
    said = words(paper(asked(offers("price-50 service+50\nA 10 5\nB 20 4"))))
    assert "5 of 5 methods put A first" in said
    assert "open between them" not in said
    assert not asked(offers("price-50 service+50\nA 10 5\nB 20 4")).contested


def test_each_option_has_its_own_door() -> None:
    """Staying is cheap to leave, a second maker is not: nobody reads one door for both."""
    case = offers("price-60 service+40\nStay 10 1\nSecond 20 5")
    stay, second = case.offers
    leaving = (("Stay", 0.5, stay), ("Second", 40.0, second))
    case = replace(case, offers=tuple(replace(offer, exit_cost=(scored(f"leaving {name}", cost, cost),)) for name, cost, offer in leaving))
    said = words(paper(asked(case)))
    assert "Stay is a two-way door" in said
    assert "Second is a one-way door (100\u202f% lost)." in said


def test_an_offer_that_is_nowhere_better_is_named_and_never_wins() -> None:
    found = asked(offers("price-50 service+50\nA 10 5\nB 20 4\nC 15 5"))
    said = words(paper(found))
    assert (found.chosen and found.chosen.option) == "A"
    assert "B is nowhere better than" in said
    assert "no other weights would make another offer win" in said


def test_methods_that_disagree_stand_side_by_side_with_their_scale() -> None:
    """Opricovic and Tzeng's three: min-max and vector normalisation choose another winner."""
    said = words(paper(asked(offers("risk-50 altitude+50\nA 1 3000\nB 2 3750\nC 5 4500"))))
    assert "TOPSIS | vector | A > B > C" in said
    assert "TOPSIS | min-max | B > A > C" in said


def test_a_rank_reversal_is_told() -> None:
    """Belton and Gear's options: whoever offers B twice makes A win, by AHP's share-out."""
    said = words(paper(asked(offers("a+1 b+1 c+1\nA 1 9 8\nB 9 1 9\nC 1 1 1"))))
    told = [line for line in said.splitlines() if line.startswith("Rank reversal")]
    assert any("AHP share-out (share)" in line and "A wins as soon as B is offered twice" in line for line in told)


def test_without_the_cost_of_leaving_the_door_is_not_assessed() -> None:
    found = asked(offers(THREE))
    assert found.chosen is not None
    assert found.chosen.door == "not assessed"
    assert "nobody said what leaving would cost" in words(paper(found))
