"""What money at other times is worth now. Flows have a period per column, the first of them now; rows are draws."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
_NOTHING = 1e-9
_LOWEST, _HIGHEST = -0.99, 100.0
"""Between losing nearly all and a hundredfold in a period lies every rate that anybody acts on."""


def present_value(rate: Numbers | float, flows: Numbers) -> Numbers:
    """Net present value of each row, or of the one: the first flow counts in full. A rate may differ by row."""
    periods = np.arange(flows.shape[-1])
    worth: Numbers = (flows / (1 + np.asarray(rate)[..., None]) ** periods).sum(axis=-1)
    return worth


def internal_rates(flows: Numbers) -> tuple[float, ...]:
    """Every rate at which the flows are worth nothing, lowest first. Flows that change sign twice may have two, and then none decides."""
    kept = np.trim_zeros(np.where(np.abs(flows) > _NOTHING * np.abs(flows).max(initial=0.0), flows, 0.0), "b")
    roots = np.roots(kept[::-1]) if np.any(kept) else np.zeros(0)
    real = roots[np.abs(roots.imag) < _NOTHING].real  # of 1 / (1 + rate), so that the latest flow leads
    rates = 1 / real[real > 0] - 1
    return tuple(sorted({round(float(rate), 12) for rate in rates if _LOWEST < rate < _HIGHEST}))


def stretch(rate: Numbers | float, start: Numbers | float, end: Numbers | float) -> Numbers:
    """What 1 a year, paid evenly from ``start`` to ``end`` in years from now, is worth now; nothing where it ends before it starts."""
    return annuity(rate, np.maximum(start, end)) - annuity(rate, start)


def annuity(rate: Numbers | float, years: Numbers | float) -> Numbers:
    """What 1 a year, paid evenly over ``years`` from now on, is worth now."""
    force = np.log1p(np.asarray(rate, dtype=float))
    safe = np.where(np.abs(force) > _NOTHING, force, 1.0)
    return np.where(np.abs(force) > _NOTHING, -np.expm1(-force * years) / safe, years)


def call_option(price: Numbers, strike: Numbers, rate: Numbers, volatility: Numbers, years: float) -> Numbers:
    """Black and Scholes: what the right is worth to get something of ``price`` for ``strike`` within ``years``. Rates are continuous."""
    width = volatility * math.sqrt(years)
    first = (np.log(price / strike) + rate * years) / width + width / 2
    return price * _normal(first) - strike * np.exp(-rate * years) * _normal(first - width)


def _normal(values: Numbers) -> Numbers:
    """The standard normal distribution, read from a table: at most 3e-8 off."""
    found: Numbers = np.interp(values, *_normal_table())
    return found


@lru_cache(maxsize=1)
def _normal_table() -> tuple[Numbers, Numbers]:
    at = np.linspace(-9, 9, 20_001)
    return at, np.array([0.5 * (1 + math.erf(value / math.sqrt(2))) for value in at.tolist()])
