"""The whole result as values that JSON can carry, on a versioned schema (see `schemas/assessment.schema.json`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from quarterdeck import __version__
from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports import told as also
from quarterdeck.app.reports.reporting import assessment, losses_of, total_of
from quarterdeck.app.reports.shapes import DetailOut, FactsOut, GroupOut, PictureOut, RemarkOut, ScopeOut, SwingOut, TableOut
from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.problem import Problem
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.table import declared
from quarterdeck.kernel.text import Name, Phrase, plain

SCHEMA_VERSION = "1.2"
"""Major: something was taken away or changed its meaning. Minor: something was added."""
_EVIDENCE_ROWS = 10


@dataclass(frozen=True, slots=True)
class SubjectOut:
    """Something that was measured."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class FactorOut:
    """One factor of an amount: a measured number with its measurement, or an assumption by its name."""

    label: str
    value: float | None
    measurement: str | None
    assumption: str | None


@dataclass(frozen=True, slots=True)
class MoneyOut:
    """An expected yearly loss: quantiles of its uncertainty, in one currency."""

    p10: float
    p50: float
    p90: float
    currency: str
    event: str
    assumptions: list[str]
    factors: list[FactorOut]
    """What it is the product of; empty for a sum."""


@dataclass(frozen=True, slots=True)
class MeasurementOut:
    """A number about a subject in a period; ``value`` is null when not assessed."""

    id: str
    measure: str
    says: str
    unit: str
    proxy_for: str | None
    subject: SubjectOut
    period_start: str
    period_end: str
    value: float | None
    low: float | None
    high: float | None
    observations: int


@dataclass(frozen=True, slots=True)
class EvidenceOut:
    """A row behind a finding: the measurement that it contributes to, what it is, what it contributes."""

    measurement: str
    tables: list[str]
    key_is: str
    key: str
    part: str
    contribution: float


@dataclass(frozen=True, slots=True)
class AcceptedOut:
    """That somebody decided to live with a finding: who, why, the last day on which that holds, the record that says so."""

    by: str
    why: str
    until: str
    record: str


@dataclass(frozen=True, slots=True)
class FindingOut:
    """How one judgement ended for one subject."""

    id: str
    name: str
    practice: str
    subject: SubjectOut
    outcome: Literal["met", "not_met", "not_assessed", "not_applicable"]
    severity: Literal["critical", "high", "medium", "low"] | None
    sentence: str
    money: MoneyOut | None
    measurements: list[str]
    evidence: list[EvidenceOut]
    evidence_rows: int
    action: str | None
    notes: list[str]
    detail: DetailOut | None
    accepted: AcceptedOut | None


@dataclass(frozen=True, slots=True)
class NotAssessedOut:
    """What could not be judged, why, and what would settle it."""

    what: str
    subject: SubjectOut
    why: str
    supply: str


@dataclass(frozen=True, slots=True)
class ProblemOut:
    """A fault in a file or repository: where, what is wrong, how to mend it."""

    place: str
    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class SourceOut:
    """A source of evidence, the date of its data, its rows."""

    name: str
    data_of: str
    rows: int | None
    origin: str


@dataclass(frozen=True, slots=True)
class CitationOut:
    """The page that carries a benchmark: what it says word for word, its title and address, the day it was opened."""

    quotation: str
    title: str
    address: str
    opened: str


