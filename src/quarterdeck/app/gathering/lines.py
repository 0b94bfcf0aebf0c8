"""The deep stage of gathering: who wrote each line, read by one replay of each history, and only what is new since the last time.

It is asked for with ``--deep``, and from then on kept up to date. The ledger says for each repository up to which head its lines were
read; where that is not the assessed head, the tables of lines do not show the repository, and what needs them is not assessed.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from quarterdeck.app.gathering.meter import Progress
from quarterdeck.app.gathering.writer import Writer
from quarterdeck.app.keeping.ledger import Entry
from quarterdeck.app.keeping.store import Store
from quarterdeck.evidence.lines import HistorySecret, LineFlow, LineSpan
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.kernel.table import Columns, Row, declared
from quarterdeck.kernel.text import counted
from quarterdeck.sources.git import lines
from quarterdeck.sources.git.command import GitError
from quarterdeck.sources.git.discover import LocalRepository
from quarterdeck.sources.git.extract import text
from quarterdeck.sources.git.lines.collect import LineCollector
from quarterdeck.sources.git.lines.kept import Kept
from quarterdeck.sources.git.lines.reading import Lines, Reading
from quarterdeck.sources.git.lines.replay import WIDTH, Owners

_UNFINISHED = "unfinished"
"""The folder of what a run had found when it was killed."""
TABLES: tuple[type[Row], ...] = (LineSpan, LineFlow, HistorySecret)


def state_of(head: str) -> str:
    """What the ledger says of a repository whose lines were read up to ``head``."""
    return f"{head} {lines.VERSION}"


def is_followed(entry: Entry) -> bool:
    """Whether the lines were read up to the assessed head."""
    return entry.lines == state_of(entry.head)


def follow_lines(
    repositories: Sequence[LocalRepository], entries: Sequence[Entry], store: Store, now: datetime, progress: Progress, jobs: int,
    histories: Mapping[str, Callable[[], bytes]] = MappingProxyType({}),
) -> list[Problem]:  # fmt: skip
    """Read the lines of every repository of ``entries`` whose lines were not read up to its head. ``histories`` are those that git was asked for."""
    places = {repository.name: repository for repository in repositories}
    behind = [entry for entry in entries if not is_followed(entry)]
    writer = Writer(store, now)
    problems: list[Problem] = []
    with ThreadPoolExecutor(jobs) as workers:
        for entry in behind:
            scratch = store.root / "views" / (hashlib.sha256(str(places[entry.name].git_dir.resolve()).encode()).hexdigest()[:16] + "-lines")
            try:
                _read(entry, LineCollector(places[entry.name], scratch, workers, histories.get(entry.name)), store, writer, progress)
                problems += entry.problems("lines")
            except (GitError, OSError) as error:
                what = f"who wrote its lines cannot be read: {error}"
                silences = tuple(declared(row).name for row in TABLES)
                problems.append(Problem(Place(entry.name), what, "Run `git fsck` there, or clone it again", silences))
    writer.flush()
    shutil.rmtree(store.root / _UNFINISHED, ignore_errors=True)
    return problems


def _read(entry: Entry, collector: LineCollector, store: Store, writer: Writer, progress: Progress) -> None:
    before, _, version = entry.lines.partition(" ")
    reading = None
    if before and version == lines.VERSION:
        reading = Reading(collector, entry.head, [before])
        if reading.ends_in != before.encode():  # the first-parent line does not go on from where it was: nothing to build upon
            reading = None
    continued = reading is not None
    reading = reading or Reading(collector, entry.head)
    reading.follow()
    progress.start("following lines", reading.changes)
    old = _Old(store, entry.name, before, collector, reading) if continued else None
    known, names = old.owners() if old else ({}, [])
    kept = None if continued else Kept(store.root / _UNFINISHED / collector.scratch.name, state_of(entry.head))
    found = reading.replay(collector.workers, known, names, progress.advance, kept)
    if not continued:
        store.forget([declared(LineFlow).name, declared(HistorySecret).name], [entry.name])
    writer.append(LineFlow, _flows(entry.name, found))
    writer.append(HistorySecret, _leaks(entry.name, collector.leaks(reading.graph)))
    writer.replace(LineSpan, entry.name, _spans(entry.name, found, old))
    entry.note("lines", [*collector.problems, *collector.objects.problems, *_faults(entry.name, found, reading)])
    entry.lines = state_of(entry.head)


def _faults(repository: str, found: Lines, reading: Reading) -> Iterator[Problem]:
    if reading.missing:
        what = f"{counted(len(reading.missing), 'version')} of files cannot be read; who wrote their lines is told from the versions around them"
        yield Problem(Place(repository), what, "Run `git fsck`; fetch the missing objects from another clone")
    if found.misfits:
        what = f"{counted(len(found.misfits), 'version')} of files do not fit what git says changed in them; all their lines are told as written then"
        yield Problem(Place(repository), what, "Please report this")


@dataclass
class _Old:
    """What was read of a repository's lines up to an earlier head."""

    store: Store
    repository: str
    head: str
    collector: LineCollector
    reading: Reading

    def spans(self, paths: Sequence[str], *, within: bool) -> dict[str, list[Any]]:
        """Stored spans of files that are, or are not, among ``paths``."""
        chosen = "list_contains(?, path)" if within else "NOT list_contains(?, path)"
        query = f'SELECT path, first_line, lines, "commit" FROM read_parquet(?) WHERE repository = ? AND {chosen} ORDER BY path, first_line'
        told = duckdb.execute(query, [self.store.files("line_spans"), self.repository, list(paths)]).fetchnumpy()
        return {name: values.tolist() for name, values in told.items()}

    def owners(self) -> tuple[dict[int, Owners | None], list[bytes]]:
        """Owners of the versions at commits outside that the reading builds on, and the commits that they point to."""
        reading = self.reading
        wanted = reading.outside()
        numbers: dict[bytes, int] = {}
        known: dict[int, Owners | None] = {}
        stored = self._stored({path for _, path in wanted}, numbers)
        ages = {commit: age for age, commit in enumerate(self.collector.mainline(self.head, {commit for commit, _ in wanted}))}
        changed = self._changed({path for _, path in wanted}, ages)
        for (commit, path), version in wanted.items():
            if commit in ages and ages[commit] <= changed.get(path, len(ages)):  # as it stood there it stands at the head that was read
                known[version] = stored.get(path)
            else:
                known[version] = _packed(self.collector.blame(commit, path), numbers, len(reading.graph.commits))
        return known, list(numbers)

    def _changed(self, paths: set[bytes], ages: Mapping[bytes, int]) -> dict[bytes, int]:
        """How many commits of the first-parent line ago the lines of each file were last changed."""
        of_path = {text(path): path for path in paths}
        query = "SELECT DISTINCT path, mainline_commit FROM read_parquet(?, hive_partitioning=false) WHERE repository = ? AND list_contains(?, path)"
        newest: dict[bytes, int] = {}
        for path, commit in duckdb.execute(query, [self.store.files("line_flows"), self.repository, list(of_path)]).fetchall():
            age = ages.get(commit.encode(), len(ages))
            newest[of_path[path]] = min(age, newest.get(of_path[path], age))
        return newest

    def _stored(self, paths: set[bytes], numbers: dict[bytes, int]) -> dict[bytes, Owners]:
        told = self.spans([text(path) for path in paths], within=True)
        of_path = {text(path): path for path in paths}
        found: dict[bytes, list[tuple[bytes, int]]] = {}
        for path, count, commit in zip(told["path"], told["lines"], told["commit"], strict=True):
            found.setdefault(of_path[path], []).append((commit.encode(), count))
        return {path: _packed(stretches, numbers, len(self.reading.graph.commits)) for path, stretches in found.items()}


