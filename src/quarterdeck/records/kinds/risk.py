"""Risks: what may happen, how likely, and what it would cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named, Remark, past
from quarterdeck.records.values import Amount, Chance, Day, Ref, To, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Named):
    """Something that may happen and would do harm."""

    kind: ClassVar[str] = "risk"
    folder: ClassVar[str] = "risks"

    likelihood: Annotated[Chance, "How likely it is within a year, as a range: `5%..20%`."]
    impact: Annotated[Amount, "What it would cost when it happens, as a range: `40k..180k EUR`."]
    owner: Annotated[Ref | None, To("person", "team"), "Who answers for it."] = None
    category: Annotated[Words, "What kind of risk it is: security, supplier, people, legal."] = ""
    treatment: Annotated[Literal["avoid", "reduce", "transfer", "accept"] | None, "What is done about it."] = None
    plan: Annotated[Words, "How that is done."] = ""
    controls: Annotated[tuple[Annotated[Ref, To("control")], ...], "What holds it down."] = ()
    systems: Annotated[tuple[Annotated[Ref, To("system")], ...], "What it would hit."] = ()
    status: Annotated[Literal["open", "closed", "happened"], "Whether it is still ahead."] = "open"
    review_date: Annotated[Day | None, "The day on which it is looked at again."] = None

    def overdue(self, as_of: date) -> Iterator[Remark]:
        """A review that was not made."""
        if self.status == "open":
            yield from past("review_date", self.review_date, as_of, "was to be reviewed on {day}", "Review it, and give the next day")
