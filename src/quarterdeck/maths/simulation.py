"""How far to trust a figure that was simulated."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
_Z95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure read from draws, with the 95 % interval of its Monte Carlo error."""

    value: float
    low: float
    high: float


def mean_of(values: Numbers) -> Estimate:
    """Their mean."""
    mean, error = float(values.mean()), float(values.std(ddof=1)) / math.sqrt(len(values))
    return Estimate(mean, mean - _Z95 * error, mean + _Z95 * error)
