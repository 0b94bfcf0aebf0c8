"""What is said of objectives, initiatives, decisions and promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.steering.scenarios import Scenario, check, scenarios


@pytest.mark.parametrize("scenario", scenarios(Path(__file__).parent))
def test_scenarios(scenario: Scenario) -> None:
    check(scenario)
