"""What git is asked commit by commit: lines and renames. Several processes of it share the commits of a repository."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.kernel.text import counted
from quarterdeck.sources.git.command import Conversation, Git, GitError
from quarterdeck.sources.git.waiting import End, Waiting

_BATCH = 64
_AHEAD = 2
"""Batches that git has been given and has not answered: with one, it would wait for us."""
UNREADABLE_AT_MOST = 50
_ALWAYS = ("diff-tree", "--stdin", "-r", "-z", "--root", "--no-ext-diff", "--no-textconv")

Told = TypeVar("Told")


@dataclass
class Asking(Generic[Told]):
    """One question to git about each of a repository's commits, and the answers as far as they have come.

    ``read`` makes rows of an answer. A commit of which an object is missing or corrupt is left out with a problem that says what is
    ``lost``, and the rest goes on.
    """

    repository: str
    git: Git
    question: Sequence[str]
    read: Callable[[bytes], Iterable[Told]]
    lost: str
    progress: Callable[[int], None] = lambda _steps: None
    waiting: Waiting = field(default_factory=Waiting)
    told: list[Told] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    failure: Exception | None = None

    def whole(self, commits: Iterable[str]) -> list[Told]:
        """Ask about all of ``commits`` at once, by one process."""
        self.waiting.feed(commits)
        self.waiting.close()
        if end := self.waiting.join():
            self.work(end)
        return self.told

    def work(self, end: End) -> None:
        """Take commits from one end and ask about them until there are none."""
        apart: deque[str] = deque()
        while first := self._next(end, apart, patient=True):
            with self.git.conversation(*_ALWAYS, *self.question) as talk:
                try:
                    talk.ask(first)
                    self._talk(talk, end, apart)
                except GitError as error:
                    self._after(error, talk, apart)
        self.waiting.leave(end)

    def _next(self, end: End, apart: deque[str], *, patient: bool) -> Sequence[str]:
        return [apart.popleft()] if apart else self.waiting.take(end, _BATCH, patient=patient)

    def _talk(self, talk: Conversation, end: End, apart: deque[str]) -> None:
        while talk.sent:
            while len(talk.sent) < _AHEAD and (more := self._next(end, apart, patient=False)):
                talk.ask(more)
            rows = list(self.read(talk.answer()))
            self.told.extend(rows)
            self.progress(len(rows))
            if not talk.sent and (more := self._next(end, apart, patient=True)):
                talk.ask(more)

    def _after(self, error: GitError, talk: Conversation, apart: deque[str]) -> None:
        """Git stopped over one of the commits that it has not answered. Asked one by one, the next failure says which."""
        first, *_ = talk.sent
        if len(first) == 1:
            self.unreadable.extend(first)
            talk.sent.popleft()
            what = f"commit {first[0][:12]} cannot be read in full: {error}; {self.lost}"
            self.problems.append(Problem(Place(self.repository), what, "Run `git fsck`; fetch the object from another clone"))
        apart.extendleft(commit for batch in reversed(talk.sent) for commit in reversed(batch))
        if len(self.unreadable) >= UNREADABLE_AT_MOST and (left := self.waiting.abandon() + len(apart)):
            apart.clear()
            what = f"{counted(left, 'more commit')} {'was' if left == 1 else 'were'} not read after {len(self.unreadable)} failures; {self.lost}"
            self.problems.append(Problem(Place(self.repository), what, "Clone the repository again"))