def _packed(stretches: Sequence[tuple[bytes, int]], numbers: dict[bytes, int], first: int) -> Owners:
    """Owners line by line; commits get numbers from ``first`` on."""
    return b"".join((first + numbers.setdefault(commit, len(numbers))).to_bytes(WIDTH, "little") * count for commit, count in stretches)


def _names(values: Sequence[str], places: NDArray[np.int64]) -> list[str]:
    return [values[place] for place in places.tolist()]


def _flows(repository: str, found: Lines) -> Columns:
    table = found.flows
    commits = [commit.decode() for commit in found.commits]
    values: dict[str, list[Any]] = {
        "repository": [repository] * len(table.path), "path": _names([text(path) for path in found.paths], table.path),
        "commit": _names(commits, table.commit), "mainline_commit": _names(commits, table.at), "lines": table.lines.tolist(),
    }  # fmt: skip
    return Columns(declared(LineFlow), values)


def _leaks(repository: str, found: Sequence[tuple[bytes, bytes, int, str]]) -> Columns:
    told = [HistorySecret(repository, commit.decode(), text(path), line, kind) for commit, path, line, kind in found]
    return Columns.of(HistorySecret, told)


def _spans(repository: str, found: Lines, old: _Old | None) -> Columns:
    table = found.spans
    paths = [text(path) for path in found.paths]
    values: dict[str, list[Any]] = {
        "path": _names(paths, table.path), "first_line": table.at.tolist(), "lines": table.lines.tolist(),
        "commit": _names([commit.decode() for commit in found.commits], table.commit),
    }  # fmt: skip
    if old:
        kept = old.spans([paths[path] for path in found.decided], within=False)
        values = {name: kept[name] + values[name] for name in values}
    return Columns(declared(LineSpan), {"repository": [repository] * len(values["path"]), **values})
