"""Which files of a repository a map shows one by one, and which it shows together by folder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from quarterdeck.kernel.finding import MeasureRow
from quarterdeck.kernel.text import Name, Phrase

_FILES = 340
_REMAINDERS = 60
_DEEPEST = 3


def folded(rows: Sequence[MeasureRow]) -> tuple[Sequence[MeasureRow], Mapping[str, Sequence[MeasureRow]]]:
    """The largest files (``rows`` come greatest first), and the others by folder: as deep as at most sixty folders allow."""
    rest: dict[str, list[MeasureRow]] = {}
    for depth in range(_DEEPEST, -1, -1):
        rest = defaultdict(list)
        for row in rows[_FILES:]:
            rest["/".join(row.key.split("/")[:-1][:depth])].append(row)
        if len(rest) <= _REMAINDERS:
            break
    return rows[:_FILES], rest


def steps(folder: str) -> tuple[Phrase, ...]:
    """The names on the way to a folder; none for the top one."""
    return tuple((Name("path", step),) for step in folder.split("/") if step)


def folder_of(path: str) -> str:
    """``a/b`` for ``a/b/c.py``."""
    return path.rpartition("/")[0]
