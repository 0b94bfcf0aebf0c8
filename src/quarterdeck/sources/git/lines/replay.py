"""Owners of lines, from version to version: a file's lines as an array that says for each line the commit it came from. Pure.

Owners are four bytes a line. A version is cut together from pieces of those it was made from, at the speed of copying memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from quarterdeck.sources.git.lines.hunks import Hunk

WIDTH = 4
_FEW = 64
"""Lines up to which they are counted sooner without numpy."""
_UNCLAIMED = b"\xff" * WIDTH
Owners = bytes


class MisfitError(Exception):
    """Hunks that do not fit the lines that they are applied to."""


def spliced(old: Owners, hunks: Iterable[Hunk], fresh: bytes) -> Owners:
    """The owners after a change, of which ``fresh`` owns what it added."""
    parts = []
    at = 0
    for kept, deleted, added in hunks:
        end = at + kept * WIDTH
        parts.append(old[at:end])
        if added:
            parts.append(fresh * added)
        at = end + deleted * WIDTH
    if at > len(old):
        raise MisfitError
    parts.append(old[at:])
    return b"".join(parts)


def taken(old: Owners, hunks: Iterable[Hunk]) -> Owners:
    """The owners of the lines that a change took away."""
    parts = []
    at = 0
    for kept, deleted, _added in hunks:
        at += kept * WIDTH
        if deleted:
            parts.append(old[at : at + deleted * WIDTH])
            at += deleted * WIDTH
    return b"".join(parts)


def merged(parents: Sequence[tuple[Owners, Iterable[Hunk]]], fresh: bytes) -> Owners:
    """The owners after a merge: each line is the first parent's that has it; ``fresh`` owns what none has."""
    result = np.frombuffer(spliced(*parents[0], _UNCLAIMED), np.uint32)
    unclaimed = np.frombuffer(_UNCLAIMED, np.uint32)[0]
    for old, hunks in parents[1:]:
        other = np.frombuffer(spliced(old, hunks, _UNCLAIMED), np.uint32)
        if len(other) != len(result):
            raise MisfitError
        result = np.where(result == unclaimed, other, result)
    return np.where(result == unclaimed, np.frombuffer(fresh, np.uint32)[0], result).tobytes()


def counted(owners: Owners) -> dict[int, int]:
    """Each owner once, in order, with its number of lines."""
    if len(owners) <= _FEW * WIDTH:
        found: dict[int, int] = {}
        for owner in memoryview(owners).cast("I"):
            found[owner] = found.get(owner, 0) + 1
        return dict(sorted(found.items())) if len(found) > 1 else found
    names, counts = np.unique(np.frombuffer(owners, np.uint32), return_counts=True)
    return dict(zip(names.tolist(), counts.tolist(), strict=True))


def spans(owners: Owners) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Stretches of lines with one owner: where each begins (from 0), how long it is, whose it is."""
    lines = np.frombuffer(owners, np.uint32).astype(np.int64)
    if not len(lines):
        return np.empty(0, np.int64), np.empty(0, np.int64), lines
    begins = np.concatenate(([0], np.flatnonzero(lines[1:] != lines[:-1]) + 1))
    return begins, np.diff(np.concatenate((begins, [len(lines)]))), lines[begins]
