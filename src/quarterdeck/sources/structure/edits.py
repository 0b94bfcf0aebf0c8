"""Which functions an edit of a file changed, and how complex each was before and after. Pure.

A version is parsed from the tree of the one before it, with only the lines that differ read anew, and only around those lines is anything
counted: an edit costs by its own size, not by that of its file.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from quarterdeck.sources.structure.grammars import LARGEST_PARSED, Loaded, grammar_for, loaded
from quarterdeck.sources.structure.walk import Counted, Stretches, Walk

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tree_sitter import Tree

_TREES = 40
"""Trees that are kept, most of each shared with the others: branches that are worked on side by side go back to a few versions."""
OUTSIDE = ""
"""The name under which lines count that stand in no function."""


@dataclass(frozen=True, slots=True)
class Weight:
    """A function's cognitive complexity and its lines."""

    cognitive: int
    lines: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A function that an edit made, changed or took away."""

    name: str
    before: Weight | None
    after: Weight | None


@dataclass(frozen=True)
class _Version:
    data: bytes
    tree: Tree
    starts: NDArray[np.int64]
    """Where each line begins, and at the end where the last one ends."""


@dataclass
class Versions:
    """The versions of one file in one language, each read once as long as it is remembered."""

    loaded: Loaded
    contents: Mapping[str, bytes]
    known: OrderedDict[str, _Version] = field(default_factory=OrderedDict)

    def changed(self, before: str, after: str, hunks: Iterable[tuple[int, int, int]]) -> list[Changed]:
        """What an edit changed; ``hunks`` are (lines kept since the one before, lines taken away, lines added). Nothing where contents are missing or large."""
        if any(not 0 < len(self.contents.get(blob, b"")) <= LARGEST_PARSED for blob in (before, after) if blob):
            return []
        places = _places(hunks)
        old = self._version(before) if before else None
        new = self._version(after, old, places)
        was = _around(old, self.loaded, [(start, count) for start, count, _, _ in places]) if old else _Sight({}, set())
        now = _around(new, self.loaded, [(start, count) for _, _, start, count in places])
        names = sorted(was.touched | now.touched)
        return [Changed(name, was.weights.get(name), now.weights.get(name)) for name in names]

    def _version(self, blob: str, prior: _Version | None = None, places: Sequence[tuple[int, int, int, int]] = ()) -> _Version:
        version = self.known.pop(blob, None) or self._parsed(self.contents[blob], prior, places)
        self.known[blob] = version
        while len(self.known) > _TREES:
            self.known.popitem(last=False)
        return version

    def _parsed(self, data: bytes, prior: _Version | None, places: Sequence[tuple[int, int, int, int]]) -> _Version:
        starts = _line_starts(data)
        if prior is None:
            return _Version(data, self.loaded.parser.parse(data), starts)
        tree = prior.tree.copy()
        for old, deleted, new, added in reversed(places):  # from the last to the first: so those that follow stand where they stood
            begin, end = (int(prior.starts[min(row, len(prior.starts) - 1)]) for row in (old, old + deleted))
            size = int(starts[min(new + added, len(starts) - 1)]) - int(starts[min(new, len(starts) - 1)])
            tree.edit(begin, end, begin + size, (old, 0), (old + deleted, 0), (old + added, 0))
        return _Version(data, self.loaded.parser.parse(data, tree), starts)


def versions_of(path: str, language: str, contents: Mapping[str, bytes]) -> Versions:
    """Versions of a file, in the language in which the head's was read."""
    grammar = loaded(grammar_for(path, language))
    if grammar is None:
        raise LookupError(language)
    return Versions(grammar, contents)


@dataclass(frozen=True)
class _Sight:
    weights: dict[str, Weight]
    touched: set[str]


def _places(hunks: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """(first line before, lines taken away, first line after, lines added), lines from 0."""
    found, old, new = [], 0, 0
    for kept, deleted, added in hunks:
        old, new = old + kept, new + kept
        found.append((old, deleted, new, added))
        old, new = old + deleted, new + added
    return found


def _line_starts(data: bytes) -> NDArray[np.int64]:
    ends = np.flatnonzero(np.frombuffer(data, np.uint8) == ord("\n")) + 1
    begins = np.concatenate((np.zeros(1, np.int64), ends))
    return begins if not len(ends) or ends[-1] == len(data) else np.concatenate((begins, np.full(1, len(data), np.int64)))


def _around(version: _Version, loaded: Loaded, ranges: Sequence[tuple[int, int]]) -> _Sight:
    """The functions that stand in and next to some lines, and the names of those to which the lines themselves belong."""
    last = len(version.starts) - 1
    near = [(int(version.starts[max(0, start - 1)]), int(version.starts[min(last, start + count + 1)])) for start, count in ranges]
    functions = Walk(version.tree, loaded, version.data, Stretches(near)).run().functions
    owners = np.full(last + 1, -1, np.int32)
    for at, function in enumerate(functions):  # who stands within another comes after it
        owners[function.node.start_point[0] : function.node.end_point[0] + 1] = at
    touched = {int(owner) for start, count in ranges if count for owner in np.unique(owners[start : start + count])}
    return _Sight(_weights(functions), {functions[owner].name if owner >= 0 else OUTSIDE for owner in touched})


def _weights(functions: Sequence[Counted]) -> dict[str, Weight]:
    """By name; of several with one name the heaviest."""
    found: dict[str, Weight] = {}
    for function in functions:
        weight = Weight(function.cognitive, function.node.end_point[0] - function.node.start_point[0] + 1)
        if function.name not in found or weight.cognitive > found[function.name].cognitive:
            found[function.name] = weight
    return found
