"""How many lines each change of a repository adds and deletes: every pair of contents is compared once, neighbours one after the other.

Git unpacks contents as differences from the next version of the same file. Asked commit by commit, it walks all trees of each and jumps
from file to file; here the versions of one file follow each other, in trees that hold nothing else (`trees`). That is two thirds of the work,
and it can be shared out between processes anywhere.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from threading import Condition

import numpy as np

from quarterdeck.sources.git.asking import Asking
from quarterdeck.sources.git.command import Git
from quarterdeck.sources.git.differing import QUESTION, Differences, ids_of, is_text_change
from quarterdeck.sources.git.trees import line_counts, object_file, trees, write_object

_BATCH, _SMALLEST_BATCH, _SHARES = 500, 20, 16
"""Pairs asked about at once, at most and at least; towards the end a batch takes one share of what is left."""
_RUN = 25
"""Neighbours that stay together: enough for git to unpack one from the next."""
_QUESTION = ("--numstat", "--no-renames", "--no-indent-heuristic")
"""The indent heuristic moves hunks to where they read well, which costs time and changes no count."""
_CACHE = ("-c", "core.deltaBaseCacheLimit=32m")
"""Enough for the versions of a few files; more is slower, for it leaves the processor's own cache."""
UNTOLD = -2
"""The count that git has not told."""


@dataclass
class _Way:
    """A way of asking about pairs, and which of them wait for it."""

    ask: Callable[[_Way], Asking[int]]
    arrived: list[tuple[str, int]] = field(default_factory=list)
    batches: deque[range] = field(default_factory=deque)

    def __post_init__(self) -> None:
        """Make the question."""
        self.asking = self.ask(self)


