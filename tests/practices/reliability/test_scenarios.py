"""What the reliability practice says of incidents, shifts, records and files: see the logs in Markdown beside this file."""

from __future__ import annotations

import pytest

from tests.practices.reliability.scenarios import scenarios, told_of
from tests.practices.scenarios import Scenario

FILES = {"incidents.md": 16, "on_call.md": 7, "record.md": 7, "capacity.md": 8, "budgets.md": 15, "readiness.md": 14, "continuity.md": 9, "cost.md": 7}
CASES = [case for file in FILES for case in scenarios(file)]


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_scenario(case: Scenario) -> None:
    lines = told_of(case).lines()
    missing = [line for line in case.says if line not in lines]
    assert not missing, "\n".join(lines)


def test_no_scenario_is_lost_in_reading() -> None:
    """A slip in the Markdown would leave a scenario out in silence."""
    assert {file: len(list(scenarios(file))) for file in FILES} == FILES
