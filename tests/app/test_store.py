"""Rows come back from the store as they went in, whatever is in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, ClassVar

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.app.keeping.store import Provenance, Store, connect, load, quoted
from quarterdeck.kernel.table import Columns
from tests.builders import NOW

PROVENANCE = Provenance("git", "git 1", NOW)


@dataclass(frozen=True, slots=True)
class Everything:
    """A table with a column of each sort."""

    table: ClassVar[str] = "everything"
    repository: Annotated[str, "Text."]
    text: Annotated[str | None, "Text or nothing."]
    whole: Annotated[int | None, "A whole number or nothing."]
    real: Annotated[float | None, "A number or nothing."]
    yes: Annotated[bool | None, "True, false or nothing."]
    day: Annotated[date | None, "A day or nothing."]
    moment: Annotated[datetime, "A moment."]
    words: Annotated[tuple[str, ...], "Words."]
    amount: Annotated[Decimal | None, "An exact amount or nothing."] = None


TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=8)
ROWS = st.lists(
    st.builds(
        Everything, TEXT, st.none() | TEXT, st.none() | st.integers(-(2**63), 2**63 - 1), st.none() | st.floats(allow_nan=False), st.none() | st.booleans(),
        st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)), st.datetimes().map(lambda at: at.replace(microsecond=0)),
        st.lists(TEXT.filter(lambda word: word and "\x1f" not in word), max_size=3).map(tuple),
        st.none() | st.decimals(-(10**15), 10**15, places=12),
    ), max_size=5,
)  # fmt: skip


def seen(told: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Rows as Python has them."""
    return [tuple(tuple(value) if isinstance(value, list) else value for value in row) for row in told]


def as_tuples(given_rows: list[Everything]) -> list[tuple[object, ...]]:
    return [(r.repository, r.text, r.whole, r.real, r.yes, r.day, r.moment, r.words, r.amount) for r in given_rows]


CONNECTION = duckdb.connect()


@given(ROWS)
def test_rows_are_loaded_as_they_are(given_rows: list[Everything]) -> None:
    CONNECTION.execute("DROP TABLE IF EXISTS everything")
    load(CONNECTION, "everything", Columns.of(Everything, given_rows))
    assert seen(CONNECTION.execute("FROM everything").fetchall()) == as_tuples(given_rows)


def row(repository: str, text: str) -> Everything:
    return Everything(repository, text, None, None, None, None, NOW, ())


def held(store: Store) -> list[tuple[object, ...]]:
    """(repository, text) of what the store holds."""
    files = store.files("everything")
    return sorted(duckdb.execute("SELECT repository, text FROM read_parquet(?)", [files]).fetchall()) if files else []


def test_append_adds_replace_replaces_forget_forgets(tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    quote = 'l\'été "x"'
    store.append(Columns.of(Everything, [row("shop", "1"), row(quote, "2"), row("web", "3")]), PROVENANCE)
    store.append(Columns.of(Everything, [row("shop", "4")]), PROVENANCE)
    assert held(store) == [(quote, "2"), ("shop", "1"), ("shop", "4"), ("web", "3")]
    store.forget(["everything", "unknown"], [quote, "nobody"])
    assert held(store) == [("shop", "1"), ("shop", "4"), ("web", "3")]


def test_replace_touches_the_named_repositories_alone(tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    store.replace(Columns.of(Everything, [row("shop", "1"), row("l'été", "2")]), PROVENANCE, ["shop", "l'été"])
    store.replace(Columns.of(Everything, [row("l'été", "3")]), PROVENANCE, ["l'été"])
    assert held(store) == [("l'été", "3"), ("shop", "1")]
    store.replace(Columns.of(Everything), PROVENANCE, [])
    assert held(store) == [("l'été", "3"), ("shop", "1")]
    store.replace(Columns.of(Everything), PROVENANCE, ["shop"])
    assert held(store) == [("l'été", "3")]
    store.replace(Columns.of(Everything, [row("new", "4")]), PROVENANCE)
    assert held(store) == [("new", "4")]


def test_readers_see_the_published_rows_until_the_next_publication(tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    store.replace(Columns.of(Everything, [row("shop", "old")]), PROVENANCE, ["shop"])
    assert held(Store(tmp_path / "out")) == []
    store.publish({}, NOW)
    store.replace(Columns.of(Everything, [row("shop", "new")]), PROVENANCE, ["shop"])
    assert (held(Store(tmp_path / "out")), held(store)) == ([("shop", "old")], [("shop", "new")])
    store.publish({}, NOW)
    assert held(Store(tmp_path / "out")) == [("shop", "new")]


@pytest.mark.parametrize("text", ["\ud800", "a\udcffb", "\x00", "a\x00b"])
def test_text_that_no_encoding_knows_is_kept_as_far_as_it_can_be(text: str) -> None:
    connection = duckdb.connect()
    load(connection, "everything", Columns.of(Everything, [row("shop", text), row("shop", "fine")]))
    assert connection.execute("SELECT text FROM everything WHERE text = 'fine'").fetchall() == [("fine",)]


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_texts_are_quoted_as_sql_reads_them(values: list[str]) -> None:
    assert duckdb.execute(f"SELECT list_value{quoted(values)}").fetchall() == [(values,)]


def test_a_session_spills_nothing_into_the_working_folder() -> None:
    (folder,) = connect().execute("SELECT current_setting('temp_directory')").fetchone() or (None,)
    assert not folder or Path(str(folder)).is_absolute()


@pytest.mark.parametrize("name", [".gitignore", "manifest.json", "report.html", "report.md", "evidence/commits/theirs.txt", "views/theirs.txt", ".git/HEAD"])
def test_a_folder_with_files_of_somebody_else_is_refused_and_they_stay_as_they_are(tmp_path: Path, name: str) -> None:
    theirs = tmp_path / name
    theirs.parent.mkdir(parents=True, exist_ok=True)
    theirs.write_text("*.pyc\n")
    with pytest.raises(OSError, match="files that no assessment wrote"), Store(tmp_path).writing():
        pass
    assert theirs.read_text() == "*.pyc\n"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [theirs]


@pytest.mark.parametrize("name", ["result.json", "notes/mine.md"])
def test_a_folder_with_files_that_we_never_write_will_do_and_will_do_again(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine")
    for _ in range(2):
        with Store(tmp_path).writing():
            (tmp_path / "manifest.json").write_text("{}")
    assert (tmp_path / name).read_text() == "mine"


def test_a_link_that_names_itself_is_an_error_in_words_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OSError, match="loop"), Store(tmp_path / "loop").writing():
        pass


class DeltaError(Exception):
    """Stands for the library's own error, which is told apart by its name."""


@pytest.mark.parametrize("kind", [DeltaError, OSError])
def test_a_full_disk_is_told_in_one_line(tmp_path: Path, kind: type[Exception]) -> None:
    with pytest.raises(OSError, match="No space left") as told, Store(tmp_path).writing():
        raise kind("Failed to parse parquet:\n  \x1b[31mUnable to copy data to file: No space left on device (os error 28)")
    assert told.value.strerror == "No space left on device"


def test_another_fault_of_the_library_stays_a_crash(tmp_path: Path) -> None:
    with pytest.raises(DeltaError), Store(tmp_path).writing():
        raise DeltaError("Invalid table version: 7")
