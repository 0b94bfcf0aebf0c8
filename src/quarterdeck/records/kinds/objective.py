"""Objectives, with the key results by which everybody can tell whether they were reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named, Remark, future
from quarterdeck.records.values import Day, Number, Ref, To, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResult:
    """One result that can be counted."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    name: Annotated[Words, "What is counted."]
    baseline: Annotated[Number, "Where it stood when the objective was set."]
    target: Annotated[Number, "Where it shall stand."]
    current: Annotated[Number | None, "Where it stands."] = None
    unit: Annotated[Words, "What the numbers count: %, days, EUR, customers."]
    direction: Annotated[Literal["up", "down"], "Whether more or less is better."]
    date: Annotated[Day, "The day by which the target shall be reached."]
    measured: Annotated[Day | None, "The day on which `current` was read."] = None
    earlier: Annotated[Number | None, "Where it stood at the reading before, for instance a quarter ago."] = None
    earlier_measured: Annotated[Day | None, "The day on which `earlier` was read."] = None
    tells: Annotated[Literal["early", "late"] | None, "Whether it moves while there is time to act (leading), or shows how it went (lagging)."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Named):
    """What the company or a team wants to reach."""

    kind: ClassVar[str] = "objective"
    folder: ClassVar[str] = "objectives"
    acyclic: ClassVar[tuple[str, ...]] = ("part_of",)

    owner: Annotated[Ref | None, To("person", "team"), "Who answers for it."] = None
    part_of: Annotated[Ref | None, To("objective"), "The objective that this one serves."] = None
    status: Annotated[Literal["draft", "committed", "reached", "missed", "dropped"], "How far it is."] = "committed"
    key_results: Annotated[tuple[KeyResult, ...], "The results that show it."] = ()

    def faults(self) -> Iterator[Remark]:
        """A target on the wrong side of its baseline; an earlier reading that was read later."""
        for number, result in enumerate(self.key_results):
            if result.earlier_measured and result.measured and result.earlier_measured >= result.measured:
                what = f"the earlier reading is of {result.earlier_measured}, and the newest of {result.measured}"
                yield Remark(f"key_results/{number}/earlier_measured", what, "Give the day of the reading before, or leave it out")
            if (result.target - result.baseline) * (1 if result.direction == "up" else -1) < 0:
                yield Remark(
                    f"key_results/{number}/target",
                    f"the target ({result.target:g}) lies on the wrong side of the baseline ({result.baseline:g}) for direction {result.direction}",
                    "Correct the target, or the direction",
                )

    def overdue(self, as_of: dt.date) -> Iterator[Remark]:
        """Key results whose day has gone by while the objective is still open."""
        if self.status in {"draft", "committed"}:
            for number, result in enumerate(self.key_results):
                if result.date < as_of:
                    yield Remark(f"key_results/{number}/date", f"«{result.name}» was due on {result.date}", "Set status to reached, missed or dropped")

    def ahead(self, as_of: dt.date) -> Iterator[Remark]:
        """Key results that were read on a day to come."""
        for number, result in enumerate(self.key_results):
            for remark in future(f"key_results/{number}/measured", result.measured, as_of, "as of {day}, which is still to come"):
                yield replace(remark, what=f"tells «{result.name}» {remark.what}")
