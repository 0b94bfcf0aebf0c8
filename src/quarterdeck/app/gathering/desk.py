"""Who counts lines of which repository: every free worker goes to where most is left, also while a history is still being read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition

from quarterdeck.sources.git.counting import Counting


@dataclass
class Desk:
    """The countings that wait for workers. ``unopened`` repositories may still add theirs."""

    unopened: int
    changed: Condition = field(default_factory=Condition)
    countings: list[Counting] = field(default_factory=list)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Where the body is left by an error or an interruption, nobody waits for what is still to be counted."""
        try:
            yield
        except BaseException:
            with self.changed:
                self.unopened = 0
                for counting in self.countings:
                    counting.abandon()
                    counting.close()
            raise

    def lay(self, counting: Counting) -> None:
        """Something to count; what it counts may come later."""
        with self.changed:
            self.countings.append(counting)
            self.changed.notify_all()

    def opened(self) -> None:
        """One repository's history has been read, or could not be."""
        with self.changed:
            self.unopened -= 1
            self.changed.notify_all()

    def work(self) -> None:
        """Work until nothing is left. What fails is remembered by the counting that it failed on."""
        while counting := self._next():
            try:
                counting.work()
            except Exception as error:  # noqa: BLE001  # one repository must not end the assessment of the others
                counting.failure = error
                counting.abandon()

    def _next(self) -> Counting | None:
        with self.changed:
            while True:
                most = max(self.countings, key=Counting.left, default=None)
                if most and most.left():
                    return most
                if not self.unopened and all(counting.closed for counting in self.countings):
                    return None
                self.changed.wait()
