"""By how much more a forecast has to be asked for than is promised, so that promises hold as often as they say: adaptive conformal inference.

A promise of 85 of 100 is read off a distribution at 85 of 100 only where that distribution is right. Weeks hang together and paces fall, so it is not.
After each promise whose end is known the level moves: up where it was not kept, down a little where it was, so that in the long run as many are kept as was
said, whatever the truth is like (Gibbs and Candès 2021). Two readings are ours: a level never passes `MOST`, for beyond it nothing is ever promised; and
a promise of nothing, which is always kept, never brings the level below what was said.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

STEP, MOST = 0.05, 0.999
"""How far a level moves at most, and how far it goes (tried on public histories: docs/explanation/forecasts.md)."""
_LEAST = 0.01


def adapted(levels: NDArray[np.float64], certainty: ArrayLike, kept: ArrayLike, empty: ArrayLike) -> NDArray[np.float64]:
    """The levels after promises of this ``certainty`` were kept or not; ``empty`` are those that promised nothing."""
    sure = np.asarray(certainty, dtype=np.float64)
    moved = np.clip(levels + STEP * (sure - np.asarray(kept, dtype=np.float64)), _LEAST, MOST)
    found: NDArray[np.float64] = np.where(np.asarray(empty, dtype=np.bool_), np.minimum(np.maximum(moved, sure), levels), moved)
    return found
