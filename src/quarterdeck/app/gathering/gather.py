"""Gather evidence: tree-level history of every repository first, then lines and renames, then the tree; only what is new.

What was gathered is written repository by repository into the store; the ledger, part of the manifest, remembers how far each
repository has been read. Nothing here judges.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import numpy as np

from quarterdeck.app.gathering.ahead import Ahead, end_of
from quarterdeck.app.gathering.desk import Desk
from quarterdeck.app.gathering.earlier import take_earlier
from quarterdeck.app.gathering.meter import Meter, Progress
from quarterdeck.app.gathering.snapshots import take_snapshot
from quarterdeck.app.gathering.traces import trace
from quarterdeck.app.gathering.writer import Writer
from quarterdeck.app.keeping.ledger import Entry, objects_state
from quarterdeck.app.keeping.store import Store, is_full
from quarterdeck.app.keeping.stored import GROWING
from quarterdeck.evidence.code import Commit, FileChange
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.kernel.table import declared
from quarterdeck.kernel.text import counted
from quarterdeck.sources import git
from quarterdeck.sources.git import extract, rescue
from quarterdeck.sources.git.collect import Collector, Heads
from quarterdeck.sources.git.command import Git, GitError
from quarterdeck.sources.git.counting import UNTOLD, Counting
from quarterdeck.sources.git.discover import LocalRepository
from quarterdeck.sources.git.lines.graph import ARGUMENTS


@dataclass
class Gathered:
    """What a run knows of its repositories after gathering."""

    entries: list[Entry]
    problems: list[Problem]
    fresh_commits: int
    histories: Mapping[str, Callable[[], bytes]]
    """Histories as a replay of lines reads them, by repository: git was asked for them while it was gathered."""


@dataclass
class _Reading:
    """One repository while it is being read."""

    entry: Entry
    collector: Collector
    heads: Heads
    history: extract.History
    lines: Counting
    replayed: Callable[[], bytes] | None = None
    """The history as a replay of its lines reads it, where one is wanted for the first time."""


@dataclass(frozen=True)
class _Shared:
    """What all repositories of one run are opened with."""

    root: Path
    as_of: date
    desk: Desk
    meter: Meter
    ahead: Ahead
    deep: bool


def gather(  # noqa: PLR0913  # what a gathering is told is told here
    repositories: Sequence[LocalRepository], store: Store, as_of: date, now: datetime, progress: Progress, jobs: int,
    first_look: Callable[[Sequence[extract.History]], None] = lambda _histories: None, ahead: Ahead | None = None, *, deep: bool = False,
) -> Gathered:  # fmt: skip
    """Bring the store up to date with ``repositories`` as they stood at the end of ``as_of``; ``now`` marks the rows.

    ``first_look`` is shown the tree-level histories before any line is counted; ``ahead`` has asked git for some of them already. Where lines
    are followed afterwards for the first time (``deep``), git is asked beside for the history that this takes.
    """
    ledger = {entry["name"]: Entry(**entry) for entry in store.manifest.get("repositories", [])}
    _forget_others(repositories, ledger, store)
    problems: list[Problem] = []
    desk, meter, writer = Desk(len(repositories)), Meter(progress), Writer(store, now)
    with ThreadPoolExecutor(max_workers=jobs) as workers, desk.open():
        meter.start("reading histories", len(repositories))
        shared = _Shared(store.root, as_of, desk, meter, ahead or Ahead(), deep)
        opening = [workers.submit(_open, repository, ledger.get(repository.name), shared) for repository in repositories]
        counting = [workers.submit(desk.work) for _ in range(jobs)]  # from when no history waits for a worker
        readings = []
        for opened in opening:
            reading, faults = opened.result()
            problems.extend(faults)
            readings.extend([reading] if reading else [])
        fresh = [reading.history for reading in readings if reading.history.first]
        first_look(fresh)
        meter.count(sum(len(reading.lines.added) for reading in readings))
        readings = _sound(readings, lambda r: take_snapshot(r.entry, r.heads, r.collector, r.history.first, store, writer), problems)
        readings = _sound(readings, lambda r: take_earlier(r.entry, r.heads, r.collector.aside(), as_of, writer), problems)
        readings = _sound(readings, lambda r: _history(r, writer), problems)
        writer.flush()  # while lines are still being counted
        trace([(reading.entry, reading.collector.aside()) for reading in readings], store, writer)
        for done in counting:
            done.result()
    readings = _sound(readings, lambda r: _changes(r, writer), problems)
    writer.flush()
    entries = [reading.entry for reading in readings]
    histories = {reading.entry.name: reading.replayed for reading in readings if reading.replayed}
    return Gathered(entries, [*problems, *(p for entry in entries for p in entry.problems())], sum(len(history.first) for history in fresh), histories)


def _forget_others(repositories: Sequence[LocalRepository], ledger: dict[str, Entry], store: Store) -> None:
    """What was gathered under a name is forgotten when it cannot be built upon: another repository's, or one that the ledger does not know."""
    anew = [r.name for r in repositories if r.name not in ledger or not _continues(ledger[r.name], r)]
    store.forget([declared(row).name for row in GROWING], anew)
    for name in anew:
        ledger.pop(name, None)


