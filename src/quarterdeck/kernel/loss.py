"""What an event may cost: a product of numbers, some measured here and some assumed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor: an assumption by its name, or a number, with the id of the measurement that gave it, and its currency where it is an amount."""

    label: str
    assumption: str = ""
    value: float = 1.0
    measurement: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """The expected yearly loss from one event. ``event`` names what may happen to whom: findings on one event never add up."""

    event: str
    factors: tuple[Factor, ...]

    @property
    def assumptions(self) -> tuple[str, ...]:
        """Names of the assumptions that the product rests on."""
        return tuple(factor.assumption for factor in self.factors if factor.assumption)
