"""What knowing is worth, and draws of either sign: answers by hand, and laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.kernel.quantity import Range
from quarterdeck.maths.draws import quantiles, signed, standard_normals
from quarterdeck.maths.information import information_on, noise, perfect_information, regrets, shares_best


@given(st.lists(st.floats(-100, 100), min_size=3, max_size=3).map(sorted))
def test_numbers_of_either_sign_have_their_three_quantiles(points: list[float]) -> None:
    found = quantiles(signed(Range(*points), standard_normals("x", 1)))
    assert (found.p10, found.p50, found.p90) == pytest.approx(tuple(points), abs=0.02 * (points[2] - points[0]) + 1e-9)


# --- what knowing is worth ------------------------------------------------------------------------------------------------------------


def test_a_coin_that_decides_everything() -> None:
    """Heads: A earns 10. Tails: A loses 10. B earns nothing. Blind, both are worth 0; who sees the coin earns 5 on average."""
    coin = np.tile([1.0, -1.0], 4000)
    worths = np.stack([10 * coin, np.zeros(8000)])
    assert perfect_information(worths) == pytest.approx(5)
    assert information_on(coin, worths) == pytest.approx(5)
    assert information_on(np.arange(8000.0), worths) == pytest.approx(0, abs=0.5)
    assert shares_best(worths).tolist() == [0.5, 0.5]
    assert regrets(worths).mean(axis=1).tolist() == [5, 5]


def test_two_normals_against_the_formula() -> None:
    """A is worth 1 + 2x + y, B nothing. Knowing x: E[max(1 + 2x, 0)] - 1, the unit normal loss of 1/2, twice: 0.3956."""
    x, y = standard_normals("x", 1, 100_000), standard_normals("y", 1, 100_000)
    worths = np.stack([1 + 2 * x + y, np.zeros(100_000)])
    assert information_on(x, worths) == pytest.approx(0.3956, abs=0.01)
    assert noise(worths) < 0.005


WORTHS = st.integers(0, 10_000).map(lambda seed: np.random.default_rng(seed).normal(np.random.default_rng(seed + 1).normal(0, 1, (3, 1)), 1, (3, 2000)))


@given(WORTHS)
def test_no_single_number_is_worth_more_than_knowing_everything(worths: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> None:
    for unknown in (worths[0], worths[1] - worths[2], np.arange(2000.0)):
        assert 0 <= information_on(unknown, worths) <= perfect_information(worths) + 1e-9
    assert perfect_information(worths) == pytest.approx(regrets(worths).mean(axis=1).min())
    assert shares_best(worths).sum() == pytest.approx(1)
