"""People: their part in the company. Nothing here judges or ranks them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named, Remark, backwards
from quarterdeck.records.values import Day, PrivateAmount, Ref, To, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Named):
    """Somebody who works for the company."""

    kind: ClassVar[str] = "person"
    folder: ClassVar[str] = "people"
    acyclic: ClassVar[tuple[str, ...]] = ("manager",)

    role: Annotated[Words, "What they do: backend engineer, designer."] = ""
    level: Annotated[Words, "Their level, as the company calls it."] = ""
    location: Annotated[Words, "Where they work."] = ""
    employment: Annotated[Literal["employee", "contractor", "intern"], "How they are engaged."] = "employee"
    started: Annotated[Day | None, "Their first day."] = None
    left: Annotated[Day | None, "Their last day, where it is known."] = None
    skills: Annotated[tuple[Words, ...], "What they can do that the work needs."] = ()
    emails: Annotated[tuple[Words, ...], "The addresses that they commit under."] = ()
    manager: Annotated[Ref | None, To("person"), "Whom they report to."] = None
    salary_band: Annotated[PrivateAmount | None, "What they earn in a year, as a band. Optional; no report ever shows it."] = None

    def faults(self) -> Iterator[Remark]:
        """A last day before the first."""
        yield from backwards("started", self.started, "left", self.left)
