"""Laplace's trend test: the published example, and what holds of any log."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.kernel.measure import RowArrays
from quarterdeck.practices.reliability.measures.incident_trend import fold

SYSTEM_1 = (1.2, 55.6, 72.7, 111.9, 121.9, 303.6, 326.9, 1568.4, 1913.5)
"""Failure times of a system that ran 2000 hours: ReliaSoft's reference, appendix B (after Crow), whose U is -2.6121."""


def statistic(places: list[float]) -> float:
    count = len(places)
    nothing = np.zeros(count, dtype=np.int64)
    return float(fold(RowArrays(nothing, np.arange(count), nothing, np.array(places), 1))[0])


def test_the_published_example() -> None:
    assert statistic([time / 2000 for time in SYSTEM_1]) == pytest.approx(-2.6121, abs=5e-4)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_time_run_backwards_turns_the_sign(places: list[float]) -> None:
    assert statistic(places) == pytest.approx(-statistic([1 - place for place in places]), abs=1e-6)


@given(st.integers(1, 200))
def test_evenly_spaced_incidents_have_no_trend(count: int) -> None:
    assert statistic([(index + 0.5) / count for index in range(count)]) == pytest.approx(0, abs=1e-9)
