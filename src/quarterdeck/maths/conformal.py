"""How far a forecast has to be stretched so that forecasts of the past would have held as often as they said: split conformal prediction.

Each forecast of the past has a ratio: what came over what was forecast. The factor is the quantile of these ratios, with one more that is infinite for the
forecast to come, so that it holds at least as often as asked where past and future are alike (exchangeable). Forecasts about one thing hang together: all
of one thing weigh as much as one (pooled distributions: Dunn, Wasserman, Ramdas). What has not ended is known to take at least so long and no more
is known of it (Kaplan and Meier).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_NOISE = 1e-9


def stretch(ratios: NDArray[np.float64], ended: NDArray[np.bool_], things: NDArray[np.int64], certainty: float) -> float:
    """The factor within which what is to come ends with this certainty, infinite where the past does not tell one.

    ``ratios`` are what came over what was forecast, or what has come so far where it has not ``ended``; ``things`` is what each forecast was about.
    """
    if not len(ratios):
        return float("inf")
    weights = 1 / np.bincount(things)[things]
    order = np.lexsort((~ended, ratios))
    weights, over = weights[order], ended[order]
    at_risk = weights.sum() + 1 - np.concatenate(([0.0], np.cumsum(weights)[:-1]))
    under = 1 - np.cumprod(np.where(over, 1 - weights / at_risk, 1.0))
    reached = np.flatnonzero(under >= certainty - _NOISE)
    return float(ratios[order][reached[0]]) if len(reached) else float("inf")
