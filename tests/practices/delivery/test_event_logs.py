"""Deployments, incidents, pull requests and work items: from a log of events to what is said of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quarterdeck.practices.delivery.findings.more_is_begun_than_finished import months_through
from tests.practices.delivery.looking import looked, side_by_side, stands_alone
from tests.practices.delivery.scenarios import scenarios
from tests.practices.scenarios import Scenario

EVERY = tuple(one for file in ("event_logs.md", "flow.md", "forecasts.md", "release.md") for one in scenarios(file))
BESIDE = tuple(one for one in EVERY if not stands_alone(one))


@pytest.mark.parametrize("scenario", EVERY, ids=lambda scenario: scenario.title)
def test_what_is_told_is_said(scenario: Scenario) -> None:
    lines = looked(scenario) if stands_alone(scenario) else side_by_side(BESIDE)[scenario.title]
    assert [line for line in scenario.says if line not in lines] == [], "\n".join(lines)


def test_the_order_of_lines_never_matters() -> None:
    """But in CODEOWNERS: there the last rule wins."""
    forth, back = side_by_side(BESIDE), side_by_side(BESIDE, backwards=True)
    assert [one.title for one in BESIDE if sorted(forth[one.title]) != sorted(back[one.title]) and "\nowner " not in one.given] == []


def test_no_two_scenarios_have_one_title() -> None:
    assert len({scenario.title for scenario in EVERY}) == len(EVERY)


def test_each_awkward_case_of_the_page_has_its_log() -> None:
    """docs/explanation/delivery.md lists them, from reopened items to partial exports."""
    root = Path(__file__).parents[3]
    told = re.findall(r"^\| ([a-z, -]+) \| `(\w+\.md)`: (.+?) \| .+ \|$", (root / "docs/explanation/delivery.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len({case for case, _, _ in told}) >= 10
    logs = {path.name: path.read_text(encoding="utf-8") for folder in ("delivery", "reliability") for path in (root / "tests/practices" / folder).glob("*.md")}
    assert [title for _, file, title in told if f"\n## {title}\n" not in logs[file]] == []


def test_littles_law_as_published() -> None:
    """160 in stock at 8 a month take 20 months (Little and Graves, 2008)."""
    assert months_through(160, 8) == 20
