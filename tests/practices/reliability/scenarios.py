r"""Event logs in Markdown: what happened, then what the joins and the findings say of it.

Under each heading one block ``given``, an event a line, cells apart by two spaces or more; times are UTC unless they name an offset.

    as of      2026-11-21
    incident   1  gateway  2026-05-01 10:00  2026-05-01 11:00  Queue is full  cause=…  started=…      `-` for a service or an end that is not there
    update     1  2026-05-01 10:04  acknowledged  Ann  what was said
    change     1  ci/42                                                                               the deployment it came from, or why none is known
    deployed   shop  2026-11-02 10:00  rollback=yes                                                   to production; no rollback without it
    shift      Lockers weekly  Ann  2026-05-01 08:00  2026-05-08 08:00  weeks=4                       again, week after week
    counts     payouts-on-time  2026-10-23 00:00  1  720  99  100                                     from when, hours, times, good, all
    probe      shop  2026-11-20 00:00  1  95  5                                                       from when, minutes, answered, then not
    series     ledger  storage  2026-01-16  7  300  310                                               from when, days apart, values
    record     teams/lockers.yaml  name: Lockers                                                      `\n` for a new line
    file       slo/shop.yaml  kind: SLO                                                               of the repository `shop`
    changed    load/a.js  2026-11-01                                                                  a commit of that day changed the file
    billed     2026-09-01  300  Compute  {"service": "mail"}                                          a line of the cloud's bill, in EUR
    code       shop/rates.py  import requests\nrequests.get(url)                      of the repository `shop`, parsed
    tracked    shop  docs/runbooks/a.md                                                               a file of the head
    run        Load tests  2026-11-01 10:00  succeeded                                                of a pipeline of `shop`

and one block ``says``: each line must be among what is told (`Told.lines`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from quarterdeck.app.concluding.judging import RunBench, judge_all
from quarterdeck.app.concluding.measuring import measure_all
from quarterdeck.app.concluding.session import mount_records
from quarterdeck.app.concluding.subjects import subjects_of, with_services
from quarterdeck.app.keeping.store import connect, load
from quarterdeck.app.keeping.stored import IMPORTED
from quarterdeck.assumptions.pricing import Pricing
from quarterdeck.derived import incident_causes, reliability, repository_names, scopes
from quarterdeck.derived.deployments import ProductionDeployment
from quarterdeck.derived.incident_deployments import IncidentDeployment
from quarterdeck.evidence.code import Commit, FileChange, Repository, TrackedFile
from quarterdeck.evidence.costs import CostLine
from quarterdeck.evidence.delivery import PipelineRun
from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.files import FileContent
from quarterdeck.evidence.governance import ServiceObjective
from quarterdeck.evidence.incidents import Incident, IncidentUpdate, OnCallShift, UptimeProbe
from quarterdeck.evidence.readiness import ReadinessSign, Workload
from quarterdeck.evidence.series import SeriesPoint
from quarterdeck.evidence.structure import Function, Import, ParsedFile, RemoteCall
from quarterdeck.kernel.finding import Finding, Practice
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.table import Columns, Row, declared
from quarterdeck.kernel.text import number, plain
from quarterdeck.practices.reliability import RELIABILITY
from quarterdeck.practices.reliability.measures.incidents_by_month import INCIDENTS_BY_MONTH
from quarterdeck.records.tables import Recorded
from quarterdeck.sources import documents, readiness, structure
from tests.practices.scenarios import Scenario, cells_of, moment, record_file, rows_of_records
from tests.practices.scenarios import scenarios as told_in

AS_OF = date(2026, 11, 21)
_TABLES: tuple[type[Row], ...] = (
    Repository,
    Commit,
    FileChange,
    TrackedFile,
    ServiceObjective,
    Workload,
    ReadinessSign,
    Dependency,
    ParsedFile,
    Function,
    Import,
    RemoteCall,
    *IMPORTED,
)


def scenarios(file: str) -> Iterator[Scenario]:
    """Every scenario of a Markdown file of this folder."""
    return told_in(Path(__file__).parent / file)


@dataclass
class _Log:
    """The rows that a block's events stand for."""

    as_of: date = AS_OF
    rows: list[Row] = field(default_factory=list)
    records: dict[str, str] = field(default_factory=dict)
    files: list[FileContent] = field(default_factory=list)
    changes: dict[str, str] = field(default_factory=dict)
    deployed: list[ProductionDeployment] = field(default_factory=list)

    def take(self, line: str) -> None:
        kind, *cells = cells_of(line)
        named = dict(cell.split("=", 1) for cell in cells if re.match(r"[a-z_]+=", cell))
        getattr(self, f"_{kind.replace(' ', '_')}")([cell for cell in cells if not re.match(r"[a-z_]+=", cell)], named)

    def _as_of(self, cells: list[str], _named: Mapping[str, str]) -> None:
        self.as_of = date.fromisoformat(cells[0])

    def _repository(self, cells: list[str], _named: Mapping[str, str]) -> None:
        self.rows.append(Repository(cells[0], "head", datetime(2026, 11, 1), "main", "sha1", shallow=False))  # noqa: DTZ001  # times are UTC without a zone

    def _incident(self, cells: list[str], named: Mapping[str, str]) -> None:
        number_, service, opened, ended, title = cells
        at = {word: moment(told) for word, told in named.items() if word in {"started", "detected", "acknowledged", "mitigated"}}
        self.rows.append(
            Incident(
                "pager", number_, moment(opened), title, None if service == "-" else service, severity=named.get("severity"), status=named.get("status"),
                started_at=at.get("started"), detected_at=at.get("detected"), acknowledged_at=at.get("acknowledged"), mitigated_at=at.get("mitigated"),
                resolved_at=None if ended == "-" else moment(ended), cause=named.get("cause"), repository=named.get("repository"),
            )
        )  # fmt: skip

    def _change(self, cells: list[str], _named: Mapping[str, str]) -> None:
        """The deployment that an incident was joined to, or why none could be: what delivery's joins say of it."""
        incident, told_ = cells
        self.changes[incident] = told_

    def came_from(self) -> list[IncidentDeployment]:
        """Every incident with the deployment that it came from."""
        found = [(row, self.changes.get(row.id, "nobody said whether a change caused it")) for row in self.rows if isinstance(row, Incident)]
        return [
            IncidentDeployment(f"pager/{row.id}", None, row.created_at, None, *((None, None, said) if " " in said else (said, "named", None)))
            for row, said in found
        ]

    def _deployed(self, cells: list[str], named: Mapping[str, str]) -> None:
        repository, at = cells
        self.deployed.append(
            ProductionDeployment(
                f"ci/{len(self.deployed) + 1}", repository, repository, "production", moment(at), moment(at), None, None, succeeded=True, repeated=False,
                rollback="rollback" in named, unplanned=None, failed=False, failed_because=None, failed_at=None, recovered_at=None,
                recovered_by=None, ending_told=True,
            )
        )  # fmt: skip

    def _billed(self, cells: list[str], _named: Mapping[str, str]) -> None:
        day, amount, category, tags = cells
        cost = Decimal(amount)
        self.rows.append(CostLine(f"c{len(self.rows)}", moment(day), cost, cost, "EUR", "Usage", service_category=category, service_name="Machines", tags=tags))

    def _code(self, cells: list[str], _named: Mapping[str, str]) -> None:
        """A production file of the repository `shop`, parsed; its calls are read."""
        path, text = cells[0], "  ".join(cells[1:]).replace("\\n", "\n")
        language = "JavaScript" if path.endswith(".js") else "Python"
        self.rows.append(TrackedFile("shop", path, "blob", language, is_code=True, role="production", bytes=9, lines=9, blank=0, nesting=0, deepest=0))
        self.rows += structure.read(FileContent("shop", path, text.encode()), "blob", language).rows

    def _update(self, cells: list[str], _named: Mapping[str, str]) -> None:
        incident, at, kind, *more = cells
        actor, words = [*more, None, None][:2]
        self.rows.append(IncidentUpdate("pager", f"u{len(self.rows)}", incident, moment(at), kind, actor, words))

    def _shift(self, cells: list[str], named: Mapping[str, str]) -> None:
        schedule, person, starts, ends = cells
        for week in range(int(named.get("weeks", "1"))):
            later = timedelta(days=7 * week)
            until = None if ends == "-" else moment(ends) + later
            told = (named.get("team"), named.get("service"))
            self.rows.append(OnCallShift(schedule, int(named.get("level", "1")), person, moment(starts) + later, until, *told))

    def _probe(self, cells: list[str], named: Mapping[str, str]) -> None:
        subject, begins, minutes, up, down = cells
        for index in range(int(up) + int(down)):
            at = moment(begins) + timedelta(minutes=float(minutes) * index)
            self.rows.append(UptimeProbe(subject, named.get("from", ""), at, index < int(up)))

    def _series(self, cells: list[str], named: Mapping[str, str]) -> None:
        subject, name, begins, days, *values = cells
        for index, value in enumerate(values):
            at = moment(begins) + timedelta(days=float(days) * index)
            self.rows.append(SeriesPoint(subject, name, at, named.get("unit"), float(value)))

    def _counts(self, cells: list[str], _named: Mapping[str, str]) -> None:
        """So many stretches of hours, each with as many good and all events."""
        subject, begins, hours, times, good, total = cells
        for index in range(int(times)):
            at = moment(begins) + timedelta(hours=float(hours) * index)
            self.rows += [SeriesPoint(subject, "good", at, None, float(good)), SeriesPoint(subject, "total events", at, None, float(total))]

    def _file(self, cells: list[str], _named: Mapping[str, str]) -> None:
        path, text = cells[0], "  ".join(cells[1:]).replace("\\n", "\n")
        assert documents.wants(path) or readiness.wants(path)
        self.files.append(FileContent("shop", path, text.encode()))

    def _changed(self, cells: list[str], _named: Mapping[str, str]) -> None:
        path, day = cells
        commit = f"c{len(self.rows)}"
        signed = ("Ann", "ann@example.org", moment(day))
        self.rows.append(Commit("shop", commit, (), *signed, *signed, "Change", (), ()))
        self.rows.append(FileChange("shop", commit, path, "M", None, 1, 1))

    def _tracked(self, cells: list[str], _named: Mapping[str, str]) -> None:
        repository, path = cells
        self.rows.append(
            TrackedFile(repository, path, "blob", "Markdown", is_code=False, role="documentation", bytes=9, lines=1, blank=0, nesting=0, deepest=0)
        )

    def _run(self, cells: list[str], _named: Mapping[str, str]) -> None:
        pipeline, at, status = cells
        self.rows.append(PipelineRun("ci", f"r{len(self.rows)}", 1, moment(at), repository="shop", pipeline=pipeline, status=status))

    def extracted(self) -> list[Row]:
        """What is read in the files."""
        found = [source.extract([file for file in self.files if source.wants(file.path)]) for source in (documents, readiness)]
        assert not [one.problems for one in found if one.problems]
        return [row for one in found for row in one.rows]

    def _record(self, cells: list[str], named: Mapping[str, str]) -> None:
        assert not named, "a value with = within a record would be lost"
        path, text = record_file(cells)
        self.records[path] = text


