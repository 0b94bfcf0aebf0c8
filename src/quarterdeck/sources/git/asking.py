"""Questions to git about many things, batch by batch: one process answers about all of them, until it stops over one that is damaged."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from quarterdeck.sources.git.command import Conversation, Git, GitError

_AHEAD = 2
"""Batches that git has been given and has not answered: with one, it would wait for us."""
UNREADABLE_AT_MOST = 50
_ALWAYS = ("diff-tree", "--stdin", "-r", "-z", "--root", "--no-ext-diff", "--no-textconv")

Item = TypeVar("Item")


@dataclass
class Asking(Generic[Item]):
    """One question about many items. Any number of threads may `work` on it at once, each with a process of its own.

    ``take`` gives the next batch, none when there is none now; ``put`` makes the lines of it that git reads; ``heard`` is given the
    answer, which ends in one of the bytes ``ends``. An item over which git stops is remembered in ``unreadable``, with what git says,
    and the rest goes on, unless too many are.
    """

    git: Git
    question: Sequence[str]
    take: Callable[[], Sequence[Item]]
    put: Callable[[Sequence[Item]], str]
    heard: Callable[[bytes], None]
    ends: bytes = b"\0"
    unreadable: dict[Item, str] = field(default_factory=dict)

    @property
    def given_up(self) -> bool:
        """Whether so much cannot be read that the rest is not asked about."""
        return len(self.unreadable) >= UNREADABLE_AT_MOST

    def work(self) -> None:
        """Take batches and ask about them until there are none."""
        apart: deque[Sequence[Item]] = deque()
        while first := self._next(apart):
            with self.git.conversation(*_ALWAYS, *self.question) as talk:
                waiting = deque([first])
                try:
                    talk.ask(self.put(first))
                    self._talk(talk, waiting, apart)
                except GitError as error:
                    self._after(str(error), waiting, apart)

    def _next(self, apart: deque[Sequence[Item]]) -> Sequence[Item]:
        if self.given_up:
            return ()
        return apart.popleft() if apart else self.take()

    def _talk(self, talk: Conversation, waiting: deque[Sequence[Item]], apart: deque[Sequence[Item]]) -> None:
        while waiting:
            while len(waiting) < _AHEAD and (more := self._next(apart)):
                waiting.append(more)
                talk.ask(self.put(more))
            self.heard(talk.answer(self.ends))
            waiting.popleft()

    def _after(self, error: str, waiting: deque[Sequence[Item]], apart: deque[Sequence[Item]]) -> None:
        """Git stopped over something in the oldest batch that it has not answered: asked about in ever smaller parts, the next failures say what."""
        first = waiting.popleft()
        apart.extendleft(reversed(waiting))
        if len(first) == 1:
            self.unreadable[first[0]] = error
        else:
            apart.extendleft((first[len(first) // 2 :], first[: len(first) // 2]))
