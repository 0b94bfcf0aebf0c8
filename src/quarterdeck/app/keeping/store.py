"""Evidence on disk: Delta tables, and the manifest that says which version of each is the published one.

Writing appends or replaces in Delta; nothing is visible until `publish` renames a new manifest into place. Readers go by the
manifest's list of files, so they see the old run or the new, never half, and need no Delta library to read.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import zlib
from collections.abc import Iterable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from quarterdeck.app.keeping import leftovers
from quarterdeck.app.keeping.stored import COLLECTED, shape_of_collected
from quarterdeck.kernel.table import PROVENANCE, Columns, Row, Table, declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deltalake import DeltaTable

MANIFEST = "manifest.json"
LAYOUT = 1
"""The layout of the output folder; another number means that everything is collected anew."""
_SYSTEM_ERROR = re.compile(r"\(os error (\d+)\)")
"""How the Delta library tells a full disk or a folder that may not be written."""
_OWN_MARK, _OWN_WORDS = ".gitignore", "*\n"
"""The first file that a run writes: it makes the folder ignore itself in git, and says whose it is."""
_TAKEN = frozenset({_OWN_MARK, ".git", MANIFEST, "evidence", "views", "spill", "report.html", "report.md"})
_BUCKETS = 16
_ROW_GROUP = 20_000
"""Rows that one thread reads at a time: with Delta's million, a whole history would be read by a single core."""
_SEPARATOR = "\x1f"
_UNTOLD = re.compile(r"[\[\]|^\\\x00-\x1f]|%[0-9A-Fa-f]{2}")
"""What the Delta library takes for something else in a path (deltalake 1.6)."""


class StoreBusyError(Exception):
    """Another run is writing to the same folder."""


_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "1GB",
    "threads": "2",
}


def connect(root: Path | None = None) -> duckdb.DuckDBPyConnection:
    """An in-memory DuckDB that loads nothing by itself and spills below ``root`` (nowhere without one), never into the current folder."""
    connection = duckdb.connect(config={**_CONFIG, "temp_directory": str(root / "spill") if root else ""})
    connection.execute("SET enable_progress_bar = false")  # where there is no script file, DuckDB thinks itself in a shell and draws on standard output
    return connection


@dataclass(frozen=True, slots=True)
class Provenance:
    """What every row of a write carries: its source, the collector's version, when it was collected (UTC)."""

    source: str
    collector: str
    collected_at: datetime


