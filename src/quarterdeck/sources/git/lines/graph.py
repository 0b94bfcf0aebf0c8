"""The history at tree level: which commit changed which path to which contents, against its first parent. Pure.

Every commit has at most one first parent, so first parents make a forest. Numbered in preorder, the commits below one of them are an
interval; the state of a path at a commit is told by the nearest commit above it (itself included) that changed the path. So nothing is
ever copied where a history branches: a path at a commit is found by bisection.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

ABSENT = -1
"""No contents of this repository: the path is deleted, a link or a submodule."""
NOWHERE = -1
"""No change of the path at or above a commit."""
OUTSIDE = -2
_REGULAR = frozenset({b"100644", b"100755", b"100664"})

ARGUMENTS = ("-z", "--raw", "--no-abbrev", "--no-renames", "--diff-merges=first-parent", "--topo-order", "--format=%x01%H%x00%P")
"""The `git log` whose output `Graph.read` takes."""


@dataclass
class Changes:
    """Changes of paths against the first parent, parents before children: the commit, the path and the contents after and before."""

    commit: list[int] = field(default_factory=list)
    path: list[int] = field(default_factory=list)
    blob: list[int] = field(default_factory=list)
    before: list[int] = field(default_factory=list)


@dataclass
class Graph:
    """Commits in topological order, parents first. Commits, paths and contents are numbers here, in the order of their names' lists."""

    commits: list[bytes]
    parents: list[tuple[int, ...]]
    outside: list[bytes]
    """Parents that were not read, for they were read before. As parents they are numbered from `OUTSIDE` downwards."""
    paths: list[bytes]
    blobs: list[bytes]
    changes: Changes

    def name_of(self, commit: int) -> bytes:
        """The id of a commit, also of one outside."""
        return self.commits[commit] if commit >= 0 else self.outside[OUTSIDE - commit]

    @classmethod
    def read(cls, raw: bytes) -> Graph:
        """From the output of `git log` with `ARGUMENTS`, which tells children first."""
        told = _told(raw)
        number = {commit: at for at, (commit, _, _) in enumerate(told)}
        outside: dict[bytes, int] = {}
        paths: dict[bytes, int] = {}
        blobs: dict[bytes, int] = {}
        changes = Changes()
        graph = cls([], [], [], [], [], changes)
        for at, (commit, mothers, changed) in enumerate(told):
            graph.commits.append(commit)
            graph.parents.append(tuple(number[m] if m in number else OUTSIDE - outside.setdefault(m, len(outside)) for m in mothers))
            for facts, path in changed:
                changes.commit.append(at)
                changes.path.append(paths.setdefault(path, len(paths)))
                changes.blob.append(_blob(facts[8:14], facts, 2, blobs))
                changes.before.append(_blob(facts[1:7], facts, 1, blobs))
        graph.outside, graph.paths, graph.blobs = list(outside), list(paths), list(blobs)
        return graph


def _blob(mode: bytes, facts: bytes, place: int, blobs: dict[bytes, int]) -> int:
    return blobs.setdefault(facts.split(b" ")[place + 1], len(blobs)) if mode in _REGULAR else ABSENT


def _told(raw: bytes) -> list[tuple[bytes, list[bytes], list[tuple[bytes, bytes]]]]:
    """(commit, its parents, its raw lines and paths), parents before children."""
    told: list[tuple[bytes, list[bytes], list[tuple[bytes, bytes]]]] = []
    changed: list[tuple[bytes, bytes]] = []
    tokens = iter(raw.split(b"\0"))
    for token in tokens:
        bare = token[1:] if token[:1] == b"\n" else token
        if bare[:1] == b":":
            changed.append((bare, next(tokens)))
        elif bare[:1] == b"\x01":
            changed = []
            told.append((bare[1:], next(tokens).split(), changed))
    told.reverse()
    return told


class Places:
    """Finds the change that says how a path stands at a commit."""

    def __init__(self, graph: Graph) -> None:
        """Number the forest of first parents, and sort the changes of each path by it."""
        self.graph = graph
        first = [mothers[0] if mothers else NOWHERE for mothers in graph.parents]
        self.entry, self.last = _preorder(first)
        self.base = list[int]()
        """For each commit the parent outside from which its first parents come; `NOWHERE` when they begin with a root."""
        for mother in first:
            self.base.append(mother if mother < 0 else self.base[mother])
        changes = graph.changes
        entry = self.entry
        self._order = sorted(range(len(changes.path)), key=lambda i: (changes.path[i], entry[changes.commit[i]]))
        self._start = [0] * (len(graph.paths) + 1)
        for path in changes.path:
            self._start[path + 1] += 1
        for path in range(len(graph.paths)):
            self._start[path + 1] += self._start[path]
        self._entries = [entry[changes.commit[i]] for i in self._order]
        self._above = self._enclosing()
        self._position = [0] * len(self._order)
        for position, change in enumerate(self._order):
            self._position[change] = position

    def _enclosing(self) -> list[int]:
        """For each position, that of the nearest change of the same path above it."""
        changes, last = self.graph.changes, self.last
        above = [NOWHERE] * len(self._order)
        open_: list[tuple[int, int]] = []
        current = NOWHERE
        for position, change in enumerate(self._order):
            if changes.path[change] != current:
                current = changes.path[change]
                open_.clear()
            entry = self._entries[position]
            while open_ and open_[-1][0] < entry:
                open_.pop()
            if open_:
                above[position] = open_[-1][1]
            open_.append((last[changes.commit[change]], position))
        return above

    def before(self, change: int) -> int:
        """The change that told how the path stood at the first parent of ``change``'s commit."""
        above = self._above[self._position[change]]
        return NOWHERE if above == NOWHERE else self._order[above]

    def at(self, commit: int, path: int) -> int:
        """The change that tells how ``path`` stands at ``commit``."""
        if path + 1 >= len(self._start):
            return NOWHERE  # a path that no commit read here has changed
        start, wanted = self._start[path], self.entry[commit]
        position = bisect_right(self._entries, wanted, start, self._start[path + 1]) - 1
        if position < start:
            return NOWHERE
        last, commits, order = self.last, self.graph.changes.commit, self._order
        while position != NOWHERE and last[commits[order[position]]] < wanted:
            position = self._above[position]
        return NOWHERE if position == NOWHERE else order[position]


def _preorder(first_parent: list[int]) -> tuple[list[int], list[int]]:
    """For each commit its number in preorder, and the last number below it. Parents come before children."""
    size = [1] * len(first_parent)
    for commit in range(len(first_parent) - 1, -1, -1):
        mother = first_parent[commit]
        if mother >= 0:
            size[mother] += size[commit]
    entry = [0] * len(first_parent)
    free = [0] * len(first_parent)
    fresh = 0
    for commit, mother in enumerate(first_parent):
        if mother < 0:
            entry[commit] = fresh
            fresh += size[commit]
        else:
            entry[commit] = free[mother]
            free[mother] += size[commit]
        free[commit] = entry[commit] + 1
    return entry, [first + count - 1 for first, count in zip(entry, size, strict=True)]
