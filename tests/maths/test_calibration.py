"""Whether ranges mean what they say: sums by hand, and what must hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.kernel.quantity import Range
from quarterdeck.maths.calibration import at_least, curve, wilson
from quarterdeck.maths.draws import amounts, standard_normals

TEN = Range(10, 20, 40)


def test_by_hand() -> None:
    """Of four, one lies below the p10, two at or below the p50, three at or below the p90."""
    found = curve([(TEN, 5), (TEN, 15), (TEN, 30), (TEN, 80)])
    assert [(point.quantile, point.under, point.count) for point in found] == [(0.1, 1, 4), (0.5, 2, 4), (0.9, 3, 4)]


def test_the_chance_of_so_many_is_binomial() -> None:
    assert at_least(1, 5, 0.1) == pytest.approx(1 - 0.9**5)
    assert at_least(3, 5, 0.1) == pytest.approx(0.00856)
    assert at_least(0, 5, 0.1) == pytest.approx(1)


def test_the_range_behind_few_trials_is_wide() -> None:
    """Wilson's interval of 5 of 10 at 95 %: 0.237 to 0.763 (Agresti & Coull 1998, recalculated)."""
    assert wilson(5, 10, 1.959964) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert wilson(0, 3)[0] == 0
    assert wilson(0, 3)[1] > 0.3


def test_ranges_that_are_right_come_out_as_calibrated() -> None:
    drawn = amounts(TEN, standard_normals("actual", 1, 10_000))
    shares = [point.share for point in curve([(TEN, float(one)) for one in drawn])]
    assert shares == pytest.approx([0.1, 0.5, 0.9], abs=0.01)


@given(st.lists(st.floats(1, 100), min_size=1, max_size=30))
def test_a_curve_never_falls_and_order_does_not_matter(actuals: list[float]) -> None:
    pairs = [(TEN, one) for one in actuals]
    found = curve(pairs)
    assert list(np.diff([point.share for point in found])) >= [0.0, 0.0]
    assert found == curve(pairs[::-1])
    assert all(0 <= point.low <= point.share <= point.high <= 1 for point in found)


def test_nothing_ended_gives_no_curve() -> None:
    assert curve([]) == ()
