"""Questions in SQL reach everything that was gathered, and nothing else on the machine."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from quarterdeck.app.asking.ask import RefusedQueryError, _close, ask, tables
from quarterdeck.app.asking.recall import NothingThereError, recall
from quarterdeck.app.concluding.session import mount_records, mount_results
from quarterdeck.app.keeping.store import Store
from tests.builders import Told, assessed


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one assessment."""
    folder = tmp_path_factory.mktemp("ask")
    told = Told(folder / "shop")
    told.commit({"app.py": "one\n"}, at="2026-10-01")
    told.tag("v1.0", at="2026-10-02")
    told.save()
    assessed(folder / "out", told.path)
    (folder / "secret.csv").write_text("secret\nhunter2\n")
    return folder / "out"


@pytest.fixture(scope="module")
def closed(out: Path) -> duckdb.DuckDBPyConnection:
    """The sandbox, once: what `ask` runs a query in."""
    run = recall(out)
    mount_records(run.connection)
    mount_results(run.connection, Store(out))
    _close(run.connection)
    return run.connection


@pytest.mark.parametrize(
    ("sql", "answer"),
    [
        ("SELECT count(*) FROM commits", [(1,)]),
        ("select tag from tags;", [("v1.0",)]),
        ("-- how many?\nSELECT 1 + 1", [(2,)]),
        ("WITH c AS (SELECT path FROM files) SELECT * FROM c", [("app.py",)]),
        ("FROM repositories SELECT repository", [("shop",)]),
        ("SELECT 'DROP TABLE commits; --'", [("DROP TABLE commits; --",)]),
        ("SELECT count(DISTINCT run) FROM findings", [(1,)]),
        ("SELECT count(*) > 5 FROM measurement_history", [(True,)]),
    ],
)
def test_a_select_is_answered(out: Path, sql: str, answer: list[tuple[object, ...]]) -> None:
    assert list(ask(out, sql).rows) == answer


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM '{secret}'", 'SELECT * FROM "{secret}"', "SELECT * FROM read_csv('{secret}')", "SELECT * FROM read_csv_auto('{secret}')",
        "SELECT * FROM read_text('{secret}')", "SELECT * FROM read_blob('{secret}')", "SELECT * FROM read_json('{secret}')",
        "SELECT * FROM sniff_csv('{secret}')",
        "SELECT * FROM glob('{folder}/*')", "SELECT * FROM '/etc/passwd'", "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM '/proc/self/environ'",
        "SELECT * FROM read_parquet('{folder}/out/evidence/commits/*/*.parquet')", "SELECT * FROM parquet_schema('{folder}/out/evidence/tags/x.parquet')",
        "SELECT * FROM all_commits", "SELECT * FROM query('SELECT * FROM ''{secret}''')", "SELECT * FROM query_table('{secret}')", "SELECT getenv('HOME')",
        "SELECT * FROM 'https://example.org/x.csv'", "SELECT * FROM sqlite_scan('{secret}', 'x')", "SELECT * FROM delta_scan('{folder}/out/evidence/tags')",
        "SELECT * FROM which_secret('x', 'y')",
    ],
)  # fmt: skip
def test_no_file_and_no_network_is_read(out: Path, closed: duckdb.DuckDBPyConnection, sql: str) -> None:
    words = sql.format(secret=out.parent / "secret.csv", folder=out.parent)
    with pytest.raises(duckdb.Error) as refused:
        closed.execute(words).fetchall()
    assert "hunter2" not in str(refused.value)


def test_nor_does_ask_read_one(out: Path) -> None:
    with pytest.raises(RefusedQueryError, match="file system operations are disabled"):
        ask(out, f"SELECT * FROM '{out.parent / 'secret.csv'}'")


@pytest.mark.parametrize(
    "sql",
    ["SET enable_external_access = true", "RESET enable_external_access", "PRAGMA enable_external_access = true", "SET lock_configuration = false",
     "INSTALL httpfs", "LOAD httpfs", "ATTACH '{folder}/new.db'", "COPY (SELECT 1) TO '{folder}/copied.csv'", "EXPORT DATABASE '{folder}/exported'"],
)  # fmt: skip
def test_the_sandbox_cannot_be_opened_from_inside(out: Path, closed: duckdb.DuckDBPyConnection, sql: str) -> None:
    with pytest.raises(duckdb.Error):
        closed.execute(sql.format(folder=out.parent))
    assert sorted(path.name for path in out.parent.iterdir()) == ["out", "secret.csv", "shop"]


@pytest.mark.parametrize(
    "sql",
    [
        "", "nonsense", "SELECT 1; SELECT 2", "SELECT 1; DROP TABLE commits", "CREATE TABLE x AS SELECT 1", "DROP TABLE commits", "DELETE FROM commits",
        "COPY commits TO '{folder}/copied.csv'", "ATTACH '{folder}/new.db'", "INSTALL httpfs", "SET threads = 1", "PRAGMA database_list; SELECT 1",
        "EXPLAIN ANALYZE COPY commits TO '{folder}/copied.csv'", "SELECT nothing FROM commits",
    ],
)  # fmt: skip
def test_anything_but_one_select_is_refused_in_words(out: Path, sql: str) -> None:
    with pytest.raises(RefusedQueryError) as refused:
        ask(out, sql.format(folder=out.parent))
    assert str(refused.value)
    assert "\n" not in str(refused.value)
    assert sorted(path.name for path in out.parent.iterdir()) == ["out", "secret.csv", "shop"]


def test_a_select_that_changes_something_changes_its_own_copy_only(out: Path) -> None:
    ask(out, "WITH gone AS (DELETE FROM commits RETURNING *) SELECT * FROM gone")
    assert list(ask(out, "SELECT count(*) FROM commits").rows) == [(1,)]


def test_every_table_that_is_listed_can_be_asked(closed: duckdb.DuckDBPyConnection) -> None:
    for table, evidence in tables():
        told = [name for name, *_ in closed.execute(f"SELECT * FROM {table.name} LIMIT 1").description or ()]
        columns = [column.name for column in table.columns] + (["source", "collector", "collected_at"] if evidence else [])
        assert sorted(told) == sorted(columns), table.name


def test_a_folder_without_an_assessment_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NothingThereError, match="run `quarterdeck assess PATH --out"):
        ask(tmp_path, "SELECT 1")
