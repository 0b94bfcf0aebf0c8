"""Gather evidence: tree-level history of every repository first, then lines and renames, then the tree; only what is new.

What was gathered is written repository by repository into the store; the ledger, part of the manifest, remembers how far each
repository has been read. Nothing here judges.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from quarterdeck.app.catalogue import EXTRACTED, GROWING
from quarterdeck.app.store import Store, is_full
from quarterdeck.app.structure import read_structure
from quarterdeck.app.writer import Writer, source_of
from quarterdeck.evidence.code import Commit, FileChange, Repository, SideCommit, Tag, TrackedFile
from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.kernel.table import Columns, declared
from quarterdeck.kernel.text import number
from quarterdeck.sources import documents, git, manifests, pipelines, structure
from quarterdeck.sources.git import extract, rescue
from quarterdeck.sources.git.classify import Shape
from quarterdeck.sources.git.collect import LARGEST, Collector, Heads
from quarterdeck.sources.git.command import GitError
from quarterdeck.sources.git.discover import LocalRepository
from quarterdeck.sources.git.snapshot import Snapshot


class Progress(Protocol):
    """Told how the work goes. Called from several threads."""

    def start(self, what: str, total: int) -> None:
        """A stretch of work of ``total`` steps begins; 0 when nobody knows how many."""
        ...

    def advance(self, steps: int) -> None:
        """Steps of it are done."""
        ...

    def say(self, words: str) -> None:
        """Something worth reading before the end."""
        ...


class ContentSource(Protocol):
    """A source that reads tracked files: a module with a version, a choice by path, and a pure extraction."""

    @property
    def VERSION(self) -> str:  # noqa: N802  # a module's constant
        """Changes when its rows do."""
        ...

    def wants(self, path: str) -> bool:
        """Whether the file at this path is read."""
        ...

    def extract(self, files: Sequence[FileContent]) -> Extracted:
        """Rows and problems of one repository's wanted files."""
        ...


CONTENT_SOURCES: tuple[ContentSource, ...] = (manifests, pipelines, documents)  # modules are the sources
VERSIONS = "; ".join((git.VERSION, *(source.VERSION for source in CONTENT_SOURCES)))


@dataclass
class Entry:
    """How far one repository has been read: a line of the ledger."""

    name: str
    path: str
    head: str = ""
    tips: list[str] = field(default_factory=list)
    whole: bool = True
    tags: str = ""
    snapshot: str = ""
    wanted: str = ""
    base: str = ""
    damaged: str = ""
    lines: str = ""
    faults: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def problems(self, *stages: str) -> list[Problem]:
        """What was wrong when it was read, in some stages or in all."""
        return [
            Problem(Place(**fault["place"]), fault["what"], fault["mend"], tuple(fault["silences"]))
            for stage in sorted(stages or self.faults)
            for fault in self.faults.get(stage, [])
        ]

    def note(self, stage: str, problems: Sequence[Problem], *, add: bool = False) -> None:
        """Remember the problems of a stage, in place of or beside those of the last time."""
        told = [asdict(problem) for problem in dict.fromkeys(problems)]
        before = self.faults.get(stage, []) if add else []
        self.faults[stage] = before + [fault for fault in told if fault not in before]


@dataclass
class Gathered:
    """What a run knows of its repositories after gathering."""

    entries: list[Entry]
    problems: list[Problem]
    fresh_commits: int


@dataclass
class _Reading:
    """One repository while it is being read."""

    entry: Entry
    collector: Collector
    heads: Heads
    history: extract.History
    lines: Iterator[bytes] = field(default_factory=lambda: iter(()))
    renames: Iterator[bytes] = field(default_factory=lambda: iter(()))


