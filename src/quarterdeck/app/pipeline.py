"""The way from repositories to findings, top to bottom.

discover → gather → deepen, where asked for → bring in reference data → mount → derive → measure → judge → keep → publish
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from quarterdeck import __version__
from quarterdeck.app.gathering import reference
from quarterdeck.app.gathering.ahead import Ahead
from quarterdeck.app.gathering.gather import Gathered, gather
from quarterdeck.app.gathering.lines import follow_lines, is_followed
from quarterdeck.app.gathering.meter import Progress
from quarterdeck.app.gathering.structure import is_parsed, parse_structures
from quarterdeck.app.imports import upsert
from quarterdeck.app.keeping.ledger import Entry
from quarterdeck.app.keeping.record_rows import fingerprint_of_records, keep_records
from quarterdeck.app.keeping.results import FindingRow, MeasurementRow, finding_rows, measurement_rows
from quarterdeck.app.keeping.store import Provenance, Store
from quarterdeck.app.program import written
from quarterdeck.app.request import Request
from quarterdeck.kernel.problem import Problem
from quarterdeck.kernel.subject import stable_id
from quarterdeck.kernel.table import Columns
from quarterdeck.sources.git.discover import LocalRepository
from quarterdeck.sources.git.extract import History as History  # noqa: PLC0414  # surfaces are shown it by `first_look`

if TYPE_CHECKING:
    import duckdb

    from quarterdeck.app.concluding.conclusion import Conclusion
    from quarterdeck.app.concluding.judging import RunBench
    from quarterdeck.app.concluding.mounting import Mounted
    from quarterdeck.kernel.finding import Finding
    from quarterdeck.kernel.measure import Measurement
    from quarterdeck.reports.acceptance import Accepted

_ANSWERED_BY = ("run", "problems", "written")
"""What the manifest says of a run that settles its answer."""


@dataclass(frozen=True)
class Run:
    """One run: what was asked of which evidence, and what is concluded of it. It is concluded when somebody asks: who has the answer need not."""

    request: Request
    entries: Sequence[Entry]
    store: Store
    met: Sequence[Problem]
    """What was wrong before anything was concluded."""
    fresh_commits: int = 0

    @cached_property
    def id(self) -> str:
        """Of the evidence and of what was asked: two runs with one id conclude the same."""
        request, store = self.request, self.store
        said = [
            request.as_of,
            request.period,
            request.seed,
            __version__,
            sorted(request.terms.said),
            [(entry.name, entry.head, entry.tags, entry.wanted, entry.snapshot, is_parsed(entry), is_followed(entry)) for entry in self.entries],
            [asdict(entry) for entry in request.mailmap],
            request.company.keep(),
            reference.fingerprint_of(store),
            upsert.fingerprint_of(store),
            fingerprint_of_records(store),
        ]
        return stable_id(*map(str, said))

    @cached_property
    def seen(self) -> Mounted:
        """The evidence in view, with nothing measured yet."""
        from quarterdeck.app.concluding.mounting import mounted  # noqa: PLC0415  # as below

        return mounted(self.request, self.store, self.entries)

    @cached_property
    def conclusion(self) -> Conclusion:
        """Everything measured and found."""
        from quarterdeck.app.concluding.conclusion import conclude  # noqa: PLC0415  # every practice is loaded: a run that has the answer spares it
        from quarterdeck.app.concluding.remembered import Kept, kept_of  # noqa: PLC0415  # as above

        return conclude(self.request, self.seen, self.met, kept_of(self.store, self.id) if answered(self) else Kept())

    @property
    def bench(self) -> RunBench:
        """What may be asked of the conclusion."""
        return self.conclusion.bench

    @property
    def measurements(self) -> Sequence[Measurement]:
        """Every measure for every subject of its kind."""
        return self.conclusion.measurements

    @property
    def findings(self) -> Sequence[Finding]:
        """Every judgement over every subject."""
        return self.conclusion.findings

    @cached_property
    def problems(self) -> Sequence[Problem]:
        """What was wrong, with acceptances of what nobody found."""
        return [*self.met, *self.request.company.idle(self.findings)]

    @cached_property
    def accepted(self) -> Mapping[str, Accepted]:
        """Findings, by id, that somebody decided to live with on this day."""
        return self.request.company.accepted(self.findings)

    @property
    def newest(self) -> Mapping[str, date]:
        """When the newest commit of each repository was made."""
        return self.conclusion.newest

    @property
    def dormant(self) -> Mapping[str, date]:
        """Repositories whose newest commit is older than a year, with its date."""
        return self.conclusion.dormant

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The tables of the evidence."""
        return self.seen.connection

    def beside(self) -> Run:
        """The same run, concluded as it is, asked through a connection of its own: by another thread at the same moment."""
        cursor, other = self.connection.cursor(), replace(self)
        bench = replace(self.bench, connection=cursor, few_rows={}, all_rows={})
        vars(other).update(
            id=self.id, accepted=self.accepted, problems=self.problems, seen=replace(self.seen, connection=cursor),
            conclusion=replace(self.conclusion, bench=bench),
        )  # fmt: skip
        return other


