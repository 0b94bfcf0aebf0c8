"""Uncertain numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Range:
    """Three quantiles of what a number may be: one chance in ten that it is below ``p10``, one in ten that it is above ``p90``."""

    p10: float
    p50: float
    p90: float

    def __post_init__(self) -> None:
        """Quantiles are in order."""
        if not self.p10 <= self.p50 <= self.p90:
            raise ValueError(f"quantiles out of order: {self.p10}, {self.p50}, {self.p90}")


def two_digits(value: float) -> float:
    """Rounded to two significant digits, as amounts are told in text."""
    return float(f"{value:.2g}")