@dataclass(frozen=True, slots=True)
class AssumptionOut:
    """A number that nobody measured here, as this run held it."""

    name: str
    says: str
    p10: float
    p50: float
    p90: float
    unit: str
    origin: Literal["given", "measured", "benchmark", "judgement"]
    because: str
    citations: list[CitationOut]


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that one assessment concluded."""

    schema_version: str
    program: str
    run: str
    company: str | None
    as_of: str
    period_start: str
    period_end: str
    seed: int
    subjects: list[SubjectOut]
    measurements: list[MeasurementOut]
    findings: list[FindingOut]
    total: MoneyOut | None
    not_assessed: list[NotAssessedOut]
    problems: list[ProblemOut]
    sources: list[SourceOut]
    assumptions: list[AssumptionOut]
    groups: list[GroupOut]
    scope: ScopeOut
    facts: FactsOut
    pictures: list[PictureOut]
    tables: list[TableOut]
    remarks: list[RemarkOut]
    swings: list[SwingOut]


def result(run: Run, phrase: Callable[[Phrase], Phrase], problem: Callable[[Problem], Problem]) -> Result:
    """The result, with every name passed through ``phrase`` and every problem through ``problem`` (redaction, or nothing)."""
    show = _Shown(run, phrase)
    period, company = run.request.period, run.request.company.name
    losses = [f.verdict.loss for f in run.findings if f.verdict.loss and f.money]
    used = {name: run.bench.pricing.stands(name) for loss in losses for name in loss.assumptions}
    whole = assessment(run)
    return Result(
        SCHEMA_VERSION, __version__, run.id, show.name("company", company) if company else None,
        str(run.request.as_of), str(period.start), str(period.end), run.request.seed,
        [show.subject(subject) for subject in dict.fromkeys(m.subject for m in run.measurements)],
        [show.measurement(m) for m in run.measurements],
        [show.finding(f) for f in run.findings],
        show.money(total_of(run, losses_of(run)), "all findings with money that nobody accepted", sorted(used)),
        show.not_assessed(run.findings, run.measurements),
        [ProblemOut(str(p.place), p.what, p.mend) for p in map(problem, run.problems)],
        [SourceOut(s.name, s.data_of, s.rows, plain(phrase(s.origin))) for s in whole.sources],
        [_assumption(one) for one in used.values()],
        also.groups(whole, show), also.scope(run, whole, show), also.facts(run, show), also.pictures(run, whole, show),
        also.tables(whole, show), also.remarks(whole, show),
        also.swings(whole),
    )  # fmt: skip


def _assumption(a: Assumption) -> AssumptionOut:
    cited = [CitationOut(one.quotation, one.title, one.address, one.opened) for one in a.citations]
    return AssumptionOut(a.name, a.says, a.range.p10, a.range.p50, a.range.p90, a.unit, a.origin.value, a.because, cited)


def finding_out(run: Run, finding: Finding) -> FindingOut:
    """One finding, nothing redacted."""
    return _Shown(run, _as_it_is).finding(finding)


def measurement_out(run: Run, measurement: Measurement) -> MeasurementOut:
    """One measurement, nothing redacted."""
    return _Shown(run, _as_it_is).measurement(measurement)


def _as_it_is(phrase: Phrase) -> Phrase:
    return phrase


@dataclass(frozen=True, slots=True)
class _Shown:
    """Turns the run's values into those of the result."""

    run: Run
    phrase: Callable[[Phrase], Phrase]

    def words(self, phrase: Phrase) -> str:
        """A sentence, as whoever asked may see it."""
        return plain(self.phrase(phrase))

    def called(self, name: Name | None) -> str | None:
        """A name likewise."""
        return self.words((name,)) if name else None

    def name(self, kind: str, key: str) -> str:
        return plain(self.phrase((self.run.bench.name(kind, key),))) if kind else key

    def subject(self, subject: Subject) -> SubjectOut:
        """By its key, unless its name is redacted."""
        shown, label = self.name(subject.kind, subject.key), self.run.bench.name(subject.kind, subject.key).text
        return SubjectOut(subject.kind, subject.key if shown == label else shown)

    def measurement(self, m: Measurement) -> MeasurementOut:
        return MeasurementOut(
            m.id, m.measure.name, m.measure.page.title, m.measure.unit, m.measure.proxy_for or None, self.subject(m.subject), str(m.period.start),
            str(m.period.end), None if m.missing else m.value, m.low, m.high, m.observations,
        )  # fmt: skip

    def finding(self, f: Finding) -> FindingOut:
        verdict = f.verdict
        evidence = [row for m in f.rests_on if not m.missing for row in self._evidence(m)]
        return FindingOut(
            f.id, f.judgement.name, f.practice, self.subject(f.subject), verdict.outcome.value, f.severity.value if f.severity else None,
            plain(self.phrase(verdict.sentence)), self._loss(f), [m.id for m in f.rests_on], evidence, sum(m.observations for m in f.rests_on),
            plain(self.phrase(verdict.action)) or None, [self.words(note) for note in verdict.notes], also.detail(verdict.detail, self), self._accepted(f),
        )  # fmt: skip

    def _accepted(self, f: Finding) -> AcceptedOut | None:
        told = self.run.accepted.get(f.id)
        if told is None:
            return None
        return AcceptedOut(self.name("person", told.by), plain(self.phrase((told.reason,))), told.until, told.record)

    def _evidence(self, m: Measurement) -> Iterable[EvidenceOut]:
        tables = [declared(row).name for row in (*m.measure.also_reads, *m.measure.needs)]
        for row in self.run.bench.rows(m, _EVIDENCE_ROWS):
            part = self.name(m.measure.part_is, row.part) if row.part else ""
            yield EvidenceOut(m.id, tables, m.measure.key_is, self.name(m.measure.key_is, row.key), part, row.contribution)

    def _loss(self, f: Finding) -> MoneyOut | None:
        if not f.money or not f.verdict.loss:
            return None
        event = f.verdict.loss.event.replace(f.subject.key, self.name(f.subject.kind, f.subject.key))
        factors = [
            FactorOut(one.label, None if one.assumption else one.value, one.measurement or None, one.assumption or None) for one in f.verdict.loss.factors
        ]
        return self.money(f.money, event, f.verdict.loss.assumptions, factors)

    def money(self, money: Money | None, event: str, assumptions: Sequence[str], factors: Sequence[FactorOut] = ()) -> MoneyOut | None:
        if money is None:
            return None
        return MoneyOut(money.range.p10, money.range.p50, money.range.p90, money.currency, event, list(assumptions), list(factors))

    def not_assessed(self, findings: Sequence[Finding], measurements: Sequence[Measurement]) -> list[NotAssessedOut]:
        judged = {m.id for f in findings for m in f.rests_on}
        told = [(f.judgement.name, self.subject(f.subject), f.verdict.missing) for f in findings if f.verdict.outcome is Outcome.NOT_ASSESSED]
        told += [(m.measure.name, self.subject(m.subject), m.missing) for m in measurements if m.id not in judged]
        return [NotAssessedOut(what, subject, missing.why, missing.supply) for what, subject, missing in told if missing]


def as_dict(found: Result) -> dict[str, object]:
    """The result as JSON carries it."""
    return asdict(found)