@dataclass(frozen=True)
class Told:
    """What the practice says of the given events."""

    bench: RunBench
    measurements: tuple[Measurement, ...]
    findings: tuple[Finding, ...]

    def lines(self) -> list[str]:
        """Phases, stretches, kinds, services, time on call; then measurements; then findings with what to do, notes and details."""
        return [*self._joined(), *self._measured(), *(line for finding in self.findings for line in _said(finding))]

    def _joined(self) -> Iterator[str]:
        ask = self.bench.connection.execute
        for incident, *times, reopened, doubt in ask(
            "SELECT incident, began_at, noticed_at, acknowledged_at, mitigated_at, resolved_at, reopened, doubt FROM incident_phases ORDER BY incident"
        ).fetchall():
            words = ("began", "noticed", "acknowledged", "mitigated", "resolved")
            told = ", ".join(f"{word} {at:%Y-%m-%d %H:%M}" for word, at in zip(words, times, strict=True) if at)
            yield f"phases {incident.removeprefix('pager/')}: {told}{f', reopened {reopened}' if reopened else ''}{f' ({doubt})' if doubt else ''}"
        for service, began, ended, count in ask("SELECT service, began_at, ended_at, incidents FROM incident_stretches ORDER BY ALL").fetchall():
            yield f"stretch {service}: {began:%Y-%m-%d %H:%M} to {ended:%Y-%m-%d %H:%M}, {count}"
        for kind, incidents in ask("SELECT kind, string_agg(incident[7:], ' ' ORDER BY incident) FROM incident_kinds GROUP BY ALL ORDER BY ALL").fetchall():
            yield f"kind «{kind}»: {incidents}"
        for row in ask("SELECT service, label, coalesce(system, why_not), coalesce(repository, '-') FROM services ORDER BY ALL").fetchall():
            yield f"service {row[0]}: {row[1]}, {row[2]}, {row[3]}"
        for team, person, began, ended in ask("SELECT coalesce(team, schedule), person, began_at, ended_at FROM on_call_time ORDER BY ALL").fetchall():
            yield f"on call {team}: {person}, {began:%Y-%m-%d %H:%M} to {ended:%Y-%m-%d %H:%M}"

    def _measured(self) -> Iterator[str]:
        for one in self.measurements:
            value = f"not assessed: {one.missing.why}" if one.missing else f"{number(one.value, one.measure.decimals)} {one.measure.unit}".strip()
            rows = "" if one.missing else f" ({one.observations})"
            yield f"{one.measure.name} {one.subject.key}: {value}{rows}".replace("\u202f", " ")


