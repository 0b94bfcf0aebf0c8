"""Delivery at the size of a large company: 2,000 repositories over 5 years, 1 million commits, 500,000 deployments, 2 million transitions of work items.

    python benchmarks/delivery.py [REPOSITORIES]

Evidence is invented in memory; what is timed is what a run adds to it: the joins, all measures of the practice, and its findings.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

import duckdb

from quarterdeck.app.concluding.judging import RunBench, judge_all
from quarterdeck.app.concluding.measuring import measure_all
from quarterdeck.app.concluding.session import deliver
from quarterdeck.app.concluding.subjects import Subjects
from quarterdeck.app.keeping.store import connect, load
from quarterdeck.app.keeping.stored import IMPORTED
from quarterdeck.assumptions.pricing import Pricing
from quarterdeck.derived import repository_names, scopes
from quarterdeck.derived.containment import Containment, Release
from quarterdeck.evidence.automation import BranchRule, PipelineJob, ReleaseStep
from quarterdeck.evidence.code import FileChange, Repository, SideCommit, Tag, TrackedFile
from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.governance import CodeOwner
from quarterdeck.evidence.readiness import ReadinessSign
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.table import declared
from quarterdeck.practices.delivery import DELIVERY

PERIOD = Period(date(2021, 11, 1), date(2026, 11, 1))
EMPTY = (
    Repository,
    SideCommit,
    FileChange,
    Tag,
    TrackedFile,
    PipelineJob,
    ReleaseStep,
    BranchRule,
    CodeOwner,
    Dependency,
    ReadinessSign,
    Containment,
    Release,
    *IMPORTED,
)
COMMITS, DEPLOYMENTS, ITEMS = 500, 250, 250
"""For each repository."""

_DAY = "TIMESTAMP '2021-11-01' + to_seconds(({n} * 157680000.0 / {of})::BIGINT)"


def _invent(repositories: int) -> str:
    """Statements that make the evidence: a line of commits for each repository, a deployment each week, one in twenty of which fails and is put back."""
    committed, deployed, begun = (_DAY.format(n=n, of=of) for n, of in (("n", COMMITS), ("n", DEPLOYMENTS), ("n", ITEMS)))
    return f"""
    CREATE TABLE all_commits AS
    SELECT 'r' || r AS repository, md5(r || '/' || n) || '00000000' AS "commit",
        CASE WHEN n = 0 THEN []::VARCHAR[] ELSE [md5(r || '/' || (n - 1)) || '00000000'] END AS parents, {committed} AS committed_at,
        'K' || r || '-' || (n // 2) || ' change (#' || (n // 2) || ')' AS subject
    FROM range({repositories}) a(r), range({COMMITS}) b(n);
    CREATE TABLE work AS
    SELECT repository, "commit", 'p' || (hash("commit") % 4000) AS person, 'human' AS kind, committed_at AS authored_at, committed_at, false AS merge,
        false AS assisted, NULL::VARCHAR AS apart
    FROM all_commits;
    INSERT INTO repositories BY NAME
    SELECT 'r' || r AS repository, 'h' AS head, TIMESTAMP '2026-10-31' AS head_at, 'main' AS branch, 'sha1' AS object_format, false AS shallow
    FROM range({repositories}) a(r);
    INSERT INTO deployments BY NAME
    SELECT 'github' AS tool, r || '-' || n AS id, {deployed} + INTERVAL 1 HOUR AS deployed_at, 'acme/r' || r AS repository, 'production' AS environment,
        CASE WHEN n % 20 = 19 THEN 'failed' ELSE 'succeeded' END AS status, md5(r || '/' || (n * {COMMITS // DEPLOYMENTS})) || '00000000' AS "commit",
        n % 20 = 0 AS rollback, n % 10 = 0 AS unplanned
    FROM range({repositories}) a(r), range({DEPLOYMENTS}) b(n);
    INSERT INTO pull_requests BY NAME
    SELECT 'github' AS tool, 'acme/r' || r AS repository, n AS number, {begun} AS created_at, {begun} + INTERVAL 2 DAY AS merged_at, 'ann' AS author,
        'K' || r || '-' || n AS branch
    FROM range({repositories}) a(r), range({ITEMS}) b(n);
    INSERT INTO reviews BY NAME
    SELECT 'github' AS tool, r || '-' || n AS id, 'acme/r' || r AS repository, n AS number, {begun} + INTERVAL 1 DAY AS submitted_at,
        'p' || (n % 9) AS reviewer, 'approved' AS verdict
    FROM range({repositories}) a(r), range({ITEMS}) b(n);
    INSERT INTO incidents BY NAME
    SELECT 'pagerduty' AS tool, r || '-' || n AS id, {deployed} + INTERVAL 3 HOUR AS created_at, 'r' || r AS service,
        {deployed} + INTERVAL 5 HOUR AS resolved_at, true AS caused_by_change
    FROM range({repositories}) a(r), range(0, {DEPLOYMENTS}, 25) b(n);
    """  # noqa: S608  # numbers of this module alone


def _invent_items(repositories: int) -> str:
    """Work items, each with four steps to its end."""
    begun = _DAY.format(n="n", of=ITEMS)
    return f"""
    INSERT INTO work_items BY NAME
    SELECT 'jira' AS tool, 'K' || r || '-' || n AS id, {begun} AS created_at, CASE n % 3 WHEN 0 THEN 'Bug' ELSE 'Story' END AS kind, 'Done' AS status,
        'done' AS stage, {begun} + INTERVAL 4 DAY AS resolved_at
    FROM range({repositories}) a(r), range({ITEMS}) b(n);
    INSERT INTO work_item_transitions BY NAME
    SELECT 'jira' AS tool, 'K' || r || '-' || n AS item, 'status' AS field, {begun} + INTERVAL 1 DAY * s AS changed_at,
        ['To Do', 'In Progress', 'In Review', 'In Test', 'Done'][s + 1] AS to_value,
        ['Backlog', 'To Do', 'In Progress', 'In Review', 'In Test'][s + 1] AS from_value
    FROM range({repositories}) a(r), range({ITEMS}) b(n), range(1, 5) c(s);
    """  # noqa: S608  # numbers of this module alone


def main() -> None:
    """Print how long each step took, and the most memory."""
    repositories = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as scratch:
        _write(Path(scratch), repositories)
        _measure(Path(scratch), repositories)


def _write(folder: Path, repositories: int) -> None:
    """The evidence as Parquet files, as a run finds it; made by a process of its own, for memory is measured."""
    if os.fork():
        os.wait()
        return
    connection = duckdb.connect(str(folder / "invented.db"))
    connection.execute("; ".join(declared(row).ddl for row in EMPTY))
    connection.execute(_invent(repositories))
    connection.execute(_invent_items(repositories))
    for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
        connection.execute(f"COPY {name} TO '{folder}/{name}.parquet'")
    os._exit(0)


def _measure(folder: Path, repositories: int) -> None:
    connection = connect(folder)
    for file in sorted(folder.glob("*.parquet")):
        kind = "TABLE" if file.stem in {"work", "repositories"} else "VIEW"
        connection.execute(f"CREATE {kind} {file.stem} AS FROM read_parquet('{file}')")
    connection.execute("CREATE VIEW commits AS FROM all_commits")
    marks = [("", time.perf_counter())]
    load(connection, "repository_names", repository_names.build(connection))
    scopes.build(connection)
    deliver(connection, PERIOD)
    marks.append(("joined", time.perf_counter()))
    subjects = Subjects(
        {"repository": [Subject("repository", f"r{r}") for r in range(repositories)], "company": [Subject("company", "company", "Acme")]},
    )
    measured = measure_all(connection, DELIVERY.measures, subjects, PERIOD, {})
    marks.append(("measured", time.perf_counter()))
    bench = RunBench(connection, date(2026, 10, 31), {(m.measure.name, m.subject): m for m in measured}, {}, Pricing(1), {})
    found = judge_all((DELIVERY,), bench, {})
    marks.append(("judged", time.perf_counter()))
    for (_, before), (step, after) in pairwise(marks):
        sys.stdout.write(f"{step:<10}{after - before:6.1f} s\n")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    sys.stdout.write(f"{'together':<10}{marks[-1][1] - marks[0][1]:6.1f} s, {peak:.1f} GB at most; {len(measured)} measurements, {len(found)} findings\n")


if __name__ == "__main__":
    main()
