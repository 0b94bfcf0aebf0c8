"""Bring imported rows into their table: a row with the key of another takes its place, and what is there already changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quarterdeck.app.concluding.session import complete
from quarterdeck.app.keeping.store import Provenance, Store, load, quoted
from quarterdeck.app.keeping.stored import IMPORTED
from quarterdeck.evidence.imported import ImportedFile, ImportedRow
from quarterdeck.kernel.subject import stable_id
from quarterdeck.kernel.table import PROVENANCE, Columns, declared


@dataclass(frozen=True, slots=True)
class Change:
    """What an import did to a table."""

    table: str
    read: int
    new: int
    changed: int
    dropped: int
    """Rows that a complete export no longer has."""

    @property
    def unchanged(self) -> int:
        """Rows that were there already, word for word."""
        return self.read - self.new - self.changed


def upsert(store: Store, row: type[ImportedRow], relation: str, provenance: Provenance, scopes: Sequence[tuple[str, ...]] = ()) -> Change:
    """Bring the rows of ``relation``, at the store's desk and one for each key, into the table. Nothing is written when nothing changes.

    Place (``file``, ``line``) and provenance are those of the file that last changed the row: to stand in another file is no change.
    """
    desk = store.desk
    store.settle(row.table)
    files = store.files(row.table)
    names = [column.name for column in declared(row).columns]
    stored = complete(row, f"read_parquet(list_value{quoted(files)}, hive_partitioning=false)") if files else None
    same = " AND ".join(f'f."{name}" = k."{name}"' for name in row.key)
    compared = [name for name in names if name not in row.key and name not in {"file", "line"}]
    alike = " AND ".join(f'f."{name}" IS NOT DISTINCT FROM k."{name}"' for name in compared) or "true"
    desk.execute("DROP VIEW IF EXISTS differing; DROP TABLE IF EXISTS fresh_or_changed; DROP TABLE IF EXISTS superseded")
    if stored is None:
        desk.execute(f"CREATE VIEW differing AS SELECT *, true AS fresh FROM {relation}")
    else:
        desk.execute(
            f'CREATE TABLE fresh_or_changed AS SELECT f.*, k."{row.key[0]}" IS NULL AS fresh FROM {relation} f LEFT JOIN ({stored}) k ON {same} '
            f'WHERE NOT coalesce({alike} AND k."{row.key[0]}" IS NOT NULL, false)'
        )
        desk.execute("CREATE VIEW differing AS FROM fresh_or_changed")
    ((new, changed),) = desk.execute("SELECT count(*) FILTER (fresh), count(*) FILTER (NOT fresh) FROM differing").fetchall()
    gone = _gone(store, row, relation, stored, same, scopes)
    ((read,),) = desk.execute(f"SELECT count(*) FROM {relation}").fetchall()
    if new or changed or gone:
        _rewrite(store, row, stored, provenance)
    desk.execute(f"DROP VIEW differing; DROP TABLE IF EXISTS fresh_or_changed; DROP TABLE {relation}")
    return Change(row.table, read, new, changed, gone)


def load_rows(store: Store, columns: Columns, relation: str) -> None:
    """Bring rows that are few to the store's desk."""
    load(store.desk, relation, columns)


def _gone(store: Store, row: type[ImportedRow], relation: str, stored: str | None, same: str, scopes: Sequence[tuple[str, ...]]) -> int:
    """Mark the rows of a scope that the complete export of that scope no longer has; how many. ``scopes`` are told even without a row."""
    key = ", ".join(f'k."{name}"' for name in row.key)
    if stored is None or not row.whole:
        none = ", ".join(f'NULL::VARCHAR AS "{name}"' for name in row.key)
        store.desk.execute(f"CREATE TABLE superseded AS SELECT * FROM (SELECT {none}) WHERE false")
        return 0
    scope = " AND ".join(f'f."{name}" = k."{name}"' for name in row.whole)
    whole = ", ".join(f'k."{name}"' for name in row.whole)
    empty = f" OR ({whole}) IN ({', '.join(quoted(told) for told in scopes)})" if scopes else ""
    store.desk.execute(
        f"CREATE TABLE superseded AS SELECT {key} FROM ({stored}) k "
        f"WHERE (EXISTS (FROM {relation} f WHERE {scope}){empty}) AND NOT EXISTS (FROM {relation} f WHERE {same})"
    )
    return int(store.desk.execute("SELECT count(*) FROM superseded").fetchall()[0][0])


def _rewrite(store: Store, row: type[ImportedRow], stored: str | None, provenance: Provenance) -> None:
    """The kept rows and the new ones, in the order of their keys, so that the same rows make the same files."""
    names = ", ".join(f'"{column.name}"' for column in declared(row).columns)
    carried = ", ".join(column.name for column in PROVENANCE)
    at = provenance.collected_at.isoformat(sep=" ", timespec="seconds")
    fresh = f"SELECT {names}, '{provenance.source}' AS source, '{provenance.collector}' AS collector, TIMESTAMP '{at}' AS collected_at FROM differing"
    query = fresh
    if stored is not None:
        apart = " AND ".join(f'd."{name}" = k."{name}"' for name in row.key)
        kept = f"SELECT {names}, {carried} FROM ({stored}) k WHERE NOT EXISTS (FROM differing d WHERE {apart})"
        if row.whole:
            kept += f" AND NOT EXISTS (FROM superseded d WHERE {apart})"
        query = f"{fresh} UNION ALL {kept}"
    order = ", ".join(f'"{name}"' for name in row.key)
    store.rewrite(row, f"SELECT * FROM ({query}) ORDER BY {order}")
    store.manifest["tables"][row.table]["fingerprint"] = _fingerprint(store, row)


def _fingerprint(store: Store, row: type[ImportedRow]) -> str:
    """A hash of what the table says: the same whatever the order of its rows, the files they came from and the time of import."""
    files = store.files(row.table)
    if not files:
        return stable_id("")
    told = ", ".join(f'coalesce("{column.name}"::VARCHAR, chr(30))' for column in declared(row).columns if column.name not in {"file", "line"})
    summed = f"count(*)::VARCHAR || '-' || coalesce(bit_xor(md5_number_lower(concat_ws(chr(31), {told}))), 0)::VARCHAR"
    found = store.desk.execute(f"SELECT {summed} FROM read_parquet(list_value{quoted(files)}, hive_partitioning=false)").fetchall()
    return stable_id(found[0][0])


def imported(store: Store) -> dict[str, Mapping[str, Any]]:
    """The manifest's entries of imported tables: what a run pins."""
    return {row.table: dict(entry) for row in IMPORTED if (entry := store.manifest["tables"].get(row.table))}


def pin(store: Store, entries: Mapping[str, Mapping[str, Any]]) -> None:
    """Show the imported tables as they were when ``entries`` was taken."""
    for row in IMPORTED:
        store.manifest["tables"].pop(row.table, None)
    store.manifest["tables"].update({name: dict(entry) for name, entry in entries.items()})


def fingerprint_of(store: Store) -> list[tuple[str, str]]:
    """What tells the imports of one run from another's."""
    return sorted((name, str(entry.get("fingerprint", ""))) for name, entry in imported(store).items() if name != ImportedFile.table)
