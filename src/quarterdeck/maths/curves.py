"""Costs over load: where two of them cross."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def crossing(fixed: Numbers, each: Numbers, other_fixed: Numbers, other_each: Numbers) -> Numbers:
    """The load at which two straight costs are the same, for each draw; not a number where they never are at a load above zero."""
    slope, gap = other_each - each, fixed - other_fixed
    meets = gap / np.where(slope == 0, np.nan, slope)
    found: Numbers = np.where(meets > 0, meets, np.nan)
    return found
