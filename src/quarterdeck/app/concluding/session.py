"""One run's view of the evidence: every table by its name in a closed, in-memory DuckDB, as things stood at ``as_of``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import duckdb

from quarterdeck.app.keeping.results import FindingRow, MeasurementRow
from quarterdeck.app.keeping.store import Store, empty, load, quoted
from quarterdeck.app.keeping.stored import DEEP, EVIDENCE, GROWING, HEAD, IMPORTED, RECORDED, STRUCTURE
from quarterdeck.derived import (
    authorship,
    code_lines,
    containers,
    containment,
    decided,
    delivery,
    doors,
    history,
    identities,
    incident_causes,
    key_people,
    links,
    packages,
    reliability,
    repository_names,
    scopes,
    standards,
    touches,
)
from quarterdeck.evidence.code import MailmapEntry
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.table import PROVENANCE, Row, declared
from quarterdeck.records.tables import views

HAPPENED: dict[type[Row], str] = {row: row.happened for row in IMPORTED if row.happened}
"""When the rows of imported tables came to be: what lies after ``as_of`` is not shown."""

HISTORY = {"measurements": "measurement_history", "findings": "finding_history"}
"""The tables of every run's results, beside those of the published run."""


def mount(
    connection: duckdb.DuckDBPyConnection, store: Store, repositories: Sequence[str], as_of: date, parsed: Sequence[str] = (), followed: Sequence[str] = ()
) -> None:
    """Show each stored table under its name: rows of ``repositories`` only, tags and imported events as they stood at the end of ``as_of``.

    ``parsed`` and ``followed`` are those whose structure and lines were read up to the assessed head: the deep tables show no other.
    """
    for name, shown in (("chosen", repositories), ("parsed", parsed), ("followed", followed)):
        connection.execute(f"CREATE TABLE {name} (repository VARCHAR)")
        if shown:
            connection.execute(f"INSERT INTO {name} SELECT unnest(?)", [list(shown)])
    end = as_of + timedelta(days=1)
    held = [row for row in EVIDENCE if store.files(declared(row).name)]
    for row in held:
        _mount_table(connection, store, row, end)
    connection.execute("; ".join(_empty(row) for row in EVIDENCE if row not in held))
    connection.execute(f"DELETE FROM tags WHERE tagged_at >= TIMESTAMP '{end}'")


def _name(row: type[Row]) -> str:
    """What a stored table is called in a session, before history is narrowed."""
    return f"all_{row.table}" if row in GROWING else row.table


def _mount_table(connection: duckdb.DuckDBPyConnection, store: Store, row: type[Row], end: date) -> None:
    table = declared(row)
    names = ", ".join(f'"{column.name}"' for column in (*table.columns, *PROVENANCE))
    own = (
        f" WHERE repository IN (FROM {'parsed' if row in STRUCTURE else 'followed' if row in DEEP else 'chosen'})"
        if table.columns[0].name == "repository"
        else ""
    )
    if happened := HAPPENED.get(row):
        own = f" WHERE {happened} IS NULL OR {happened} < TIMESTAMP '{end}'"
    shape = "TABLE" if row in HEAD or row in RECORDED else "VIEW"  # what most measures join is held; the rest is read when something asks for it
    rows = f"read_parquet(list_value{quoted(store.files(table.name))}, hive_partitioning=false)"
    if row in IMPORTED:
        rows = f"({complete(row, rows)})"
    connection.execute(f"CREATE {shape} {_name(row)} AS SELECT {names} FROM {rows}{own}")


def complete(row: type[Row], rows: str) -> str:
    """Kept rows with every column of today's table: one that was added since they were written is empty in them."""
    columns = ", ".join(f'NULL::{column.sql} AS "{column.name}"' for column in (*declared(row).columns, *PROVENANCE))
    return f"SELECT * FROM (SELECT {columns}) WHERE false UNION ALL BY NAME SELECT * FROM {rows}"


def _empty(row: type[Row]) -> str:
    """The statement that makes a stored table without rows."""
    columns = ", ".join(f'"{column.name}" {column.sql}' for column in (*declared(row).columns, *PROVENANCE))
    return f"CREATE TABLE {_name(row)} ({columns})"


def narrow_to_history(connection: duckdb.DuckDBPyConnection, heads: Sequence[tuple[str, str, bool]]) -> None:
    """Make ``commits`` and ``file_changes`` what the assessed heads contain.

    ``heads`` gives for each repository its head and whether everything collected is known to be in that head's history; where it is
    not (an earlier ``as_of``, a rewritten branch), the history is walked from the head.
    """
    walked = [(repository, head) for repository, head, whole in heads if not whole]
    if not walked:
        connection.execute("CREATE VIEW commits AS FROM all_commits")
        connection.execute("CREATE VIEW file_changes AS FROM all_file_changes")
        return
    connection.execute('CREATE TABLE within (repository VARCHAR, "commit" VARCHAR)')
    for repository, head in walked:
        parents: dict[str, list[str]] = dict(connection.execute('SELECT "commit", parents FROM all_commits WHERE repository = ?', [repository]).fetchall())
        reached = list(reachable(head, parents))
        if reached:
            connection.execute("INSERT INTO within SELECT ?, unnest(?)", [repository, reached])
    names = [repository for repository, _ in walked]
    for name in ("commits", "file_changes"):
        connection.execute(
            f"CREATE TABLE {name} AS SELECT a.* FROM all_{name} a WHERE repository NOT IN {quoted(names)} "
            f'OR EXISTS (FROM within w WHERE w.repository = a.repository AND w."commit" = a."commit")'
        )


