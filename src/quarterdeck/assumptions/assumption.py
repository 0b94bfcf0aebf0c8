"""Numbers that nobody measured here: a range, its unit, where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quarterdeck.kernel.quantity import Range


class Origin(StrEnum):
    """How an assumption is known, most trusted first."""

    GIVEN = "given"
    MEASURED = "measured"
    BENCHMARK = "benchmark"
    JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class Citation:
    """The page that carries a benchmark: what it says word for word, its address, and the day it was opened."""

    quotation: str
    title: str
    address: str
    opened: str


@dataclass(frozen=True, slots=True)
class Assumption:
    """A named range. ``scale`` says how it is drawn between its quantiles: an ``amount`` is above zero, a ``probability`` below one too."""

    name: str
    says: str
    range: Range
    unit: str
    origin: Origin
    because: str
    citations: tuple[Citation, ...] = ()
    scale: str = "amount"
    currency: str = ""

    def __post_init__(self) -> None:
        """A benchmark without a quotation is a judgement."""
        if self.origin is Origin.BENCHMARK and not self.citations:
            raise ValueError(f"{self.name}: a benchmark needs its quotation and address")
        if self.scale == "probability" and not 0 < self.range.p10 <= self.range.p90 < 1:
            raise ValueError(f"{self.name}: a probability lies between 0 and 1")
        if self.scale == "amount" and self.range.p10 <= 0:
            raise ValueError(f"{self.name}: an amount is above zero")
