r"""Event logs in Markdown: what happened, then what the measures, the joins and the findings say of it.

Under each heading one block ``given``, an event a line, cells apart by two spaces or more; times are UTC unless they name an offset.

    period     2026-01-01  2026-03-31                        the days that are measured, both included
    commit     a  2026-02-02 09:00  on z  path web/app.py     on the commit before it in the block unless it says `on`; by `bot`
    tag        v1.0  a  2026-02-03 10:00
    deploy     d1  2026-02-03 10:00  a  service web  failed  rollback  planned      states and marks in any order, `-` for no commit
    status     d1  2026-02-03 10:05  succeeded
    incident   i1  2026-02-03 11:00  2026-02-03 12:00  service web  change d1       `-` for an end that is not there; `by a change`, `by no change`
    pull       7  2026-02-01 09:00  2026-02-02 09:00  merge a  by ann
    review     7  2026-02-02 08:00  ben  approved
    item       SHOP-1  2026-02-01 09:00  kind Bug
    move       SHOP-1  2026-02-01 09:00  To Do > In Progress
    run        checks  2026-02-02 09:00  12  a  failed  attempt 2  event push      a pipeline's run of so many minutes on a commit
    job        release  on tag  deploys                       of a pipeline at the head; `on push` and `tests` otherwise
    step       way back  helm rollback shop                   what that pipeline's jobs say about releasing
    rule       branch main  approvals 2  bypass administrators     of a file of settings; `environment production` with who must approve it
    uses       launchdarkly-node-server-sdk                   a package that a manifest declares
    rollout    shop  canary                                   a manifest that brings a part of the users first
    owner      /.github/  @acme/core                          a rule of CODEOWNERS
    record     teams/till.yaml  name: Till\nlead: person/ann    `quarterdeck.yaml` adds to what is there
    epic       E-1  2026-01-05  items 12  done 1 0 2  came 0 1  cut 2    items from a Monday on, so many done and new in each week; each new one is cut
    pace       2026-01-05  items  2 3 4  times 8              so many done in each week from a Monday on, again and again; `items` or `commits`

A line with a cell ``times 20`` is told so often, each time a day later, with 0, 1, 2 … in place of ``{n}``.

and one block ``says``: each line must be among what is told (`Looked.lines`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from quarterdeck.app.concluding.judging import RunBench, judge_all
from quarterdeck.app.concluding.measuring import measure_all
from quarterdeck.app.concluding.session import deliver, mount_records
from quarterdeck.app.concluding.subjects import Subjects, subjects_of
from quarterdeck.app.keeping.store import connect, load
from quarterdeck.app.keeping.stored import IMPORTED
from quarterdeck.assumptions.pricing import Pricing
from quarterdeck.derived import containment, history, identities, repository_names, scopes
from quarterdeck.evidence.automation import BranchRule, PipelineJob, ReleaseStep
from quarterdeck.evidence.code import Commit, FileChange, IgnoredRevision, Repository, SideCommit, Tag, TrackedFile
from quarterdeck.evidence.delivery import Deployment, DeploymentStatus, PipelineRun, PullRequest, Review
from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.governance import CodeOwner
from quarterdeck.evidence.incidents import Incident
from quarterdeck.evidence.readiness import ReadinessSign
from quarterdeck.evidence.work import WorkItem, WorkItemTransition
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.section import Chart
from quarterdeck.kernel.table import Columns, Row, declared
from quarterdeck.kernel.text import number, plain
from quarterdeck.practices.delivery import DELIVERY
from quarterdeck.practices.delivery.sections import sections
from quarterdeck.records.tables import Recorded
from tests.practices.scenarios import Scenario, cells_of, moment, record_file, rows_of_records
from tests.practices.scenarios import scenarios as told_in

REPOSITORY = "shop"


def scenarios(file: str) -> Iterator[Scenario]:
    """Every scenario of a Markdown file of this folder."""
    return told_in(Path(__file__).parent / file)


def _later(cell: str, days: int) -> str:
    """The cell on a later day, with that number in place of ``{n}``."""
    if re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d", cell):
        return str(datetime.fromisoformat(cell) + timedelta(days=days))
    return cell.replace("{n}", str(days))


def _after(word: str, cells: Sequence[str]) -> str | None:
    return next((cell.removeprefix(f"{word} ") for cell in cells if cell.startswith(f"{word} ")), None)


@dataclass
class Told:
    """The evidence that the lines stand for."""

    period: Period = field(default_factory=lambda: Period(date(2026, 1, 1), date(2027, 1, 1)))
    rows: dict[type[Row], list[Row]] = field(default_factory=dict)
    tip: str = ""
    records: dict[str, str] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """One row more of its table."""
        self.rows.setdefault(type(row), []).append(row)

    def line(self, line: str) -> None:
        """What one line tells."""
        kind, *cells = cells_of(line)
        times = _after("times", cells) if kind != "pace" else None
        for count in range(int(times or 1)):
            getattr(self, f"_{kind}")(*([_later(cell, count) for cell in cells if not cell.startswith("times ")] if times else cells))

    def _period(self, first: str, last: str) -> None:
        self.period = Period(date.fromisoformat(first), date.fromisoformat(last) + timedelta(days=1))

    def _commit(self, oid: str, at: str, *more: str) -> None:
        when, on = moment(at), _after("on", more)
        parents = tuple((self.tip if on is None else on).split())
        by = "dependabot[bot]" if "by bot" in more else "Ann Lee"
        email, subject = "bot@example.org" if "by bot" in more else "ann@example.org", _after("says", more) or "Change"
        if "aside" in more:
            self.add(SideCommit(REPOSITORY, _oid(oid), tuple(map(_oid, parents)), when))
            return
        self.add(Commit(REPOSITORY, _oid(oid), tuple(map(_oid, parents)), by, email, when, by, email, when, subject, (), ()))
        if len(parents) < 2:  # a merge changes no file by itself
            self.add(FileChange(REPOSITORY, _oid(oid), _after("path", more) or "app.py", "M", None, 1, 1))
        self.tip = oid

    def _tag(self, name: str, oid: str, at: str) -> None:
        self.add(Tag(REPOSITORY, name, _oid(oid), moment(at), "Ann Lee", "ann@example.org"))

    def _deploy(self, key: str, at: str, oid: str, *more: str) -> None:
        status = next((word for word in more if word in {"succeeded", "failed", "cancelled", "running", "untold"}), "succeeded")
        begun = _after("begun", more)
        self.add(
            Deployment(
                _after("tool", more) or "csv",
                key, moment(at), moment(begun) if begun else None, None if "no repository" in more else _after("repository", more) or "acme/shop",
                _after("service", more), _after("environment", more) or "production", None, None if status == "untold" else status,
                None if oid == "-" else _oid(oid), _after("version", more), rollback=_said(more, "rollback", "no rollback"),
                unplanned=_said(more, "hotfix", "planned"),
            )
        )  # fmt: skip

    def _status(self, key: str, at: str, status: str) -> None:
        self.add(DeploymentStatus("csv", f"{key} {status}", key, moment(at), status))

    def _incident(self, key: str, at: str, until: str, *more: str) -> None:
        over = None if until == "-" else moment(until)
        self.add(
            Incident("csv", key, moment(at), service=_after("service", more) or REPOSITORY, resolved_at=over, change=_after("change", more),
                     caused_by_change=_said(more, "by a change", "by no change"))
        )  # fmt: skip

    def _pull(self, number: str, opened: str, merged: str, *more: str) -> None:
        head, brought = _after("head", more), _after("merge", more)
        self.add(
            PullRequest(
                "csv", _after("repository", more) or "acme/shop", int(number), moment(opened), _after("title", more), _after("by", more) or "ann",
                merged_at=None if merged == "-" else moment(merged), branch=_after("branch", more), head_commit=head and _oid(head),
                merge_commit=brought and _oid(brought), first_commit_at=_when("begun", more), ready_at=_when("ready", more),
            )
        )  # fmt: skip

    def _review(self, number: str, at: str, reviewer: str, verdict: str) -> None:
        self.add(Review("csv", f"{number} {reviewer} {at}", "acme/shop", int(number), moment(at), reviewer, verdict))

    def _item(self, key: str, at: str, *more: str) -> None:
        self.add(
            WorkItem("csv", key, moment(at), _after("title", more), _after("kind", more), status=_after("status", more), stage=_after("stage", more),
                     started_at=_when("started", more), resolved_at=_when("resolved", more), parent=_after("parent", more), project=_after("project", more),
                     components=tuple((_after("component", more) or "").split()),
                     sprints=tuple(filter(None, (_after("sprints", more) or "").split(", "))),
                     due_on=date.fromisoformat(due) if (due := _after("due", more)) else None)
        )  # fmt: skip

    def _run(self, pipeline: str, at: str, minutes: str, oid: str, *more: str) -> None:
        status = next((word for word in more if word in {"failed", "cancelled", "running"}), "succeeded")
        begun, attempt = moment(at), int(_after("attempt", more) or 1)
        self.add(
            PipelineRun("csv", f"{pipeline} {oid} {at}", attempt, begun, begun, begun + timedelta(minutes=float(minutes)), "acme/shop", pipeline, None,
                        _after("event", more) or "push", status, None, _oid(oid))
        )  # fmt: skip

    def _job(self, name: str, *more: str) -> None:
        self.add(
            PipelineJob(REPOSITORY, ".github/workflows/ci.yml", 1, "github-actions", name, (_after("on", more) or "push",), "tests" in more, False, False,
                        "deploys" in more, _after("says", more))
        )  # fmt: skip

    def _step(self, kind: str, says: str) -> None:
        self.add(ReleaseStep(REPOSITORY, ".github/workflows/ci.yml", 1, "github-actions", "release", kind, says))

    def _rule(self, what: str, *more: str) -> None:
        target, _, pattern = what.partition(" ")
        bypass = tuple(filter(None, [_after("bypass", more)]))
        may = tuple(filter(None, [_after("may", more)]))
        approvals = int(_after("approvals", more) or 0)
        self.add(
            BranchRule(REPOSITORY, ".github/settings.yml", 1, "github", what, target, (pattern,), enforced=True, approvals=approvals, owners=None, checks=(),
                       may=may, bypass=bypass)
        )  # fmt: skip

    def _uses(self, package: str) -> None:
        self.add(Dependency(REPOSITORY, "package.json", 3, "declared", "package.json", "npm", package, "^1", None, f"pkg:npm/{package}", "direct", "runtime"))

    def _rollout(self, name: str, how: str) -> None:
        self.add(ReadinessSign(REPOSITORY, "k8s/shop.yaml", 1, "gradual rollout", "kubernetes", name, None, how))

    def _owner(self, pattern: str, *owners: str) -> None:
        line = len(self.rows.get(CodeOwner, [])) + 1
        self.add(CodeOwner(REPOSITORY, "CODEOWNERS", line, pattern, owners))

    def _record(self, *cells: str) -> None:
        path, text = record_file([*cells])
        self.records[path] = text

    def _pace(self, monday: str, what: str, counts: str, times: str) -> None:
        for week, count in enumerate(counts.split() * int(times.removeprefix("times "))):
            for number_ in range(int(count)):
                at = f"{date.fromisoformat(monday) + timedelta(days=7 * week + number_ % 7)} 12:00"
                key = f"{monday.replace('-', '')}{week:03}{number_:02}"
                if what == "items":
                    self._item(f"SHOP-{key}", at, "component shop", "stage done", f"resolved {at}")
                else:
                    self._commit(key, at)

    def _epic(self, key: str, monday: str, *more: str) -> None:
        first, weeks = date.fromisoformat(monday), int(_after("weeks", more) or 200)
        left, came = ([*map(int, (_after(word, more) or "0").split())] for word in ("done", "came"))
        open_ = [f"{key}-{number_}" for number_ in range(int(_after("items", more) or 0))]
        born = dict.fromkeys(open_, f"{first} 09:00")
        ends: dict[str, str] = {}
        for week in range(weeks):
            at = f"{first + timedelta(days=7 * week + 2)} 12:00"
            for _ in range(min(left[week % len(left)], len(open_))):
                ends[open_.pop(0)] = at
            for number_ in range(came[week % len(came)] if open_ else 0):
                born[f"{key}-{week}.{number_}"] = at
                open_.append(f"{key}-{week}.{number_}")
        for item, at in born.items():
            self._item(item, at, f"parent {key}", "component shop", *((f"resolved {ends[item]}", "stage done") if item in ends else ("stage in_progress",)))

    def _move(self, key: str, at: str, change: str) -> None:
        old, _, new = change.partition(" > ")
        fields = "flagged" if "blocked" in {old, new} else "status"
        old, new = ("" if fields == "flagged" and word != "blocked" else word for word in (old, new))
        self.add(WorkItemTransition("csv", key, fields, moment(at), new, old))


def _when(word: str, cells: Sequence[str]) -> datetime | None:
    told = _after(word, cells)
    return moment(told) if told else None


def _said(cells: Sequence[str], yes: str, no: str) -> bool | None:
    return True if yes in cells else False if no in cells else None


def _oid(name: str) -> str:
    """A name of a commit as a whole object id: `a` is `a000…`."""
    return name.ljust(40, "0")


@dataclass(frozen=True, slots=True)
class Looked:
    """What is told of the given events."""

    measurements: Mapping[str, Measurement]
    findings: Mapping[str, Finding]
    lines: tuple[str, ...]


@cache
def looked(given: str) -> Looked:
    """Join, measure and judge what is given of the one repository `shop`, which exports call `acme/shop`."""
    told = Told()
    for line in given.splitlines():
        if line.strip():
            told.line(line)
    with connect() as connection:
        subjects = _mounted(connection, told)
        measured = measure_all(connection, DELIVERY.measures, subjects, told.period, {})
        as_of = told.period.end - timedelta(days=1)
        bench = RunBench(connection, as_of, {(m.measure.name, m.subject): m for m in measured}, {}, Pricing(1), subjects.labels)
        findings = {found.judgement.name: found for found in judge_all((DELIVERY,), bench, {})}
        drawn = [block for block in sections(bench, [*findings.values()]) if isinstance(block, Chart)]
        lines = [*(_measured(one) for one in measured), *(_found(one) for one in findings.values()), *_joined(connection.execute)]
        lines += [f"picture: {plain(chart.so_what)}" for chart in drawn]
    return Looked({m.measure.name: m for m in measured}, findings, tuple(line.replace("\u202f", " ") for line in lines))


def _mounted(connection: Any, told: Told) -> Subjects:  # noqa: ANN401  # duckdb's own types are not exported
    if not told.tip:
        told.line("commit  a  2020-01-01 09:00")
    told.add(Repository(REPOSITORY, _oid(told.tip), datetime.combine(told.period.end, datetime.min.time()), "main", "sha1", shallow=False))
    files: tuple[type[Row], ...] = (TrackedFile, IgnoredRevision, PipelineJob, ReleaseStep, BranchRule, CodeOwner, Dependency, ReadinessSign)
    every: tuple[type[Row], ...] = (Commit, SideCommit, FileChange, Tag, Repository, *files, *IMPORTED)
    connection.execute("; ".join(declared(row).ddl for row in every if row not in told.rows))
    for row, rows in told.rows.items():
        load(connection, row.table, Columns.of(row, rows))
    connection.execute("CREATE VIEW all_commits AS FROM commits")
    commits = [row for row in told.rows.get(Commit, []) if isinstance(row, Commit)]
    signed = Counter((commit.author_name, commit.author_email) for commit in commits)
    people, signatures = identities.identities([(name, email, count) for (name, email), count in signed.items()], [])
    load(connection, "people", people)
    load(connection, "signatures", signatures)
    load(connection, "records", Columns.of(Recorded, rows_of_records(told.records)))
    subjects = subjects_of(connection, [REPOSITORY], "Acme")
    if subjects.recorded:
        mount_records(connection)
    load(connection, "repository_names", repository_names.build(connection, subjects.recorded))
    scopes.build(connection, subjects.recorded)
    history.mark(connection)
    history.build(connection)
    containment.build(connection, told.period.start)
    deliver(connection, told.period, recorded=subjects.recorded)
    return subjects


def _measured(one: Measurement) -> str:
    if one.missing:
        return f"{one.measure.name}: {one.missing.why}"
    spread = "" if one.low is None or one.high is None else f", {number(one.low, 2)} to {number(one.high, 2)}"
    return f"{one.measure.name}: {number(one.value, 2)} {one.measure.unit} from {one.observations}{spread}"


def _found(one: Finding) -> str:
    severity = f" {one.severity}" if one.severity else ""
    return f"{one.judgement.name} {one.verdict.outcome}{severity}: {plain(one.verdict.sentence)}"


def _joined(ask: Callable[[str], Any]) -> Iterator[str]:
    """The joins, a line each."""
    ends = "SELECT deployment, rollback, repeated, failed_because, recovered_by, epoch(recovered_at - deployed_at) / 3600 FROM production_deployments"
    for deployment, rollback, repeated, because, by, hours in ask(f"{ends} ORDER BY deployed_at, deployment").fetchall():
        told = "rollback" if rollback else "repeated" if repeated else f"failed, {because}" if because else "went well"
        yield f"{_short(deployment)} {told}" + (f", over after {hours:g} h by {by}" if by else ", not over" if because else "")
    began = "SELECT key, part FROM rows_deployments_outside_hours ORDER BY ALL"
    for deployment, time in ask(began).fetchall() if ask("FROM duckdb_tables() WHERE table_name = 'rows_deployments_outside_hours'").fetchall() else ():
        yield f"{_short(deployment)} began at {time}"
    brought = (
        "SELECT deployment, service, string_agg(rtrim(\"commit\", '0'), ' ' ORDER BY committed_at, \"commit\") FROM deployed_changes GROUP BY ALL ORDER BY ALL"
    )
    for deployment, _, commits in ask(brought).fetchall():
        yield f"{_short(deployment)} brought {commits}"
    for thing, key, to, why in ask('SELECT thing, key, "to", why FROM unjoined ORDER BY ALL').fetchall():
        yield f"unjoined {thing} {_short(key).rstrip('0') if thing == 'commit' else _short(key)} to {to}: {why}"
    for incident, deployment, how in ask("SELECT incident, deployment, how FROM incident_deployments WHERE deployment IS NOT NULL ORDER BY ALL").fetchall():
        yield f"incident {_short(incident)} comes from {_short(deployment)} ({how})"
    for pull, commits in ask(
        "SELECT number, string_agg(rtrim(\"commit\", '0') || ' ' || how, ', ' ORDER BY \"commit\") FROM pull_commits GROUP BY ALL"
    ).fetchall():
        yield f"pull {pull} brought in {commits}"
    phases = "SELECT key, string_agg(part || ' ' || printf('%.1f', contribution), ', ' ORDER BY part) FROM rows_pull_request_phases GROUP BY ALL ORDER BY ALL"
    for pull, days in ask(phases).fetchall():
        yield f"pull {pull.removeprefix('#')}: {days}"
    tried = "SELECT made_on, learned, certainty, promised, counts, done FROM forecast_trials WHERE kind = 'repository' ORDER BY ALL"
    for made, learned, certainty, promise, counts, done in ask(tried).fetchall():
        yield f"tried {made} from {learned} weeks: {certainty:g} at least {promise} {counts}, {done} came"
    yield from _promised(ask)
    spent = "SELECT part || ' ' || printf('%.1f', sum(contribution)) FROM rows_effort_by_purpose GROUP BY part ORDER BY part"
    yield f"effort: {', '.join(told for (told,) in ask(spent).fetchall())}"
    for item, what, how in ask("SELECT item, coalesce(rtrim(\"commit\", '0'), '#' || number), how FROM item_links ORDER BY ALL").fetchall():
        yield f"{item} is behind {what} ({how})"


def _promised(ask: Callable[[str], Any]) -> Iterator[str]:
    """When epics would be done, as it could have been said."""
    promised = (
        "SELECT epic, made_on, open, certainty, coalesce(done_by::VARCHAR, 'no day'), kept, compared >= 6, coalesce(pace_by::VARCHAR, 'no day') "
        "FROM epic_forecasts ORDER BY ALL"
    )
    for epic, made, left, certainty, until, kept, corrected, pace in ask(promised).fetchall():
        told = f"epic {epic} on {made}: {left} open, {certainty:g} done by {until}" + (f" (by its pace {pace})" if corrected else "")
        yield told + (", kept" if kept else "" if kept is None else ", not kept")


def _short(key: str) -> str:
    return key.removeprefix("csv/")
