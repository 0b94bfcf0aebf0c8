"""Acceptances: a finding that somebody decided to live with, for a while."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from quarterdeck.records.record import Record, Remark, backwards, future, past
from quarterdeck.records.values import Day, Ref, To, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance(Record):
    """Who accepted which finding, why, and until when. After that day the finding is back."""

    kind: ClassVar[str] = "acceptance"
    folder: ClassVar[str] = "acceptances"

    finding: Annotated[Words, "The finding, by its id (as `assess` prints it), or by its name together with `subject`."]
    subject: Annotated[Words, "What the finding is about: a repository (`shop`), `company`, or a record (`contract/maps`); needed with a name."] = ""
    by: Annotated[Ref, To("person", "team", "stakeholder"), "Who accepted it."]
    why: Annotated[Words, "Why it may stay."]
    accepted: Annotated[Day | None, "The day on which it was accepted."] = None
    until: Annotated[Day, "The last day on which it holds."]

    @property
    def label(self) -> str:
        """The finding, and whose it is."""
        return " ".join(part for part in (self.finding, self.subject) if part)

    def stands(self, as_of: date) -> bool:
        """True from the day of acceptance to the last day, both included."""
        return (self.accepted is None or self.accepted <= as_of) and as_of <= self.until

    def faults(self) -> Iterator[Remark]:
        """An end before the acceptance."""
        yield from backwards("accepted", self.accepted, "until", self.until)

    def overdue(self, as_of: date) -> Iterator[Remark]:
        """An acceptance that holds no longer: its finding is back."""
        yield from past("until", self.until, as_of, "ended on {day}; the finding counts again", "Mend what was found, or accept it anew with a later day")

    def ahead(self, as_of: date) -> Iterator[Remark]:
        """An acceptance that does not hold yet: until then the finding counts."""
        yield from future("accepted", self.accepted, as_of, "holds from {day} on; until then the finding counts", "Correct the day, if it holds already")
