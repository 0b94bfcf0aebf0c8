"""Technologies: what the company builds with, and what it means to do with each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named, Remark, future
from quarterdeck.records.values import Day, Ref, To, Version, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Technology(Named):
    """A language, platform, tool or technique, on the company's own radar."""

    kind: ClassVar[str] = "technology"
    folder: ClassVar[str] = "technologies"
    acyclic: ClassVar[tuple[str, ...]] = ("replaces",)

    category: Annotated[Literal["language", "framework", "platform", "tool", "technique"] | None, "What kind of thing it is."] = None
    ring: Annotated[Literal["adopt", "trial", "assess", "hold"] | None, "What the company means to do with it."] = None
    since: Annotated[Day | None, "The day on which it came to that ring."] = None
    because: Annotated[Words, "Why."] = ""
    versions: Annotated[tuple[Version, ...], "The versions that may be used."] = ()
    owner: Annotated[Ref | None, To("person", "team"), "Who knows it best."] = None
    replaces: Annotated[tuple[Annotated[Ref, To("technology")], ...], "What it takes the place of."] = ()
    decision: Annotated[Ref | None, To("decision"), "Where that was decided."] = None

    def ahead(self, as_of: date) -> Iterator[Remark]:
        """In a ring from a day to come on."""
        yield from future("since", self.since, as_of, f"is in the ring {self.ring} since {{day}}, which is still to come")
