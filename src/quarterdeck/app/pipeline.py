"""The way from repositories to findings, top to bottom.

discover → gather → deepen, where asked for → bring in reference data → mount → derive → measure → judge → keep → publish
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quarterdeck import __version__
from quarterdeck.app import measuring, reference, session, upsert
from quarterdeck.app.catalogue import PRACTICES, measures
from quarterdeck.app.gather import gather
from quarterdeck.app.judging import RunBench, judge_all
from quarterdeck.app.ledger import Entry
from quarterdeck.app.lines import follow_lines, is_followed
from quarterdeck.app.meter import Progress
from quarterdeck.app.record_rows import fingerprint_of_records, keep_records
from quarterdeck.app.results import FindingRow, MeasurementRow, finding_rows, measurement_rows
from quarterdeck.app.standing import Standing
from quarterdeck.app.store import Provenance, Store
from quarterdeck.app.structure import is_parsed, parse_structures
from quarterdeck.app.subjects import subjects_of, with_services
from quarterdeck.app.terms import Terms
from quarterdeck.assumptions.pricing import Pricing
from quarterdeck.evidence.code import MailmapEntry
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.problem import Problem
from quarterdeck.kernel.subject import stable_id
from quarterdeck.kernel.table import Columns
from quarterdeck.records.tables import Recorded
from quarterdeck.reports.acceptance import Accepted
from quarterdeck.sources.git.discover import LocalRepository, discover
from quarterdeck.sources.git.extract import History as History  # noqa: PLC0414  # surfaces are shown it by `first_look`

if TYPE_CHECKING:
    import duckdb

DORMANT_AFTER = timedelta(days=365)


@dataclass(frozen=True)
class Request:
    """What to assess, and how: everything that the answer depends on beside the evidence itself."""

    paths: Sequence[Path]
    out: Path
    as_of: date
    since: date | None = None
    terms: Terms = field(default_factory=Terms)
    mailmap: Sequence[MailmapEntry] = ()
    company: Standing = field(default_factory=Standing)
    records: Sequence[Recorded] = ()
    """What people decided and wrote; nothing without a workspace."""
    met: Sequence[Problem] = ()
    """What was wrong before anything was gathered: in the company's records."""
    seed: int = 1
    jobs: int = 2
    deep: bool | None = None
    """Whether to follow lines; ``None`` keeps up to date what was followed before."""
    cache: Path = field(default_factory=reference.cache_folder)

    @property
    def period(self) -> Period:
        """What is measured over a period is measured over this one: a year unless ``since`` says otherwise."""
        end = self.as_of + timedelta(days=1)
        return Period(self.since, end) if self.since else Period.year_to(self.as_of)


@dataclass(frozen=True)
class Run:
    """Everything that one run concluded, with its evidence still in view."""

    id: str
    request: Request
    entries: Sequence[Entry]
    bench: RunBench
    measurements: Sequence[Measurement]
    findings: Sequence[Finding]
    problems: Sequence[Problem]
    newest: Mapping[str, date]
    """When the newest commit of each repository was made."""
    accepted: Mapping[str, Accepted]
    """Findings, by id, that somebody decided to live with on this day."""
    fresh_commits: int = 0

    @property
    def dormant(self) -> dict[str, date]:
        """Repositories whose newest commit is older than a year, with its date."""
        return _dormant(self.newest, self.request.as_of)

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The evidence, mounted."""
        return self.bench.connection


def assess(request: Request, now: datetime, progress: Progress, first_look: Callable[[Sequence[History]], None] = lambda _histories: None) -> Run:
    """One assessment. Raises ``StoreBusyError`` when another run writes to the same folder."""
    store = Store(request.out)
    with store.writing():
        repositories, problems = discover(request.paths)
        gathered = gather(repositories, store, request.as_of, now, progress, request.jobs, first_look)
        deeper = [entry for entry in gathered.entries if request.deep or (request.deep is None and entry.lines)]
        problems = [*request.met, *problems, *gathered.problems, *_deepen(repositories, deeper, store, now, progress, request.jobs)]
        problems += reference.bring_in(store, request.cache, now)
        keep_records(store, request.records, now)
        progress.start("measuring and judging", 0)
        run = conclude(request, store, gathered.entries, problems, gathered.fresh_commits)
        run = replace(run, problems=[*run.problems, *request.company.idle(run.findings)])
        if store.manifest.get("run") != run.id:
            _keep(run, store, Provenance("quarterdeck", __version__, now))
        store.publish({**said_of(run), "imported": upsert.imported(store)}, now)
    return run


def _deepen(
    repositories: Sequence[LocalRepository], entries: Sequence[Entry], store: Store, now: datetime, progress: Progress, jobs: int
) -> list[Problem]:  # fmt: skip
    """What takes about as long as the rest together: structure and lines, of the repositories for which it is wanted."""
    places = {repository.name: repository for repository in repositories}
    problems = parse_structures([(entry, places[entry.name]) for entry in entries], store, now, progress)
    return problems + follow_lines(repositories, entries, store, now, progress, jobs)


def _keep(run: Run, store: Store, provenance: Provenance) -> None:
    """Keep what the run concluded; a run with the published one's id concluded the same."""
    measured = measurement_rows(run.id, run.request.as_of, run.measurements)
    store.replace(Columns.of(MeasurementRow, measured), provenance, [run.id], "run")
    store.replace(Columns.of(FindingRow, finding_rows(run.id, run.request.as_of, run.findings, run.accepted)), provenance, [run.id], "run")