def assess(
    request: Request, now: datetime, progress: Progress, first_look: Callable[[Sequence[History]], None] = lambda _histories: None, ahead: Ahead | None = None
) -> Run:
    """One assessment; ``ahead`` has asked git already. Raises ``StoreBusyError`` when another run writes to the same folder."""
    store, ahead = Store(request.out), ahead or Ahead()
    with store.writing():
        repositories, problems = ahead.found(request.paths)
        gathered = gather(repositories, store, request.as_of, now, progress, request.jobs, first_look, ahead, deep=bool(request.deep))
        problems = [*request.met, *problems, *gathered.problems, *_deepen(request, repositories, gathered, store, now, progress)]
        problems += reference.bring_in(store, request.cache, now)
        keep_records(store, request.records, now)
        progress.start("measuring and judging", 0)
        run = Run(request, gathered.entries, store, problems, gathered.fresh_commits)
        if not answered(run):
            _keep(run, store, Provenance("quarterdeck", __version__, now))
        store.publish({**said_of(run), "imported": upsert.imported(store)}, now)
    return run


def _deepen(
    request: Request, repositories: Sequence[LocalRepository], gathered: Gathered, store: Store, now: datetime, progress: Progress
) -> list[Problem]:  # fmt: skip
    """What takes about as long as the rest together: structure and lines, of the repositories for which it is wanted."""
    entries = [entry for entry in gathered.entries if request.deep or (request.deep is None and entry.lines)]
    places = {repository.name: repository for repository in repositories}
    problems = parse_structures([(entry, places[entry.name]) for entry in entries], store, now, progress)
    return problems + follow_lines(repositories, entries, store, now, progress, request.jobs, gathered.histories)


def _keep(run: Run, store: Store, provenance: Provenance) -> None:
    """Keep what the run concluded; a run of the same evidence, problems and program concluded the same."""
    measured = measurement_rows(run.id, run.request.as_of, run.measurements)
    store.replace(Columns.of(MeasurementRow, measured), provenance, [run.id], "run")
    store.replace(Columns.of(FindingRow, finding_rows(run.id, run.request.as_of, run.findings, run.accepted)), provenance, [run.id], "run")


def answered(run: Run) -> bool:
    """Whether what the folder holds is this run's answer: what was asked of which evidence, what was wrong, and the program are the same."""
    said = json.loads(json.dumps({name: value for name, value in said_of(run).items() if name in _ANSWERED_BY}))
    return all(run.store.manifest.get(name) == said[name] for name in _ANSWERED_BY)


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
        "problems": [asdict(problem) for problem in run.met],
        "written": written(),
    }
