"""Turn measurements into findings: each judgement over each subject, priced, with absence as loud as failure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from quarterdeck.app.concluding import measuring
from quarterdeck.app.concluding.remembered import RowsToCome
from quarterdeck.app.concluding.subjects import COMPANY, NO_RECORD
from quarterdeck.assumptions.pricing import Pricing
from quarterdeck.kernel.finding import Finding, Judgement, MeasureRow, Practice, Verdict
from quarterdeck.kernel.measure import Criterion, Measure, Measurement
from quarterdeck.kernel.outcome import NotAssessed, Outcome
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Name, say

if TYPE_CHECKING:
    import duckdb


_FEW_ROWS = 20
"""Up to this many rows are asked for all subjects of a measure at once."""
_TOGETHER = 50
"""Subjects whose rows are asked for together where one wants all of its own: the next ones will want theirs."""


@dataclass(frozen=True)
class RunBench:
    """What judgements may ask, answered from one run's measurements and their rows."""

    connection: duckdb.DuckDBPyConnection
    as_of: date
    measurements: Mapping[tuple[str, Subject], Measurement]
    criteria: Mapping[str, float]
    pricing: Pricing
    labels: Mapping[tuple[str, str], str]
    """What people call a thing of a kind, where it is not its key."""
    few_rows: dict[str, dict[str, list[MeasureRow]]] = field(default_factory=dict)
    all_rows: dict[str, dict[str, list[MeasureRow]]] = field(default_factory=dict)
    """Of each measure, those of the subjects that were asked for last."""
    to_come: RowsToCome | None = None
    """Rows that are made when somebody asks; all are there where there is none."""

    def criterion(self, criterion: Criterion) -> float:
        """See `kernel.finding.Bench`."""
        return self.criteria.get(criterion.name, criterion.value)

    def assumed(self, name: str) -> Range:
        """See `kernel.finding.Bench`."""
        return self.pricing.stands(name).range

    def beside(self, measure: Measure, subject: Subject) -> Measurement:
        """See `kernel.finding.Bench`."""
        return self.measurements[measure.name, subject]

    def rows(self, measurement: Measurement, limit: int | None = None) -> Sequence[MeasureRow]:
        """See `kernel.finding.Bench`."""
        name = measurement.measure.name
        self.ready(measurement.measure)
        if limit is None or limit > _FEW_ROWS:
            return self._all_rows(measurement)[:limit]
        if name not in self.few_rows:
            alone = sum(measured == name for measured, _ in self.measurements) == 1
            few = (
                {measurement.subject.key: measuring.rows_of(self.connection, measurement, _FEW_ROWS)}
                if alone
                else measuring.first_rows(self.connection, measurement.measure, _FEW_ROWS)
            )
            self.few_rows[name] = few
        return self.few_rows[name].get(measurement.subject.key, [])[:limit]

    def ready(self, measure: Measure) -> None:
        """Make sure that the rows of a measure are there: before they are asked for other than by `rows`."""
        if self.to_come:
            self.to_come.make(self.connection, (measure,))

    def _all_rows(self, measurement: Measurement) -> list[MeasureRow]:
        name, key = measurement.measure.name, measurement.subject.key
        if key not in self.all_rows.get(name, ()):
            subjects = self.subjects_of[name]
            at = subjects.index(key) if key in subjects else len(subjects)
            self.all_rows[name] = measuring.rows_of_many(self.connection, measurement.measure, [key, *subjects[at + 1 : at + _TOGETHER]])
        return self.all_rows[name][key]

    @cached_property
    def subjects_of(self) -> Mapping[str, Sequence[str]]:
        """The keys of each measure's subjects, in the order in which they are judged."""
        found: dict[str, list[str]] = {}
        for name, subject in self.measurements:
            found.setdefault(name, []).append(subject.key)
        return found

    def name(self, kind: str, key: str) -> Name:
        """People and what the record names by their names, everything else by its key."""
        return Name(kind, self.labels.get((kind, key), key))


def judge_all(practices: Sequence[Practice], bench: RunBench, dormant: Mapping[str, date], *, recorded: bool = True) -> list[Finding]:
    """Every judgement of every practice over every subject of its leading measure, in order.

    ``dormant`` gives repositories without a commit for a year: they are not judged, and one line elsewhere says so. ``recorded`` says
    whether there is a record of the company at all.
    """
    by_measure: dict[str, list[Measurement]] = {}
    for (name, _), measurement in bench.measurements.items():
        by_measure.setdefault(name, []).append(measurement)
    found = []
    for practice in practices:
        for judgement in practice.judgements:
            leading = judgement.judges[0]
            found += [_finding(practice, judgement, one.subject, one, bench, dormant) for one in by_measure.get(leading.name, ())]
            if leading.name not in by_measure and bench.measurements:
                found.append(_without_subject(practice, judgement, bench, leading.absent if recorded else NO_RECORD))
    return found


def _without_subject(practice: Practice, judgement: Judgement, bench: RunBench, missing: NotAssessed) -> Finding:
    """A judgement over a kind of record of which there is none: that is not assessed, and never a pass."""
    company = Subject(COMPANY, COMPANY, bench.name(COMPANY, COMPANY).text)
    sentence = say("{where}: {why}.", where=bench.name(COMPANY, COMPANY), why=missing.why)
    return Finding(judgement, practice.name, company, Verdict(Outcome.NOT_ASSESSED, sentence, missing=missing), None, None, ())


def _finding(
    practice: Practice,
    judgement: Judgement,
    subject: Subject,
    measurement: Measurement,
    bench: RunBench,
    dormant: Mapping[str, date],
) -> Finding:
    verdict = _verdict(judgement, subject, measurement, bench, dormant)
    verdict = replace(verdict, loss=bench.pricing.converted(verdict.loss)) if verdict.loss else verdict
    rests_on = tuple(bench.measurements[measure.name, subject] for measure in judgement.judges)
    money, severity = None, verdict.severity if verdict.outcome is Outcome.NOT_MET else None
    if verdict.loss and verdict.outcome is Outcome.NOT_MET and bench.pricing.bears(verdict.loss):
        money = bench.pricing.money(verdict.loss)
        severity = bench.pricing.severity(verdict.loss)
    return Finding(judgement, practice.name, subject, verdict, severity, money, rests_on)


def _verdict(judgement: Judgement, subject: Subject, measurement: Measurement, bench: RunBench, dormant: Mapping[str, date]) -> Verdict:
    if subject.kind == "repository" and subject.key in dormant:
        sentence = say(
            "{where} has had no commit since {day} and is not judged.",
            where=bench.name(subject.kind, subject.key),
            day=str(dormant[subject.key]),
        )
        return Verdict(Outcome.NOT_APPLICABLE, sentence)
    if measurement.missing:
        sentence = say("{where}: {why}.", where=bench.name(subject.kind, subject.key), why=measurement.missing.why)
        return Verdict(Outcome.NOT_ASSESSED, sentence, missing=measurement.missing)
    return judgement.judge(measurement, bench)
