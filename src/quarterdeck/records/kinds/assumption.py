"""Assumptions: numbers that nobody measured, which money and forecasts rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Record, Remark, future, past
from quarterdeck.records.values import Day, Ref, Saying, To, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenAssumption(Record):
    """A number of the company's own; the file's name is the assumption's (`loaded_engineer_cost`)."""

    kind: ClassVar[str] = "assumption"
    folder: ClassVar[str] = "assumptions"

    value: Annotated[Saying, "The number as a range with its unit: `90k..120k EUR`, `5%..15%`."]
    says: Annotated[Words, "What it is, in words."] = ""
    origin: Annotated[Literal["given", "measured", "benchmark", "judgement"], "How it is known."] = "given"
    because: Annotated[Words, "Why this range."] = ""
    quotation: Annotated[Words, "For a benchmark: what the page says, word for word."] = ""
    source: Annotated[Words, "For a benchmark: the page's title and address."] = ""
    opened: Annotated[Day | None, "For a benchmark: the day on which somebody read it."] = None
    owner: Annotated[Ref | None, To("person", "team"), "Who knows best."] = None
    review_date: Annotated[Day | None, "The day on which it is looked at again."] = None

    def faults(self) -> Iterator[Remark]:
        """A benchmark that cannot be looked up."""
        if self.origin == "benchmark" and not (self.quotation and self.source):
            yield Remark("origin", "a benchmark needs its quotation and source", "Add both, or call it a judgement")

    def overdue(self, as_of: date) -> Iterator[Remark]:
        """A review that was not made."""
        yield from past("review_date", self.review_date, as_of, "was to be reviewed on {day}", "Review it, and give the next day")

    def ahead(self, as_of: date) -> Iterator[Remark]:
        """A page that was read on a day to come."""
        yield from future("opened", self.opened, as_of, "was looked up on {day}, which is still to come")
