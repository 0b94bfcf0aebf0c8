"""From a run to the values that reports are made of, and to the result that programs read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from quarterdeck import __version__
from quarterdeck.app.asking.explain import of_finding, of_measurement
from quarterdeck.app.catalogue import PRACTICES
from quarterdeck.app.gathering.lines import is_followed
from quarterdeck.app.gathering.structure import is_parsed
from quarterdeck.app.keeping.stored import DEEP, EVIDENCE, IMPORTED, STRUCTURE
from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports.since import About
from quarterdeck.assumptions.pricing import tornado
from quarterdeck.evidence.imported import ImportedFile
from quarterdeck.evidence.people import RosterEntry
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.problem import Problem
from quarterdeck.kernel.section import Document, Section
from quarterdeck.kernel.table import Row, declared
from quarterdeck.kernel.text import Name
from quarterdeck.reports.assessment import Assessment, Scope, SourceDate, document
from quarterdeck.reports.groups import Group, grouped
from quarterdeck.reports.telling import day
from quarterdeck.reports.walk import cited_in

_ROWS_SHOWN, _FILES_NAMED = 2, 3


def losses_of(run: Run) -> list[Finding]:
    """The findings that carry money and that nobody accepted."""
    return [f for f in run.findings if f.money and f.verdict.loss and f.id not in run.accepted]


def total_of(run: Run, findings: Sequence[Finding]) -> Money | None:
    """Their money together, with shared draws; ``None`` when there is none."""
    return run.bench.pricing.total([f.verdict.loss for f in findings if f.money and f.verdict.loss])


def groups_of(run: Run, about: About | None = None) -> list[Group]:
    """The run's findings, of these subjects or of all, told together by kind and outcome."""
    applying = [f for f in run.findings if f.verdict.outcome is not Outcome.NOT_APPLICABLE]
    chosen = [f for f in applying if about is None or (f.subject.kind, f.subject.key) in about]
    return grouped(chosen, lambda found: total_of(run, found), run.accepted)


def assessment(run: Run, *, briefly: bool = False) -> Assessment:
    """What the assessment report is made of; ``briefly`` without the pictures of practices and assumptions, for reports that tell neither."""
    losses = [f.verdict.loss for f in losses_of(run) if f.verdict.loss]
    used = {name: run.bench.pricing.stands(name) for loss in losses for name in loss.assumptions}
    told = () if briefly else PRACTICES
    charts = {practice.name: practice.sections(run.bench, run.findings) for practice in told if practice.sections}
    return Assessment(
        as_of=run.request.as_of, program=__version__, scope=scope_of(run), practices=PRACTICES, groups=groups_of(run), charts=charts,
        total=total_of(run, losses_of(run)), swings=() if briefly else tornado(run.bench.pricing, losses), assumptions=list(used.values()),
        sources=sources_of(run), problems=run.problems, dormant=run.dormant, company=run.request.company.name,
    )  # fmt: skip


def report(run: Run, problem: Callable[[Problem], Problem] = lambda problem: problem) -> Document:
    """The assessment report, with the explanation of everything that it cites, and of everything that those cite.

    Each problem passes through ``problem``, which may withhold its words.
    """
    given = assessment(run)
    given = replace(given, problems=[problem(met) for met in given.problems])
    known: dict[str, Finding | Measurement] = {finding.id: finding for finding in run.findings}
    known |= {measurement.id: measurement for measurement in run.measurements}
    waiting = [cited for section in document(given).sections for cited in cited_in(section)]
    explained: dict[str, Section] = {}
    while waiting:
        cited = waiting.pop(0)
        thing = known.get(cited)
        if thing is not None and cited not in explained:
            explained[cited] = explanation(run, thing)
            waiting.extend(cited_in(explained[cited]))
    return document(replace(given, explanations=tuple(explained.values())))


def explanation(run: Run, thing: Finding | Measurement) -> Section:
    """What explains a finding or a measurement, as reports have it."""
    return of_finding(run, thing) if isinstance(thing, Finding) else of_measurement(run, thing, _ROWS_SHOWN)


def scope_of(run: Run) -> Scope:
    """What was looked at."""
    ask = run.connection.execute
    rows = ask(
        """
        SELECT r.repository, r.head, r.head_at::DATE::VARCHAR, coalesce(w.commits, 0), coalesce(w.people, 0), coalesce(f.files, 0)
        FROM repositories r
        LEFT JOIN (SELECT repository, count(*) AS commits, count(DISTINCT person) FILTER (kind = 'human') AS people FROM work GROUP BY ALL) w USING (repository)
        LEFT JOIN (SELECT repository, count(*) AS files FROM files GROUP BY ALL) f USING (repository)
        ORDER BY r.repository
        """
    ).fetchall()
    commits, apart = ask("SELECT count(*), count(apart) FROM work").fetchone() or (0, 0)
    people, uncertain = ask("SELECT count(*) FILTER (kind = 'human'), coalesce(sum(uncertain), 0)::BIGINT FROM people").fetchone() or (0, 0)
    return Scope(rows, commits, people, apart, uncertain, str(run.request.period))


def sources_of(run: Run) -> list[SourceDate]:
    """Each source of evidence, the date of its data and its rows."""
    newest = str(max(run.newest.values())) if run.newest else None
    counts = _counted(run, dict.fromkeys(EVIDENCE))
    found = []
    for row in EVIDENCE:
        table = declared(row)
        if table.columns[0].name == "repository" and row.__module__.startswith("quarterdeck.evidence"):
            reads = is_parsed if row in STRUCTURE else is_followed if row in DEEP else None
            if reads and not any(reads(entry) for entry in run.entries):
                found.append(SourceDate(table.name.replace("_", " "), "–", None, ("not gathered: assess with --deep",)))
                continue
            found.append(SourceDate(table.name.replace("_", " "), newest or "–", counts[row.table][0], ("the repositories' own history and files",)))
    told = run.connection.execute("SELECT name, as_of::VARCHAR, rows, origin FROM reference_sets ORDER BY name").fetchall()
    return [*found, *(SourceDate(name, data_of, rows, (origin,)) for name, data_of, rows, origin in told), *_imports_of(run)]


def _counted(run: Run, tables: Mapping[type[Row], str | None]) -> dict[str, tuple[int, str | None]]:
    """The rows of each table, and the newest day in a column of it: one question for all."""
    each = (
        f"SELECT '{row.table}', count(*), {f'max({happened})::DATE::VARCHAR' if happened else 'NULL::VARCHAR'} FROM {row.table}"
        for row, happened in tables.items()
    )
    return {name: (count, newest) for name, count, newest in run.connection.execute(" UNION ALL ".join(each)).fetchall()}


def _imports_of(run: Run) -> list[SourceDate]:
    """Each imported table that holds rows, with the date of its newest event and the files that it came from.

    When somebody began last says not of which day a roster is: that stands nowhere in it.
    """
    found = []
    for table, (count, data_of) in _counted(run, {row: row.happened for row in IMPORTED if row is not ImportedFile}).items():
        if count:
            files = run.connection.execute(f"SELECT DISTINCT file FROM {table} ORDER BY file").fetchall()
            named = [Name("export", name) for (name,) in files[:_FILES_NAMED]]
            apart = [part for name in named for part in (", ", name)][1:]
            more = (f" and {len(files) - _FILES_NAMED} more",) if len(files) > _FILES_NAMED else ()
            begun = (f"; newest start {day(date.fromisoformat(data_of))}",) if table == RosterEntry.table and data_of else ()
            found.append(SourceDate(table.replace("_", " "), "–" if begun else data_of or "–", count, ("imported from ", *apart, *more, *begun)))
    return found
