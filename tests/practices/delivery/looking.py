"""What is told of scenarios of delivery: joined, measured and judged, a line for each thing that is said.

A run costs half a second of processor time, whatever it is about. So scenarios about one repository are looked at side by side: each is told of a repository
of its own (`Told.mark`), and of it is heard what was said of that one. Where the record, several services or the company as a whole matter, one is alone,
and nothing is measured that is not asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
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
from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.governance import CodeOwner
from quarterdeck.evidence.readiness import ReadinessSign
from quarterdeck.kernel.finding import Finding, Practice
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.section import Block, Chart, TableBlock
from quarterdeck.kernel.table import Columns, Row, declared
from quarterdeck.kernel.text import number, plain
from quarterdeck.practices.delivery import DELIVERY
from quarterdeck.practices.delivery.sections import sections
from quarterdeck.records.tables import Recorded
from tests.practices.delivery.scenarios import Told
from tests.practices.scenarios import Scenario, rows_of_records

_MARK = re.compile(r"q\d+z", re.IGNORECASE)
_ALONE = re.compile(r"^(record|pace|epic|period)\b|  (service|change) ", re.MULTILINE)
_OF_ALL = re.compile(r"picture|table|effort|(company|team|system|vendor)_|.*Acme")
"""What is given, and what is said, that makes a scenario one to look at alone."""


def stands_alone(scenario: Scenario) -> bool:
    """Whether it says something of more than its repository."""
    return bool(_ALONE.search(scenario.given)) or any(_OF_ALL.match(line) for line in scenario.says)


@cache
def side_by_side(many: tuple[Scenario, ...], *, backwards: bool = False) -> Mapping[str, tuple[str, ...]]:
    """Of each scenario by its title what is told, all looked at in one run; ``backwards``: events in the opposite order, commits in theirs."""
    told = [Told(mark=f"q{number_}z") for number_ in range(len(many))]
    for one, scenario in zip(told, many, strict=True):
        lines = scenario.given.splitlines()
        commits = [line for line in lines if line.startswith("commit")]
        one.every("\n".join([*reversed([line for line in lines if line not in commits]), *commits] if backwards else lines))
    found: dict[str, list[str]] = {one.mark: [] for one in told}
    for line in _looked(told, DELIVERY):
        mark = _MARK.search(line)
        for of in [mark.group().lower()] if mark else found:
            found[of].append(_MARK.sub("", line))
    return {scenario.title: tuple(found[one.mark]) for one, scenario in zip(told, many, strict=True)}


def looked(scenario: Scenario) -> tuple[str, ...]:
    """What is told of one that stands alone: of everything for a picture, a table or a vendor, else of the measures and findings it names."""
    told = Told()
    told.every(scenario.given)
    named = {line.partition(":")[0] for line in scenario.says} | {line.partition(" ")[0] for line in scenario.says}
    judgements = tuple(one for one in DELIVERY.judgements if one.name in named)
    wanted = {*named, *_BEHIND_LINES, *(measure.name for judgement in judgements for measure in judgement.judges)}
    measures = tuple(one for one in DELIVERY.measures if one.name in wanted)
    return (*_looked([told], DELIVERY if named & _OF_EVERYTHING else replace(DELIVERY, measures=measures, judgements=judgements)),)


_OF_EVERYTHING = {"picture", "table", "vendor-delivers-later"}
"""What nothing can be told of without everything else."""
_BEHIND_LINES = ("deployments_outside_hours", "pull_request_phases", "effort_by_purpose")
"""Measures whose rows are told."""


def _looked(told: Sequence[Told], practice: Practice) -> Iterator[str]:
    """Join, measure and judge what is given, and tell it."""
    with connect() as connection:
        subjects = _mounted(connection, told)
        period = told[0].period
        measured = measure_all(connection, practice.measures, subjects, period, {})
        bench = RunBench(connection, period.end - timedelta(days=1), {(m.measure.name, m.subject): m for m in measured}, {}, Pricing(1), subjects.labels)
        findings = judge_all((practice,), bench, {})
        lines = [*(_marked(one.subject.key) + _measured(one) for one in measured), *(_marked(one.subject.key) + _found(one) for one in findings)]
        lines += _joined(connection.execute)
        if practice is DELIVERY and len(told) == 1:
            lines += [line for block in sections(bench, findings) for line in _shown(block)]
    yield from (line.replace("\u202f", " ") for line in lines)


def _shown(block: Block) -> Iterator[str]:
    """What a picture says, and a table row by row."""
    if isinstance(block, Chart):
        yield f"picture: {plain(block.so_what)}"
    if isinstance(block, TableBlock):
        yield from (f"table {block.caption}: {' | '.join(plain(cell) for cell in row)}" for row in block.rows)


def _mounted(connection: Any, every: Sequence[Told]) -> Subjects:  # noqa: ANN401  # duckdb's own types are not exported
    rows: dict[type[Row], list[Row]] = {}
    for told in every:
        for kind, these in told.rows.items():
            rows.setdefault(kind, []).extend(these)
    period, records = every[0].period, every[0].records
    files: tuple[type[Row], ...] = (TrackedFile, IgnoredRevision, PipelineJob, ReleaseStep, BranchRule, CodeOwner, Dependency, ReadinessSign)
    tables: tuple[type[Row], ...] = (Commit, SideCommit, FileChange, Tag, Repository, *files, *IMPORTED)
    connection.execute("; ".join(declared(row).ddl for row in tables if row not in rows))
    for row, these in rows.items():
        load(connection, row.table, Columns.of(row, these))
    connection.execute("CREATE VIEW all_commits AS FROM commits")
    commits = [row for row in rows.get(Commit, []) if isinstance(row, Commit)]
    signed = Counter((commit.author_name, commit.author_email) for commit in commits)
    people, signatures = identities.identities([(name, email, count) for (name, email), count in signed.items()], [])
    load(connection, "people", people)
    load(connection, "signatures", signatures)
    load(connection, "records", Columns.of(Recorded, rows_of_records(records)))
    subjects = subjects_of(connection, [told.repository for told in every], "Acme")
    if subjects.recorded:
        mount_records(connection)
    load(connection, "repository_names", repository_names.build(connection, subjects.recorded))
    scopes.build(connection, subjects.recorded)
    history.mark(connection)
    history.build(connection)
    containment.build(connection, period.start)
    deliver(connection, period, recorded=subjects.recorded)
    return subjects


def _marked(where: str) -> str:
    """The mark of a repository."""
    return "".join(_MARK.findall(where))


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
    ends = "SELECT deployment, rollback, repeated, failed_because, recovered_by, epoch(recovered_at - failed_at) / 3600 FROM production_deployments"
    for deployment, rollback, repeated, because, by, hours in ask(f"{ends} ORDER BY deployed_at, deployment").fetchall():
        told = "rollback" if rollback else "repeated" if repeated else f"failed, {because}" if because else "went well"
        yield f"{_short(deployment)} {told}" + (f", over after {round(hours, 2):g} h by {by}" if by else ", not over" if because else "")
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
    brought = "SELECT number, string_agg(rtrim(\"commit\", '0') || ' ' || how, ', ' ORDER BY \"commit\") FROM pull_commits GROUP BY number, repository"
    for pull, commits in ask(brought).fetchall():
        yield f"pull {pull} brought in {commits}"
    phases = "SELECT subject, key, string_agg(part || ' ' || printf('%.1f', contribution), ', ' ORDER BY part) FROM rows_pull_request_phases GROUP BY ALL"
    for where, pull, days in ask(phases).fetchall():
        yield f"pull {pull.removeprefix('#')}{_marked(where)}: {days}"
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
    """Without the tool, unless it is another; the mark stays."""
    told = re.fullmatch(r"csv(q\d+z)?/(.*)", key)
    return f"{told[2]}{told[1] or ''}" if told else key
