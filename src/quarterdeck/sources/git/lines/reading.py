"""One repository's lines, read: histories of files in portions that are compared and replayed side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from quarterdeck.sources.git.collect import LARGEST
from quarterdeck.sources.git.lines.collect import LineCollector
from quarterdeck.sources.git.lines.families import Contents, Pair, Replay, Sight, Told, families
from quarterdeck.sources.git.lines.graph import ABSENT, NOWHERE, Graph, Places
from quarterdeck.sources.git.lines.kept import Kept
from quarterdeck.sources.git.lines.replay import Owners
from quarterdeck.sources.git.lines.versions import questions, resolve, take_renames

_PORTION_PAIRS, _PORTION_BYTES = 6_000, 48_000_000
_CHANGED_SHARE = 20
"""A change prints far less than the whole file; this guess only balances portions."""
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of numbers: places in the lists of paths and commits, and counts."""

    path: Numbers
    commit: Numbers
    at: Numbers
    lines: Numbers


@dataclass(frozen=True, slots=True)
class Lines:
    """The spans (``at`` is the first line, from 1) and flows of one repository, with the names that they point to."""

    paths: Sequence[bytes]
    commits: Sequence[bytes]
    spans: Table
    flows: Table
    decided: AbstractSet[int]
    """Paths whose state at the head is told here; the others stand as they stood before."""
    misfits: Sequence[int]
    """Versions whose differences did not fit."""


def mainline(graph: Graph, head: int) -> tuple[list[int], bytes]:
    """The head's first-parent line, newest first, and the commit outside at which it ends (empty at a root)."""
    line = []
    while head >= 0:
        line.append(head)
        head = graph.parents[head][0] if graph.parents[head] else ABSENT
    return line, graph.name_of(head) if head < ABSENT else b""


class Reading:
    """The reading of one repository's lines up to ``head``, after what is reachable from ``seen``."""

    def __init__(self, collector: LineCollector, head: str, seen: Sequence[str] = ()) -> None:
        """Read the history at tree level, and find out which versions there are. Raises ``GitError``."""
        self.collector = collector
        self.graph = collector.graph(head, seen)
        self.head = len(self.graph.commits) - 1
        self.line, self.ends_in = mainline(self.graph, self.head)

    def follow(self) -> None:
        """Find out which versions of files there are, and what each was made from."""
        self.places = Places(self.graph)
        stood = self.collector.standing(self.graph, questions(self.graph, self.places))
        self.versions = resolve(self.graph, self.places, stood)
        take_renames(self.versions, self.places, self.collector.renames(self.versions))
        sizes = self.collector.sizes(self.graph)
        self.sight = Sight(self.versions, {at for at, size in enumerate(sizes) if size is None or size >= LARGEST})
        self.missing = {at for at, size in enumerate(sizes) if size is None}
        self.weights = [size or 0 for size in sizes]

    @property
    def changes(self) -> int:
        """Changes of paths that are replayed."""
        return len(self.graph.changes.path)

    def outside(self) -> dict[tuple[bytes, bytes], int]:
        """(commit, path) of the versions read before whose owners this reading builds on."""
        versions, graph = self.versions, self.graph
        return {(graph.name_of(parent), graph.paths[path]): version for (parent, path), version in versions.outside.items()}

    def portions(self) -> Iterator[list[list[int]]]:
        """Families put together so that each portion takes about as long as any other."""
        portion: list[list[int]] = []
        pairs = weight = 0
        for family in families(self.versions):
            portion.append(family)
            for before, after in self.sight.pairs(family):
                pairs += 1
                weight += self.weights[after] if before == ABSENT else self.weights[after] // _CHANGED_SHARE
            if pairs >= _PORTION_PAIRS or weight >= _PORTION_BYTES:
                yield portion
                portion, pairs, weight = [], 0, 0
        if portion:
            yield portion

    def replay(
        self, workers: Executor, known: Mapping[int, Owners | None], names: Sequence[bytes], done: Callable[[int], None], kept: Kept | None = None
    ) -> Lines:  # fmt: skip
        """Compare and replay everything. ``names`` are the commits that ``known`` owners point to beyond the graph's own.

        What stands in ``kept`` is not replayed again.
        """
        line = frozenset(self.line)

        def one(numbered: tuple[int, list[list[int]]]) -> Told:
            number, portion = numbered
            told = (kept.load(number, portion) if kept else None) or self._replayed(number, portion, line, known, kept)
            done(sum(map(len, portion)))
            return told

        parts = list(workers.map(one, enumerate(self.portions())))
        paths = range(len(self.graph.paths))
        stand = {path for path in paths if self.places.at(self.head, path) != NOWHERE}
        spans = [span for told in parts for span in told.spans]
        flows = [flow for told in parts for flow in told.flows]
        return Lines(
            self.graph.paths,
            [*self.graph.commits, *names],
            Table(
                _each([path for path, *_ in spans], [len(begins) for _, begins, *_ in spans]),
                _joined([owners for *_, owners in spans]),
                _joined([begins for _, begins, *_ in spans]) + 1,
                _joined([lengths for _, _, lengths, _ in spans]),
            ),
            Table(
                _each([path for path, *_ in flows], [len(owners) for _, _, owners, _ in flows]),
                _listed(owners for _, _, owners, _ in flows),
                _each([at for _, at, *_ in flows], [len(owners) for _, _, owners, _ in flows]),
                _listed(counts for *_, counts in flows),
            ),
            stand,
            [version for told in parts for version in told.misfits],
        )

    def _replayed(
        self, number: int, portion: list[list[int]], line: AbstractSet[int], known: Mapping[int, Owners | None], kept: Kept | None
    ) -> Told:  # fmt: skip
        """What is found in one portion; kept where nothing in it was unreadable or a secret."""
        told = Told()
        sight, contents = self._compared(portion)
        replay = Replay(sight, self.places, line, self.head, known)
        for family in portion:
            replay.family(family, contents, told)
        if kept and sight is self.sight and not self._hides_secrets(portion):
            kept.save(number, portion, told)
        return told

    def _hides_secrets(self, portion: Sequence[Sequence[int]]) -> bool:
        """Whether a secret was found where the contents of a portion differ."""
        found = {blob for blob, _ in self.collector.secrets}
        return bool(found) and any(after in found for family in portion for _, after in self.sight.pairs(family))

    def _compared(self, portion: Sequence[Sequence[int]]) -> tuple[Sight, Contents]:
        """How the contents of a portion differ, and what of it can be read: what turns out to be damaged is passed over."""
        sight = self.sight
        while True:
            pairs: list[Pair] = list(dict.fromkeys(pair for family in portion for pair in sight.pairs(family)))
            contents, damaged = self.collector.contents(self.graph, pairs)
            if not damaged:
                return sight, contents
            sight = Sight(self.versions, {*sight.unreadable, *damaged})


def _joined(parts: Iterable[Numbers]) -> Numbers:
    return np.concatenate([np.empty(0, np.int64), *parts])


def _listed(parts: Iterable[Sequence[int]]) -> Numbers:
    return np.fromiter(chain.from_iterable(parts), np.int64)


def _each(values: Sequence[int], times: Sequence[int]) -> Numbers:
    return np.repeat(np.array(values, np.int64), np.array(times, np.int64))
