"""Scaling now, later or never: plain futures by hand, then what must hold."""

from __future__ import annotations

import pytest

from quarterdeck.decisions.paper import paper
from quarterdeck.decisions.recommendation import Recommendation
from quarterdeck.decisions.scale_now_or_later import SCALE_NOW_OR_LATER, ScaleNowOrLater
from tests.decisions.cases import told, words

HALF_FULL = """
used: 50%
growth: 0%
price: 100k
lead: 6
idle: 10k
outage: 50k
outages: 6
dearer: 0%
discount: 0%
"""


def asked(said: str, **plainly: object) -> Recommendation:
    """The answer to a case."""
    return SCALE_NOW_OR_LATER.recommend(told(ScaleNowOrLater, said, **plainly), ("Do we shard the database?",), seed=1, runs=20_000)


def means(found: Recommendation) -> dict[str, float]:
    """The mean worth of each option."""
    return {standing.option: standing.mean for standing in found.standings}


def test_without_growth_nothing_is_needed() -> None:
    """Now costs 100k and three and a half years of 10k."""
    assert means(asked(HALF_FULL)) == pytest.approx({"scale now": -135_000, "scale later": 0, "never": 0}, abs=1)


def test_doubling_each_year_it_is_full_after_one() -> None:
    """Never: three overloaded years of six outages at 50k are 900k. Later: begun at 70 %, after half a year, done as it gets full: no outage."""
    found = means(asked(HALF_FULL.replace("growth: 0%", "growth: 100%")))
    assert found["never"] == pytest.approx(-900_000, rel=0.02)
    assert found["scale later"] == pytest.approx(-100_000 - 30_000, rel=0.02)
    assert found["scale later"] > found["scale now"] > found["never"]


def test_a_system_that_is_full_is_scaled_now() -> None:
    found = asked(HALF_FULL.replace("used: 50%", "used: 99.9%").replace("growth: 0%", "growth: 30%").replace("dearer: 0%", "dearer: 40%"))
    assert found.chosen is not None
    assert found.chosen.option in {"scale now", "scale later"}
    assert means(found)["scale now"] == pytest.approx(means(found)["scale later"], rel=0.02), "the trigger is passed already: later is now"


def test_the_page_says_how_bad_a_bad_future_is() -> None:
    said = words(paper(asked("used: 50%..75%\ngrowth: 10%..60%\nprice: 60k..150k\nlead: 3..9\nidle: 5k..15k\noutage: 10k..80k")))
    assert "one in twenty loses more than" in said
    assert "95 %" in said
