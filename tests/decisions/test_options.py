"""A recommendation beside the options on record: names, what is not weighed, and contracts whose notice does not wait."""

from __future__ import annotations

import pytest

from quarterdeck.decisions.options import beside
from quarterdeck.decisions.paper import paper
from quarterdeck.decisions.reading import read
from quarterdeck.decisions.recommendation import Recommendation
from quarterdeck.decisions.result import as_dict
from quarterdeck.records.collection import File, Records, assemble
from quarterdeck.records.kinds.decision import Decision
from tests.decisions.cases import words

MAPS = """---
name: Maps after 2026
status: proposed
decide_by: 2026-11-10
systems: [system/routing]
model: build-or-buy
inputs:
  benefit: 150k..260k EUR
  build_cost: 60k..150k EUR
  build_months: 4..8 months
  buy_price: 113280 EUR
  buy_setup: 0 EUR
  buy_months: 0 months
  fit: 100%
  exit_cost: 60k..150k EUR
---

# Maps after 2026

## Considered Options

- Stay with Kartwerk
- Open map data
- Addresses alone
"""
NAMED = MAPS.replace("inputs:", "weighs: {build: Open map data, buy: Stay with Kartwerk}\ninputs:")
COMPANY = {
    "quarterdeck.yaml": "schema: 1\ncompany: Halyard\ncurrency: EUR",
    "vendors/kartwerk.yaml": "name: Kartwerk",
    "systems/routing.yaml": "name: Route planning\nlevel: system\nvendors: [vendor/kartwerk]",
}
CONTRACT = "name: Kartwerk maps\nvendor: vendor/kartwerk\nends: 2026-12-31\nnotice: 60 days\nrenews: true"


def company(decision: str, contract: str = "") -> Records:
    """A workspace with one decision, and a contract."""
    files = {**COMPANY, "decisions/0008-maps.md": decision, **({"contracts/kartwerk.yaml": contract} if contract else {})}
    return assemble([File(path, text.encode()) for path, text in files.items()])


def answered(decision: str, contract: str = "") -> Recommendation:
    """What is recommended, beside the record."""
    records = company(decision, contract)
    assert not records.problems
    (one,) = records.of(Decision)
    found = read(one, "EUR")
    assert found.model
    return beside(found.model.recommend(found.case, (one.name,), seed=1, runs=2_000), one, records)


def test_sides_have_the_names_of_the_options_and_the_third_is_said_to_be_left_out() -> None:
    found = answered(NAMED)
    said = words(paper(found))
    assert "Open map data (build). It is the best option in" in said
    assert "Against Stay with Kartwerk (buy)" in said
    assert "Not weighed: «Addresses alone». The model compares build and buy alone" in said
    assert as_dict(found)["options_not_weighed"] == ["Addresses alone"]


def test_where_the_record_does_not_say_nobody_guesses() -> None:
    said = words(paper(answered(MAPS)))
    assert "does not say which of its options the model's build and buy stand for" in said
    assert "Write `weighs: {build: …, buy: …}`" in said
    assert "\nBuild. It is the best option" in said


def test_an_option_of_the_same_name_needs_no_key_and_without_options_nothing_is_missed() -> None:
    same = answered(MAPS.replace("- Stay with Kartwerk", "- Buy").replace("- Open map data", "- Build").replace("- Addresses alone\n", ""))
    bare = answered(MAPS[: MAPS.index("## Considered")])
    for found in (same, bare):
        assert found.unweighed == ()
        assert "weighed" not in words(paper(found))


def test_a_side_that_the_model_has_not_and_an_option_that_is_not_on_record() -> None:
    assert "The record's `weighs` names make, and the model weighs build and buy." in words(paper(answered(NAMED.replace("{build:", "{make:"))))
    (problem,) = company(NAMED.replace("build: Open map data", "build: Open maps")).problems
    assert (problem.place.line, problem.what) == (7, "'Open maps' is none of the options")


@pytest.mark.parametrize(
    ("contract", "told"),
    [
        (CONTRACT, True),
        (CONTRACT.replace("60 days", "30 days"), False),
        (CONTRACT.replace("renews: true", "renews: false"), False),
        (CONTRACT.replace("2026-12-31", "2026-10-31"), False),
        (CONTRACT.replace("notice: 60 days\n", ""), False),
    ],
    ids=["before", "after", "does not renew", "ended before", "nobody wrote the notice"],
)
def test_a_notice_that_runs_out_before_the_decision_is_due(contract: str, told: bool) -> None:
    said = words(paper(answered(NAMED, contract)))
    assert ("Kartwerk maps (contracts/kartwerk.yaml), behind Route planning, must" in said) is told
    assert ("must be given by 2026-11-01, before this is due to be decided on 2026-11-10" in said) is told