def gather(
    repositories: Sequence[LocalRepository], store: Store, as_of: date, now: datetime, progress: Progress, jobs: int,
    first_look: Callable[[Sequence[extract.History]], None] = lambda _histories: None,
) -> Gathered:  # fmt: skip
    """Bring the store up to date with ``repositories`` as they stood at the end of ``as_of``; ``now`` marks the rows.

    ``first_look`` is shown the tree-level histories before any line is counted.
    """
    ledger = {entry["name"]: Entry(**entry) for entry in store.manifest.get("repositories", [])}
    _forget_others(repositories, ledger, store)
    problems: list[Problem] = []
    with ThreadPoolExecutor(max_workers=jobs) as workers:
        readings = []
        progress.start("reading histories", len(repositories))
        opened = workers.map(lambda r: _open(r, ledger.get(r.name), store.root, workers, as_of, jobs), repositories)
        for reading, faults in opened:
            problems.extend(faults)
            progress.advance(1)
            if reading:
                readings.append(reading)
        fresh = [reading.history for reading in readings if reading.history.first]
        first_look(fresh)
        progress.start("counting lines", sum(len(history.changed()) for history in fresh))
        for reading in readings:
            if reading.history.first:
                reading.renames = reading.collector.renames(reading.history.with_both(), lambda _steps: None)
                reading.lines = reading.collector.lines(reading.history.changed(), progress.advance)
        writer = Writer(store, now)
        readings = [reading for reading in readings if _goes_well(reading, lambda r: _snapshot(r, store, writer), problems)]
        readings = [reading for reading in readings if _goes_well(reading, lambda r: _history(r, writer), problems)]
        writer.flush()
    entries = [reading.entry for reading in readings]
    return Gathered(entries, [*problems, *(p for entry in entries for p in entry.problems())], sum(len(history.first) for history in fresh))


def _forget_others(repositories: Sequence[LocalRepository], ledger: dict[str, Entry], store: Store) -> None:
    """What was gathered under a name is forgotten when it cannot be built upon: another repository's, or one that the ledger does not know."""
    anew = [r.name for r in repositories if r.name not in ledger or not _continues(ledger[r.name], r)]
    store.forget([declared(row).name for row in GROWING], anew)
    for name in anew:
        ledger.pop(name, None)


def _continues(entry: Entry, repository: LocalRepository) -> bool:
    """Whether it is the same repository, with the same cut (shallow clones), read by the same program, and not mended since it was found damaged."""
    same = entry.path == str(repository.path.resolve()) and entry.base == _base(repository)
    return same and (not entry.damaged or entry.damaged == _objects_state(repository))


def _base(repository: LocalRepository) -> str:
    cut = repository.common_dir / "shallow"
    return hashlib.sha256(git.VERSION.encode() + (cut.read_bytes() if cut.is_file() else b"")).hexdigest()[:16]


def _objects_state(repository: LocalRepository) -> str:
    """Another one after objects were added or taken away."""
    folders = sorted((path.name, path.stat().st_mtime_ns) for path in (repository.common_dir / "objects").iterdir())
    return hashlib.sha256(json.dumps(folders).encode()).hexdigest()[:16]


def _open(
    repository: LocalRepository, known: Entry | None, root: Path, workers: ThreadPoolExecutor, as_of: date, jobs: int
) -> tuple[_Reading | None, list[Problem]]:
    """Tree-level history of what is new."""
    try:
        return _opened(repository, known, root, workers, as_of, jobs)
    except Exception as error:  # one repository must not end the assessment of the others
        if is_full(error):
            raise
        return None, [_unforeseen(repository.name, error)]


def _goes_well(reading: _Reading, step: Callable[[_Reading], None], problems: list[Problem]) -> bool:
    """Whether a step of one repository's reading succeeds; its failure is a Problem, and the others go on."""
    try:
        step(reading)
    except Exception as error:  # one repository must not end the assessment of the others
        if is_full(error):
            raise
        problems.append(_unforeseen(reading.entry.name, error))
        return False
    return True


def _unforeseen(repository: str, error: Exception) -> Problem:
    what = f"could not be read: {str(error) or type(error).__name__}"
    return Problem(Place(repository), what, "Run `git fsck` there; if it is sound, please report this")