def _said(finding: Finding) -> Iterator[str]:
    verdict = finding.verdict
    severity = f" {finding.severity}" if finding.severity else ""
    told = [f"{finding.judgement.name} {verdict.outcome}{severity}: {plain(verdict.sentence)}"]
    told += [f"supply: {verdict.missing.supply}"] if verdict.missing else []
    told += [f"do: {plain(verdict.action)}"] if verdict.action else []
    told += [f"money: {finding.money}"] if finding.money else []
    told += [f"note: {plain(note)}" for note in verdict.notes]
    told += [f"row: {' | '.join(plain(cell) for cell in row)}" for row in (verdict.detail.rows if verdict.detail else ())]
    yield from (line.replace("\u202f", " ") for line in told)


def _only(names: frozenset[str]) -> Practice:
    """The practice with what is named alone, and what that judges: the rest of it would be measured and looked at by nobody."""
    judgements = tuple(one for one in RELIABILITY.judgements if one.name in names)
    needed = {measure.name for one in judgements for measure in one.judges} | names | {INCIDENTS_BY_MONTH.name}
    return replace(RELIABILITY, judgements=judgements, measures=tuple(one for one in RELIABILITY.measures if one.name in needed))


def told_of(case: Scenario) -> Told:
    """What the practice says of a scenario, as far as its lines ask."""
    return told(case.given, frozenset(line.split(" ", 1)[0].rstrip(":") for line in case.says))


