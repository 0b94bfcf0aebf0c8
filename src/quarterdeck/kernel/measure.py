"""Measures: definitions that answer for all subjects at once, and the measurements that they give.

A measure is two relations: ``rows`` (which evidence contributes what to which subject) and ``value``, folded from those rows
alone. An explanation shows the rows and folds them again, so that it can never drift from its number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.subject import Subject, stable_id
from quarterdeck.kernel.table import Row


@dataclass(frozen=True, slots=True)
class RowArrays:
    """A measure's rows as arrays of one length. Subjects, keys and parts are codes from 0; a part of -1 is empty."""

    subject: NDArray[np.int64]
    key: NDArray[np.int64]
    part: NDArray[np.int64]
    contribution: NDArray[np.float64]
    subjects: int


@dataclass(frozen=True, slots=True)
class Fold:
    """How rows become one value per subject.

    Either ``sql``, an aggregate over ``part`` and ``contribution`` within a subject, or ``arrays``, a function from all rows of all
    subjects to one value per subject. ``low`` and ``high`` are aggregates for the spread, with ``spread`` saying of what.
    """

    says: str
    sql: str = ""
    arrays: Callable[[RowArrays], NDArray[np.float64]] | None = None
    low: str = ""
    high: str = ""
    spread: str = ""

    def __post_init__(self) -> None:
        """Exactly one way to fold."""
        if bool(self.sql) == bool(self.arrays):
            raise ValueError("a fold is either SQL or a function over arrays")


TOTAL = Fold("the sum of the contributions", "sum(contribution)")
MEDIAN = Fold(
    "the median of the contributions", "median(contribution)",
    low="quantile_cont(contribution, 0.1)", high="quantile_cont(contribution, 0.9)", spread="10th and 90th percentile of the rows",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """A module docstring taken apart: its first paragraph and its fixed headings. It is the published page of the unit."""

    title: str
    parts: Mapping[str, str]

    @classmethod
    def of(cls, docstring: str | None, headings: tuple[str, ...]) -> Page:
        """Read ``Heading: text`` paragraphs. Raises ``ValueError`` when one is missing: an undocumented unit is a bug."""
        paragraphs = [" ".join(p.split()) for p in (docstring or "").strip().split("\n\n")]
        parts = {}
        for paragraph in paragraphs[1:]:
            heading, colon, text = paragraph.partition(": ")
            if colon and heading in headings:
                parts[heading] = text
        missing = [heading for heading in headings if heading not in parts]
        if missing:
            raise ValueError(f"the page {paragraphs[0]!r} lacks {', '.join(missing)}")
        return cls(paragraphs[0], parts)


MEASURE_HEADINGS = ("Says", "Matters because", "Counted how", "Leaves out", "Source")


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """A definition.

    ``rows`` is a SELECT of (subject, key, part, contribution) from evidence and derived tables, for all subjects; it may use ``$start``,
    ``$end`` and ``$as_of`` (dates, end excluded) and the names of ``criteria``. ``needs`` are the tables whose faults silence it,
    ``also_reads`` others behind its rows. ``absent`` is said of a subject without rows; ``gaps``, a SELECT of (subject, why, supply),
    of those that have rows but no basis. ``key_is`` and ``part_is`` say what the rows' keys and parts name: a table's key, a kind of name.
    """

    name: str
    page: Page
    unit: str
    subject: str
    needs: tuple[type[Row], ...]
    rows: str
    fold: Fold
    key_is: str
    absent: NotAssessed
    also_reads: tuple[type[Row], ...] = ()
    part_is: str = ""
    gaps: str = ""
    criteria: tuple[Criterion, ...] = ()
    decimals: int = 0
    proxy_for: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a measurement is judged against: a number with its unit, and why that number."""

    name: str
    value: float
    unit: str
    says: str
    source: str


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a measure says of one subject in one period: a value with its spread and count of rows, or why there is none."""

    measure: Measure = field(repr=False)
    subject: Subject
    period: Period
    value: float
    low: float | None
    high: float | None
    observations: int
    missing: NotAssessed | None = None

    @property
    def id(self) -> str:
        """The same in every run for the same measure and subject; the period is the run's own."""
        return stable_id("measurement", self.measure.name, self.subject.kind, self.subject.key)