def _continues(entry: Entry, repository: LocalRepository) -> bool:
    """Whether it is the same repository, with the same cut (shallow clones), read by the same program, and not mended since it was found damaged."""
    same = entry.path == str(repository.path.resolve()) and entry.base == _base(repository)
    return same and (not entry.damaged or entry.damaged == objects_state(repository))


def _base(repository: LocalRepository) -> str:
    cut = repository.common_dir / "shallow"
    return hashlib.sha256(git.VERSION.encode() + (cut.read_bytes() if cut.is_file() else b"")).hexdigest()[:16]


def _open(repository: LocalRepository, known: Entry | None, shared: _Shared) -> tuple[_Reading | None, list[Problem]]:
    """Tree-level history of what is new, while its lines are already being counted by whoever is free."""
    try:
        return _opened(repository, known, shared)
    except Exception as error:  # one repository must not end the assessment of the others
        if is_full(error):
            raise
        return None, [_unforeseen(repository.name, error)]
    finally:
        shared.desk.opened()
        shared.meter.advance(1)


def _sound(readings: Sequence[_Reading], step: Callable[[_Reading], None], problems: list[Problem]) -> list[_Reading]:
    """The readings for which a step succeeds; the failure of one is a Problem, and the others go on."""
    sound = []
    for reading in readings:
        try:
            step(reading)
        except Exception as error:  # one repository must not end the assessment of the others
            if is_full(error):
                raise
            problems.append(_unforeseen(reading.entry.name, error))
        else:
            sound.append(reading)
    return sound


def _unforeseen(repository: str, error: Exception) -> Problem:
    what = f"could not be read: {str(error) or type(error).__name__}"
    return Problem(Place(repository), what, "Run `git fsck` there; if it is sound, please report this")


def _opened(repository: LocalRepository, known: Entry | None, shared: _Shared) -> tuple[_Reading | None, list[Problem]]:
    scratch = shared.root / "views" / hashlib.sha256(str(repository.git_dir.resolve()).encode()).hexdigest()[:16]
    collector = Collector(repository, scratch, early=shared.ahead.histories(repository))
    heads = collector.heads()
    if heads is None:
        return None, collector.problems
    end = end_of(shared.as_of)
    try:
        head = collector.newest_until(heads.head, end)
    except GitError:
        head = rescue.newest_before_damage(collector, heads.head, end)
    if not head:
        what = f"its history begins after {shared.as_of}"
        return None, [Problem(Place(repository.name), what, "Assess a later date with `--as-of`")]
    entry = known or Entry(repository.name, str(repository.path.resolve()), base=_base(repository))
    history = extract.History(repository.name)
    lines = collector.lines(shared.meter.counted, shared.desk.changed)
    replayed = None
    if head not in entry.tips:
        replayed = _beside(collector.view, head) if shared.deep and not entry.lines else None
        _read_history(history, collector, [head], entry.tips, lines, shared.desk)
    entry.whole = _is_whole(entry, head, history)
    entry.head = head
    entry.tips = [head] if entry.whole else list(dict.fromkeys([*entry.tips, head]))
    return _Reading(entry, collector, Heads(head, heads.branch, heads.tags), history, lines, replayed), []