@lru_cache(maxsize=4)  # each holds a database
def told(given: str, names: frozenset[str] = frozenset()) -> Told:
    """Join, measure and judge a block of events, over the year to its day; with ``names`` those measures and findings alone."""
    log = _Log()
    for line in given.splitlines():
        if line.strip():
            log.take(line)
    practice = _only(names) if names else RELIABILITY
    records = rows_of_records(log.records)
    period = Period.year_to(log.as_of)
    connection = connect()
    rows = [*log.rows, *log.extracted()]
    filled = {row.table for row in rows}
    for table in _TABLES:
        if table.table in filled:
            load(connection, table.table, Columns.of(table, [row for row in rows if row.table == table.table]))
    connection.execute(";".join(empty.ddl for empty in map(declared, _TABLES) if empty.name not in filled))
    load(connection, "records", Columns.of(Recorded, records))
    load(connection, "incident_deployments", Columns.of(IncidentDeployment, log.came_from()))
    load(connection, "production_deployments", Columns.of(ProductionDeployment, log.deployed))
    connection.execute("CREATE TABLE people (person VARCHAR, name VARCHAR)")
    repositories = [row.repository for row in log.rows if isinstance(row, Repository)]
    subjects = subjects_of(connection, repositories, "Acme")
    if subjects.recorded:
        mount_records(connection)
    load(connection, "repository_names", repository_names.build(connection, subjects.recorded))
    scopes.build(connection, subjects.recorded)
    load(connection, "incident_kinds", reliability.build(connection, period, recorded=subjects.recorded))
    incident_causes.build(connection, recorded=subjects.recorded)
    subjects = with_services(subjects, connection)
    measured = measure_all(connection, practice.measures, subjects, period, {})
    bench = RunBench(connection, log.as_of, {(m.measure.name, m.subject): m for m in measured}, {}, Pricing(1), subjects.labels)
    return Told(bench, tuple(measured), tuple(judge_all((practice,), bench, {})))
