"""A vendor beside the whole company: later than twice the company's own median, and than a week, is told."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest

from quarterdeck.kernel.finding import MeasureRow
from quarterdeck.kernel.measure import Criterion, Measure, Measurement
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Name, plain
from quarterdeck.practices.delivery.findings.vendor_delivers_later import judge
from quarterdeck.practices.delivery.measures.change_lead_time import CHANGE_LEAD_TIME
from quarterdeck.practices.delivery.measures.vendor_repositories import VENDOR_REPOSITORIES
from quarterdeck.practices.delivery.scoped import SCOPED

AS_OF = date(2026, 11, 21)


def measured(measure: Measure, subject: Subject, days: float, changes: int = 40) -> Measurement:
    """A median, or nothing to say (not a number)."""
    missing = measure.absent if math.isnan(days) else None
    return Measurement(measure, subject, Period.year_to(AS_OF), days, None, None, changes, missing)


OWNED = measured(VENDOR_REPOSITORIES, Subject("vendor", "vendor/nord"), 1)


@dataclass(frozen=True)
class Told:
    """A bench that knows the vendor's median and the company's, and nothing else."""

    vendor: float
    usual: float
    changes: int = 40
    as_of: date = AS_OF

    def criterion(self, criterion: Criterion) -> float:
        """As it stands."""
        return criterion.value

    def assumed(self, name: str) -> Range:
        """No assumption is asked for."""
        raise LookupError(name)

    def beside(self, measure: Measure, subject: Subject) -> Measurement:
        """Both lead times; of all else nothing is known."""
        if measure is SCOPED["vendor", CHANGE_LEAD_TIME.name]:
            return measured(measure, subject, self.vendor, self.changes)
        return measured(measure, subject, self.usual if measure is SCOPED["company", CHANGE_LEAD_TIME.name] else math.nan)

    def rows(self, measurement: Measurement, limit: int | None = None) -> Sequence[MeasureRow]:
        """None are asked for."""
        return ()

    def name(self, kind: str, key: str) -> Name:
        """By its key."""
        return Name(kind, key)


@pytest.mark.parametrize(
    ("vendor", "company", "changes", "outcome"),
    [(20.0, 9.0, 40, "not_met"), (18.0, 9.0, 40, "met"), (6.0, 1.0, 40, "met"), (20.0, 9.0, 9, "not_assessed")],
)
def test_later_than_twice_the_company_and_than_a_week(vendor: float, company: float, changes: int, outcome: str) -> None:
    assert judge(OWNED, Told(vendor, company, changes)).outcome == outcome


def test_a_vendor_without_a_team_here_is_not_judged() -> None:
    assert judge(replace(OWNED, value=0), Told(20, 9)).outcome == "not_applicable"


def test_what_is_said_of_it() -> None:
    verdict = judge(OWNED, Told(20, 9))
    assert plain(verdict.sentence) == "vendor/nord: half of its changes take 20.0 days or more to production; 9.0 in the whole company."
    assert verdict.detail is not None
    assert [plain(cell) for cell in verdict.detail.rows[0]] == ["Days from commit to production", "20.0", "9.0"]