@dataclass
class Store:
    """The evidence below ``root``. One writer at a time (`writing`), any number of readers."""

    root: Path
    manifest: dict[str, Any] = field(default_factory=dict)
    outdated: bool = False
    """Whether what was collected here is another program version's, and has to be collected again."""
    _deltas: dict[str, DeltaTable] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the published manifest."""
        self._read_manifest()

    def _read_manifest(self) -> None:
        """A folder without a manifest, or with one of another layout, is empty; where a collected table has changed, only what cannot be had again stays."""
        self.manifest = {}
        self.outdated = False
        self._deltas = {}
        with suppress(OSError, ValueError):
            found = json.loads((self.root / MANIFEST).read_text())
            if isinstance(found, dict) and found.get("layout") == LAYOUT:
                self.manifest = found
            self.outdated = not (self.manifest and found.get("shape") == shape_of_collected())
        self.manifest.setdefault("tables", {})
        if self.outdated:
            dropped = {declared(row).name for row in COLLECTED}
            self.manifest = {"tables": {name: entry for name, entry in self.manifest["tables"].items() if name not in dropped}}

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the folder for one run.

        Raises ``StoreBusyError`` when another run holds it (a run that was killed does not), ``OSError`` when it cannot be written, holds
        files that are not ours, or has a path that Delta cannot tell.
        """
        import fcntl  # noqa: PLC0415  # not everywhere, and only writers need it

        untold = _UNTOLD.search(os.path.realpath(self.root))  # `Path.resolve` would raise at a link that names itself
        if untold:
            raise OSError(errno.EINVAL, f"a folder with {untold[0]!r} in its path cannot hold evidence", str(self.root))
        self.root.mkdir(parents=True, exist_ok=True)
        if not self._is_ours():
            raise OSError(errno.ENOTEMPTY, "this folder holds files that no assessment wrote, and they stay untouched", str(self.root))
        with (self.root / ".lock").open("w") as lock:
            if not (self.root / _OWN_MARK).exists():
                write_atomically(self.root / _OWN_MARK, _OWN_WORDS.encode())
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise StoreBusyError(f"another assessment is writing to {self.root}") from error
            self._read_manifest()  # another run may have published between our opening and our turn
            try:
                yield
            except Exception as error:
                failed = _SYSTEM_ERROR.search(str(error))
                if is_full(error):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.root)) from error
                if failed and (isinstance(error, OSError) or type(error).__name__ == "DeltaError"):  # by name: not every run loads the library
                    raise OSError(int(failed[1]), os.strerror(int(failed[1])), str(self.root)) from error
                raise

    def _is_ours(self) -> bool:
        """Whether a run began this folder, or nothing in it bears a name that we would replace or make git ignore."""
        present = {path.name for path in self.root.iterdir()}
        with suppress(OSError, ValueError):
            if ".lock" in present and (self.root / _OWN_MARK).read_text() == _OWN_WORDS:
                return True
        return not present & _TAKEN

    def files(self, table: str) -> list[str]:
        """The Parquet files that hold the published (or, while writing, the newest) rows of a table."""
        entry = self.manifest["tables"].get(table)
        return [str(self.root / "evidence" / table / name) for name in entry["files"]] if entry else []

    def append(self, columns: Columns, provenance: Provenance) -> None:
        """Add rows to a table that grows, partitioned by a hash of the repository."""
        if len(columns):
            self._write(columns, provenance, mode="append", kept="")

    def replace(self, columns: Columns, provenance: Provenance, keys: Iterable[str] | None = None, key: str = "repository") -> None:
        """Replace the rows whose ``key`` column is one of ``keys``; all rows with ``None``."""
        names = None if keys is None else list(keys)
        kept = f"{key} NOT IN {quoted(names)}" if names else "" if names is None else "true"
        self._write(columns, provenance, mode="overwrite", kept=kept)

    def forget(self, tables: Iterable[str], repositories: Iterable[str]) -> None:
        """Drop every row of ``repositories`` from tables that grow: what stands under these names is another repository now."""
        names = list(repositories)
        for table in tables:
            if names and self._holds(table, names) and (delta := self.settle(table)):
                delta.delete(f"repository IN {quoted(names)}")
                self._record(table, delta)

    def _holds(self, table: str, repositories: list[str]) -> bool:
        files = self.files(table)
        found = self.desk.execute("SELECT 1 FROM read_parquet(?) WHERE list_contains(?, repository) LIMIT 1", [files, repositories]) if files else None
        return found is not None and found.fetchone() is not None

    def _path(self, table: str) -> Path:
        return self.root / "evidence" / table

    @cached_property
    def desk(self) -> duckdb.DuckDBPyConnection:
        """Where rows are put together for writing, and a session sees them: opened once, for opening takes longer than a small write."""
        return connect(self.root)

    def clear_desk(self) -> None:
        """Put away everything that lies on the desk."""
        if "desk" in self.__dict__:
            self.desk.close()
            del self.desk

    def _address(self, table: str) -> str:
        """The table's folder as Delta wants it: a URI, for it takes a path with a space or a per cent sign in it for another."""
        return self._path(table).resolve().as_uri()

    def _write(self, columns: Columns, provenance: Provenance, mode: str, kept: str) -> None:
        table = columns.table
        self.settle(table.name)
        connection = self.desk
        connection.execute("DROP TABLE IF EXISTS fresh")
        load(connection, "fresh", columns)
        described = ", ".join(f"'{value}' AS {name}" for name, value in (("source", provenance.source), ("collector", provenance.collector)))
        at = provenance.collected_at.isoformat(sep=" ", timespec="seconds")
        query = f"SELECT *, {described}, TIMESTAMP '{at}' AS collected_at FROM fresh"
        partition = ["bucket"] if mode == "append" else None
        if partition:
            buckets = {name: zlib.crc32(name.encode()) % _BUCKETS for name in set(columns.values["repository"])}
            connection.execute("CREATE OR REPLACE TABLE buckets (repository VARCHAR, bucket INTEGER)")
            connection.executemany("INSERT INTO buckets VALUES (?, ?)", list(buckets.items()))
            query = f"SELECT f.*, bucket FROM ({query}) f JOIN buckets USING (repository)"
        elif kept and (files := self.files(table.name)):
            names = ", ".join(f'"{column.name}"' for column in (*table.columns, *PROVENANCE))
            query = f"SELECT {names} FROM ({query} UNION ALL BY NAME FROM read_parquet(list_value{quoted(files)}) WHERE {kept})"
        self._commit(table.name, connection.sql(query), mode, partition)
        connection.execute("DROP TABLE fresh")

    def rewrite(self, row: type[Row], query: str) -> None:
        """Make what ``query`` gives at the desk the whole of a table; it gives the columns of the table and of its provenance."""
        self._commit(row.table, self.desk.sql(query), "overwrite", None)

    def _commit(self, table: str, rows: duckdb.DuckDBPyRelation, mode: str, partition: list[str] | None) -> None:
        from deltalake import DeltaTable, WriterProperties, write_deltalake  # noqa: PLC0415  # 60 ms that readers need not pay

        self._path(table).mkdir(parents=True, exist_ok=True)
        delta = self._deltas.get(table)
        write_deltalake(
            delta or self._address(table),
            rows,
            mode=mode,
            partition_by=partition,
            schema_mode="overwrite" if mode == "overwrite" else None,
            writer_properties=WriterProperties(max_row_group_size=_ROW_GROUP, compression="LZ4_RAW"),
        )  # type: ignore[call-overload]  # modes are literals there
        self._record(table, delta or DeltaTable(self._address(table)))

    def _record(self, table: str, delta: DeltaTable) -> None:
        self._deltas[table] = delta
        files = sorted(uri.rpartition(f"/{table}/")[2] for uri in delta.file_uris())
        self.manifest["tables"][table] = {**self.manifest["tables"].get(table, {}), "version": delta.version(), "files": files}

    def settle(self, table: str) -> DeltaTable | None:
        """A run that was killed may have written versions that no manifest published: go back to the published one, or to nothing."""
        from deltalake import DeltaTable  # noqa: PLC0415  # 60 ms that readers need not pay

        entry = self.manifest["tables"].get(table)
        if entry is None or not (self._path(table) / "_delta_log").is_dir():
            self.manifest["tables"].pop(table, None)
            self._deltas.pop(table, None)
            shutil.rmtree(self._path(table), ignore_errors=True)
            return None
        delta = self._deltas[table] = self._deltas.get(table) or DeltaTable(self._address(table))
        if delta.version() != entry["version"]:
            delta.restore(entry["version"])
            self._record(table, delta)
        return delta

    def publish(self, said: Mapping[str, Any], now: datetime) -> None:
        """Make everything written since the last publication visible, at once, with what the run says of itself; then sweep what nobody needs."""
        before = Store(self.root).manifest
        manifest = {**self.manifest, **said, "layout": LAYOUT, "shape": shape_of_collected()}
        manifest["retired"] = leftovers.retired(before, manifest, now)
        write_atomically(self.root / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False).encode())
        self.manifest = manifest
        leftovers.sweep(self.root, manifest)


