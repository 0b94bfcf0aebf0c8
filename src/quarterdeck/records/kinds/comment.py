"""Comments: what somebody said about a finding, for those who come after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from quarterdeck.records.record import Record, Remark, future
from quarterdeck.records.values import Day, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment(Record):
    """What somebody said about a finding. It changes nothing that is judged."""

    kind: ClassVar[str] = "comment"
    folder: ClassVar[str] = "comments"

    finding: Annotated[Words, "The finding, by its id (as `assess` prints it)."]
    text: Annotated[Words, "What was said."]
    by: Annotated[Words, "Who said it, by name; without it the commit says who."] = ""
    said: Annotated[Day, "The day on which it was said."]

    @property
    def label(self) -> str:
        """What was said."""
        return self.text

    def ahead(self, as_of: date) -> Iterator[Remark]:
        """Something that nobody has said yet."""
        yield from future("said", self.said, as_of, "was said on {day}, which is still to come")
