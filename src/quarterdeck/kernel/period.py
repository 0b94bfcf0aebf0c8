"""A stretch of time: half-open, in UTC dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From ``start`` (included) to ``end`` (excluded)."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """A period never runs backwards."""
        if self.end < self.start:
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")

    @classmethod
    def year_to(cls, as_of: date) -> Period:
        """The 365 days that end with ``as_of``, that day included."""
        return cls(as_of - timedelta(days=364), as_of + timedelta(days=1))

    def __str__(self) -> str:
        """``2026-01-01 to 2026-12-31``, with the last day that counts."""
        return f"{self.start} to {self.end - timedelta(days=1)}"
