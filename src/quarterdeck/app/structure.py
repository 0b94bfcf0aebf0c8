"""The structure stage of gathering: what the head's code is made of. Only contents that were not read before are parsed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from quarterdeck.app.catalogue import STRUCTURE
from quarterdeck.app.store import Store
from quarterdeck.app.writer import Writer
from quarterdeck.evidence.files import FileContent
from quarterdeck.evidence.structure import ParsedFile
from quarterdeck.kernel.problem import Problem
from quarterdeck.kernel.table import Columns, Row, declared
from quarterdeck.sources import structure
from quarterdeck.sources.git.collect import Collector


def read_structure(repository: str, tracked: Columns, collector: Collector, store: Store, writer: Writer) -> list[Problem]:
    """Bring the structure of one repository up to date with its ``tracked`` files; what could not be read of them."""
    files = zip(*(tracked.values[name] for name in ("path", "blob", "language", "role", "lines")), strict=True)
    wanted = {path: (blob, language) for path, blob, language, role, lines in files if lines is not None and structure.wants(path, language, role)}
    known = _known(store, repository)
    kept = [path for path, (blob, _) in wanted.items() if known.get(path) == blob]
    fresh = {path: told for path, told in wanted.items() if known.get(path) != told[0]}
    if not fresh and len(kept) == len(known):
        return []
    rows, problems = _parsed(repository, fresh, collector)
    for row in STRUCTURE:
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
