"""Whether ranges mean what they say: actual numbers held against the ranges that were estimated before."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from quarterdeck.kernel.quantity import Range

_Z80 = 1.2816
"""80 % of a standard normal lie within."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a calibration curve: of so many estimates, how many actuals were at or below their quantile; and the share that may lie behind it."""

    quantile: float
    under: int
    count: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The part of actuals at or below."""
        return self.under / self.count


def curve(pairs: Sequence[tuple[Range, float]]) -> tuple[Point, ...]:
    """How often actuals were at or below the p10, p50 and p90 of their ranges: calibrated ranges give 10, 50 and 90 of 100. Nothing without any."""
    if not pairs:
        return ()
    return tuple(
        _point(quantile, sum(actual <= _ends(spread)[place] for spread, actual in pairs), len(pairs)) for place, quantile in enumerate((0.1, 0.5, 0.9))
    )


def _ends(spread: Range) -> tuple[float, float, float]:
    return spread.p10, spread.p50, spread.p90


def _point(quantile: float, under: int, count: int) -> Point:
    low, high = wilson(under, count)
    return Point(quantile, under, count, low, high)


def wilson(hits: int, count: int, z: float = _Z80) -> tuple[float, float]:
    """What share may lie behind so few trials (Wilson 1927): 80 % unless told otherwise."""
    share = hits / count
    centre = (share + z * z / 2 / count) / (1 + z * z / count)
    half = z / (1 + z * z / count) * math.sqrt(share * (1 - share) / count + z * z / 4 / count**2)
    return min(max(0.0, centre - half), share), max(min(1.0, centre + half), share)


def at_least(hits: int, count: int, chance: float) -> float:
    """The chance of so many hits or more in so many independent trials (binomial)."""
    return sum(math.comb(count, number) * chance**number * (1 - chance) ** (count - number) for number in range(hits, count + 1))
