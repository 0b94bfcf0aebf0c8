"""How pairs of contents differ: kept while their lines are counted, so that nobody compares them again to know who owns which line."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from quarterdeck.sources.git.hunks import Hunk, differences
from quarterdeck.sources.git.secrets import Secret, secrets
from quarterdeck.sources.git.trees import BINARY

QUESTION = ("-p", "-U1", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color")
"""With a line of context git compares contents whole, as it does to count; without any it trims their common end, and sometimes counts otherwise."""
_REGULAR, _NOTHING = "100", "000"
_NUMBER = "I"


@dataclass
class Differences:
    """What was found of the pairs of one repository, by their ids one after the other."""

    binary: set[bytes] = field(default_factory=set)
    secrets: list[tuple[bytes, Secret]] = field(default_factory=list)
    """Secrets in lines that came in with the contents of this id."""
    history: Callable[[], bytes] | None = None
    """Gives the history at tree level as a replay reads it, asked for while lines were counted; raises ``GitError``."""
    _hunks: dict[bytes, bytes] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether anything is known."""
        return bool(self._hunks)

    def hunks(self, pair: bytes) -> list[Hunk] | None:
        """Where the contents differ; ``None`` where that is not known."""
        told = self._hunks.get(pair)
        if told is None:
            return None
        numbers = iter(array(_NUMBER, told))
        return list(zip(numbers, numbers, numbers, strict=True))

    def take(self, patch: bytes, ids: Callable[[int], bytes]) -> Iterator[tuple[int, int, int]]:
        """Keep what git printed of pairs by their numbers; (number, added, deleted) of each."""
        for secret in secrets(patch):
            pair = ids(secret.name)
            self.secrets.append((pair[len(pair) // 2 :], secret))
        for difference in differences(patch):
            pair = ids(difference.name)
            if difference.binary:
                self.binary.add(pair)
                yield difference.name, BINARY, BINARY
            else:
                self._hunks[pair] = array(_NUMBER, _flat(difference.hunks)).tobytes()
                yield difference.name, sum(added for _, _, added in difference.hunks), sum(deleted for _, deleted, _ in difference.hunks)


def _flat(hunks: Iterable[Hunk]) -> Iterator[int]:
    for hunk in hunks:
        yield from hunk


def is_text_change(told: str) -> bool:
    """Whether a change, as ``git log --raw`` tells it, leaves a regular file behind, made anew or from another regular file."""
    return told[8:11] == _REGULAR and told[1:4] in {_REGULAR, _NOTHING}


def ids_of(told: str) -> bytes:
    """The ids before and after of a change as ``git log --raw`` tells it, one after the other."""
    old, new = told[15:].split(" ")[:2]
    return bytes.fromhex(old + new)
