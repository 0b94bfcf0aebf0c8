"""One table of many files: ids for rows without one, and one row for each key, whatever the order of files and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from quarterdeck.kernel.table import declared
from quarterdeck.sources.exports.convert import literal
from quarterdeck.sources.exports.kinds.kind import Reader

_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Part:
    """Typed rows of one file, in ``relation``."""

    relation: str
    file: str


def combine(connection: duckdb.DuckDBPyConnection, parts: Sequence[Part], reader: Reader, target: str) -> int:
    """Make ``target`` the rows of all parts with the table's own columns; the number of rows that another with their key took the place of."""
    names = [column.name for column in reader.columns]
    listed = ", ".join(f'"{name}"' for name in names)
    union = " UNION ALL ".join(f"SELECT {listed}, line, {literal(part.file)} AS file FROM {part.relation}" for part in parts)
    connection.execute(f"CREATE TABLE {target}_all AS {_with_id(reader, names, union)}")
    for part in parts:
        connection.execute(f"DROP TABLE {part.relation}")
    row = reader.row
    key = ", ".join(f'"{name}"' for name in row.key)
    (rows,), (keys,) = (
        connection.execute(f"SELECT count(*) FROM {query}").fetchall()[0] for query in (f"{target}_all", f"(SELECT DISTINCT {key} FROM {target}_all)")
    )
    ordered = [c.name for c in declared(row).columns if c.name not in row.key and c.name not in {"file", "line"}]
    first = [reader.newest] if reader.newest else []
    by = ", ".join([*(f'"{name}" DESC NULLS LAST' for name in dict.fromkeys([*first, *ordered])), "file", "line"])
    one = "" if rows == keys else f" QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {by}) = 1"
    columns = ", ".join(f'"{column.name}"' for column in declared(row).columns)
    connection.execute(f"CREATE TABLE {target} AS SELECT {columns} FROM {target}_all{one}")
    connection.execute(f"DROP TABLE {target}_all")
    return int(rows - keys)


def _with_id(reader: Reader, names: Sequence[str], union: str) -> str:
    """A select of all columns, with an id (or who answered) made of the row's identity where the export gives none."""
    own = reader.made
    listed = ", ".join(f'"{name}"' for name in names if name != own)
    if own not in names:
        return f"SELECT {listed}, file, line FROM ({union})"
    if not reader.identity:
        return f'SELECT "{own}", {listed}, file, line FROM ({union})'
    parts = ", ".join(f"coalesce(\"{name}\"::VARCHAR, '')" for name in reader.identity)
    hashed = f"SELECT *, left(md5(concat_ws(chr(31), {parts})), {_DIGITS}) AS digest FROM ({union})"
    made = "digest"
    if reader.counted:
        others = ", ".join(f'"{name}"' for name in names if name not in reader.identity and name != own)
        made = f"digest || '-' || row_number() OVER (PARTITION BY digest, \"{own}\" IS NULL ORDER BY {others or 'digest'})"
    return f'SELECT coalesce("{own}", {made}) AS "{own}", {listed}, file, line FROM ({hashed})'
