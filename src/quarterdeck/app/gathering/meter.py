"""How the gathering goes, told to whoever looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol

PROGRESS = "QUARTERDECK_PROGRESS"
"""The variable that, set to `lines`, makes a command tell its progress in lines: where somebody else shows it."""


class Progress(Protocol):
    """Told how the work goes. Called from several threads."""

    def start(self, what: str, total: int) -> None:
        """A stretch of work of ``total`` steps begins; 0 when nobody knows how many."""
        ...

    def advance(self, steps: int) -> None:
        """Steps of it are done."""
        ...

    def say(self, words: str) -> None:
        """Something worth reading before the end."""
        ...


@dataclass
class Meter:
    """Passes on how it goes. Lines that are counted before the bar for them begins are shown when it does."""

    progress: Progress
    _early: int = 0
    _counting: bool = False
    _lock: Lock = field(default_factory=Lock)

    def start(self, what: str, total: int) -> None:
        """A stretch of work begins."""
        self.progress.start(what, total)

    def advance(self, steps: int) -> None:
        """Steps of it are done."""
        self.progress.advance(steps)

    def count(self, total: int) -> None:
        """The counting of lines is what is shown from here on."""
        with self._lock:
            self._counting = True
            self.progress.start("counting lines", total)
            self.progress.advance(self._early)

    def counted(self, changes: int) -> None:
        """Lines of so many changes have been counted."""
        with self._lock:
            if self._counting:
                self.progress.advance(changes)
            else:
                self._early += changes
