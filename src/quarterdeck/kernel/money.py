"""Amounts of money that are ranges and know their currency."""

from __future__ import annotations

from dataclasses import dataclass

from quarterdeck.kernel.quantity import Range, two_digits
from quarterdeck.kernel.text import number


@dataclass(frozen=True, slots=True)
class Money:
    """An expected yearly loss (or another stated amount) as a range, in one currency (ISO 4217)."""

    range: Range
    currency: str

    def __str__(self) -> str:
        """``40 000 to 180 000 EUR``: the p10 and p90, rounded to two significant digits."""
        ends = dict.fromkeys(number(two_digits(value)) for value in (self.range.p10, self.range.p90))
        return f"{' to '.join(ends)} {self.currency}"
