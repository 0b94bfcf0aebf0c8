"""What commits of late changed in files, down to the lines: which contents became which, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quarterdeck.sources.git.collect import Collector
from quarterdeck.sources.git.command import GitError
from quarterdeck.sources.git.extract import text
from quarterdeck.sources.git.lines.hunks import Hunk, differences
from quarterdeck.sources.git.trees import tree_object, write_object

_CHANGES = ("log", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-merges", "--diff-filter=AM", "--format=%x01%H %ct")
_DIFFERENCES = ("diff-tree", "-p", "-U0", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color")


@dataclass(frozen=True, slots=True)
class Edit:
    """A file that a commit made or changed; contents by their ids, no ``before`` where the file is new."""

    commit: str
    path: str
    before: str
    after: str


def late_edits(collector: Collector, head: str, span: int) -> list[Edit]:
    """What the commits in the history of ``head`` that are no merges did in the ``span`` of seconds before it, the newest first.

    Where a history cannot be read to its end, what was read of it is not used: elsewhere it is told what is wrong.
    """
    try:
        newest = int(collector.view.run("log", "-1", "--format=%ct", head, stdin=b""))
        raw = collector.view.run(*_CHANGES, f"--since={newest - span}", head, stdin=b"")
    except GitError:
        return []
    found: list[Edit] = []
    commit = ""
    tokens = iter(raw.split(b"\0"))
    for token in tokens:
        if token.lstrip(b"\n")[:1] == b"\x01":
            commit = token.lstrip(b"\n")[1:].split(b" ")[0].decode()
        elif token.lstrip(b"\n")[:1] == b":":
            _, _, before, after, _ = token.decode().split(" ")
            found.append(Edit(commit, text(next(tokens)), before if before.strip("0") else "", after))
    return found


def differing(collector: Collector, edits: Sequence[Edit]) -> Iterator[tuple[Edit, Sequence[Hunk]]]:
    """Where the contents of each edit differ; what cannot be compared is left out."""
    pairs = list(dict.fromkeys((edit.before, edit.after) for edit in edits))
    hunks: dict[tuple[str, str], Sequence[Hunk]] = {}
    _compare(collector, pairs, hunks)
    for edit in edits:
        if (edit.before, edit.after) in hunks:
            yield edit, hunks[edit.before, edit.after]


def _compare(collector: Collector, pairs: Sequence[tuple[str, str]], hunks: dict[tuple[str, str], Sequence[Hunk]]) -> None:
    if not pairs:
        return
    sides = ([(at, pair[side].encode()) for at, pair in enumerate(pairs) if pair[side]] for side in (0, 1))
    names = [write_object(collector.view.git_dir, tree_object(side), collector.format) for side in sides]
    try:
        told = collector.view.run(*_DIFFERENCES, *names, stdin=b"")
    except GitError:
        half = len(pairs) // 2
        for part in (pairs[:half], pairs[half:]) if half else ():
            _compare(collector, part, hunks)
        return
    hunks.update((pairs[difference.name], difference.hunks) for difference in differences(told) if not difference.binary)
