"""What `git diff-tree -p -U0` printed, as places of lines. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Hunk = tuple[int, int, int]
"""(lines kept since the hunk before, lines taken away, lines added)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How the contents with this name differ; no hunks and ``binary`` where git says no more than that they do."""

    name: int
    hunks: list[Hunk]
    binary: bool


def differences(raw: bytes) -> Iterator[Difference]:
    """From `git diff-tree -p -U0 --no-renames A B`, where every path is a number."""
    for section in (b"\n" + raw).split(b"\ndiff --git ")[1:]:
        pieces = section.split(b"\n@@ -")
        header = pieces[0]
        name = int(header[2 : header.index(b" ")])
        hunks = []
        at = 0
        for piece in pieces[1:]:
            old, _, new = piece[: piece.index(b" @@")].partition(b" +")
            start, _, count = old.partition(b",")
            deleted = int(count) if count else 1
            _, _, count = new.partition(b",")
            added = int(count) if count else 1
            first = int(start) - 1 if deleted else int(start)
            hunks.append((first - at, deleted, added))
            at = first + deleted
        yield Difference(name, hunks, not hunks and b"\nBinary files " in header)
