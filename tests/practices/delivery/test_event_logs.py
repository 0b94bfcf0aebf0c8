"""Deployments, incidents, pull requests and work items: from a log of events to what is said of them."""

from __future__ import annotations

import pytest

from quarterdeck.practices.delivery.findings.more_is_begun_than_finished import months_through
from tests.practices.delivery.scenarios import looked, scenarios
from tests.practices.scenarios import Scenario

FILES = ("event_logs.md", "flow.md", "forecasts.md", "release.md")
EVERY = pytest.mark.parametrize("scenario", [one for file in FILES for one in scenarios(file)], ids=lambda scenario: scenario.title)


@EVERY
def test_what_is_told_is_said(scenario: Scenario) -> None:
    told = looked(scenario.given)
    assert [line for line in scenario.says if line not in told.lines] == [], "\n".join(told.lines)


@pytest.mark.parametrize("scenario", tuple(scenarios("event_logs.md"))[::5], ids=lambda scenario: scenario.title)
def test_the_order_of_lines_never_matters(scenario: Scenario) -> None:
    lines = scenario.given.splitlines()
    commits = [line for line in lines if line.startswith("commit")]
    others = [line for line in lines if not line.startswith("commit")]
    assert looked("\n".join([*reversed(others), *commits])).lines == looked("\n".join([*others, *commits])).lines


def test_littles_law_as_published() -> None:
    """160 in stock at 8 a month take 20 months (Little and Graves, 2008)."""
    assert months_through(160, 8) == 20
