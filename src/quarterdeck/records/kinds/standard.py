"""Standards: how things are built here, so that teams need not decide it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named, Remark, past
from quarterdeck.records.values import Day, Ref, To, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard(Named):
    """A way of building that teams follow, or say why not."""

    kind: ClassVar[str] = "standard"
    folder: ClassVar[str] = "standards"
    prose: ClassVar[bool] = True

    owner: Annotated[Ref | None, To("person", "team"), "Who answers for it."] = None
    status: Annotated[Literal["draft", "in-force", "retired"], "Whether it holds."] = "draft"
    strength: Annotated[Literal["must", "should", "may"], "How strongly it binds (RFC 2119)."] = "should"
    applies_to: Annotated[tuple[Words, ...], "What it is for: services, libraries, pipelines."] = ()
    technologies: Annotated[tuple[Annotated[Ref, To("technology")], ...], "What it asks for or rules out."] = ()
    checked_by: Annotated[Words, "How one sees that it is kept."] = ""
    exceptions: Annotated[tuple[Annotated[Ref, To("system")], ...], "Systems that need not follow it."] = ()
    review_date: Annotated[Day | None, "The day on which it is looked at again."] = None

    def overdue(self, as_of: date) -> Iterator[Remark]:
        """A review that was not made."""
        if self.status == "in-force":
            yield from past("review_date", self.review_date, as_of, "was to be reviewed on {day}", "Review it, and give the next day")