def _opened(
    repository: LocalRepository, known: Entry | None, root: Path, workers: ThreadPoolExecutor, as_of: date, jobs: int
) -> tuple[_Reading | None, list[Problem]]:
    scratch = root / "views" / hashlib.sha256(str(repository.git_dir.resolve()).encode()).hexdigest()[:16]
    collector = Collector(repository, scratch, workers, jobs)
    heads = collector.heads()
    if heads is None:
        return None, collector.problems
    end = f"{as_of + timedelta(days=1)}T00:00:00Z"
    try:
        head = collector.newest_until(heads.head, end)
    except GitError:
        head = rescue.newest_before_damage(collector, heads.head, end)
    if not head:
        what = f"its history begins after {as_of}"
        return None, [Problem(Place(repository.name), what, "Assess a later date with `--as-of`")]
    entry = known or Entry(repository.name, str(repository.path.resolve()), base=_base(repository))
    history = extract.History(repository.name)
    if head not in entry.tips:
        raw = collector.history([head], entry.tips)
        history.read(raw)
    entry.whole = _is_whole(entry, head, history)
    entry.head = head
    entry.tips = [head] if entry.whole else list(dict.fromkeys([*entry.tips, head]))
    return _Reading(entry, collector, Heads(head, heads.branch, heads.tags), history), []


def _is_whole(entry: Entry, head: str, history: extract.History) -> bool:
    """Whether everything gathered is in the history of ``head``: at the first reading, and when the new commits end in the old tip."""
    if not entry.tips:
        return True
    if not entry.whole or len(entry.tips) != 1:
        return False
    if head == entry.tips[0]:
        return True
    parents = dict(zip(history.commits["commit"], history.commits["parents"], strict=True))
    return bool(history.first) and any(entry.tips[0] in mothers for mothers in parents.values())  # type: ignore[operator]  # tuples of ids


def _history(reading: _Reading, writer: Writer) -> None:
    """Wait for lines and renames, join them to their changes, and hand everything to the writer."""
    entry, history, collector = reading.entry, reading.history, reading.collector
    for output in reading.renames:
        history.take_renames(extract.renames(output))
    for output in reading.lines:
        history.take_lines(extract.line_counts(output))
    if history.undecodable:
        what = f"{len(history.undecodable)} paths are not UTF-8, the first {history.undecodable[0]}; they are shown with \\xNN in place of such bytes"
        entry.note("paths", [Problem(Place(entry.name), what, "Rename them, if tools of yours stumble over them")], add=True)
    if history.first:
        commits, changes = history.finished()
        writer.append(Commit, commits)
        writer.append(FileChange, changes)
    entry.note("history", collector.problems, add=True)
    if collector.problems:
        entry.damaged = _objects_state(collector.repository)


def _snapshot(reading: _Reading, store: Store, writer: Writer) -> None:
    """The head's files and what the other sources read in them, and the tags; nothing when neither has changed."""
    entry, heads, collector = reading.entry, reading.heads, reading.collector.aside()
    _tags(reading, writer)
    state = f"{heads.head} {heads.branch} {VERSIONS} {structure.state()} {collector.shallow}"
    if entry.snapshot == state:
        return
    entries = extract.tree(collector.tree(heads.head))
    snapshot = Snapshot(entry.name, entries, _known_shapes(store, entry.name, entries) if entry.snapshot else {})
    sizes = collector.sizes(list(dict.fromkeys(e.blob for e in snapshot.entries)))
    snapshot.take(collector.contents([blob for blob in snapshot.unread() if sizes.get(blob, LARGEST) < LARGEST]))
    tracked = snapshot.finished(sizes)
    writer.replace(TrackedFile, entry.name, tracked)
    entry.note("structure", read_structure(entry.name, tracked, collector, store, writer))
    readable = {oid: size for oid, size in sizes.items() if oid not in collector.damaged}
    _read_files(reading, snapshot, readable, writer)
    at = _commit_dates(collector, [heads.head])[heads.head]
    head = Repository(entry.name, heads.head, at, heads.branch, collector.format, collector.shallow)
    writer.replace(Repository, entry.name, Columns.of(Repository, [head]))
    entry.note("snapshot", [*collector.problems, *snapshot.problems(sizes, collector.damaged)])
    if collector.problems or len(readable) < len({e.blob for e in snapshot.entries}):
        entry.damaged = _objects_state(collector.repository)
    entry.snapshot = state


def _known_shapes(store: Store, repository: str, entries: Sequence[extract.TreeEntry]) -> dict[str, Shape]:
    """Shapes read in an earlier run, of contents that stand at one path and stood there then: elsewhere the same contents may be told otherwise."""
    import duckdb  # noqa: PLC0415  # only when something was read before

    files = store.files("files")
    if not files:
        return {}
    told = duckdb.execute(
        "SELECT path, blob, lines, blank, nesting, deepest, role = 'generated' FROM read_parquet(?) WHERE repository = ?",
        [files, repository],
    ).fetchall()
    shapes = {(path, blob): Shape(*shape) for path, blob, *shape in told}
    places = Counter(entry.blob for entry in entries)
    return {e.blob: shapes[e.path, e.blob] for e in entries if places[e.blob] == 1 and (e.path, e.blob) in shapes}


