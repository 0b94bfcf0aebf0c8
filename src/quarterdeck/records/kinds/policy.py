"""Policies: what the company binds itself to, as a text that people can read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named, Remark, backwards, future, past
from quarterdeck.records.values import Day, Ref, To, Version, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Named):
    """A rule that holds for everybody whom it names."""

    kind: ClassVar[str] = "policy"
    folder: ClassVar[str] = "policies"
    prose: ClassVar[bool] = True

    owner: Annotated[Ref | None, To("person", "team"), "Who answers for it."] = None
    status: Annotated[Literal["draft", "in-force", "retired"], "Whether it holds."] = "draft"
    version: Annotated[Version, "Its version, as the company counts them."] = ""
    approved: Annotated[Day | None, "The day on which it was approved."] = None
    review_date: Annotated[Day | None, "The day on which it is looked at again."] = None
    applies_to: Annotated[tuple[Words, ...], "Whom or what it binds."] = ()

    def faults(self) -> Iterator[Remark]:
        """A review before the approval."""
        yield from backwards("approved", self.approved, "review_date", self.review_date)

    def overdue(self, as_of: date) -> Iterator[Remark]:
        """A review that was not made."""
        if self.status == "in-force":
            yield from past("review_date", self.review_date, as_of, "was to be reviewed on {day}", "Review it, and give the next day")

    def ahead(self, as_of: date) -> Iterator[Remark]:
        """In force by an approval to come."""
        if self.status == "in-force":
            yield from future("approved", self.approved, as_of, "is in force and was approved on {day}, which is still to come")
