"""Reference data: where it is kept on this machine, how it comes into a run's evidence, and what is derived from it.

The cache holds published files as they were published (``quarterdeck data update``). A run takes their rows into its own store, so that it
can be concluded again when the cache has moved on; it does so only when the files have changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quarterdeck.app.gathering.caches import caches
from quarterdeck.app.keeping.store import Provenance, Store, load
from quarterdeck.derived import package_checks, standing_runtimes
from quarterdeck.derived.support import PRODUCTS, supported
from quarterdeck.derived.vulnerabilities import vulnerable
from quarterdeck.evidence.dependencies import Dependency, Runtime
from quarterdeck.evidence.reference import Advisory, ExploitedVulnerability, SupportCycle
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.kernel.table import Columns, Row, declared
from quarterdeck.sources.reference import collect, extract, shipped

if TYPE_CHECKING:
    import duckdb


def cache_folder() -> Path:
    """Where published files are kept."""
    return caches() / "reference"


def bring_in(store: Store, cache: Path, now: datetime) -> list[Problem]:
    """Bring the rows of the published files into the store when the files have changed; the faults met in them, now or then.

    Files whose names, sizes and times are those of the last run are not read again. The shipped support cycles stand in for missing ones.
    """
    known = store.manifest.get("reference", {})
    stamp = _stamp(cache)
    if known.get("stamp") != stamp:
        fingerprint = collect.fingerprint(cache)
        if known.get("fingerprint") != fingerprint:
            found = extract.extract(collect.stored(cache))
            provenance = Provenance("reference", extract.VERSION, now)
            for columns in (found.advisories, found.exploited, found.cycles, found.sets):
                if len(columns) or store.files(columns.table.name):
                    store.replace(columns, provenance)
            known = {"problems": [asdict(problem) for problem in found.problems]}
        store.manifest["reference"] = known = {**known, "stamp": stamp, "fingerprint": fingerprint}
    return [Problem(Place(**p["place"]), p["what"], p["mend"], tuple(p["silences"])) for p in known["problems"]]


def fingerprint_of(store: Store) -> str:
    """What tells the reference data of one run from another's; empty where a run has none."""
    return str(store.manifest.get("reference", {}).get("fingerprint", ""))


@dataclass(frozen=True, slots=True)
class Held:
    """One published set as this machine holds it; without a date it is not there, or ``why`` says what is wrong with it."""

    name: str
    data_of: date | None
    rows: int = 0
    origin: str = ""
    why: str = ""


def held(cache: Path) -> list[Held]:
    """Every set that Quarterdeck takes, with what the cache holds of it; the shipped support cycles where it holds none."""
    stored = collect.stored(cache)
    found = []
    for published in collect.PUBLISHED:
        name = extract.SHIPPED if published.name == extract.CYCLES and published.name not in stored else published.name
        one = extract.one_set(name, stored[name]) if name in stored else None
        if one and one.summary:
            found.append(Held(published.name, one.summary.as_of, one.summary.rows, one.summary.origin))
        else:
            found.append(Held(published.name, None, why=one.problems[-1].what if one and one.problems else ""))
    return found


def has_advisories() -> bool:
    """Whether the cache holds a file of advisories, whatever its date."""
    cache = cache_folder()
    return any((cache / published.path).is_file() for published in collect.PUBLISHED if published.name.startswith(extract.ADVISORIES))


def bring_up_to_date(folder: Path | None = None) -> collect.Collected:
    """Take every published set into the cache: from ``folder``, else from its publisher."""
    return collect.collect(cache_folder(), collect.from_folder(folder) if folder else collect.download)


def _stamp(cache: Path) -> str:
    """A hash that changes when any published file, the shipped table or the reading of them does; reads no published file."""
    told = [extract.VERSION, str(cache.resolve()), hashlib.sha256(shipped.read()).hexdigest()]
    for published in collect.PUBLISHED:
        try:
            seen = (cache / published.path).stat()
        except OSError:
            continue
        told.append(f"{published.path} {seen.st_size} {seen.st_mtime_ns}")
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def derive(connection: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """Make ``vulnerable_dependencies``, ``package_checks``, ``runtime_support`` and ``standing_runtimes`` from the evidence in view, as known on ``as_of``.

    Only advisories on packages that a repository uses leave the database, and only dependencies that an advisory speaks of.
    """
    dependencies = _taken(connection, Dependency, "version IS NOT NULL AND (ecosystem, name) IN (SELECT ecosystem, package FROM advisories)")
    packages = _quoted(dependencies.values["name"])
    advisories = _taken(connection, Advisory, f"package IN ({packages})" if packages else "false")
    exploited = _taken(connection, ExploitedVulnerability, "true" if packages else "false")
    load(connection, "vulnerable_dependencies", vulnerable(dependencies, advisories, exploited, as_of))
    package_checks.build(connection)
    runtimes = _taken(connection, Runtime)
    used = set(runtimes.values["product"])
    products = _quoted([*used, *(PRODUCTS.get(name, name) for name in used)])
    cycles = _taken(connection, SupportCycle, f"product IN ({products})" if products else "false")
    load(connection, "runtime_support", supported(runtimes, cycles, as_of))
    standing_runtimes.build(connection)


def _quoted(names: Iterable[str]) -> str:
    """Names as SQL literals, each once."""
    return ", ".join("'" + name.replace("'", "''") + "'" for name in sorted(set(names)))


def _taken(connection: duckdb.DuckDBPyConnection, row: type[Row], where: str = "true") -> Columns:
    """Rows of a table as columns, in one order whatever the order of their files."""
    table = declared(row)
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    first = ", ".join(f'"{column.name}"' for column in table.columns if column.sql != "VARCHAR[]")
    told = connection.execute(f"SELECT {names} FROM {table.name} WHERE {where} ORDER BY {first}").fetchall()  # declared names, quoted values
    values = zip(*told, strict=True) if told else ([] for _ in table.columns)
    return Columns(table, {c.name: [tuple(v) if c.sql == "VARCHAR[]" else v for v in given] for c, given in zip(table.columns, values, strict=True)})
