"""Initiatives: work that costs months and is meant to change something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named, Remark, backwards, future, past
from quarterdeck.records.values import Amount, Day, Effort, Number, Ref, To, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative(Named):
    """Work towards an objective, with what it costs to wait and when to stop."""

    kind: ClassVar[str] = "initiative"
    folder: ClassVar[str] = "initiatives"
    acyclic: ClassVar[tuple[str, ...]] = ("depends_on",)

    objective: Annotated[Ref | None, To("objective"), "The objective that it serves."] = None
    owner: Annotated[Ref | None, To("person", "team"), "Who answers for it."] = None
    status: Annotated[Literal["idea", "planned", "running", "paused", "done", "stopped"], "How far it is."] = "idea"
    cost_of_delay: Annotated[Amount | None, "What each month of waiting costs, as a range: `20k..60k EUR`."] = None
    delay_per: Annotated[Literal["week", "month", "quarter"], "The stretch of waiting that `cost_of_delay` is told for."] = "month"
    effort: Annotated[Effort | None, "The work that it takes, as a range: `20..60 person-days`. Keep it as it was estimated; `left` tells what is left."] = None
    people: Annotated[Number | None, "How many people work on it; without it, one for each of its skills."] = None
    spent: Annotated[Effort | None, "The work that it has taken until `told`; once it is done, all of it."] = None
    left: Annotated[Effort | None, "The work that is left, as a range, on the day `told`."] = None
    told: Annotated[Day | None, "The day for which `people`, `spent` and `left` were told."] = None
    finished: Annotated[Day | None, "The day on which it was done, or stopped."] = None
    skills: Annotated[tuple[Words, ...], "What people who do it must be able to do."] = ()
    depends_on: Annotated[tuple[Annotated[Ref, To("initiative")], ...], "Initiatives that must be done before."] = ()
    teams: Annotated[tuple[Annotated[Ref, To("team")], ...], "Who works on it."] = ()
    epics: Annotated[tuple[Words, ...], "What its work is called in the tracker: keys of epics, `SHOP-12`, or labels, `label:doors`."] = ()
    features: Annotated[tuple[Words, ...], "The features that it builds or changes, as the usage export calls them."] = ()
    systems: Annotated[tuple[Annotated[Ref, To("system")], ...], "What it changes."] = ()
    raises: Annotated[tuple[Annotated[Ref, To("capability")], ...], "The capabilities that it brings on."] = ()
    benefit: Annotated[Amount | None, "What it brings in a year, as a range."] = None
    kill_criterion: Annotated[Words, "What would have to be seen for it to be stopped."] = ""
    starts: Annotated[Day | None, "The day on which work begins."] = None
    ends: Annotated[Day | None, "The day on which it shall be done."] = None

    def faults(self) -> Iterator[Remark]:
        """An end before the start; a day of being done for what is open."""
        yield from backwards("starts", self.starts, "ends", self.ends)
        yield from backwards("starts", self.starts, "finished", self.finished)
        if self.finished and self.status not in {"done", "stopped"}:
            what = f"it was finished on {self.finished}, and the status is {self.status}"
            yield Remark("finished", what, "Set status to done or stopped, or take the day away")

    def overdue(self, as_of: date) -> Iterator[Remark]:
        """A day that has gone by while the work is open, or a start that was not made."""
        if self.status in {"idea", "planned"}:
            yield from past("starts", self.starts, as_of, "was to start on {day} and has not", "Set status to running, or give a new day")
        if self.status in {"idea", "planned", "running", "paused"}:
            yield from past("ends", self.ends, as_of, "was to be done on {day}", "Set status to done or stopped, or give a new day")

    def ahead(self, as_of: date) -> Iterator[Remark]:
        """Told or finished on a day to come."""
        yield from future("told", self.told, as_of, "tells of {day}, which is still to come")
        yield from future("finished", self.finished, as_of, "was finished on {day}, which is still to come")
