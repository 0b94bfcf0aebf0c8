"""Trees of our own making, so that git compares whatever contents we name: one tree holds what was before, the other what came after.

How many lines a change adds depends on its two contents and their modes alone, not on the commit or the path. So each pair is
compared once, however many commits made it, and in an order of our own. The trees are written as loose objects into the neutral view,
never into the repository. Files in them are named by numbers.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

_DIGITS = 10
_OLD_MODE, _NEW_MODE, _FIRST_ID = 1, 8, 15
BINARY = -1
"""The count of contents that have no lines."""


def tree_object(entries: Iterable[tuple[int, bytes]]) -> bytes:
    """A tree whose files are named by numbers, in rising order; contents by their ids in hexadecimal."""
    return _whole(b"".join(b"100644 %0*d\0" % (_DIGITS, name) + bytes.fromhex(blob.decode()) for name, blob in entries))


def trees(pairs: Sequence[str], numbers: Sequence[int]) -> tuple[bytes, bytes]:
    """Two trees, before and after, for changes as ``git log --raw --no-abbrev`` tells them (``:100644 100644 <id> <id> M``).

    ``numbers`` name the pairs; they rise, for so git wants the entries of a tree.
    """
    told = np.frombuffer("".join(pairs).encode("ascii"), dtype=np.uint8).reshape(len(pairs), -1)
    width = (told.shape[1] - _FIRST_ID - 3) // 2
    names = np.frombuffer("".join(f" {number:0{_DIGITS}}\0" for number in numbers).encode("ascii"), dtype=np.uint8).reshape(len(pairs), -1)
    sides = ((_OLD_MODE, _FIRST_ID), (_NEW_MODE, _FIRST_ID + width + 1))
    old, new = (_entries(told[:, mode : mode + 6], names, told[:, first : first + width]) for mode, first in sides)
    return _whole(old), _whole(new)


def _entries(modes: np.ndarray, names: np.ndarray, ids: np.ndarray) -> bytes:
    """Entries one after the other; what did not exist has mode 000000 and is no entry."""
    half = (ids & 15) + (ids >> 6) * 9  # hexadecimal digits, lower case, as numbers
    rows = np.hstack([modes, names, half[:, ::2] << 4 | half[:, 1::2]])
    entries: bytes = rows[modes[:, 0] != ord("0")].tobytes()
    return entries


def _whole(entries: bytes) -> bytes:
    return b"tree %d\0" % len(entries) + entries


def object_file(git_dir: Path, name: str) -> Path:
    """Where a loose object lies."""
    return git_dir / "objects" / name[:2] / name[2:]


def write_object(git_dir: Path, contents: bytes, algorithm: str) -> str:
    """Write a loose object, and say its id."""
    name = hashlib.new(algorithm, contents, usedforsecurity=False).hexdigest()
    place = object_file(git_dir, name)
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(zlib.compress(contents, 0))  # ids do not get smaller
    return name


def line_counts(raw: bytes) -> Iterator[tuple[int, int, int]]:
    """(number, added, deleted) of each pair, from ``git diff-tree --stdin -z --numstat`` of two such trees."""
    for line in raw.partition(b"\n")[2].split(b"\0"):
        if line:
            added, deleted, number = line.split(b"\t")
            yield int(number), BINARY if added == b"-" else int(added), BINARY if deleted == b"-" else int(deleted)
