"""The structure stage of gathering: what the head's code is made of. Only contents that were not read before are parsed.

Parsing git's own 1 300 C files takes ten seconds of processor time, a third of all else: so it is part of what ``--deep`` asks for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from quarterdeck.app.gathering.functions import read_function_changes
from quarterdeck.app.gathering.meter import Progress
from quarterdeck.app.gathering.writer import Writer
from quarterdeck.app.keeping.ledger import Entry
from quarterdeck.app.keeping.store import Store
from quarterdeck.app.keeping.stored import OF_FILES
from quarterdeck.evidence.files import FileContent
from quarterdeck.evidence.structure import ParsedFile
from quarterdeck.kernel.problem import Problem
from quarterdeck.kernel.table import Columns, Row, declared
from quarterdeck.sources import structure
from quarterdeck.sources.git.collect import Collector
from quarterdeck.sources.git.discover import LocalRepository


def is_parsed(entry: Entry) -> bool:
    """Whether the structure was read at the assessed head, with the grammars that are here."""
    return entry.structure == _state(entry)


def _state(entry: Entry) -> str:
    return f"{entry.head} {structure.state()}"


def parse_structures(places: Sequence[tuple[Entry, LocalRepository]], store: Store, now: datetime, progress: Progress) -> list[Problem]:
    """Read the structure of every repository whose structure was not read at its head."""
    behind = [(entry, repository) for entry, repository in places if not is_parsed(entry)]
    if not behind:
        return []
    writer, collectors = Writer(store, now), list[Collector]()
    progress.start("parsing code", len(behind))
    for entry, repository in behind:
        scratch = store.root / "views" / (hashlib.sha256(str(repository.git_dir.resolve()).encode()).hexdigest()[:16] + "-structure")
        collectors.append(Collector(repository, scratch))
        entry.note("structure", _read(entry.name, collectors[-1], store, writer))
        entry.structure = _state(entry)
        progress.advance(1)
    writer.flush()
    for (entry, _), collector in zip(behind, collectors, strict=True):
        read_function_changes(entry, collector, store, writer)
    writer.flush()
    return [problem for entry, _ in behind for problem in entry.problems("structure")]


def _read(repository: str, collector: Collector, store: Store, writer: Writer) -> list[Problem]:
    """Bring the structure of one repository up to date with its tracked files; what could not be read of them."""
    import duckdb  # noqa: PLC0415  # only when something is read

    query = "SELECT path, blob, language, role FROM read_parquet(?) WHERE repository = ? AND lines IS NOT NULL ORDER BY path"
    tracked = duckdb.execute(query, [store.files("files"), repository]).fetchall() if store.files("files") else []
    wanted = {path: (blob, language) for path, blob, language, role in tracked if structure.wants(path, language, role)}
    known = _known(store, repository)
    kept = [path for path, (blob, _) in wanted.items() if known.get(path) == blob]
    fresh = {path: told for path, told in wanted.items() if known.get(path) != told[0]}
    if not fresh and len(kept) == len(known):
        return []
    rows, problems = _parsed(repository, fresh, collector)
    for row in OF_FILES:
        names = [column.name for column in declared(row).columns]
        before = _kept(store, row, repository, names, kept) if kept else []
        now = [tuple(getattr(told, name) for name in names) for told in rows if told.table == row.table]
        columns = list(zip(*[*before, *now], strict=True)) or [()] * len(names)
        writer.replace(row, repository, Columns(declared(row), dict(zip(names, columns, strict=True))))
    return problems


def _parsed(repository: str, fresh: Mapping[str, tuple[str, str]], collector: Collector) -> tuple[list[Row], list[Problem]]:
    """Rows of the files whose contents are new, as the contents come in."""
    places: dict[str, list[str]] = {}
    for path, (blob, _language) in fresh.items():
        places.setdefault(blob, []).append(path)
    rows: list[Row] = []
    problems: list[Problem] = []
    for blob, data in collector.contents(list(places)):
        for path in places[blob]:
            told = structure.read(FileContent(repository, path, data), blob, fresh[path][1])
            rows.extend(told.rows)
            problems.extend(told.problems)
    return rows, problems


def _known(store: Store, repository: str) -> dict[str, str]:
    """The files that this version of the source read before, with what stood in them."""
    import duckdb  # noqa: PLC0415  # only when something was read before

    files = store.files(declared(ParsedFile).name)
    query = "SELECT path, blob FROM read_parquet(?) WHERE repository = ? AND collector = ?"
    return dict(duckdb.execute(query, [files, repository, structure.VERSION]).fetchall()) if files else {}


def _kept(store: Store, row: type[Row], repository: str, names: Sequence[str], paths: Iterable[str]) -> list[tuple[Any, ...]]:
    """Rows of files that have not changed since."""
    import duckdb  # noqa: PLC0415  # only when something was read before

    files = store.files(declared(row).name)
    if not files:
        return []
    listed = ", ".join(f'"{name}"' for name in names)
    query = f"SELECT {listed} FROM read_parquet(?) WHERE repository = ? AND path IN (SELECT unnest(?))"
    return duckdb.execute(query, [files, repository, list(paths)]).fetchall()
