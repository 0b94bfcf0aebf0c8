"""Events that happen now and then and each cost something: simulated years."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from quarterdeck.maths.simulation import Estimate

Numbers = NDArray[np.float64]
Sampler = Callable[[np.random.Generator, int], Numbers]
"""Draws so many independent losses of one event each."""
_Z95 = NormalDist().inv_cdf(0.975)


def yearly_losses(rate: Numbers | float, loss: Sampler, years: int, chance: np.random.Generator) -> Numbers:
    """Compound Poisson: in each year a Poisson number of events (``rate`` may differ by year), each with a loss of its own; their sum by year."""
    events = chance.poisson(rate, years)
    if not events.sum():
        return np.zeros(years)
    total: Numbers = np.bincount(np.repeat(np.arange(years), events), loss(chance, int(events.sum())), minlength=years).astype(float)
    return total


def lognormal(low: float, high: float, share: float = 0.9) -> Sampler:
    """Losses of which this share lies between ``low`` and ``high``, as many below as above."""
    middle, width = (math.log(low) + math.log(high)) / 2, (math.log(high) - math.log(low)) / 2
    deviation = width / NormalDist().inv_cdf((1 + share) / 2)
    return lambda chance, count: np.exp(chance.normal(middle, deviation, count))


def quantile_of(values: Numbers, share: float) -> Estimate:
    """The value below which this share of them lies; its error is read from the order of the values themselves."""
    ordered = np.sort(values)
    middle, width = share * len(ordered), _Z95 * math.sqrt(len(ordered) * share * (1 - share))
    low, high = (min(max(int(place), 0), len(ordered) - 1) for place in (middle - width, middle + width + 1))
    return Estimate(float(np.quantile(ordered, share)), float(ordered[low]), float(ordered[high]))


def exceedance(values: Numbers, amounts: Numbers) -> Numbers:
    """The loss exceedance curve: in what share of years the loss is above each amount."""
    return 1 - np.searchsorted(np.sort(values), amounts, side="right") / len(values)
