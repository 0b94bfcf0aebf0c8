"""Draws give back the quantiles that they were made from, and depend on name and seed alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.kernel.quantity import Range
from quarterdeck.maths.draws import DRAWS, amounts, probabilities, quantiles, standard_normals

RATIO = st.floats(1.0, 50.0)


@given(st.floats(0.001, 1e9), RATIO, RATIO)
def test_amounts_have_the_three_quantiles(middle: float, below: float, above: float) -> None:
    spread = Range(middle / below, middle, middle * above)
    found = quantiles(amounts(spread, standard_normals("x", 1)))
    assert (found.p10, found.p50, found.p90) == pytest.approx((spread.p10, spread.p50, spread.p90), rel=5e-3)


@given(st.lists(st.floats(0.001, 0.999), min_size=3, max_size=3).map(sorted))
def test_probabilities_have_them_too_and_stay_between_0_and_1(points: list[float]) -> None:
    drawn = probabilities(Range(*points), standard_normals("x", 1))
    found = quantiles(drawn)
    assert (found.p10, found.p50, found.p90) == pytest.approx(tuple(points), rel=1e-2)
    assert 0 < drawn.min() <= drawn.max() < 1


def test_draws_are_the_same_for_a_name_and_seed_and_independent_between_names() -> None:
    one, again, other, seeded = standard_normals("a", 1), standard_normals("a", 1), standard_normals("b", 1), standard_normals("a", 2)
    assert (one == again).all()
    assert len(one) == DRAWS
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.05
    assert abs(np.corrcoef(one, seeded)[0, 1]) < 0.05
    assert sorted(one) == sorted(other)
