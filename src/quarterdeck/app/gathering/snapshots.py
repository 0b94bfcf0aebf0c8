"""The head's files, what the sources read in them, and the tags: only what has changed since the last run is read again."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from quarterdeck.app.gathering.writer import Writer, source_of
from quarterdeck.app.keeping.ledger import Entry, objects_state
from quarterdeck.app.keeping.store import Store
from quarterdeck.app.keeping.stored import EXTRACTED
from quarterdeck.evidence.code import Repository, SideCommit, Tag, TrackedFile
from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.kernel.table import Columns, declared
from quarterdeck.kernel.text import number
from quarterdeck.sources import documents, git, golang, interfaces, manifests, migrations, pipelines, readiness
from quarterdeck.sources.git import classify, extract
from quarterdeck.sources.git.classify import Shape
from quarterdeck.sources.git.collect import LARGEST, Collector, Heads
from quarterdeck.sources.git.snapshot import Snapshot
from quarterdeck.sources.git.vendored import ATTRIBUTES, by_place


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


CONTENT_SOURCES: tuple[ContentSource, ...] = (manifests, pipelines, documents, golang, readiness, interfaces, migrations)  # modules are the sources
VERSIONS = "; ".join((git.VERSION, classify.VERSION, *(source.VERSION for source in CONTENT_SOURCES)))


@dataclass
class _Before:
    """What the last run knew of a repository's files: contents by path, and what was read of them."""

    blobs: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    shapes: dict[tuple[str, str], Shape] = field(default_factory=dict)

    def changed(self, entries: Sequence[extract.TreeEntry]) -> set[str]:
        """Paths that came, went, or hold something else now."""
        now = {entry.path: entry.blob for entry in entries}
        return {path for path, blob in now.items() if self.blobs.get(path) != blob} | (self.blobs.keys() - now.keys())

    def shapes_of(self, entries: Sequence[extract.TreeEntry]) -> dict[str, Shape]:
        """Shapes of contents that stand at one path and stood there then: elsewhere the same contents may be told otherwise."""
        now = next((entry.blob for entry in entries if entry.path == ATTRIBUTES), None)
        if now != self.blobs.get(ATTRIBUTES):
            return {}  # it may say otherwise now which files are generated
        places = Counter(entry.blob for entry in entries)
        return {e.blob: self.shapes[e.path, e.blob] for e in entries if places[e.blob] == 1 and (e.path, e.blob) in self.shapes}


def _before(store: Store, repository: str) -> _Before:
    before, files = _Before(), store.files("files")
    if not files:
        return before
    told = store.desk.execute(
        "SELECT path, blob, bytes, lines, blank, nesting, deepest, role FROM read_parquet(?) WHERE repository = ?",
        [files, repository],
    ).fetchall()
    for path, blob, size, lines, blank, nesting, deepest, role in told:
        before.blobs[path] = blob
        if role != "vendored" or by_place(path):  # what stood beside a file made it so: its contents may have been told as something else
            before.shapes[path, blob] = Shape(lines, blank, nesting, deepest, role == "generated")
        if size:  # 0 may mean that nobody could tell
            before.sizes[blob] = size
    return before


def take_snapshot(entry: Entry, heads: Heads, collector: Collector, fresh: Collection[str], store: Store, writer: Writer) -> None:
    """Hand the head's files, what the other sources read in them, and the tags to the writer; nothing when neither has changed.

    ``fresh`` are the commits that this run has read. A head that grew by commits which no tag contained leaves the tags as they were.
    """
    _tags(entry, heads, collector.aside(), fresh, store, writer)
    collector = collector.aside()
    state = f"{heads.head} {heads.branch} {VERSIONS} {collector.shallow}"
    if entry.snapshot == state:
        return
    before = _before(store, entry.name) if entry.snapshot else _Before()
    entries = extract.tree(collector.tree(heads.head))
    snapshot = Snapshot(entry.name, entries, before.shapes_of(entries))
    blobs = dict.fromkeys(e.blob for e in entries)
    sizes = {blob: before.sizes[blob] for blob in blobs if blob in before.sizes}
    sizes |= collector.sizes([blob for blob in blobs if blob not in sizes])
    snapshot.take(collector.contents([blob for blob in snapshot.unread() if sizes.get(blob, LARGEST) < LARGEST]))
    notices = {path: blob for path, blob in snapshot.notices().items() if sizes.get(blob, LARGEST) < LARGEST}
    texts = dict(collector.contents(list(dict.fromkeys(notices.values())))) if notices else {}
    snapshot.listen({path: texts[blob] for path, blob in notices.items() if blob in texts})
    writer.replace(TrackedFile, entry.name, snapshot.finished(sizes))
    readable = {oid: size for oid, size in sizes.items() if oid not in collector.damaged}
    if not (f" {VERSIONS} " in entry.snapshot and entry.wanted) or any(_wanted(path) for path in before.changed(entries)):
        _read_files(entry, snapshot, readable, collector.aside(), writer)
    at = _commit_dates(collector, [heads.head])[heads.head]
    head = Repository(entry.name, heads.head, at, heads.branch, collector.format, collector.shallow)
    writer.replace(Repository, entry.name, Columns.of(Repository, [head]))
    entry.note("snapshot", [*collector.problems, *snapshot.problems(sizes, collector.damaged)])
    if collector.problems or len(readable) < len(blobs):
        entry.damaged = objects_state(collector.repository)
    entry.snapshot = state


