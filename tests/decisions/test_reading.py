"""From a record to a case: what people may write, and what is said when it cannot be used."""

from __future__ import annotations

import numpy as np
import pytest

from quarterdeck.decisions.build_or_buy import BuildOrBuy
from quarterdeck.decisions.reading import read
from quarterdeck.decisions.vendor_choice import VendorChoice
from quarterdeck.records.kinds.decision import Decision
from tests.decisions.records import written

BUY = """
benefit: 60k..140k EUR
build_cost: 70k..130k EUR
build_months: 1..2 quarters
buy_price: 18k..30k EUR
buy_setup: 12k..25k EUR
buy_months: 30 days
fit: 70%..95%
exit_cost: 0 EUR
core: false
horizon: 4 years
"""
CHOICE = """
model: vendor-choice
criteria:
  - {name: price, better: less, money: true, weight: 60%}
  - {name: support, weight: 40%}
offers:
  - name: Atlas
    scores: {price: 90k..110k EUR, support: 3..4}
    exit_cost: 20k EUR
  - name: Borealis
    scores: {price: 60k..70k EUR, support: 2..3}
    fails: [data stays in Europe]
"""


def inputs(lines: str) -> Decision:
    """A build-or-buy decision with these inputs."""
    return written("model: build-or-buy\ninputs:\n" + "\n".join(f"  {line}" for line in lines.strip().splitlines()))


def test_units_of_time_become_months_and_zero_is_no_fault() -> None:
    found = read(inputs(BUY), "EUR")
    assert not found.faults
    case = found.case
    assert isinstance(case, BuildOrBuy)
    assert (case.build_months.range.p10, case.build_months.range.p90) == (3, 6)
    assert case.buy_months.range.p50 == pytest.approx(0.986, abs=0.001)
    assert (case.horizon, case.core, case.currency, case.exit_cost.range.p90) == (4, False, "EUR", 0)


@pytest.mark.parametrize(
    ("line", "instead", "key", "says"),
    [
        ("benefit: 60k..140k EUR", "benefit: 60k..140k USD", "inputs/benefit", "the amount is in USD, and the company counts in EUR"),
        ("benefit: 60k..140k EUR", "benefit: 60k..140k", "inputs/benefit", "the amount is in no currency"),
        ("fit: 70%..95%", "fit: 70%..195%", "inputs/fit", "does not lie between 0% and 100%"),
        ("fit: 70%..95%", "", "inputs", "fit is missing: the part of the benefit that the product brings"),
        ("fit: 70%..95%", "fitt: 70%..95%", "inputs/fitt", "build-or-buy asks no 'fitt'"),
        ("buy_months: 30 days", "buy_months: 30 sprints", "inputs/buy_months", "'sprints' is no stretch of time"),
        ("core: false", "core: perhaps", "inputs/core", "neither yes nor no"),
        ("horizon: 4 years", "horizon: soon", "inputs/horizon", "no number of years"),
        ("buy_price: 18k..30k EUR", "buy_price: cheap", "inputs/buy_price", "no number or range"),
    ],
)
def test_what_cannot_be_used_is_said_by_key(line: str, instead: str, key: str, says: str) -> None:
    found = read(inputs(BUY.replace(line, instead)), "EUR")
    assert found.case is None
    assert [(fault.key, says in fault.what) for fault in found.faults if fault.key == key] == [(key, True)]


def test_all_faults_are_said_at_once() -> None:
    found = read(inputs("benefit: 1 USD\nfit: 200%"), "EUR")
    assert len(found.faults) == 2 + 6


def test_a_model_that_is_not_there_is_answered_with_the_nearest() -> None:
    (fault,) = read(written("model: build-or-bye"), "EUR").faults
    assert (fault.key, fault.mend) == ("model", "Did you mean build-or-buy?")
    (fault,) = read(written(""), "EUR").faults
    assert fault.what == "the decision names no model"


def test_offers_with_weights() -> None:
    case = read(written(CHOICE), "EUR").case
    assert isinstance(case, VendorChoice)
    assert case.weights.tolist() == [0.6, 0.4]
    assert case.gains.tolist() == [False, True]
    assert [(offer.name, offer.fails, len(offer.exit_cost)) for offer in case.offers] == [("Atlas", (), 1), ("Borealis", ("data stays in Europe",), 0)]


def test_weights_from_pairs() -> None:
    keys = CHOICE.replace(", weight: 60%", "").replace(", weight: 40%", "")
    case = read(written(f"{keys}comparisons: [price 3 support]"), "EUR").case
    assert isinstance(case, VendorChoice)
    assert np.allclose(case.weights, [0.75, 0.25])
    assert case.ratio == 0


@pytest.mark.parametrize(
    ("change", "key", "says"),
    [
        (("support: 3..4", "sport: 3..4"), "offers/0/scores", "Atlas has no score for support"),
        (("support: 3..4", "sport: 3..4, support: 1"), "offers/0/scores/sport", "'sport' is none of the criteria"),
        ((", weight: 60%", ""), "criteria", "not every criterion has a weight"),
        (("90k..110k EUR", "90k..110k GBP"), "offers/0/scores/price", "the amount is in GBP"),
        (("exit_cost: 20k EUR", "exit_cost: 20k USD"), "offers/0/exit_cost", "the amount is in USD"),
        (("offers:", "comparisons: [price 3 prize]\noffers:"), "comparisons/0", "compares no two criteria"),
    ],
)
def test_a_choice_that_cannot_be_weighed_says_why(change: tuple[str, str], key: str, says: str) -> None:
    found = read(written(CHOICE.replace(*change)), "EUR")
    assert found.case is None
    assert [fault.what for fault in found.faults if fault.key == key and says in fault.what]
