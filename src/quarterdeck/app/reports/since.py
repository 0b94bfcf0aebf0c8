"""A run beside an earlier one of the same folder, whose findings and measurements were kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from quarterdeck.app.catalogue import PRACTICES
from quarterdeck.app.concluding.session import mount_results
from quarterdeck.app.keeping.store import Store
from quarterdeck.app.pipeline import Run
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.section import Section
from quarterdeck.kernel.text import Name
from quarterdeck.reports.changes import Change, Stood, changes, nothing_before, section

_SHORTEST = 4
About: TypeAlias = frozenset[tuple[str, str]]
"""Subjects by kind and key: those that a report is about."""


class NoSuchRunError(LookupError):
    """No earlier run is the one that was asked for: the message says which there are."""


@dataclass(frozen=True, slots=True)
class Since:
    """The earlier run that a run is compared with, its day, and what stands otherwise."""

    run: str
    day: date
    changes: tuple[Change, ...]


def changed(run: Run, against: str | None, about: About | None = None, least: int = 1, only: frozenset[str] | None = None) -> Section:
    """What changed since the run of that id or day, of these subjects; by default of all, since the newest of an earlier day. Raises ``NoSuchRunError``."""
    found = compared(run, against, about, least, only)
    return section(found.changes, str(found.day), found.run) if found else nothing_before()


def compared(run: Run, against: str | None, about: About | None = None, least: int = 1, only: frozenset[str] | None = None) -> Since | None:
    """The same as values, of the judgements ``only`` where they are given; ``None`` where no earlier run is there.

    By default since the newest that is ``least`` days older, or else the oldest there is.
    """
    found = earlier(run, against, least)
    if found is None:
        return None
    then, day = found
    now = {
        finding.id: _stands(finding, run)
        for finding in run.findings
        if (about is None or (finding.subject.kind, finding.subject.key) in about) and (only is None or finding.judgement.name in only)
    }
    return Since(then, day, tuple(changes(now, _stood(run, then, about, only))))


def came_into_sight(run: Run, then: str) -> tuple[list[Finding], list[Measurement]]:
    """What an earlier run of this folder could not assess, and this one could: judgements, and numbers."""
    _mount_history(run)
    unseen = {id_ for (id_,) in run.connection.execute("SELECT id FROM finding_history WHERE run = ? AND outcome = 'not_assessed'", [then]).fetchall()}
    unmeasured = {id_ for (id_,) in run.connection.execute("SELECT id FROM measurement_history WHERE run = ? AND value IS NULL", [then]).fetchall()}
    return (
        [one for one in run.findings if one.id in unseen and one.verdict.outcome in {Outcome.MET, Outcome.NOT_MET}],
        [one for one in run.measurements if one.id in unmeasured and not one.missing],
    )


def _mount_history(run: Run) -> None:
    if not run.connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'finding_history'").fetchall():
        mount_results(run.connection, Store(run.request.out))


def earlier(run: Run, against: str | None, least: int = 1) -> tuple[str, date] | None:
    """The id and the day of the earlier run that a run is compared with; its results are then in view. Raises ``NoSuchRunError``."""
    _mount_history(run)
    told: list[tuple[str, date]] = run.connection.execute(
        "SELECT DISTINCT run, as_of FROM finding_history WHERE run <> ? ORDER BY as_of DESC, run", [run.id]
    ).fetchall()
    if against is None:
        older = [(then, day) for then, day in told if day < run.request.as_of]
        return next(((then, day) for then, day in older if (run.request.as_of - day).days >= least), older[-1] if older else None)
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


def _stood(run: Run, then: str, about: About | None, only: frozenset[str] | None) -> dict[str, Stood]:
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
        if (about is not None and (kind, key) not in about) or (only is not None and name not in only):
            continue
        measure = leading.get(name)
        value = measured.get((measure.name, kind, key)) if measure else None
        found[id_] = Stood(
            titles.get(name, name), Name(kind, run.bench.name(kind, key).text), "accepted" if accepted else outcome, Severity(severity) if severity else None,
            loss, value, measure.page.title if measure else "", measure.unit if measure else "", measure.decimals if measure else 0,
        )  # fmt: skip
    return found
