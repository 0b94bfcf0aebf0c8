"""Compute measures: every measure for all its subjects at once, its rows kept in a table for whoever explains it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from quarterdeck.app.concluding.subjects import NO_RECORD, Subjects
from quarterdeck.app.keeping.stored import IMPORTED
from quarterdeck.kernel.finding import MeasureRow
from quarterdeck.kernel.measure import Fold, Measure, Measurement, RowArrays
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.problem import Problem
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.table import declared
from quarterdeck.kernel.text import counted

if TYPE_CHECKING:
    import duckdb

SIDE_BY_SIDE = 2
"""Measures computed at once: most are too small for DuckDB to share one out over the cores."""
_PARAMETER = re.compile(r"\$(\w+)")


def measure_all(
    connection: duckdb.DuckDBPyConnection,
    measures: Sequence[Measure],
    subjects: Subjects,
    period: Period,
    criteria: Mapping[str, float],
    problems: Sequence[Problem] = (),
) -> list[Measurement]:
    """Measurements of every measure for every subject of its kind.

    ``criteria`` are the values of criteria by name; ``problems`` silence what needs the tables that they spoil, broken records what needs them.
    """
    empty_tables = _nothing_imported(connection, measures)
    asked: dict[str, dict[str, NotAssessed]] = {}

    def one(measure: Measure) -> list[Measurement]:
        every, tables = subjects.of(measure.subject), (*measure.needs, *measure.also_reads)
        if not every or subjects.reads_nothing(tables):
            return [Measurement(measure, subject, period, np.nan, None, None, 0, NO_RECORD) for subject in every]
        cursor = connection.cursor()
        values: dict[str, Folded] = {}
        gaps: dict[str, NotAssessed] = {}
        if empty_tables.issuperset(_imports_of(measure) or [measure.name]):  # nothing was supplied: that is what to say, before any other want
            cursor.execute(f"CREATE OR REPLACE TABLE {rows_table(measure)} (subject VARCHAR, key VARCHAR, part VARCHAR, contribution DOUBLE)")
        else:
            made = make_rows(cursor, measure, period, criteria)
            values = fold_rows(cursor, measure.fold, rows_table(measure)) if made else {}
            gaps = _gaps(cursor, measure, period, criteria, asked)
        gaps |= _silenced(measure, problems)
        return [_measurement(measure, subject, period, values, subjects.silenced(subject, tables) or gaps.get(subject.key)) for subject in every]

    with ThreadPoolExecutor(SIDE_BY_SIDE) as workers:
        return [measurement for found in workers.map(one, measures) for measurement in found]


def _imports_of(measure: Measure) -> list[str]:
    """The imported tables that its rows need."""
    return [row.table for row in measure.needs if row in IMPORTED]


def _nothing_imported(connection: duckdb.DuckDBPyConnection, measures: Sequence[Measure]) -> set[str]:
    """Imported tables without a row. Where all those are empty that a measure needs, it has no rows, and nobody has to look for them."""
    tables = sorted({table for measure in measures for table in _imports_of(measure)})
    asked = " UNION ALL ".join(f"SELECT '{table}' WHERE NOT EXISTS (FROM {table})" for table in tables)
    return {table for (table,) in connection.execute(asked).fetchall()} if asked else set()


def _measurement(measure: Measure, subject: Subject, period: Period, values: Mapping[str, Folded], gap: NotAssessed | None) -> Measurement:
    value, low, high, count = values.get(subject.key, (None, None, None, 0))
    missing = gap or (measure.absent if value is None else None)
    if missing or value is None:
        return Measurement(measure, subject, period, np.nan, None, None, count, missing)
    return Measurement(measure, subject, period, value, low, high, count)


def rows_table(measure: Measure) -> str:
    """The name of the table that holds a measure's rows."""
    return f"rows_{measure.name}"


def make_rows(connection: duckdb.DuckDBPyConnection, measure: Measure, period: Period, criteria: Mapping[str, float]) -> int:
    """Make the rows table of a measure, in a fixed order. Returns the number of its rows."""
    query = f"CREATE OR REPLACE TABLE {rows_table(measure)} AS SELECT subject, key, part, contribution::DOUBLE AS contribution FROM ({measure.rows})"
    (made,) = connection.execute(filled(query, measure, period, criteria)).fetchone() or (0,)
    return int(made)


def filled(query: str, measure: Measure, period: Period, criteria: Mapping[str, float]) -> str:
    """The query with ``$start``, ``$end``, ``$as_of`` and criteria in place. Raises ``KeyError`` for an undeclared name: a bug."""
    values: dict[str, str] = {
        "start": f"TIMESTAMP '{period.start}'",
        "end": f"TIMESTAMP '{period.end}'",
        "as_of": f"(TIMESTAMP '{period.end}' - INTERVAL 1 DAY)",
    }
    values |= {criterion.name: repr(float(criteria.get(criterion.name, criterion.value))) for criterion in measure.criteria}
    return _PARAMETER.sub(lambda match: values[match.group(1)], query)


Folded: TypeAlias = tuple[float | None, float | None, float | None, int]
"""A value with its low and high end, and the number of rows."""


