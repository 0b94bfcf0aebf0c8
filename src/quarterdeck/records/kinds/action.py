"""Actions: what somebody promised to do, by when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Record, Remark, future, past
from quarterdeck.records.values import Day, Ref, To, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Record):
    """One thing to do, from a finding or a promise."""

    kind: ClassVar[str] = "action"
    folder: ClassVar[str] = "actions"

    what: Annotated[Words, "What is to be done."]
    owner: Annotated[Ref, To("person", "team"), "Who does it."]
    due: Annotated[Day, "The day by which it shall be done."]
    finding: Annotated[Words, "The finding that it comes from, by id or name."] = ""
    incident: Annotated[Words, "The incident whose review asked for it, as the tool numbers it."] = ""
    promise: Annotated[Words, "The promise that it comes from: to whom, where."] = ""
    about: Annotated[tuple[Annotated[Ref, To()], ...], "The records that it is about."] = ()
    status: Annotated[Literal["open", "done", "dropped"], "How far it is."] = "open"
    done: Annotated[Day | None, "The day on which it was done."] = None

    @property
    def label(self) -> str:
        """What is to be done."""
        return self.what

    def faults(self) -> Iterator[Remark]:
        """A day of completion for what is open."""
        if self.done and self.status == "open":
            yield Remark("done", f"it was done on {self.done}, and the status is open", "Set status to done, or take the day away")

    def overdue(self, as_of: date) -> Iterator[Remark]:
        """Open after its day."""
        if self.status == "open":
            yield from past("due", self.due, as_of, "was due on {day}", "Do it and set status to done, or agree on a new day")

    def ahead(self, as_of: date) -> Iterator[Remark]:
        """Done on a day to come."""
        yield from future("done", self.done, as_of, "was done on {day}, which is still to come")
