"""Draws of uncertain numbers from three quantiles, shared between everything that rests on the same number."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from quarterdeck.kernel.quantity import Range

DRAWS = 32_768
"""Stratified draws: quantiles of a product of four such numbers repeat within two per cent from seed to seed (see tests)."""
_Z90 = NormalDist().inv_cdf(0.9)


@lru_cache(maxsize=4)
def _normal_grid(count: int) -> NDArray[np.float64]:
    normal = NormalDist()
    return np.array([normal.inv_cdf((index + 0.5) / count) for index in range(count)])


def generator(name: str, seed: int) -> np.random.Generator:
    """A source of chance that depends on ``name`` and ``seed`` alone."""
    return np.random.default_rng(int.from_bytes(hashlib.sha256(f"{seed}:{name}".encode()).digest()[:8], "big"))


def standard_normals(name: str, seed: int, count: int = DRAWS) -> NDArray[np.float64]:
    """``count`` stratified standard normal numbers that depend on ``name`` and ``seed`` alone, in a random order of their own."""
    return generator(name, seed).permutation(_normal_grid(count))


def amounts(spread: Range, normals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Positive numbers with the three quantiles of ``spread``: a lognormal with its own width on each side of the median."""
    low, high = np.log(spread.p50 / spread.p10) / _Z90, np.log(spread.p90 / spread.p50) / _Z90
    drawn: NDArray[np.float64] = spread.p50 * np.exp(np.where(normals < 0, normals * low, normals * high))
    return drawn


def probabilities(spread: Range, normals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Numbers between 0 and 1 with the three quantiles of ``spread``: the odds are drawn as amounts."""
    odds = Range(*(p / (1 - p) for p in (spread.p10, spread.p50, spread.p90)))
    drawn = amounts(odds, normals)
    return drawn / (1 + drawn)


def signed(spread: Range, normals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Numbers of either sign with the three quantiles of ``spread``: a normal with its own width on each side of the median."""
    low, high = (spread.p50 - spread.p10) / _Z90, (spread.p90 - spread.p50) / _Z90
    return spread.p50 + np.where(normals < 0, normals * low, normals * high)


def quotient(over: Range, under: Range) -> Range:
    """One amount over another that has nothing to do with it, both as `amounts` draws them: widths of logarithms add up by their squares."""
    middle = over.p50 / under.p50
    low = np.hypot(np.log(over.p50 / over.p10), np.log(under.p90 / under.p50))
    high = np.hypot(np.log(over.p90 / over.p50), np.log(under.p50 / under.p10))
    return Range(float(middle * np.exp(-low)), middle, float(middle * np.exp(high)))


def quantiles(values: NDArray[np.float64]) -> Range:
    """p10, p50 and p90 of drawn values."""
    low, middle, high = np.quantile(values, [0.1, 0.5, 0.9])
    return Range(float(low), float(middle), float(high))
