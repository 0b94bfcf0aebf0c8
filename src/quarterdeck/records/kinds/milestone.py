"""Milestones: days that somebody counts on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named, Remark, future, past
from quarterdeck.records.values import Day, Ref, To, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Named):
    """A state that shall be reached by a day."""

    kind: ClassVar[str] = "milestone"
    folder: ClassVar[str] = "milestones"

    date: Annotated[Day, "The day by which it shall be reached."]
    initiative: Annotated[Ref | None, To("initiative"), "The initiative that it belongs to."] = None
    objective: Annotated[Ref | None, To("objective"), "The objective that it belongs to."] = None
    owner: Annotated[Ref | None, To("person", "team"), "Who answers for it."] = None
    promised_to: Annotated[Ref | None, To("stakeholder"), "Who counts on it."] = None
    shows: Annotated[Words, "What must be seen for it to be reached."] = ""
    status: Annotated[Literal["open", "reached", "missed", "dropped"], "Where it stands."] = "open"
    reached: Annotated[Day | None, "The day on which it was reached."] = None

    def faults(self) -> Iterator[Remark]:
        """A day of arrival for what is open."""
        if self.reached and self.status == "open":
            yield Remark("reached", f"it was reached on {self.reached}, and the status is open", "Set status to reached, or take the day away")

    def overdue(self, as_of: dt.date) -> Iterator[Remark]:
        """Open after its day."""
        if self.status == "open":
            yield from past("date", self.date, as_of, "was to be reached by {day}", "Set status to reached, missed or dropped, or agree on a new day")

    def ahead(self, as_of: dt.date) -> Iterator[Remark]:
        """Reached on a day to come."""
        yield from future("reached", self.reached, as_of, "was reached on {day}, which is still to come")