def is_full(error: BaseException) -> bool:
    """Whether it tells that there is no room to write: a fault of no repository. Libraries tell it in the system's words."""
    return (isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}) or os.strerror(errno.ENOSPC) in str(error)


def quoted(values: Iterable[str]) -> str:
    """Texts as SQL writes a list of them: ``('one', 'l''autre')``."""
    return "(" + ", ".join("'" + value.replace("'", "''") + "'" for value in values) + ")"


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old bytes or the new, and a crash leaves no half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def load(connection: duckdb.DuckDBPyConnection, name: str, columns: Columns) -> None:
    """Create table ``name`` from columns, each with its declared storage type."""
    arrays: dict[str, Any] = {}
    selected = []
    for column in columns.table.columns:
        values: Any = columns.values[column.name]
        if column.sql == "VARCHAR[]":
            arrays[column.name] = np.array([_SEPARATOR.join(value) for value in values], dtype=object)
            selected.append(f'CASE WHEN "{column.name}" = \'\' THEN [] ELSE string_split("{column.name}", chr(31)) END::VARCHAR[] AS "{column.name}"')
            continue
        told = f'"{column.name}"'
        if isinstance(values, np.ma.MaskedArray):
            arrays[f"no {column.name}"], values = np.ma.getmaskarray(values), values.filled(0)
            told = f'CASE WHEN NOT "no {column.name}" THEN "{column.name}" END'
        if column.sql in {"BIGINT", "DOUBLE"} and not isinstance(values, np.ndarray) and None in values:
            arrays[f"no {column.name}"] = np.array([value is None for value in values])
            values = [value or 0 for value in values]
            told = f'CASE WHEN NOT "no {column.name}" THEN "{column.name}" END'
        arrays[column.name] = _array(values, column.sql)
        selected.append(f'({told})::{column.sql} AS "{column.name}"')
    if not len(columns):
        connection.execute(columns.table.ddl.replace(f"CREATE TABLE {columns.table.name}", f"CREATE TABLE {name}"))
        return
    try:
        _create(connection, name, selected, arrays)
    except duckdb.InvalidInputException:  # a lone surrogate, which a JSON file may well write: looked for only when it is met
        _create(connection, name, selected, {column: _encodable(values) for column, values in arrays.items()})


def _create(connection: duckdb.DuckDBPyConnection, name: str, selected: list[str], arrays: Mapping[str, Any]) -> None:
    connection.register("loading", arrays)
    try:
        connection.execute(f"CREATE TABLE {name} AS SELECT {', '.join(selected)} FROM loading")
    finally:
        connection.unregister("loading")


def _encodable(values: Any) -> Any:  # noqa: ANN401  # what numpy takes and gives
    """Texts with what no encoding knows in place of half characters."""
    if values.dtype != object:
        return values
    return np.array([v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in values], dtype=object)


def _array(values: Any, sql: str) -> Any:  # noqa: ANN401  # what numpy takes and gives
    if isinstance(values, np.ndarray):
        return values
    if sql == "BIGINT":
        return np.array(values, dtype=np.int64)
    if sql in {"TIMESTAMP", "DATE"}:
        return np.array(values, dtype="datetime64[s]")
    if sql.startswith("DECIMAL"):
        return np.array([None if value is None else format(value, "f") for value in values], dtype=object)
    return np.array(values, dtype=object)


def empty(table: Table) -> Columns:
    """No rows of a table."""
    return Columns(table, {column.name: [] for column in table.columns})