def conclude(request: Request, store: Store, entries: Sequence[Entry], problems: Sequence[Problem], fresh_commits: int = 0) -> Run:
    """Measure and judge what the store holds: the same evidence and request give the same run, whoever asks and when."""
    connection = store.desk.cursor()
    names = [entry.name for entry in entries]
    session.mount(connection, store, names, request.as_of, *([entry.name for entry in entries if is_read(entry)] for is_read in (is_parsed, is_followed)))
    session.narrow_to_history(connection, [(entry.name, entry.head, entry.whole) for entry in entries])
    subjects = subjects_of(connection, names, request.company.name)
    if subjects.recorded:
        session.mount_records(connection)
    with ThreadPoolExecutor(1) as beside:
        packages = beside.submit(reference.derive, connection.cursor(), request.as_of)
        session.derive(connection, request.period, request.mailmap, recorded=subjects.recorded)
        packages.result()
    subjects = with_services(subjects, connection)
    measurements = measuring.measure_all(connection, measures(), subjects, request.period, request.terms.criteria, problems)
    people = {("person", person): name for person, name in connection.execute("SELECT person, name FROM people").fetchall()}
    bench = RunBench(
        connection, request.as_of, {(m.measure.name, m.subject): m for m in measurements}, request.terms.criteria,
        Pricing(request.seed, request.terms.assumptions), people | subjects.labels,
    )  # fmt: skip
    newest = dict(connection.execute("SELECT repository, head_at::DATE FROM repositories ORDER BY ALL").fetchall())
    findings = judge_all(PRACTICES, bench, _dormant(newest, request.as_of), recorded=subjects.recorded)
    said = [
        request.as_of,
        request.period,
        request.seed,
        __version__,
        sorted(request.terms.said),
        [(entry.name, entry.head, entry.tags, entry.wanted, entry.snapshot, is_parsed(entry), is_followed(entry)) for entry in entries],
        [asdict(entry) for entry in request.mailmap],
        request.company.keep(),
        reference.fingerprint_of(store),
        upsert.fingerprint_of(store),
        fingerprint_of_records(store),
    ]
    return Run(stable_id(*map(str, said)), request, entries, bench, measurements, findings, problems, newest, request.company.accepted(findings), fresh_commits)


def _dormant(newest: Mapping[str, date], as_of: date) -> dict[str, date]:
    return {name: day for name, day in newest.items() if day < as_of - DORMANT_AFTER}


def said_of(run: Run) -> dict[str, Any]:
    """What the manifest keeps of a run, so that it can be concluded again from the same evidence."""
    request = run.request
    return {
        "program": __version__,
        "run": run.id,
        "as_of": str(request.as_of),
        "since": str(request.since) if request.since else None,
        "seed": request.seed,
        "assume": list(request.terms.said),
        "mailmap": [asdict(entry) for entry in request.mailmap],
        "company": request.company.keep(),
        "repositories": [asdict(entry) for entry in run.entries],
        "problems": [asdict(problem) for problem in run.problems],
    }