def _read_files(reading: _Reading, snapshot: Snapshot, sizes: Mapping[str, int], writer: Writer) -> None:
    """What the sources that read contents make of the files that they want; nothing when none of those has changed."""
    entry, collector = reading.entry, reading.collector.aside()
    wanted = {e.path: e.blob for e in snapshot.entries if any(s.wants(e.path) for s in CONTENT_SOURCES)}
    small = {path: blob for path, blob in wanted.items() if sizes.get(blob, LARGEST) < LARGEST}
    state = hashlib.sha256(json.dumps([VERSIONS, sorted(wanted.items()), sorted(small)]).encode()).hexdigest()[:16]
    if entry.wanted == state:
        return
    contents = dict(collector.contents(list(dict.fromkeys(small.values()))))
    extracted = Extracted()
    for source in CONTENT_SOURCES:
        files = [FileContent(entry.name, path, contents[blob]) for path, blob in small.items() if source.wants(path) and blob in contents]
        extracted += source.extract(files)
        unread = sorted(path for path, blob in wanted.items() if source.wants(path) and blob not in contents)
        extracted += Extracted(problems=tuple(_unread(source, entry.name, path, sizes.get(wanted[path])) for path in unread))
    for row in EXTRACTED:
        writer.replace(row, entry.name, Columns.of(row, [r for r in extracted.rows if r.table == row.table]))
    entry.note("files", extracted.problems)
    entry.wanted = state


def _unread(source: ContentSource, repository: str, path: str, size: int | None) -> Problem:
    """A file that should have told something: what it would have told is unknown, not absent."""
    silenced = tuple(declared(row).name for row in EXTRACTED if source_of(row) is source)
    if size is None:
        return Problem(Place(repository, path), "it was not read: its contents are missing or damaged", "Run `git fsck`, or fetch the object again", silenced)
    what = f"it was not read: {number(size / 1e6, 1)} MB are more than the {number(LARGEST / 1e6)} MB that are read of one file"
    return Problem(Place(repository, path), what, "Split it, or leave it out of the repository", silenced)


def _tags(reading: _Reading, writer: Writer) -> None:
    """Tags that lead to commits, and the graph of what they contain beside the head's history; nothing when neither has changed."""
    entry, heads, collector = reading.entry, reading.heads, reading.collector.aside()
    state = hashlib.sha256(json.dumps([heads.head, sorted(heads.tags.items())]).encode()).hexdigest()[:16]
    if entry.tags == state:
        return
    name = entry.name
    targets = collector.tag_targets(heads.tags)
    dates = _commit_dates(collector, [target.commit for target in targets.values()])
    rows = [
        Tag(name, tag, target.commit, target.tagged_at or dates[target.commit], target.tagger_name, target.tagger_email)
        for tag, target in sorted(targets.items()) if target.tagged_at or target.commit in dates
    ]  # fmt: skip
    writer.replace(Tag, name, Columns.of(Tag, rows))
    graph = collector.graph([target.commit for target in targets.values()], [heads.head]) if targets else b""
    side = []
    for line in graph.decode().splitlines():
        seconds, commit, *parents = line.split()
        side.append(SideCommit(name, commit, tuple(parents), extract.instant(seconds.encode())))
    writer.replace(SideCommit, name, Columns.of(SideCommit, side))
    entry.note("tags", collector.problems)
    if collector.problems:
        entry.damaged = _objects_state(collector.repository)
    entry.tags = state


def _commit_dates(collector: Collector, commits: Sequence[str]) -> dict[str, datetime]:
    """When each commit was committed."""
    found = {}
    for oid, contents in collector.contents(list(dict.fromkeys(commits))):
        committer = next((line for line in contents.split(b"\n") if line.startswith(b"committer ")), b"")
        found[oid] = extract.instant(committer.rsplit(b" ", 2)[1] if committer else b"0")
    return found
