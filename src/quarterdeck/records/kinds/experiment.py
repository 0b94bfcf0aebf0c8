"""Experiments: a guess, how it is tested, and what came out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named, Remark, backwards, past
from quarterdeck.records.values import Amount, Day, Ref, To, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment(Named):
    """A test whose result decides something."""

    kind: ClassVar[str] = "experiment"
    folder: ClassVar[str] = "experiments"

    hypothesis: Annotated[Words, "What is believed."]
    success: Annotated[Words, "What must be seen for it to be true, written before it starts."]
    owner: Annotated[Ref | None, To("person", "team"), "Who runs it."] = None
    initiative: Annotated[Ref | None, To("initiative"), "The initiative that waits for it."] = None
    decision: Annotated[Ref | None, To("decision"), "The decision that waits for it."] = None
    starts: Annotated[Day | None, "Its first day."] = None
    ends: Annotated[Day | None, "Its last day."] = None
    cost: Annotated[Amount | None, "What it may cost at most."] = None
    status: Annotated[Literal["planned", "running", "succeeded", "failed", "inconclusive", "stopped"], "How far it is."] = "planned"
    result: Annotated[Words, "What was seen."] = ""

    def faults(self) -> Iterator[Remark]:
        """An end before the start."""
        yield from backwards("starts", self.starts, "ends", self.ends)

    def overdue(self, as_of: date) -> Iterator[Remark]:
        """An end that has gone by without a result."""
        if self.status in {"planned", "running"}:
            yield from past("ends", self.ends, as_of, "was to end on {day}", "Write the result and set status, or give a new day")
