"""What is asked of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from quarterdeck.app.gathering import reference
from quarterdeck.app.record.standing import Standing
from quarterdeck.app.record.terms import Terms
from quarterdeck.evidence.code import MailmapEntry
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.tables import Recorded


@dataclass(frozen=True)
class Request:
    """What to assess, and how: everything that the answer depends on beside the evidence itself."""

    paths: Sequence[Path]
    out: Path
    as_of: date
    since: date | None = None
    terms: Terms = field(default_factory=Terms)
    mailmap: Sequence[MailmapEntry] = ()
    company: Standing = field(default_factory=Standing)
    records: Sequence[Recorded] = ()
    """What people decided and wrote; nothing without a workspace."""
    met: Sequence[Problem] = ()
    """What was wrong before anything was gathered: in the company's records."""
    seed: int = 1
    jobs: int = 2
    deep: bool | None = None
    """Whether to follow lines; ``None`` keeps up to date what was followed before."""
    cache: Path = field(default_factory=reference.cache_folder)

    @property
    def period(self) -> Period:
        """What is measured over a period is measured over this one: a year unless ``since`` says otherwise."""
        end = self.as_of + timedelta(days=1)
        return Period(self.since, end) if self.since else Period.year_to(self.as_of)
