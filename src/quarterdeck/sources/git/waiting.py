"""Commits that wait to be asked about, taken from the ends of contiguous stretches by those who ask git.

Git answers faster about neighbours: what it unpacked for one commit serves the next, so each asker stays on one stretch. But newer
commits cost more than older ones (the newer half of git's own history 2.3 times the older), so stretches cut in advance leave cores
idle. Here two askers share a stretch, one from each end, and are done when they meet; a third one splits what is left.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Condition

_WORTH_SHARING = 400
"""Commits left in a stretch that pay for one more git process."""


@dataclass(eq=False)
class Stretch:
    """Neighbouring commits, newest first, and who takes from either end."""

    commits: deque[str] = field(default_factory=deque)
    at_newest: End | None = None
    at_oldest: End | None = None


@dataclass(eq=False)
class End:
    """One end of a stretch, held by one asker."""

    stretch: Stretch
    newest: bool


@dataclass
class Waiting:
    """The commits of one repository: fed newest first, by one thread, until it is closed; taken by any number of others.

    ``changed`` is notified whenever there may be more to do; the repositories of one run share it.
    """

    changed: Condition = field(default_factory=Condition)
    stretches: list[Stretch] = field(default_factory=lambda: [Stretch()])
    closed: bool = False

    def feed(self, commits: Iterable[str]) -> None:
        """More commits, older than those before; once it is closed they are dropped."""
        with self.changed:
            if self.closed:
                return
            self.stretches[0].commits.extend(commits)
            self.changed.notify_all()

    def close(self) -> None:
        """Nothing more will come."""
        with self.changed:
            self.closed = True
            self.changed.notify_all()

    def left(self) -> int:
        """Commits that nobody has taken."""
        with self.changed:
            return sum(len(stretch.commits) for stretch in self.stretches)

    def join(self) -> End | None:
        """An end to take from, for one more asker; ``None`` when there is none now that is worth another.

        The newest end can be taken while commits are still coming, the others when it is known where they end.
        """
        with self.changed:
            first, longest = self.stretches[0], max(self.stretches, key=lambda stretch: len(stretch.commits))
            if first.at_newest is None and (first.commits or not self.closed):
                longest = first
            elif not self.closed or len(longest.commits) < _WORTH_SHARING:
                return None
            elif longest.at_newest and longest.at_oldest:
                self._split(longest)
            end = End(longest, newest=longest.at_newest is None)
            if end.newest:
                longest.at_newest = end
            else:
                longest.at_oldest = end
            return end

    def take(self, end: End, most: int, *, patient: bool) -> list[str]:
        """Up to ``most`` commits from an end; none when there are none left, or, for the impatient, none yet."""
        with self.changed:
            if patient:
                self.changed.wait_for(lambda: bool(end.stretch.commits) or self.closed)
            commits = end.stretch.commits
            return [commits.popleft() if end.newest else commits.pop() for _ in range(min(most, len(commits)))]

    def leave(self, end: End) -> None:
        """This asker is done: its end is free for another."""
        with self.changed:
            if end.newest:
                end.stretch.at_newest = None
            else:
                end.stretch.at_oldest = None
            self.changed.notify_all()

    def abandon(self) -> int:
        """Drop what nobody has taken; how many commits that was."""
        with self.changed:
            dropped = self.left()
            for stretch in self.stretches:
                stretch.commits.clear()
            return dropped

    def _split(self, stretch: Stretch) -> None:
        """Cut a stretch in the middle. The asker at its oldest end goes with the older half; one end of either half becomes free."""
        older = Stretch()
        for _ in range(len(stretch.commits) // 2):
            older.commits.appendleft(stretch.commits.pop())
        older.at_oldest, stretch.at_oldest = stretch.at_oldest, None
        if older.at_oldest:
            older.at_oldest.stretch = older
        self.stretches.append(older)