@dataclass
class Counting:
    """The changes of one repository: fed by one thread until it is closed, counted by any number of others (`work`).

    ``changed`` is notified whenever there may be more to do; the repositories of one run share it. ``pairs`` says for each change
    which pair of contents it is; ``added`` and ``deleted`` hold the counts of each pair.
    """

    view: Git
    format: str
    progress: Callable[[int], None] = lambda _pairs: None
    changed: Condition = field(default_factory=Condition)
    closed: bool = False
    failure: Exception | None = None
    pairs: list[int] = field(default_factory=list)
    added: list[int] = field(default_factory=list)
    deleted: list[int] = field(default_factory=list)
    differences: Differences | None = None
    """Where it is kept in which places contents differ; ``None`` where counts alone are wanted."""
    _facts: list[str] = field(default_factory=list)
    _known: dict[str, int] = field(default_factory=dict)
    _order: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make the questions: for counts, and for places."""
        git = Git(self.view.git_dir, _CACHE)
        counts = _Way(lambda way: Asking(git, _QUESTION, partial(self._take, way), self._put, self._heard, ends=b"\0\n"))
        places = _Way(lambda way: Asking(git, QUESTION, partial(self._take, way), self._put, self._placed, ends=b"\n"))
        self._ways = (places, counts)

    def feed(self, paths: Sequence[str], facts: Sequence[str]) -> None:
        """More changes, after those before: their paths, and what ``git log --raw`` tells of them."""
        known = self._known
        arrived: tuple[list[tuple[str, int]], ...] = ([], [])
        for path, told in zip(paths, facts, strict=True):
            pair = known.get(told)
            if pair is None:
                pair = known[told] = len(known)
                arrived[self.differences is None or not is_text_change(told)].append((path, pair))
                self._facts.append(told)
            self.pairs.append(pair)
        with self.changed:
            for way, come in zip(self._ways, arrived, strict=True):
                self.added.extend([UNTOLD] * len(come))
                self.deleted.extend([UNTOLD] * len(come))
                way.arrived.extend(come)
            self.changed.notify_all()

    def close(self) -> None:
        """Nothing more will come."""
        with self.changed:
            self.closed = True
            self._known.clear()
            self.changed.notify_all()

    def left(self) -> int:
        """How much can be asked about now: few pairs wait for more of their kind."""
        return 0 if self.given_up else sum(self._left(way) for way in self._ways)

    def _left(self, way: _Way) -> int:
        arrived = len(way.arrived)
        return len(way.batches) * _BATCH + (arrived if self.closed or arrived >= _BATCH else 0)

    def tidy(self) -> None:
        """Take away the folders in which the trees lay, when nobody counts any more."""
        for folder in (self.view.git_dir / "objects").glob("??"):
            with suppress(OSError):
                folder.rmdir()

    def work(self) -> None:
        """Count until there is nothing left now."""
        for way in self._ways:
            if self._left(way):
                way.asking.work()

    def abandon(self) -> None:
        """Forget what nobody has taken."""
        with self.changed:
            for way in self._ways:
                way.batches.clear()
                way.arrived.clear()

    @property
    def given_up(self) -> bool:
        """Whether so much was damaged that the rest was not counted."""
        return any(way.asking.given_up for way in self._ways)

    def unreadable(self) -> dict[int, str]:
        """Pairs over which git stopped, with what it said."""
        return {self._order[place]: said for way in self._ways for place, said in way.asking.unreadable.items()}

    def counts(self) -> tuple[np.ndarray, np.ndarray]:
        """Lines added and deleted by each change: a number, ``BINARY`` or ``UNTOLD``."""
        pairs = np.array(self.pairs, dtype=np.int64)
        return np.array(self.added, dtype=np.int64)[pairs], np.array(self.deleted, dtype=np.int64)[pairs]

    def _take(self, way: _Way) -> range:
        with self.changed:
            if not way.batches and self._left(way):
                self._lay_out(way)
            if not way.batches:
                return range(0)
            first, share = way.batches.popleft(), self._share(way)
            if len(first) > share:
                way.batches.appendleft(first[share:])
            return first[:share]

    def _share(self, way: _Way) -> int:
        """How many pairs one batch takes: ever fewer towards the end, so that nobody works long when the others have done."""
        left = (len(way.batches) + 1) * _BATCH
        return min(_BATCH, max(_SMALLEST_BATCH, left // _SHARES)) if self.closed else _BATCH

    def _lay_out(self, way: _Way) -> None:
        """Everything that has arrived, file by file; the versions of a large file are spread over the batches, for one batch of them may take seconds."""
        first = len(self._order)
        pairs = [pair for _, pair in sorted(way.arrived)]
        way.arrived.clear()
        runs = [pairs[at : at + _RUN] for at in range(0, len(pairs), _RUN)]
        batches = -(-len(pairs) // _BATCH)
        self._order.extend(pair for batch in range(batches) for run in runs[batch::batches] for pair in run)
        way.batches.extend(range(at, min(at + _BATCH, len(self._order))) for at in range(first, len(self._order), _BATCH))

    def _put(self, places: Sequence[int]) -> str:
        """Write two trees for the pairs at ``places``; the line that asks git to compare them."""
        contents = trees([self._facts[self._order[place]] for place in places], places)
        return " ".join(write_object(self.view.git_dir, content, self.format) for content in contents) + "\n"

    def _heard(self, answer: bytes) -> None:
        self._told(answer, line_counts(answer))

    def _placed(self, answer: bytes) -> None:
        """Git's differences: what is counted is told by where they are."""
        if self.differences is not None:
            self._told(answer, self.differences.take(answer, lambda place: ids_of(self._facts[self._order[place]])))

    @staticmethod
    def _asked(answer: bytes) -> list[str]:
        return answer.partition(b"\n")[0].decode("ascii").split(" ")

    def _told(self, answer: bytes, counts: Iterable[tuple[int, int, int]]) -> None:
        told = 0
        for place, added, deleted in counts:
            pair = self._order[place]
            self.added[pair], self.deleted[pair] = added, deleted
            told += 1
        for oid in self._asked(answer):
            object_file(self.view.git_dir, oid).unlink(missing_ok=True)
        self.progress(told)
