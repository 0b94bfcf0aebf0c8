"""From evidence in view to what is concluded of it: measure → judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from quarterdeck.app.catalogue import PRACTICES, measures
from quarterdeck.app.concluding import measuring
from quarterdeck.app.concluding.judging import RunBench, judge_all
from quarterdeck.app.concluding.remembered import Kept, RowsToCome, remembered
from quarterdeck.assumptions.pricing import Pricing
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.problem import Problem

if TYPE_CHECKING:
    from quarterdeck.app.concluding.mounting import Mounted
    from quarterdeck.app.request import Request

_DORMANT_AFTER = timedelta(days=365)


@dataclass(frozen=True)
class Conclusion:
    """What was measured and found, with the evidence still in view."""

    bench: RunBench
    measurements: Sequence[Measurement]
    findings: Sequence[Finding]
    newest: Mapping[str, date]
    """When the newest commit of each repository was made."""
    dormant: Mapping[str, date]
    """Repositories whose newest commit is older than a year, with its date."""


def conclude(request: Request, seen: Mounted, problems: Sequence[Problem], kept: Kept) -> Conclusion:
    """Measure and judge what is in view: the same evidence and request give the same answer, whoever asks and when.

    ``kept`` is what was measured before by the same program on the same evidence: what is there whole is not measured again.
    """
    connection, subjects, criteria = seen.connection, seen.subjects, request.terms.criteria
    known = remembered(measures(), subjects, request.period, kept) if kept.said else None
    measurements = measuring.measure_all(connection, measures(), subjects, request.period, criteria, problems) if known is None else known
    to_come = None if known is None else RowsToCome(subjects, request.period, criteria)
    if to_come:
        judged = [judgement for practice in PRACTICES for judgement in practice.judgements if judgement.name in kept.not_met]
        to_come.make(connection, list(dict.fromkeys(measure for judgement in judged for measure in judgement.judges)))
    people = {("person", person): name for person, name in connection.execute("SELECT person, name FROM people").fetchall()}
    bench = RunBench(
        connection, request.as_of, {(m.measure.name, m.subject): m for m in measurements}, criteria,
        Pricing(request.seed, request.terms.assumptions), people | subjects.labels, to_come=to_come,
    )  # fmt: skip
    newest = dict(connection.execute("SELECT repository, head_at::DATE FROM repositories ORDER BY ALL").fetchall())
    dormant = {name: day for name, day in newest.items() if day < request.as_of - _DORMANT_AFTER}
    return Conclusion(bench, measurements, judge_all(PRACTICES, bench, dormant, recorded=subjects.recorded), newest, dormant)