def _wanted(path: str) -> bool:
    return any(source.wants(path) for source in CONTENT_SOURCES)


def _read_files(entry: Entry, snapshot: Snapshot, sizes: Mapping[str, int], collector: Collector, writer: Writer) -> None:
    """What the sources that read contents make of the files that they want; each alone, and nothing of a source whose files are as they were."""
    before = dict(state.split("=") for state in entry.wanted.split() if "=" in state)
    states = {}
    for source in CONTENT_SOURCES:
        name = source.VERSION.partition(" ")[0]
        wanted = {e.path: e.blob for e in snapshot.entries if source.wants(e.path)}
        small = {path: blob for path, blob in wanted.items() if sizes.get(blob, LARGEST) < LARGEST}
        states[name] = hashlib.sha256(json.dumps([source.VERSION, sorted(wanted.items()), sorted(small)]).encode()).hexdigest()[:16]
        if states[name] == before.get(name):
            continue
        contents = dict(collector.contents(list(dict.fromkeys(small.values()))))
        extracted = source.extract([FileContent(entry.name, path, contents[blob]) for path, blob in small.items() if blob in contents])
        unread = sorted(path for path, blob in wanted.items() if blob not in contents)
        for row in EXTRACTED:
            if source_of(row) is source:
                writer.replace(row, entry.name, Columns.of(row, [r for r in extracted.rows if r.table == row.table]))
        entry.note(name, [*extracted.problems, *(_unread(source, entry.name, path, sizes.get(wanted[path])) for path in unread)])
    entry.wanted = " ".join(f"{name}={state}" for name, state in states.items())


def _unread(source: ContentSource, repository: str, path: str, size: int | None) -> Problem:
    """A file that should have told something: what it would have told is unknown, not absent."""
    silenced = tuple(declared(row).name for row in EXTRACTED if source_of(row) is source)
    if size is None:
        return Problem(Place(repository, path), "it was not read: its contents are missing or damaged", "Run `git fsck`, or fetch the object again", silenced)
    what = f"it was not read: {number(size / 1e6, 1)} MB are more than the {number(LARGEST / 1e6)} MB that are read of one file"
    return Problem(Place(repository, path), what, "Split it, or leave it out of the repository", silenced)


def _tags(entry: Entry, heads: Heads, collector: Collector, fresh: Collection[str], store: Store, writer: Writer) -> None:
    """Tags that lead to commits, and the graph of what they contain beside the head's history; nothing when neither has changed."""
    tags = hashlib.sha256(json.dumps(sorted(heads.tags.items())).encode()).hexdigest()[:16]
    state = f"{tags} {heads.head}"
    if entry.tags == state:
        return
    grown = entry.whole and entry.tags.startswith(f"{tags} ") and bool(fresh)
    if not (grown and _side_commits(store, entry.name).isdisjoint(fresh)):
        _read_tags(entry.name, heads, collector, writer)
        entry.note("tags", collector.problems)
        if collector.problems:
            entry.damaged = objects_state(collector.repository)
    entry.tags = state


def _read_tags(name: str, heads: Heads, collector: Collector, writer: Writer) -> None:
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


def _side_commits(store: Store, repository: str) -> set[str]:
    """Commits that a tag contained and the head did not, when the tags were last read."""
    files = store.files("side_commits")
    told = store.desk.execute('SELECT "commit" FROM read_parquet(?) WHERE repository = ?', [files, repository]).fetchall() if files else []
    return {commit for (commit,) in told}


def _commit_dates(collector: Collector, commits: Sequence[str]) -> dict[str, datetime]:
    """When each commit was committed."""
    found = {}
    for oid, contents in collector.contents(list(dict.fromkeys(commits))):
        committer = next((line for line in contents.split(b"\n") if line.startswith(b"committer ")), b"")
        found[oid] = extract.instant(committer.rsplit(b" ", 2)[1] if committer else b"0")
    return found
