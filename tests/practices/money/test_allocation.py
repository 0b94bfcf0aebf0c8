"""Whose the cloud's bill is, what it costs for each order, and how much of it is committed: the parts add up to the bill."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.evidence.costs import CostLine
from quarterdeck.evidence.series import SeriesPoint
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.section import Chart, Sentence
from quarterdeck.kernel.text import plain
from quarterdeck.practices.money.sections import sections
from tests.practices.money.test_money import Judged, judged

RECORD = {
    "quarterdeck.yaml": "schema: 1\ncompany: Acme\ncurrency: EUR\n",
    "teams/shop.yaml": "name: Shop team\n",
    "teams/core.yaml": "name: Core\n",
    "systems/web.yaml": "name: Web shop\nowner: team/shop\nrepositories: [acme/storefront]\n",
}


def line(
    cost: str, tags: Mapping[str, str] | None = None, kind: str = "Usage", month: int = 6, status: str | None = None, service: str = "Machines"
) -> CostLine:
    """A line of June's bill."""
    at, amount = datetime(2026, month, 3), Decimal(cost)  # noqa: DTZ001  # UTC, as in the table
    return CostLine(
        f"{cost} {tags} {kind} {month} {status} {service}", at, amount, amount, "EUR", kind, service_name=service, commitment_discount_status=status,
        tags=json.dumps(tags) if tags is not None else None,
    )  # fmt: skip


def parts(found: Judged, measure: str) -> dict[tuple[str, str], float]:
    """The measure's rows, by key and part."""
    return {(key, part): amount for key, part, amount in found.bench.connection.execute(f"SELECT key, part, contribution FROM rows_{measure}").fetchall()}


def test_a_line_is_the_teams_that_a_tag_names_or_that_answers_for_the_system() -> None:
    found = judged(
        line("10", {"team": "core"}), line("20", {"Owner": "Shop team"}), line("30", {"service": "storefront"}), line("40", {"app": "web", "team": "core"}),
        line("5", {"team": "nobody we know"}), line("7", {"stage": "core"}), line("8"), line("-3", None, "Credit"), told=RECORD,
    )  # fmt: skip
    assert parts(found, "cloud_cost_with_a_team") == {
        ("team/core", "EUR usage"): 50, ("team/shop", "EUR usage"): 50, ("nobody", "EUR usage of nobody"): 20, ("nobody", "EUR credits and others"): -3,
    }  # fmt: skip
    assert parts(found, "cloud_cost_with_a_system")[("system/web", "EUR usage")] == 70
    assert (found.value("cloud_cost_with_a_team"), found.value("cloud_cost_with_a_system")) == pytest.approx((100 / 120, 70 / 120))
    assert found.says("cloud-cost-belongs-to-nobody") == "Acme: 83 % of what the cloud's usage costs is some team's."


def test_a_bill_without_tags_is_nobodys_and_credits_make_no_share_negative() -> None:
    found = judged(line("100"), line("20", {"team": "core"}), line("-500", None, "Credit"), told=RECORD)
    assert found.says("cloud-cost-belongs-to-nobody") == "Acme: 83 % of what the cloud's usage costs is nobody's."
    assert found.of("cloud-cost-belongs-to-nobody").verdict.outcome is Outcome.NOT_MET


TAGS = st.none() | st.dictionaries(st.sampled_from(["team", "app", "owner", "x", 'a"b']), st.sampled_from(["core", "web", "Shop team", "?"]), max_size=3)
LINES = st.lists(
    st.tuples(st.decimals(-1000, 1000, places=2), TAGS, st.sampled_from(["Usage", "Credit", "Tax"]), st.sampled_from([1, 6])), min_size=1, max_size=10
)


@settings(max_examples=5)
@given(LINES)
def test_what_is_shared_out_adds_up_to_the_bill(told: list[tuple[Decimal, Mapping[str, str] | None, str, int]]) -> None:
    lines = [line(str(cost), tags, kind, month, service=str(number)) for number, (cost, tags, kind, month) in enumerate(told)]
    found = judged(*lines, told=RECORD)
    whole = sum(float(one.effective_cost) for one in lines)
    for measure in ("cloud_cost_with_a_team", "cloud_cost_with_a_system", "cloud_cost"):
        assert sum(parts(found, measure).values()) == pytest.approx(whole, abs=0.005)


def series(name: str, month: int, day: int, value: float) -> SeriesPoint:
    """A point of the company's."""
    return SeriesPoint("company", name, datetime(2026, month, day), None, value)  # noqa: DTZ001  # UTC, as in the table


def test_the_cost_of_an_order_counts_whole_months_that_have_both() -> None:
    """March: 300 for 100 orders; April: 500 for 100. May has no orders, and June no bill. Customers are asked only where nothing else is counted."""
    found = judged(
        line("300", month=3), line("500", month=4), line("900", month=5),
        series("orders", 3, 1, 60), series("orders", 3, 15, 40), series("Orders", 4, 2, 100), series("orders", 6, 2, 100), series("customers", 3, 1, 7),
    )  # fmt: skip
    assert found.value("cloud_unit_cost") == pytest.approx(800 / 200)
    told = [plain(block.so_what) for block in sections(found.bench, []) if isinstance(block, Chart)]
    assert "The cloud cost 4 EUR for each of the orders: 3 in 2026-03, 5 in 2026-04." in told


def test_a_series_that_ended_before_the_period_hides_no_other() -> None:
    old = replace(series("transactions", 3, 1, 5), measured_at=datetime(2019, 3, 1))  # noqa: DTZ001  # as above
    assert judged(line("300", month=3), old, series("orders", 3, 1, 60)).value("cloud_unit_cost") == pytest.approx(5)


def reasons(found: Judged, *measures: str) -> list[str]:
    """Why measures are not taken."""
    told = {name: one.missing for (name, _), one in found.bench.measurements.items()}
    return [missing.why if (missing := told[name]) else "" for name in measures]


def test_coverage_looks_only_at_services_for_which_there_is_a_commitment() -> None:
    found = judged(line("60", status="Used"), line("10", status="Unused"), line("40"), line("1000", service="Storage"))
    assert found.value("commitment_coverage") == pytest.approx(0.6)
    told = [plain(block.words).replace("\u202f", " ") for block in sections(found.bench, []) if isinstance(block, Sentence)]
    assert found.value("commitment_utilisation") == pytest.approx(60 / 70)
    assert told == [
        "The cloud cost 1 110 EUR in 1 month; most of it Storage (1 000) and Machines (110).",
        "One month tells no course: import older bills, and it is told how the bill moves, what is usual, and what is to come.",
        "Commitments cover 60 % of what they could cover, at list prices, and 86 % of their own cost is used.",
    ]


def test_commitments_in_two_currencies_are_not_added_and_one_that_costs_nothing_here_is_not_called_missing() -> None:
    """As on the sample of the FinOps Foundation: what runs under a commitment, at a cost of nothing, because another account pays for it."""
    mixed = judged(line("60", status="Used"), replace(line("40", status="Unused"), billing_currency="USD"))
    assert ["2 currencies" in one for one in reasons(mixed, "commitment_utilisation", "commitment_coverage")] == [True, True]
    (elsewhere,) = reasons(judged(line("0", status="Used"), line("5")), "commitment_utilisation")
    assert elsewhere == "what runs under a commitment costs nothing on the bill: its cost stands elsewhere"
