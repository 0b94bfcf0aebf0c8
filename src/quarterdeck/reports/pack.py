"""What reports to executives are made of: facts of the record and of tools, and the assessment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quarterdeck.kernel.section import Chart
from quarterdeck.reports.assessment import Assessment
from quarterdeck.reports.changes import Change
from quarterdeck.reports.decision_paper import Weighed
from quarterdeck.reports.facts import Facts
from quarterdeck.reports.landscape import Standing, Work


@dataclass(frozen=True, slots=True)
class Pack:
    """What the pack is made of: facts of the record and of tools, and the assessment."""

    facts: Facts
    assessed: Assessment
    weighed: Weighed | None = None
    """The first decision asked, with what its model says of the options."""
    compared: date | None = None
    """The day of the assessment that this one is compared with."""
    changes: Sequence[Change] = ()
    systems: Sequence[Standing] = ()
    works: Sequence[Work] = ()
    """Open initiatives with their days."""
    fan: Chart | None = None
    """What the weeks to come may bring, by the company's own past."""

    @property
    def as_of(self) -> date:
        """The day that it speaks of."""
        return self.assessed.as_of
