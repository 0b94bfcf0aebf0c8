"""The factor by which forecasts of the past would have held: ranks that anybody can count, and the share that it keeps."""

from __future__ import annotations

import numpy as np
import pytest

from quarterdeck.maths.conformal import stretch


def factor(ratios: list[float], certainty: float, still_open: tuple[float, ...] = (), things: list[int] | None = None) -> float:
    """Ratios of things that ended and of some that have not, each of its own unless said otherwise."""
    every = [*ratios, *still_open]
    ended = np.arange(len(every)) < len(ratios)
    return stretch(np.array(every, dtype=float), ended, np.array(things or range(len(every))), certainty)


@pytest.mark.parametrize(("count", "rank"), [(6, 6), (9, 9), (10, 10), (19, 17), (39, 34)])
def test_the_rank_of_split_conformal_prediction(count: int, rank: int) -> None:
    """The smallest that (n + 1) times the certainty, rounded up, reach: of six the largest, of nineteen the seventeenth."""
    assert factor([float(n) for n in range(1, count + 1)], 0.85) == rank


def test_five_are_too_few_for_85_of_100_and_enough_for_even_odds() -> None:
    assert factor([1, 2, 3, 4, 5], 0.85) == float("inf")
    assert factor([1, 2, 3, 4, 5], 0.5) == 3


def test_what_has_not_ended_takes_at_least_so_long() -> None:
    """Of ten, two lie open at ten times their forecast: no factor is known to hold 85 of 100. One that was begun just now says nothing."""
    assert factor([1] * 8, 0.85, (10, 10)) == float("inf")
    assert factor([1] * 8, 0.7, (10, 10)) == 1
    assert factor([1, 1, 1, 2, 2, 2, 3, 3], 0.85, (0.1,)) == 3


def test_a_thing_that_was_forecast_often_counts_once() -> None:
    """Seven things held; one was forecast a hundred times and took nine times as long."""
    assert factor([1.0] * 7 + [9.0] * 100, 0.7, things=[*range(7), *[7] * 100]) == 1
    assert factor([1.0] * 7 + [9.0] * 100, 0.85, things=[*range(7), *[7] * 100]) == 9


def test_nothing_known_is_no_factor() -> None:
    assert factor([], 0.5) == float("inf")


def test_it_keeps_what_it_says() -> None:
    """Twenty of the past, one to come, two thousand times: whatever they are drawn from, eighteen of twenty-one hold."""
    drawn = np.random.default_rng(1).lognormal(0.5, 1, (2_000, 21))
    held = [row[-1] <= factor([*row[:-1]], 0.85) for row in drawn]
    assert np.mean(held) == pytest.approx(18 / 21, abs=0.02)
