"""A run beside an earlier one of the same folder, whose findings and measurements were kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from quarterdeck.app.catalogue import PRACTICES
from quarterdeck.app.pipeline import Run
from quarterdeck.app.session import mount_results
from quarterdeck.app.store import Store
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.section import Section
from quarterdeck.kernel.text import Name
from quarterdeck.reports.changes import Stood, changes, nothing_before, section

_SHORTEST = 4


class NoSuchRunError(LookupError):
    """No earlier run is the one that was asked for: the message says which there are."""


def changed(run: Run, against: str | None) -> Section:
    """What changed since the run of that id or day; by default since the newest of an earlier day. Raises ``NoSuchRunError``."""
    mount_results(run.connection, Store(run.request.out))
    found = _earlier(run, against)
    if found is None:
        return nothing_before()
    then, day = found
    return section(changes({finding.id: _stands(finding, run) for finding in run.findings}, _stood(run, then)), str(day), then)


def _earlier(run: Run, against: str | None) -> tuple[str, date] | None:
    told: list[tuple[str, date]] = run.connection.execute(
        "SELECT DISTINCT run, as_of FROM finding_history WHERE run <> ? ORDER BY as_of DESC, run", [run.id]
    ).fetchall()
    if against is None:
        return next(((then, day) for then, day in told if day < run.request.as_of), None)
    wanted = _day(against)
    fitting = [(then, day) for then, day in told if (day <= wanted if wanted else len(against) >= _SHORTEST and then.startswith(against))]
    if not fitting:
        known = ", ".join(f"{then} of {day}" for then, day in told) or "none"
        raise NoSuchRunError(f"--against {against}: no earlier assessment in this folder fits; it keeps {known}")
    return fitting[0]


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _stands(finding: Finding, run: Run) -> Stood:
    first = finding.rests_on[0] if finding.rests_on else None
    return Stood(
        finding.judgement.title, run.bench.name(finding.subject.kind, finding.subject.key),
        "accepted" if finding.id in run.accepted else finding.verdict.outcome.value, finding.severity, finding.money.range.p50 if finding.money else None,
        None if first is None or first.missing else first.value, first.measure.page.title if first else "", first.measure.unit if first else "",
        first.measure.decimals if first else 0, finding.verdict.sentence,
    )  # fmt: skip


def _stood(run: Run, then: str) -> dict[str, Stood]:
    leading = {judgement.name: judgement.judges[0] for practice in PRACTICES for judgement in practice.judgements}
    titles = {judgement.name: judgement.title for practice in PRACTICES for judgement in practice.judgements}
    measured: dict[tuple[str, str, str], Any] = {
        (measure, kind, key): value
        for measure, kind, key, value in run.connection.execute(
            "SELECT measure, subject_kind, subject, value FROM measurement_history WHERE run = ?", [then]
        ).fetchall()
    }
    rows = run.connection.execute(
        "SELECT id, name, subject_kind, subject, outcome, severity, loss_p50, accepted_until FROM finding_history WHERE run = ?", [then]
    ).fetchall()
    found = {}
    for id_, name, kind, key, outcome, severity, loss, accepted in rows:
        measure = leading.get(name)
        value = measured.get((measure.name, kind, key)) if measure else None
        found[id_] = Stood(
            titles.get(name, name), Name(kind, run.bench.name(kind, key).text), "accepted" if accepted else outcome, Severity(severity) if severity else None,
            loss, value, measure.page.title if measure else "", measure.unit if measure else "", measure.decimals if measure else 0,
        )  # fmt: skip
    return found