def _beside(view: Git, head: str) -> Callable[[], bytes]:
    """The history up to ``head`` as a replay of lines reads it, asked for now and read later: reading histories leaves half a processor idle."""
    worker = ThreadPoolExecutor(1)
    told = worker.submit(view.run, "log", *ARGUMENTS, head, stdin=b"")
    worker.shutdown(wait=False)
    return told.result


def _read_history(history: extract.History, collector: Collector, tips: list[str], seen: list[str], lines: Counting, desk: Desk) -> None:
    """Read what is new, and feed the counting of lines as git tells of changes."""
    fed = 0

    def feed(until: int) -> None:
        nonlocal fed
        lines.feed(history.changes["path"][fed:until], history.facts[fed:until])
        fed = until

    desk.lay(lines)
    try:
        collector.history(tips, seen, history, lambda: feed(history.settled))
        feed(len(history.facts))
        history.facts.clear()
    finally:
        lines.close()


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
    """Follow renames, and hand the commits to the writer."""
    entry, history = reading.entry, reading.history
    history.take_renames(reading.collector.renames(history.with_both()))
    if history.undecodable:
        what = f"{len(history.undecodable)} paths are not UTF-8, the first {history.undecodable[0]}; they are shown with \\xNN in place of such bytes"
        entry.note("paths", [Problem(Place(entry.name), what, "Rename them, if tools of yours stumble over them")], add=True)
    if history.first:
        writer.append(Commit, history.finished()[0])


def _changes(reading: _Reading, writer: Writer) -> None:
    """Put the counted lines beside their changes, and hand them to the writer."""
    entry, history, collector, lines = reading.entry, reading.history, reading.collector, reading.lines
    lines.tidy()
    if lines.failure:
        raise lines.failure
    added, deleted = lines.counts()
    problems = [*collector.problems, *_uncounted(reading, added == UNTOLD)]
    of_commits = history.commits_of(added == UNTOLD)
    if len(of_commits):  # a commit of which some counts are missing has none: their sum would be no number of lines
        partly = np.isin(history.commits_of(np.ones(len(added), dtype=bool)), of_commits)
        added[partly] = deleted[partly] = UNTOLD
    history.take_lines(added, deleted)
    if history.first:
        writer.append(FileChange, history.finished()[1])
    entry.note("history", problems, add=True)
    if problems:
        entry.damaged = objects_state(collector.repository)


def _uncounted(reading: _Reading, untold: np.ndarray) -> list[Problem]:
    """Why some changes have no line counts."""
    if not untold.any():
        return []
    commits, lines = list(reading.history.first), reading.lines
    said = lines.unreadable()
    pairs = np.array(lines.pairs)[untold]
    told: dict[str, str] = {}
    left: dict[str, None] = {}
    for place, pair in zip(reading.history.commits_of(untold).tolist(), pairs.tolist(), strict=True):
        if pair in said:
            told.setdefault(commits[place], said[pair])
        else:
            left[commits[place]] = None
    left = {commit: None for commit in left if commit not in told}
    problems = reading.collector.unreadable(told, len(left) if lines.given_up else 0, "its line counts are absent")
    if left and not lines.given_up:
        what = f"git told no line counts of {counted(len(left), 'commit')}, the first {min(left)[:12]}"
        problems.append(Problem(Place(reading.entry.name), what, "Run `git fsck`; fetch the objects from another clone"))
    return problems
