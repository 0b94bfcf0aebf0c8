"""Who counts lines of which repository: every free worker goes to where most is left, also while a history is still being read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition

from quarterdeck.sources.git.asking import Asking
from quarterdeck.sources.git.extract import LineCounts
from quarterdeck.sources.git.waiting import End


@dataclass
class Desk:
    """The questions that wait for workers. ``unopened`` repositories may still add theirs."""

    unopened: int
    changed: Condition = field(default_factory=Condition)
    askings: list[Asking[LineCounts]] = field(default_factory=list)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Where the body is left by an error or an interruption, nobody waits for what is still to be counted."""
        try:
            yield
        except BaseException:
            with self.changed:
                self.unopened = 0
                for asking in self.askings:
                    asking.waiting.abandon()
                    asking.waiting.close()
            raise

    def lay(self, asking: Asking[LineCounts]) -> None:
        """A question to work on; its commits may come later."""
        with self.changed:
            self.askings.append(asking)
            self.changed.notify_all()

    def opened(self) -> None:
        """One repository's history has been read, or could not be."""
        with self.changed:
            self.unopened -= 1
            self.changed.notify_all()

    def work(self) -> None:
        """Work until nothing is left. What fails is remembered by the question that it failed on."""
        while seat := self._seat():
            asking, end = seat
            try:
                asking.work(end)
            except Exception as error:  # noqa: BLE001  # one repository must not end the assessment of the others
                asking.failure = error
                asking.waiting.abandon()
                asking.waiting.leave(end)

    def _seat(self) -> tuple[Asking[LineCounts], End] | None:
        with self.changed:
            while True:
                for asking in sorted(self.askings, key=lambda one: -one.waiting.left()):
                    if end := asking.waiting.join():
                        return asking, end
                if not self.unopened and all(asking.waiting.closed for asking in self.askings):
                    return None
                self.changed.wait()
