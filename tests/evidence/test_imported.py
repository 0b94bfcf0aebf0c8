"""Tables that exports fill say which thing a row is about, and when it happened."""

from __future__ import annotations

import duckdb
import pytest

from quarterdeck.app.keeping.stored import IMPORTED
from quarterdeck.evidence.imported import ImportedFile, ImportedRow
from quarterdeck.kernel.table import declared

each = pytest.mark.parametrize("row", IMPORTED, ids=lambda row: str(row.table))


@each
def test_the_key_comes_first_and_is_never_empty(row: type[ImportedRow]) -> None:
    columns = {column.name: column for column in declared(row).columns}
    assert row.key
    assert set(row.key) <= set(columns)
    assert not [name for name in row.key if columns[name].nullable]
    assert next(iter(columns)) in row.key


@each
def test_the_time_of_the_event_is_a_time(row: type[ImportedRow]) -> None:
    columns = {column.name: column.sql for column in declared(row).columns}
    assert not row.happened or columns[row.happened] in {"TIMESTAMP", "DATE"}


@each
def test_a_scope_is_part_of_the_key(row: type[ImportedRow]) -> None:
    assert set(row.whole) < set(row.key)


@each
def test_every_row_says_where_it_stands(row: type[ImportedRow]) -> None:
    if row is not ImportedFile:
        assert [column.name for column in declared(row).columns][-2:] == ["file", "line"]


@each
def test_columns_are_named_so_that_a_query_need_not_quote_them(row: type[ImportedRow]) -> None:
    names = [column.name for column in declared(row).columns]
    for name in names:
        duckdb.execute(f'SELECT {name}, max({name}) FROM (SELECT 1 AS "{name}") GROUP BY {name}')


def test_money_is_exact_and_has_its_currency_beside_it() -> None:
    for row in IMPORTED:
        columns = {column.name: column.sql for column in declared(row).columns}
        if any(sql.startswith("DECIMAL") for sql in columns.values()):
            assert {"currency", "billing_currency"} & set(columns), row.table


def test_no_table_has_a_column_for_salaries() -> None:
    names = {column.name for row in IMPORTED for column in declared(row).columns}
    assert not [name for name in names if "salary" in name or "pay" in name.split("_")]
