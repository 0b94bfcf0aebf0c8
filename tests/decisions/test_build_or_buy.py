"""Build or buy: answers that a technology leader can check by hand, then what must hold for every case."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given as law
from hypothesis import settings
from hypothesis import strategies as st

from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.decisions.build_or_buy import BUILD_OR_BUY, BuildOrBuy
from quarterdeck.decisions.paper import paper
from quarterdeck.decisions.recommendation import Recommendation
from quarterdeck.kernel.quantity import Range
from tests.decisions.cases import told, words

BY_HAND = """
benefit: 100k
build_cost: 200k
build_months: 12
buy_price: 40k
buy_setup: 10k
buy_months: 0
fit: 50%
exit_cost: 0
overrun: 1
upkeep: 10%
buy_upkeep: 0%
uplift: 0%
leaving: 0%
discount: 0%
"""
"""Sure numbers without interest. Build: four years of 100k less 200k less 4 x 20k = 120k. Buy: five years of 50k less 5 x 40k less 10k = 40k."""

BILLING = """
benefit: 150k..320k
build_cost: 250k..450k
build_months: 6..14
buy_price: 60k..110k
buy_setup: 30k..90k
buy_months: 2..6
fit: 60%..92%
exit_cost: 50k..200k
"""


def asked(case: BuildOrBuy, runs: int = 5_000) -> Recommendation:
    """The answer to a case."""
    return BUILD_OR_BUY.recommend(case, ("Do we build billing or buy it?",), seed=1, runs=runs)


def test_sure_numbers_give_the_sum_on_the_back_of_an_envelope() -> None:
    found = asked(told(BuildOrBuy, BY_HAND))
    assert [(standing.option, round(standing.mean, -2)) for standing in found.standings] == [("build", 120_000), ("buy", 40_000)]
    assert (found.standings[0].best, round(found.worth_knowing)) == (1.0, 0)
    assert found.firm


def test_the_break_even_is_where_the_envelope_says() -> None:
    """Build leads by 80k, and each 1 a year on the price takes five more from buying: at 24k a year they draw level."""
    levers = {lever.unknown.name: lever for lever in asked(told(BuildOrBuy, BY_HAND)).levers}
    assert levers["buy_price"].flips_at == pytest.approx(24_000, rel=1e-3)
    assert levers["build_cost"].flips_at == pytest.approx(200_000 + 80_000 / 1.4, rel=1e-3)
    assert levers["fit"].flips_at == pytest.approx(0.5 + 80_000 / 500_000, rel=1e-3)


@pytest.mark.filterwarnings("error")
def test_a_price_that_falls_is_looked_for_down_to_nothing_and_no_further() -> None:
    """A price that may fall: no year takes off more than all of it, where logarithms end."""
    levers = {lever.unknown.name: lever for lever in asked(told(BuildOrBuy, BY_HAND.replace("uplift: 0%", "uplift: -30%..90%"))).levers}
    assert levers["uplift"].flips_at is None or levers["uplift"].flips_at >= -0.99


def test_a_building_that_is_never_ready_brings_nothing() -> None:
    late = told(BuildOrBuy, BY_HAND.replace("build_months: 12", "build_months: 120"))
    build = next(standing for standing in asked(late).standings if standing.option == "build")
    assert build.mean == pytest.approx(-100_000, rel=1e-3), "half of the cost is spent in five of ten years"


def test_an_uncertain_case_says_how_sure_it_is_and_what_to_find_out() -> None:
    found = asked(told(BuildOrBuy, BILLING))
    assert found.chosen is not None
    assert found.chosen.option == "buy"
    assert 0.6 < found.chosen.best < 0.95
    assert found.levers[0].unknown.name in {"benefit", "build_cost", "fit", "overrun"}
    assert sum(standing.best for standing in found.standings) == pytest.approx(1)
    assert found.chosen.regret == pytest.approx(found.worth_knowing), "the regret of the best option is what knowing everything is worth"
    assert all(lever.worth_knowing <= found.worth_knowing for lever in found.levers)


def test_waiting_is_worth_more_the_less_one_knows() -> None:
    def waiting(volatility: str) -> float:
        found = asked(told(BuildOrBuy, f"{BILLING}volatility: {volatility}", wait=1.0))
        return next(standing.mean for standing in found.standings if standing.option == "wait")

    assert waiting("10%") < waiting("40%") < waiting("90%")


def test_the_paper_is_one_page_that_a_board_can_read() -> None:
    said = words(paper(asked(told(BuildOrBuy, BILLING, core=True), runs=20_000)))
    assert said.startswith("Do we build billing or buy it?\nBuy")
    for line in ("one-way door", "This sets the company apart", "How the options stand", "What would change the answer", "up to", "EUR"):
        assert line in said
    assert len(said.split()) < 450


def test_what_nobody_gave_is_shown_as_our_judgement() -> None:
    origins = {lever.unknown.name: lever.unknown.origin.value for lever in asked(told(BuildOrBuy, BILLING)).levers}
    assert (origins["benefit"], origins["overrun"]) == ("given", "judgement")


def test_the_same_case_and_seed_give_the_same_answer() -> None:
    assert asked(told(BuildOrBuy, BILLING)) == asked(told(BuildOrBuy, BILLING))


@settings(max_examples=5)
@law(st.floats(0.001, 1000))
def test_changing_the_currency_changes_no_choice(factor: float) -> None:
    case = told(BuildOrBuy, BILLING)
    scaled = replace(
        case, benefit=times(case.benefit, factor), build_cost=times(case.build_cost, factor), buy_price=times(case.buy_price, factor),
        buy_setup=times(case.buy_setup, factor), exit_cost=times(case.exit_cost, factor),
    )  # fmt: skip
    one, other = asked(case, 2000), asked(scaled, 2000)
    assert [standing.option for standing in one.standings] == [standing.option for standing in other.standings]
    assert [standing.mean * factor for standing in one.standings] == pytest.approx([standing.mean for standing in other.standings])
    assert one.worth_knowing * factor == pytest.approx(other.worth_knowing)


def times(assumption: Assumption, factor: float) -> Assumption:
    """The same range in another currency."""
    spread = assumption.range
    return replace(assumption, range=Range(spread.p10 * factor, spread.p50 * factor, spread.p90 * factor))