def reachable(head: str, parents: dict[str, list[str]]) -> set[str]:
    """The commits in the history of ``head``, as far as their parents are known."""
    seen: set[str] = set()
    waiting = [head]
    while waiting:
        commit = waiting.pop()
        if commit not in seen and commit in parents:
            seen.add(commit)
            waiting.extend(parents[commit])
    return seen


def mount_records(connection: duckdb.DuckDBPyConnection) -> None:
    """Show each kind of record as a table of its own."""
    from quarterdeck.records.kinds import KINDS  # noqa: PLC0415  # a twentieth of a second, which only a workspace needs

    present = [kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM records").fetchall()]
    connection.execute(views(KINDS, present))


def derive(connection: duckdb.DuckDBPyConnection, period: Period, mailmap: Iterable[MailmapEntry] = (), *, recorded: bool = False) -> None:
    """Build the derived tables from the evidence in view; ``period`` is what is measured over. ``mailmap`` comes before the repositories' own.

    ``recorded`` says whether records are in view (`mount_records`).
    """
    with ThreadPoolExecutor(1) as beside:
        marking = beside.submit(history.mark, connection.cursor())
        _who_is_who(connection, mailmap)
        load(connection, "repository_names", repository_names.build(connection, recorded))
        scopes.build(connection, recorded)
        marking.result()
        history.build(connection)
        code_lines.build(connection)
        releases = beside.submit(containment.build, connection.cursor(), period.start)
        authorship.build(connection)
        key_people.build(connection)
        touches.build(connection, period)
        load(connection, "links", links.build(connection))
        for built in packages.build(connection):
            load(connection, built.table.name, built)
        releases.result()
    containers.build(connection, recorded)
    for built in decided.build(connection, recorded):
        load(connection, built.table.name, built)
    load(connection, "breaches", standards.build(connection, period, recorded))
    doors.build(connection, period, recorded)
    deliver(connection, period, recorded=recorded)
    load(connection, "incident_kinds", reliability.build(connection, period, recorded=recorded))
    incident_causes.build(connection, recorded=recorded)


def deliver(connection: duckdb.DuckDBPyConnection, period: Period, *, recorded: bool = False) -> None:
    """Build the joins of delivery, two at a time: while one goes through histories in memory, the database works on the other."""
    if delivery.joins_nothing(connection):
        delivery.forecast(connection, period, recorded=recorded)
        return
    with ThreadPoolExecutor(1) as beside:
        items = beside.submit(delivery.worked_on, connection.cursor(), period)
        delivery.deployed(connection, period)
        items.result()
        forecasts = beside.submit(delivery.forecast, connection.cursor(), period, recorded=recorded)
        delivery.ended(connection, period, recorded=recorded)
        forecasts.result()


def _who_is_who(connection: duckdb.DuckDBPyConnection, mailmap: Iterable[MailmapEntry]) -> None:
    signatures = connection.execute(
        """
        SELECT name, email, sum(n)::BIGINT FROM (
            SELECT author_name AS name, author_email AS email, count(*) AS n FROM commits GROUP BY ALL
            UNION ALL SELECT coalesce(tagger_name, ''), tagger_email, count(*) FROM tags WHERE tagger_email IS NOT NULL GROUP BY ALL)
        GROUP BY ALL
        """
    ).fetchall()
    theirs = connection.execute("SELECT repository, line, name, email, commit_name, commit_email FROM mailmap ORDER BY ALL").fetchall()
    people, signed = identities.identities(signatures, [*(MailmapEntry(*entry) for entry in theirs), *mailmap])
    load(connection, "people", people)
    load(connection, "signatures", signed)


def mount_results(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Show the measurements and findings of the published run, and those of every run as ``measurement_history`` and ``finding_history``."""
    for row in (MeasurementRow, FindingRow):
        table = declared(row)
        history_name = HISTORY[table.name]
        names = ", ".join(column.name for column in table.columns)
        files = store.files(table.name)
        load(connection, history_name, empty(table))
        if files:  # by name: a run of years ago may lack a column of today
            told = f"FROM {history_name} WHERE false UNION ALL BY NAME FROM read_parquet(list_value{quoted(files)})"
            connection.execute(f"INSERT INTO {history_name} SELECT {names} FROM ({told})")
        run = str(store.manifest.get("run", "")).replace("'", "''")
        connection.execute(f"CREATE TABLE {table.name} AS FROM {history_name} WHERE run = '{run}'")
