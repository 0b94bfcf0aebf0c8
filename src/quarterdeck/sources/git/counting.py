"""How many lines each change of a repository adds and deletes: every pair of contents is compared once, neighbours one after the other.

Git unpacks contents as differences from the next version of the same file. Asked commit by commit, it walks all trees of each and jumps
from file to file; here the versions of one file follow each other, in trees that hold nothing else (`trees`). That is two thirds of the work,
and it can be shared out between processes anywhere.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Condition

import numpy as np

from quarterdeck.sources.git.asking import Asking
from quarterdeck.sources.git.command import Git
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
    _facts: list[str] = field(default_factory=list)
    _known: dict[str, int] = field(default_factory=dict)
    _arrived: list[tuple[str, int]] = field(default_factory=list)
    _order: list[int] = field(default_factory=list)
    _batches: deque[range] = field(default_factory=deque)

    def __post_init__(self) -> None:
        """Make the question."""
        self._asking = Asking(Git(self.view.git_dir, _CACHE), _QUESTION, self._take, self._put, self._heard, ends=b"\0\n")

    def feed(self, paths: Sequence[str], facts: Sequence[str]) -> None:
        """More changes, after those before: their paths, and what ``git log --raw`` tells of them."""
        arrived, known = [], self._known
        for path, told in zip(paths, facts, strict=True):
            pair = known.get(told)
            if pair is None:
                pair = known[told] = len(known)
                arrived.append((path, pair))
                self._facts.append(told)
            self.pairs.append(pair)
        with self.changed:
            self.added.extend([UNTOLD] * len(arrived))
            self.deleted.extend([UNTOLD] * len(arrived))
            self._arrived.extend(arrived)
            self.changed.notify_all()

    def close(self) -> None:
        """Nothing more will come."""
        with self.changed:
            self.closed = True
            self._known.clear()
            self.changed.notify_all()

    def left(self) -> int:
        """How much can be asked about now: few pairs wait for more of their kind."""
        if self.given_up:
            return 0
        arrived = len(self._arrived)
        return len(self._batches) * _BATCH + (arrived if self.closed or arrived >= _BATCH else 0)

    def tidy(self) -> None:
        """Take away the folders in which the trees lay, when nobody counts any more."""
        for folder in (self.view.git_dir / "objects").glob("??"):
            with suppress(OSError):
                folder.rmdir()

    def work(self) -> None:
        """Count until there is nothing left now."""
        self._asking.work()

    def abandon(self) -> None:
        """Forget what nobody has taken."""
        with self.changed:
            self._batches.clear()
            self._arrived.clear()

    @property
    def given_up(self) -> bool:
        """Whether so much was damaged that the rest was not counted."""
        return self._asking.given_up

    def unreadable(self) -> dict[int, str]:
        """Pairs over which git stopped, with what it said."""
        return {self._order[place]: said for place, said in self._asking.unreadable.items()}

    def counts(self) -> tuple[np.ndarray, np.ndarray]:
        """Lines added and deleted by each change: a number, ``BINARY`` or ``UNTOLD``."""
        pairs = np.array(self.pairs, dtype=np.int64)
        return np.array(self.added, dtype=np.int64)[pairs], np.array(self.deleted, dtype=np.int64)[pairs]

    def _take(self) -> range:
        with self.changed:
            if not self._batches and self.left():
                self._lay_out()
            if not self._batches:
                return range(0)
            first, share = self._batches.popleft(), self._share()
            if len(first) > share:
                self._batches.appendleft(first[share:])
            return first[:share]

    def _share(self) -> int:
        """How many pairs one batch takes: ever fewer towards the end, so that nobody works long when the others have done."""
        left = (len(self._batches) + 1) * _BATCH
        return min(_BATCH, max(_SMALLEST_BATCH, left // _SHARES)) if self.closed else _BATCH

    def _lay_out(self) -> None:
        """Everything that has arrived, file by file; the versions of a large file are spread over the batches, for one batch of them may take seconds."""
        first = len(self._order)
        pairs = [pair for _, pair in sorted(self._arrived)]
        self._arrived.clear()
        runs = [pairs[at : at + _RUN] for at in range(0, len(pairs), _RUN)]
        batches = -(-len(pairs) // _BATCH)
        self._order.extend(pair for batch in range(batches) for run in runs[batch::batches] for pair in run)
        self._batches.extend(range(at, min(at + _BATCH, len(self._order))) for at in range(first, len(self._order), _BATCH))

    def _put(self, places: Sequence[int]) -> str:
        """Write two trees for the pairs at ``places``; the line that asks git to compare them."""
        contents = trees([self._facts[self._order[place]] for place in places], places)
        return " ".join(write_object(self.view.git_dir, content, self.format) for content in contents) + "\n"

    def _heard(self, answer: bytes) -> None:
        asked = answer.partition(b"\n")[0].decode("ascii")
        told = 0
        for place, added, deleted in line_counts(answer):
            pair = self._order[place]
            self.added[pair], self.deleted[pair] = added, deleted
            told += 1
        for oid in asked.split(" "):
            object_file(self.view.git_dir, oid).unlink(missing_ok=True)
        self.progress(told)
