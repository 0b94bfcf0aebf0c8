"""One table of many files: ids for rows without one, and one row for each key, whatever the order of files and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from quarterdeck.kernel.table import declared
from quarterdeck.sources.exports.convert import literal
from quarterdeck.sources.exports.kinds.kind import Reader

_DIGITS = 20
_TOLD = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """Typed rows of one file, in ``relation``."""

    relation: str
    file: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Two rows with one key that say different things: where the one lies that is not kept, where the kept one, and what differs."""

    file: str
    line: int
    kept_file: str
    kept_line: int
    differs: str


@dataclass(frozen=True, slots=True)
class Combined:
    """What became of rows with the key of another one in the same files."""

    twice: int = 0
    """All of them."""
    older: int = 0
    """Those of which a newer one was taken."""
    contradicted: int = 0
    clashes: tuple[Clash, ...] = ()
    """The first of those that are contradicted."""


def combine(connection: duckdb.DuckDBPyConnection, parts: Sequence[Part], reader: Reader, target: str) -> Combined:
    """Make ``target`` the rows of all parts with the table's own columns, one for each key.

    Of rows with one key the newest is kept; where none is newer, the one that says the worst, then the one with the greater values.
    """
    row, names = reader.row, [column.name for column in reader.columns]
    listed = ", ".join(f'"{name}"' for name in names)
    union = " UNION ALL ".join(f"SELECT {listed}, line, {literal(part.file)} AS file FROM {part.relation}" for part in parts)
    columns = ", ".join(f'"{column.name}"' for column in declared(row).columns)
    made = bool(reader.identity) and reader.made in names
    connection.execute(f"CREATE TABLE {target}_all AS {_with_id(reader, columns, union) if made else f'SELECT {columns} FROM ({union})'}")
    for part in parts:
        connection.execute(f"DROP TABLE {part.relation}")
    key = ", ".join(f'"{name}"' for name in row.key)
    rows, keys = _counted(connection, f"{target}_all", key)
    if made and (rows != keys or reader.alone):
        _tell_apart(connection, reader, names, f"{target}_all")
        rows, keys = _counted(connection, f"{target}_all", key)
    if made:
        connection.execute(f"ALTER TABLE {target}_all DROP COLUMN digest")
    if rows == keys:
        connection.execute(f"ALTER TABLE {target}_all RENAME TO {target}")
        return Combined()
    ordered = [c.name for c in declared(row).columns if c.name not in row.key and c.name not in {"file", "line"}]
    newest = [f'"{reader.newest}" DESC NULLS LAST'] if reader.newest else []
    worst = [f'coalesce("{name}"::VARCHAR = {literal(value)}, false) DESC' for name, value in reader.worst.items()]
    by = ", ".join([*newest, *worst, *(f'"{name}" DESC NULLS LAST' for name in ordered if name != reader.newest), "file", "line"])
    one = f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {by}) = 1"
    connection.execute(f"CREATE TABLE {target} AS SELECT {columns} FROM {target}_all {one}")
    found = _clashes(connection, reader, target, ordered, rows - keys)
    connection.execute(f"DROP TABLE {target}_all")
    return found


def _counted(connection: duckdb.DuckDBPyConnection, relation: str, key: str) -> tuple[int, int]:
    """The rows, and the keys among them."""
    counts = [connection.execute(f"SELECT count(*) FROM {query}").fetchall()[0][0] for query in (relation, f"(SELECT DISTINCT {key} FROM {relation})")]
    return int(counts[0]), int(counts[1])


def _clashes(connection: duckdb.DuckDBPyConnection, reader: Reader, target: str, names: Sequence[str], twice: int) -> Combined:
    """The rows that are not kept against the kept one. A field that only one of them fills contradicts nothing."""
    same = " AND ".join(f'o."{name}" = k."{name}"' for name in reader.row.key)
    newer = f'coalesce(k."{reader.newest}" > o."{reader.newest}" OR (k."{reader.newest}" IS NOT NULL AND o."{reader.newest}" IS NULL), false)'
    told = ", ".join(f"""CASE WHEN o."{n}" <> k."{n}" THEN '{n} ' || {_short(f'o."{n}"')} || ' ≠ ' || {_short(f'k."{n}"')} END""" for n in names)
    connection.execute(
        f"CREATE TABLE {target}_twice AS SELECT o.file, o.line, k.file AS kept_file, k.line AS kept_line, {newer if reader.newest else 'false'} AS older, "
        f"concat_ws(', ', {told or 'NULL'}) AS differs FROM {target}_all o JOIN {target} k ON {same} WHERE (o.file, o.line) <> (k.file, k.line)"
    )
    clash = "NOT older AND differs <> ''"
    counted = f"SELECT count(*) FILTER (older AND differs <> ''), count(*) FILTER ({clash}) FROM {target}_twice"
    ((older, contradicted),) = connection.execute(counted).fetchall()
    listed = f"SELECT file, line, kept_file, kept_line, differs FROM {target}_twice WHERE {clash} ORDER BY file, line LIMIT {_TOLD}"
    clashes = tuple(Clash(*found) for found in connection.execute(listed).fetchall())
    connection.execute(f"DROP TABLE {target}_twice")
    return Combined(twice, older, contradicted, clashes)


def _short(value: str) -> str:
    """SQL: the start of a value, a decimal number without the zeros that its type adds."""
    return f"regexp_replace(left({value}::VARCHAR, 60), '\\.0+$|(\\.\\d*[1-9])0+$', '\\1')"


def _with_id(reader: Reader, columns: str, union: str) -> str:
    """A select of all columns, with an id (or who answered) made of the row's identity where the export gives none; and that hash, as ``digest``."""
    own = reader.made
    parts = ", ".join(f"coalesce(\"{name}\"::VARCHAR, '')" for name in reader.identity)
    hashed = f'SELECT *, CASE WHEN "{own}" IS NULL THEN left(md5(concat_ws(chr(31), {parts})), {_DIGITS}) END AS digest FROM ({union})'
    first = "digest || '-1'" if reader.counted else "digest"
    return f'SELECT {columns}, digest FROM (SELECT * REPLACE (coalesce("{own}", {first}) AS "{own}") FROM ({hashed}))'


def _tell_apart(connection: duckdb.DuckDBPyConnection, reader: Reader, names: Sequence[str], relation: str) -> None:
    """Count the rows of one identity, where they are different things. Most have one row, and keep the id that they have."""
    own = reader.made
    if reader.counted:
        others = ", ".join(f'"{name}"' for name in names if name not in reader.identity and name != own)
        several = f"SELECT digest FROM {relation} WHERE digest IS NOT NULL GROUP BY digest HAVING count(*) > 1"
        numbered = f"SELECT rowid AS place, row_number() OVER (PARTITION BY digest ORDER BY {others or 'digest'}) AS number"
        connection.execute(
            f"UPDATE {relation} SET \"{own}\" = digest || '-' || n.number FROM ({numbered} FROM {relation} WHERE digest IN ({several})) n "
            f"WHERE {relation}.rowid = n.place"
        )
    if reader.alone:
        within = ", ".join(f'"{name}"' for name in reader.alone)
        lone = f"SELECT {within} FROM {relation} WHERE digest IS NOT NULL GROUP BY ALL HAVING count(*) = 1"
        connection.execute(f"UPDATE {relation} SET \"{own}\" = '' WHERE digest IS NOT NULL AND ({within}) IN ({lone})")
