"""Delimited text as a DuckDB table of texts, with the line at which each row begins; what has too few or too many cells is a problem.

The table is read by DuckDB, never row by row in Python. Lines are counted on the bytes, for a quoted cell may hold line ends.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TypeAlias

import duckdb
import numpy as np

from quarterdeck.sources.exports.collect import Export, UnreadableExportError
from quarterdeck.sources.exports.quotes import Rejected, rewritten

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 50
_LONGEST_LINE = 16_000_000
_TOLD = 1000
_QUOTE, _NEWLINE = ord('"'), ord("\n")
_UNCLOSED = "UNQUOTED VALUE"
Rejects: TypeAlias = list[tuple[int, str, str]]
"""Of each fault that DuckDB found: the byte, counted from one, at which the row begins, the sort of fault, and its words."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as a table of texts: ``relation`` has the columns ``c0``, ``c1``, … and ``line``."""

    relation: str
    columns: tuple[str, ...]
    rows: int
    rejected: tuple[Rejected, ...]
    rejected_rows: int


def read_sheet(connection: duckdb.DuckDBPyConnection, export: Export, relation: str) -> Sheet:
    """Read delimited text with a header line into ``relation``. Raises ``UnreadableExportError``."""
    skipped, start = (1, export.start.partition("\n")[2]) if export.start[:5].lower().startswith("sep=") else (0, export.start)
    delimiter = export.start[4:5] if skipped and export.start[4:5].strip("\n") else _delimiter(start)
    header, lines = _header(start, delimiter)
    columns = tuple(name.strip() for name in header)
    if not any(columns):
        raise UnreadableExportError("it holds no header line; the first line must name the columns")
    offsets = _record_starts(export)[skipped + 1 :] if lines else _record_starts(export)[skipped:]
    rejects = _load(connection, export, relation, len(columns), delimiter, skipped + lines)
    sheet = _numbered(connection, relation, columns, offsets, rejects)
    return sheet or _with_care(connection, export, relation, columns, delimiter, skipped + lines)


def _with_care(connection: duckdb.DuckDBPyConnection, export: Export, relation: str, columns: tuple[str, ...], delimiter: str, skip: int) -> Sheet:
    """The sheet again, where quotation marks kept lines from being told apart."""
    connection.execute(f"DROP TABLE {relation}")
    lines, rejected = rewritten(export.path, delimiter, len(columns), skip)
    _load(connection, export, relation, len(columns), ",", 0)
    _beside(connection, relation, np.array(lines, dtype=np.int64))
    return Sheet(relation, columns, len(lines), tuple(rejected[:_TOLD]), len(rejected))


def _delimiter(start: str) -> str:
    """The one that cuts the first rows into the most, equally many cells; a comma when none does."""
    whole = start.rpartition("\n")[0] or start
    best, most = ",", 1
    for delimiter in DELIMITERS:
        try:
            rows = [row for _, row in zip(range(_SAMPLE), csv.reader(io.StringIO(whole), delimiter=delimiter), strict=False) if row]
        except csv.Error:
            continue
        cells = len(rows[0]) if rows else 0
        alike = sum(len(row) == cells for row in rows)
        if cells > most and alike * 2 >= len(rows):
            best, most = delimiter, cells
    return best


def _header(start: str, delimiter: str) -> tuple[list[str], int]:
    """The cells of the header, and how many lines it takes, empty lines before it included."""
    reader = csv.reader(io.StringIO(start), delimiter=delimiter)
    try:
        header = next((row for row in reader if any(cell.strip() for cell in row)), [])
    except csv.Error as error:
        raise UnreadableExportError(f"its header line cannot be read ({error})") from error
    return header, reader.line_num


