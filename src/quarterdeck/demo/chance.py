"""Chance that is the same on every machine and in every version of every library.

Splitmix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014), seeded by a name: `random` and numpy promise the same
stream for some of their methods alone, and commit ids hang on every single draw.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from hashlib import blake2b
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")
_MASK = (1 << 64) - 1


class Chance:
    """A stream of draws. ``of`` gives another one by name, which what is drawn here does not disturb."""

    __slots__ = ("_name", "_state")

    def __init__(self, name: str) -> None:
        self._name = name
        self._state = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big")

    def of(self, name: str) -> Chance:
        """The stream of this name below this one."""
        return Chance(f"{self._name}/{name}")

    def unit(self) -> float:
        """From 0 up to, and without, 1."""
        self._state = z = (self._state + 0x9E3779B97F4A7C15) & _MASK
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
        return ((z ^ (z >> 31)) >> 11) / (1 << 53)

    def below(self, count: int) -> int:
        """A whole number from 0 up to, and without, ``count``."""
        return int(self.unit() * count)

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def yes(self, probability: float) -> bool:
        """True with this probability."""
        return self.unit() < probability

    def pick(self, things: Sequence[T]) -> T:
        """One of these."""
        return things[self.below(len(things))]

    def weighted(self, things: Sequence[T], weights: Sequence[float]) -> T:
        """One of these, by weight."""
        reached = list(accumulate(weights))
        return things[min(bisect_right(reached, self.unit() * reached[-1]), len(things) - 1)]

    def poisson(self, mean: float) -> int:
        """How many events, where ``mean`` are expected (Knuth)."""
        limit, product, count = math.exp(-mean), self.unit(), 0
        while product > limit:
            product *= self.unit()
            count += 1
        return count

    def normal(self, mean: float, deviation: float) -> float:
        """A value that lies around ``mean`` (the sum of twelve: no tails beyond six deviations)."""
        return mean + deviation * (sum(self.unit() for _ in range(12)) - 6.0)
