"""Questions in SQL to everything gathered and computed, in a sandbox that can read that and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb

from quarterdeck.app.asking.recall import recall
from quarterdeck.app.catalogue import DERIVED
from quarterdeck.app.concluding.session import HISTORY, mount, mount_records, mount_results, narrow_to_history
from quarterdeck.app.imports.upsert import imported
from quarterdeck.app.keeping.results import FindingRow, MeasurementRow
from quarterdeck.app.keeping.store import Store, connect
from quarterdeck.app.keeping.stored import EVIDENCE
from quarterdeck.kernel.table import Table, declared
from quarterdeck.records.tables import tables as record_tables

_NO_DAY = date(9000, 1, 1)
"""After everything: what was imported is shown whole where no assessment says a day."""


class RefusedQueryError(ValueError):
    """Not one SELECT, or one that DuckDB cannot run: the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A result: column names and rows."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[object, ...]]
    as_of: str | None = None
    """The day of the assessment that was asked: what happened later is not shown."""


def ask(out: Path, sql: str) -> Answer:
    """Run one SELECT over the published run of ``out``.

    Raises ``RefusedQueryError``, and ``NothingThereError`` when the folder holds no assessment. The files that the tables are read from
    are copied into memory first; then DuckDB is cut off from every file and its settings are locked.
    """
    connection, as_of = view(out)
    _close(connection)
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise RefusedQueryError(_first_line(error)) from error
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise RefusedQueryError("exactly one SELECT is answered at a time")
    try:
        found = connection.execute(statements[0])
        return Answer(tuple(column[0] for column in found.description or ()), found.fetchall(), as_of)
    except duckdb.Error as error:
        raise RefusedQueryError(_first_line(error)) from error


def view(out: Path) -> tuple[duckdb.DuckDBPyConnection, str | None]:
    """Everything that the folder holds, and up to which day: the published run and the newest imports, or the imports alone where nothing was assessed yet."""
    store = Store(out)
    if "run" in store.manifest or not imported(store):
        connection, as_of = recall(out, newest_imports=True).connection, store.manifest.get("as_of")
    else:
        connection, as_of = connect(out), None
        mount(connection, store, [], _NO_DAY)
        narrow_to_history(connection, [])
    if not connection.execute("FROM records LIMIT 1").fetchone():
        mount_records(connection)  # without a record they are empty, and there
    mount_results(connection, store)
    return connection, as_of


def _close(connection: duckdb.DuckDBPyConnection) -> None:
    """From here on nothing but memory can be read, and no setting can change that."""
    for (name,) in connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal AND view_name NOT LIKE 'all_%'").fetchall():
        connection.execute(f'CREATE TABLE "held_{name}" AS FROM "{name}"')
        connection.execute(f'DROP VIEW "{name}"')
        connection.execute(f'ALTER TABLE "held_{name}" RENAME TO "{name}"')
    for (name,) in connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall():
        connection.execute(f'DROP VIEW "{name}"')  # those that stand behind the others; a repository without history has none
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _first_line(error: duckdb.Error) -> str:
    return "; ".join(line.strip() for line in str(error).splitlines() if line.strip())


def tables() -> list[tuple[Table, bool]]:
    """Every table that can be asked, with whether it carries provenance columns."""
    from quarterdeck.records.kinds import KINDS  # noqa: PLC0415  # few commands need every kind

    results = []
    for row in (MeasurementRow, FindingRow):
        table = declared(row)
        results += [(table, False), (replace(table, name=HISTORY[table.name], says=f"{table.says} Every run that this folder has seen."), False)]
    return [*((declared(row), True) for row in EVIDENCE), *((declared(row), False) for row in (*DERIVED, *record_tables(KINDS))), *results]
