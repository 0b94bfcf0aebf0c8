"""Where two costs cross: published examples, then what must hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.maths.curves import crossing

AMOUNT = st.floats(1, 1e6)


def _at(*numbers: float) -> float:
    return float(crossing(*(np.array([number]) for number in numbers))[0])


@pytest.mark.parametrize(
    ("fixed", "each", "other_fixed", "other_each", "at"),
    [
        pytest.param(40_000, 85, 45_000, 80, 1_000, id="textbook question on qammunity.org/1410402: 40 000 + 85 x = 45 000 + 80 x"),
        pytest.param(10_000, 0, 0, 500, 20, id="calculator.academy, Cost Indifference Point: 10 000 / 500"),
        pytest.param(360_000, -120, 315_000, -90, 1_500, id="power.one, cost indifference calculator: 120 Q - 360 000 = 90 Q - 315 000"),
    ],
)
def test_published_answers(fixed: float, each: float, other_fixed: float, other_each: float, at: float) -> None:
    assert _at(fixed, each, other_fixed, other_each) == at


def test_parallel_or_dominated_costs_never_cross() -> None:
    assert np.isnan(_at(10, 5, 20, 5))
    assert np.isnan(_at(10, 5, 20, 6))


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT)
def test_both_cost_the_same_where_they_cross_and_order_does_not_matter(fixed: float, each: float, other_fixed: float, other_each: float) -> None:
    at = _at(fixed, each, other_fixed, other_each)
    assert at == pytest.approx(_at(other_fixed, other_each, fixed, each), nan_ok=True)
    if not np.isnan(at):
        assert fixed + each * at == pytest.approx(other_fixed + other_each * at, rel=1e-6)