def fold_rows(connection: duckdb.DuckDBPyConnection, fold: Fold, table: str) -> dict[str, Folded]:
    """Value, low, high and count of rows per subject, from the rows in ``table`` alone."""
    value, low, high = fold.sql or "NULL", fold.low or "NULL", fold.high or "NULL"
    folded = connection.execute(
        f"SELECT subject, ({value})::DOUBLE, ({low})::DOUBLE, ({high})::DOUBLE, count(*) FROM {table} GROUP BY subject ORDER BY subject"
    ).fetchall()
    if fold.arrays:
        values = fold.arrays(_arrays(connection, table))
        folded = [(row[0], None if np.isnan(values[index]) else float(values[index]), *row[2:]) for index, row in enumerate(folded)]
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in folded}


def _arrays(connection: duckdb.DuckDBPyConnection, table: str) -> RowArrays:
    """Rows as codes: subjects in the order of their names, keys and parts numbered apart for each subject."""
    told: dict[str, Any] = connection.execute(
        f"""
        SELECT dense_rank() OVER (ORDER BY subject) - 1 AS subject, dense_rank() OVER (ORDER BY subject, key) - 1 AS key,
            CASE WHEN part IS NULL OR part = '' THEN -1 ELSE dense_rank() OVER (ORDER BY subject, part) - 1 END AS part, contribution
        FROM {table} ORDER BY subject, key, part, contribution
        """
    ).fetchnumpy()
    subjects = int(told["subject"].max()) + 1 if len(told["subject"]) else 0
    whole = {name: np.asarray(told[name], dtype=np.int64) for name in ("subject", "key", "part")}
    return RowArrays(whole["subject"], whole["key"], whole["part"], np.asarray(told["contribution"], dtype=np.float64), subjects)


def _gaps(
    connection: duckdb.DuckDBPyConnection, measure: Measure, period: Period, criteria: Mapping[str, float], asked: dict[str, dict[str, NotAssessed]]
) -> dict[str, NotAssessed]:
    """Why nothing can be said of some subjects; ``asked`` keeps the answers, for measures that share a question."""
    if not measure.gaps:
        return {}
    question = f"SELECT subject, why, supply FROM ({filled(measure.gaps, measure, period, criteria)}) ORDER BY ALL DESC"
    if question not in asked:
        asked[question] = {subject: NotAssessed(why, supply) for subject, why, supply in connection.execute(question).fetchall()}
    return dict(asked[question])


def _silenced(measure: Measure, problems: Sequence[Problem]) -> dict[str, NotAssessed]:
    needed = {declared(row).name for row in measure.needs}
    spoiled: dict[str, int] = {}
    for problem in problems:
        if needed & set(problem.silences):
            spoiled[problem.place.source] = spoiled.get(problem.place.source, 0) + 1
    return {
        source: NotAssessed(f"evidence that it needs could not be read: {counted(count, 'problem')}", "Mend what the list of problems names, then assess again")
        for source, count in spoiled.items()
    }


def rows_of(connection: duckdb.DuckDBPyConnection, measurement: Measurement, limit: int | None = None) -> list[MeasureRow]:
    """The rows behind a measurement, greatest contribution first, then by key."""
    limited = "" if limit is None else f" LIMIT {limit}"
    told = connection.execute(
        f"SELECT key, coalesce(part, ''), contribution FROM {rows_table(measurement.measure)} WHERE subject = ? ORDER BY contribution DESC, key, part{limited}",
        [measurement.subject.key],
    ).fetchall()
    return [MeasureRow(*row) for row in told]


def rows_about(connection: duckdb.DuckDBPyConnection, measurement: Measurement, name: str, begins: str | None) -> list[MeasureRow]:
    """The rows behind a measurement whose key or part is called so, or whose key begins with something, in the order of `rows_of`."""
    told = connection.execute(
        f"""
        SELECT key, coalesce(part, ''), contribution FROM {rows_table(measurement.measure)}
        WHERE subject = $subject AND (key = $name OR part = $name OR starts_with(key, $begins)) ORDER BY contribution DESC, key, part
        """,
        {"subject": measurement.subject.key, "name": name, "begins": begins},
    ).fetchall()
    return [MeasureRow(*row) for row in told]


def rows_of_many(connection: duckdb.DuckDBPyConnection, measure: Measure, subjects: Sequence[str]) -> dict[str, list[MeasureRow]]:
    """All rows of some subjects of a measure, each in the order of `rows_of`: one question for all of them."""
    told = connection.execute(
        f"""
        SELECT subject, key, coalesce(part, ''), contribution FROM {rows_table(measure)} WHERE subject IN (SELECT unnest(?))
        ORDER BY subject, contribution DESC, key, part
        """,
        [list(subjects)],
    ).fetchall()
    found: dict[str, list[MeasureRow]] = {subject: [] for subject in subjects}
    for subject, *row in told:
        found[subject].append(MeasureRow(*row))
    return found


def first_rows(connection: duckdb.DuckDBPyConnection, measure: Measure, limit: int) -> dict[str, list[MeasureRow]]:
    """The first ``limit`` rows of each subject of a measure, in the order of `rows_of`: one question for all subjects."""
    told = connection.execute(
        f"""
        SELECT subject, key, coalesce(part, ''), contribution FROM {rows_table(measure)}
        QUALIFY row_number() OVER (PARTITION BY subject ORDER BY contribution DESC, key, part) <= {limit}
        ORDER BY subject, contribution DESC, key, part
        """
    ).fetchall()
    found: dict[str, list[MeasureRow]] = {}
    for subject, *row in told:
        found.setdefault(subject, []).append(MeasureRow(*row))
    return found
