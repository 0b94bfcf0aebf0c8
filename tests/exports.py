"""Imports for tests: files told in words, brought into a store of their own, and what its tables then hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

import duckdb

from quarterdeck.app.imports.importing import Imported, Wish, bring_in, kind_named
from quarterdeck.app.imports.mappings import Remembered, remembered
from quarterdeck.app.keeping.store import Store, connect
from quarterdeck.kernel.table import PROVENANCE
from quarterdeck.sources.exports.said import Said
from tests.builders import NOW


def import_files(
    folder: Path,
    kind: str,
    files: Mapping[str, str | bytes],
    said: Said | None = None,
    form: str = "",
    now: datetime = NOW,
    mappings: Remembered | None = None,
) -> Imported:
    """Import ``files`` (name → contents) into ``folder``/out; every mapping that is settled is agreed to."""
    wanted = kind_named(kind)
    assert wanted is not None
    folder.mkdir(exist_ok=True, parents=True)
    paths = []
    for name, contents in files.items():
        paths.append(folder / name)
        paths[-1].write_bytes(contents.encode() if isinstance(contents, str) else contents)
    store = Store(folder / "out")
    with store.writing():
        known = mappings or remembered(store.root, kind)
        return bring_in(store, Wish(wanted, paths, said or Said(), form), known, now, lambda _path, _proposal: True)


@cache
def _reader() -> duckdb.DuckDBPyConnection:
    """One for all tests: making one takes longer than most questions."""
    return connect()


def held(folder: Path, table: str, columns: str = "*") -> list[tuple[object, ...]]:
    """What a table holds, in the order of its first columns, without provenance."""
    store = Store(folder / "out")
    files = store.files(table)
    if not files:
        return []
    left_out = f"EXCLUDE ({', '.join(column.name for column in PROVENANCE)})" if columns == "*" else ""
    return list(_reader().execute(f"SELECT {columns} {left_out} FROM read_parquet(?) ORDER BY ALL", [files]).fetchall())


def told(folder: Path, table: str) -> list[str]:
    """Each row of a table as one line of its filled columns, without its place."""
    store = Store(folder / "out")
    files = store.files(table)
    if not files:
        return []
    kept = [name for name in _names(files) if name not in {"file", "line", *(column.name for column in PROVENANCE)}]
    listed = ", ".join(f'"{name}"' for name in kept)
    rows = _reader().execute(f"SELECT {listed} FROM read_parquet(?) ORDER BY ALL", [files]).fetchall()
    return [", ".join(f"{name} {_plain(value)}" for name, value in zip(kept, row, strict=True) if value not in (None, "", [])) for row in rows]


def _names(files: list[str]) -> list[str]:
    return [row[0] for row in _reader().execute("DESCRIBE SELECT * FROM read_parquet(?)", [files]).fetchall()]


def _plain(value: object) -> str:
    if isinstance(value, list):
        return " + ".join(map(str, value))
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
