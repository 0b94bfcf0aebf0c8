"""What `git diff-tree -p` printed, as places of lines. Pure."""

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
    """From `git diff-tree -p --no-renames A B`, where every path is a number; with or without lines of context."""
    for section in (b"\n" + raw).split(b"\ndiff --git ")[1:]:
        pieces = section.split(b"\n@@ -")
        header = pieces[0]
        name = int(header[2 : header.index(b" ")])
        hunks: list[Hunk] = []
        at = 0
        for piece in pieces[1:]:
            old, _, new = piece[: piece.index(b" @@")].partition(b" +")
            start, _, count = old.partition(b",")
            before = int(count) if count else 1
            _, _, count = new.partition(b",")
            after = int(count) if count else 1
            first = int(start) - 1 if before else int(start)
            for kept, deleted, added in _runs(piece, before, after):
                hunks.append((first + kept - at, deleted, added))
                first = at = first + kept + deleted
        yield Difference(name, hunks, not hunks and b"\nBinary files " in header)


def _runs(piece: bytes, before: int, after: int) -> Iterator[Hunk]:
    """The changes within what git prints as one: (lines of context before it, lines taken away, lines added)."""
    body = piece.index(b"\n")
    deleted = piece.count(b"\n-", body)
    context = before - deleted
    if not context:
        yield 0, deleted, after
        return
    lead = piece[body + 1 : body + 2] == b" "
    if context == lead or (context == lead + 1 and _ends_in_context(piece)):
        yield int(lead), deleted, after - context
        return
    kept = gone = came = 0
    for line in piece[body + 1 :].split(b"\n"):
        sign = line[:1]
        if sign == b" ":
            if gone or came:
                yield kept, gone, came
                kept = gone = came = 0
            kept += 1
        elif sign == b"-":
            gone += 1
        elif sign == b"+":
            came += 1
    if gone or came:
        yield kept, gone, came


def _ends_in_context(piece: bytes) -> bool:
    """Whether the last line is one of context; what git says of a missing end of line is none."""
    ends = len(piece) - piece.endswith(b"\n")
    last = piece.rfind(b"\n", 0, ends)
    if piece[last + 1 : last + 2] == b"\\":
        last = piece.rfind(b"\n", 0, last)
    return piece[last + 1 : last + 2] == b" "
