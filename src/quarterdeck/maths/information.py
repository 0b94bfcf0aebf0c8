"""What it is worth to know before choosing. ``worths`` has a row per option and a column per draw."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
_BINS = 40


def perfect_information(worths: Numbers) -> float:
    """EVPI: what knowing everything before choosing would add, on average. The best option's mean regret is the same number."""
    return float(worths.max(axis=0).mean() - worths.mean(axis=1).max())


def information_on(unknown: Numbers, worths: Numbers) -> float:
    """EVPPI: what knowing this one number before choosing would add, on average, the others staying unknown.

    Draws are cut into bins of equal size by the unknown; in each the option with the best mean is chosen. Never below zero, never above
    ``perfect_information``. Chance alone gives some value to a number that decides nothing: ``noise`` says how much.
    """
    cuts = np.arange(1, _BINS) * len(unknown) // _BINS
    edges = np.partition(unknown, cuts)[cuts]
    bins = np.searchsorted(edges, unknown, side="right")
    sums = np.stack([np.bincount(bins, row, _BINS) for row in worths])
    return max(0.0, float(sums.max(axis=0).sum() - sums.sum(axis=1).max()) / len(unknown))


def noise(worths: Numbers) -> float:
    """The value of knowing a number that has nothing to do with the options, as ``information_on`` would find it: below it, take it for none."""
    return information_on(np.random.default_rng(0).random((worths.shape[1],)), worths)


def regrets(worths: Numbers) -> Numbers:
    """For each option and draw how much more the best option of that draw would have been worth."""
    lost: Numbers = worths.max(axis=0) - worths
    return lost


def shares_best(worths: Numbers) -> Numbers:
    """In what share of draws each option is the best one; options that draw level share the draw."""
    best = worths >= worths.max(axis=0)
    share: Numbers = (best / best.sum(axis=0)).mean(axis=1)
    return share
