"""What the cloud will cost: the bill goes on, with the errors of its own past as the range."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from quarterdeck.evidence.costs import CostLine
from quarterdeck.kernel.measure import Measurement
from tests.practices.money.test_allocation import RECORD, line
from tests.practices.money.test_money import Judged, judged


def bill(*months: float, tags: dict[str, str] | None = None) -> list[CostLine]:
    """A line for each whole month up to October 2026, and the first and last days that make them whole."""
    found = []
    for back, cost in enumerate(reversed(months)):
        year, month = 2026 - (back + 2) // 12, (9 - back) % 12 + 1
        for day in (1, 28 if month == 2 else 30 if month in {4, 6, 9, 11} else 31):
            one = line(f"{cost / 2:.6f}", tags, service=f"{year}-{month}-{day}")
            found.append(replace(one, id=f"{one.id} {tags}", charge_period_start=datetime(year, month, day)))  # noqa: DTZ001  # UTC, as in the table
    return found


def measured(found: Judged, name: str) -> Measurement:
    """What one measure says."""
    return next(one for (measure, _), one in found.bench.measurements.items() if measure == name)


GROWING = [100 * 1.02**month for month in range(12)]


def test_a_bill_that_grows_evenly_goes_on_and_is_never_off() -> None:
    """Two per cent a month: the next three cost what they do, and every trial comes out at one."""
    found = judged(*bill(*GROWING))
    told = measured(found, "next_cloud_bill")
    assert told.value == pytest.approx(sum(100 * 1.02**month for month in (12, 13, 14)), rel=1e-6)
    assert (told.low, told.high) == pytest.approx((told.value, told.value), rel=1e-6)


def test_a_bill_that_jumps_has_a_range_that_its_own_trials_make() -> None:
    """After a jump forecasts from before it were too low: the range says so."""
    found = judged(*bill(100, 100, 100, 100, 100, 100, 100, 150, 150, 150, 150, 150))
    told = measured(found, "next_cloud_bill")
    rows = found.bench.connection.execute("SELECT part, contribution FROM rows_next_cloud_bill ORDER BY part, key").fetchall()
    trials = [ratio for part, ratio in rows if part == "trial"]
    assert len(trials) == 6
    assert told.low is not None
    assert told.high is not None
    assert told.low < told.value < told.high
    assert [part for part, _ in rows].count("kept") + [part for part, _ in rows].count("missed") == 6


def test_seven_months_are_too_few_for_a_range() -> None:
    told = measured(judged(*bill(*GROWING[:7])), "next_cloud_bill")
    assert told.missing is not None
    assert told.missing.why == "1 forecasts of its past could be tried, and a range needs 5: eleven whole months in a row"


def test_a_system_has_its_own_and_lines_of_nobody_are_in_the_whole_alone() -> None:
    found = judged(*bill(*GROWING, tags={"app": "web"}), *bill(*[50.0] * 12), told=RECORD)
    of_system, whole = measured(found, "next_cloud_bill_of_system"), measured(found, "next_cloud_bill")
    assert of_system.value == pytest.approx(sum(100 * 1.02**month for month in (12, 13, 14)), rel=1e-6)
    assert whole.value > of_system.value
