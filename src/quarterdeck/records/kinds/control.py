"""Controls: what is done, always, so that a risk stays small or a rule is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named, Remark, future
from quarterdeck.records.values import Chance, Day, Duration, Ref, To, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Control(Named):
    """A safeguard that somebody keeps working."""

    kind: ClassVar[str] = "control"
    folder: ClassVar[str] = "controls"

    owner: Annotated[Ref | None, To("person", "team"), "Who keeps it working."] = None
    does: Annotated[Words, "What is done."] = ""
    meets: Annotated[tuple[Words, ...], "The requirements that it meets: `ISO 27001:2022 A.8.13`."] = ()
    policy: Annotated[Ref | None, To("policy"), "The policy that asks for it."] = None
    systems: Annotated[tuple[Annotated[Ref, To("system")], ...], "Where it works; everywhere when none is named."] = ()
    status: Annotated[Literal["planned", "working", "failing", "retired"], "Whether it works."] = "planned"
    effectiveness: Annotated[Chance | None, "The share of the loss that it takes away, as a range."] = None
    tested: Annotated[Day | None, "The day of its last test."] = None
    test_every: Annotated[Duration | None, "How often it is tested: `3 months`."] = None
    evidence: Annotated[Words, "Where one sees that it works."] = ""

    def overdue(self, as_of: date) -> Iterator[Remark]:
        """A test that is due again."""
        if self.status == "working" and self.tested and self.test_every:
            due = self.tested + timedelta(days=round(self.test_every.days.p90))
            if due < as_of:
                yield Remark("tested", f"was to be tested again by {due}", "Test it, and write the day")

    def ahead(self, as_of: date) -> Iterator[Remark]:
        """Tested on a day to come."""
        yield from future("tested", self.tested, as_of, "was tested on {day}, which is still to come")
