"""The tables of what a run concluded: measurements and findings, kept for every run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.text import plain
from quarterdeck.reports.acceptance import Accepted


@dataclass(frozen=True, slots=True)
class MeasurementRow:
    """What a measure said of a subject in a run."""

    table: ClassVar[str] = "measurements"
    run: Annotated[str, "The run: the same for the same inputs."]
    as_of: Annotated[date, "The date that the run speaks of."]
    id: Annotated[str, "The measurement's id: the same in every run for the same measure and subject."]
    measure: Annotated[str, "The measure's name."]
    subject_kind: Annotated[str, "What kind of thing was measured."]
    subject: Annotated[str, "Which one."]
    period_start: Annotated[date, "First day that counts."]
    period_end: Annotated[date, "The day after the last that counts."]
    value: Annotated[float | None, "The value; empty when not assessed."]
    low: Annotated[float | None, "Low end of the spread, where the measure has one."]
    high: Annotated[float | None, "High end of the spread."]
    unit: Annotated[str, "The unit."]
    observations: Annotated[int, "How many rows of evidence it was folded from."]
    why_not: Annotated[str | None, "Why it was not assessed."]
    supply: Annotated[str | None, "What would settle it."]


@dataclass(frozen=True, slots=True)
class FindingRow:
    """How a judgement ended for a subject in a run."""

    table: ClassVar[str] = "findings"
    run: Annotated[str, "The run."]
    as_of: Annotated[date, "The date that the run speaks of."]
    id: Annotated[str, "The finding's id: the same in every run for the same judgement and subject."]
    name: Annotated[str, "The judgement's name."]
    practice: Annotated[str, "The practice."]
    subject_kind: Annotated[str, "What kind of thing was judged."]
    subject: Annotated[str, "Which one."]
    outcome: Annotated[str, "`met`, `not_met`, `not_assessed` or `not_applicable`."]
    severity: Annotated[str | None, "`critical`, `high`, `medium` or `low`; empty unless not met."]
    sentence: Annotated[str, "What was found, in a sentence."]
    loss_p10: Annotated[
        float | None,
        "Expected yearly loss, one chance in ten that it is lower; empty where no source links the finding to money.",
    ]
    loss_p50: Annotated[float | None, "Expected yearly loss, as likely higher as lower."]
    loss_p90: Annotated[float | None, "Expected yearly loss, one chance in ten that it is higher."]
    currency: Annotated[str | None, "The currency of the loss."]
    accepted_until: Annotated[date | None, "Last day on which somebody's acceptance holds; empty where nobody accepted it."]


def measurement_rows(run: str, as_of: date, measurements: Iterable[Measurement]) -> list[MeasurementRow]:
    """Measurements as rows of their table."""
    return [
        MeasurementRow(
            run, as_of, m.id, m.measure.name, m.subject.kind, m.subject.key, m.period.start, m.period.end, None if m.missing else m.value, m.low, m.high,
            m.measure.unit, m.observations, m.missing.why if m.missing else None, m.missing.supply if m.missing else None,
        )
        for m in measurements
    ]  # fmt: skip


def finding_rows(run: str, as_of: date, findings: Iterable[Finding], accepted: Mapping[str, Accepted]) -> list[FindingRow]:
    """Findings as rows of their table."""
    return [
        FindingRow(
            run, as_of, f.id, f.judgement.name, f.practice, f.subject.kind, f.subject.key, f.verdict.outcome.value, f.severity.value if f.severity else None,
            plain(f.verdict.sentence), *_loss(f), date.fromisoformat(accepted[f.id].until) if f.id in accepted else None,
        )
        for f in findings
    ]  # fmt: skip


def _loss(finding: Finding) -> tuple[float | None, float | None, float | None, str | None]:
    money = finding.money
    return (money.range.p10, money.range.p50, money.range.p90, money.currency) if money else (None, None, None, None)
