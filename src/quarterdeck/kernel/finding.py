"""Judgements over measurements, and the findings that they end in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from quarterdeck.kernel.loss import Loss
from quarterdeck.kernel.measure import Criterion, Measure, Measurement, Page
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Block
from quarterdeck.kernel.subject import Subject, stable_id
from quarterdeck.kernel.text import Name, Phrase

FINDING_HEADINGS = ("Judges", "Matters because", "Silent when", "What to do", "Source")


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One row behind a measurement, as its measure made it."""

    key: str
    part: str
    contribution: float


class Bench(Protocol):
    """What a judgement may ask beyond the measurement in hand. Everything here was computed before; nothing is gathered."""

    @property
    def as_of(self) -> date:
        """The day that the run speaks of."""
        ...

    def criterion(self, criterion: Criterion) -> float:
        """The criterion's value: its own, or the one given with ``--assume``."""
        ...

    def assumed(self, name: str) -> Range:
        """The range of an assumption as this run holds it."""
        ...

    def beside(self, measure: Measure, subject: Subject) -> Measurement:
        """What another measure of the same judgement says of the same subject."""
        ...

    def rows(self, measurement: Measurement, limit: int | None = None) -> Sequence[MeasureRow]:
        """The rows behind a measurement, greatest contribution first."""
        ...

    def name(self, kind: str, key: str) -> Name:
        """How to call the thing of this kind and key in a sentence."""
        ...


@dataclass(frozen=True, slots=True)
class Detail:
    """Rows that show the reader where: columns with their alignment (`l`, `r`), and cells."""

    columns: tuple[str, ...]
    align: str
    rows: tuple[tuple[Phrase, ...], ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judgement says of one subject. ``severity`` is what the criterion's own scale gives; money, where there is some, overrides it."""

    outcome: Outcome
    sentence: Phrase
    action: Phrase = ()
    severity: Severity | None = None
    loss: Loss | None = None
    detail: Detail | None = None
    notes: tuple[Phrase, ...] = ()
    missing: NotAssessed | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """A definition: named for what it finds, with the measures that it judges (the first leads) and the criteria it uses.

    ``title`` heads it where it is not met, ``strength`` where it is. ``judge`` is called once for each subject that the first
    measure could assess.
    """

    name: str
    title: str
    strength: str
    page: Page
    judges: tuple[Measure, ...]
    judge: Callable[[Measurement, Bench], Verdict]
    criteria: tuple[Criterion, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """How one judgement ended for one subject, with its chain: the measurements it rests on and the loss behind its money."""

    judgement: Judgement = field(repr=False)
    practice: str
    subject: Subject
    verdict: Verdict
    severity: Severity | None
    money: Money | None
    rests_on: tuple[Measurement, ...]

    @property
    def id(self) -> str:
        """The same in every run for the same judgement and subject: acceptances and «what changed» hang on it."""
        return stable_id("finding", self.judgement.name, self.subject.kind, self.subject.key)


@dataclass(frozen=True, slots=True)
class Practice:
    """A part of the work: its question, its measures and judgements in reading order, and the blocks that reports show beside them."""

    name: str
    title: str
    question: str
    measures: tuple[Measure, ...]
    judgements: tuple[Judgement, ...]
    sections: Callable[[Bench, Sequence[Finding]], tuple[Block, ...]] | None = None