def _load(connection: duckdb.DuckDBPyConnection, export: Export, relation: str, cells: int, delimiter: str, skip: int) -> Rejects:
    """Make the table of texts; what DuckDB could not read, with the byte at which each row of that begins."""
    names = ", ".join(f"'c{index}': 'VARCHAR'" for index in range(cells))
    path = str(export.path).replace("'", "''")
    try:
        connection.execute(
            f"CREATE TABLE {relation} AS SELECT * FROM read_csv('{path}', delim = '{delimiter}', quote = '\"', escape = '\"', header = false, skip = {skip}, "
            f"auto_detect = false, columns = {{{names}}}, ignore_errors = true, store_rejects = true, rejects_limit = 0, max_line_size = {_LONGEST_LINE}, "
            f"new_line = '\\n', parallel = true)"
        )
    except duckdb.Error as error:
        first = next((line.strip() for line in str(error).splitlines() if line.strip()), "")
        raise UnreadableExportError(f"it cannot be read as a table ({first[:200]})") from error
    rejects = connection.execute("SELECT line_byte_position, error_type, error_message FROM reject_errors ORDER BY line_byte_position").fetchall()
    connection.execute("DROP TABLE reject_errors; DROP TABLE reject_scans")
    return rejects


def _record_starts(export: Export) -> np.ndarray:
    """(byte, line) at which each record that is not empty begins: line ends within quotes end no record."""
    data = np.fromfile(export.path, dtype=np.uint8)
    ends = np.flatnonzero(data == _NEWLINE)
    quotes = np.flatnonzero(data == _QUOTE)
    starts = np.concatenate(([0], ends + 1))
    starts = starts[starts < len(data)]
    lines = np.arange(1, len(starts) + 1)
    if len(quotes):
        outside = np.searchsorted(quotes, starts) % 2 == 0
        starts, lines = starts[outside], lines[outside]
    filled = data[starts] != _NEWLINE
    return np.stack([starts[filled], lines[filled]], axis=1)


def _numbered(connection: duckdb.DuckDBPyConnection, relation: str, columns: tuple[str, ...], records: np.ndarray, rejects: Rejects) -> Sheet | None:
    """The table with each row's line: the records of the file in order, without those that were rejected. None where quotation marks hide that."""
    rows = connection.execute(f"SELECT count(*) FROM {relation}").fetchall()[0][0]
    places = sorted({place - 1 for place, _, _ in rejects})
    where = np.searchsorted(records[:, 0], places) if len(records) else np.zeros(0, dtype=np.int64)
    exact = len(records) == rows + len(places) and all(i < len(records) and records[i, 0] == place for i, place in zip(where, places, strict=True))
    if not exact or any(kind == _UNCLOSED for _, kind, _ in rejects):
        return None
    _beside(connection, relation, np.delete(records[:, 1], where).astype(np.int64))
    line_at = dict(zip(places, records[where, 1], strict=True))
    seen: dict[int, Rejected] = {}
    for place, kind, message in rejects[: _TOLD * 2]:
        seen.setdefault(place, Rejected(int(line_at[place - 1]), _in_words(kind, message)))
    return Sheet(relation, columns, rows, tuple(seen.values())[:_TOLD], len(places))


def _beside(connection: duckdb.DuckDBPyConnection, relation: str, lines: np.ndarray) -> None:
    """Put the column ``line`` beside the rows."""
    connection.register("numbered", {"line": lines})
    connection.execute(f"CREATE TABLE {relation}_lines AS SELECT line FROM numbered")
    connection.unregister("numbered")
    connection.execute(f"CREATE TABLE {relation}_all AS SELECT r.*, l.line FROM {relation} r POSITIONAL JOIN {relation}_lines l")
    connection.execute(f"DROP TABLE {relation}; DROP TABLE {relation}_lines; ALTER TABLE {relation}_all RENAME TO {relation}")


def _in_words(kind: str, message: str) -> str:
    """What DuckDB found wrong with a row, as people say it."""
    counts = [word for word in message.replace(":", " ").split() if word.isdigit()]
    if kind in {"MISSING COLUMNS", "TOO MANY COLUMNS"} and len(counts) > 1:
        return f"{counts[1]} cells where the header has {counts[0]}"
    return {"LINE SIZE OVER MAXIMUM": "the row is longer than 16 MB"}.get(kind, kind.lower())
