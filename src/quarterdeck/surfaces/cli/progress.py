"""Progress on standard error: bars with counts and time left on a terminal, plain first numbers elsewhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from quarterdeck.app.gathering.meter import PROGRESS
from quarterdeck.kernel.text import Name, counted
from quarterdeck.reports.render.plain import clean

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from quarterdeck.app.pipeline import History
    from quarterdeck.reports.redaction import Disguise

_SELDOM = 0.5


class Told:
    """Told by the pipeline how the work goes; shows it where somebody is looking."""

    def __init__(self, bars: Progress | None, disguise: Disguise) -> None:
        """With bars on a terminal, without elsewhere."""
        self._bars = bars
        self._disguise = disguise
        self._task: TaskID | None = None

    def start(self, what: str, total: int) -> None:
        """The bar before is done; the next begins."""
        if self._bars is None:
            return
        if self._task is not None:
            done = self._bars.tasks[self._task]
            self._bars.update(self._task, total=done.total or 1, completed=done.total or 1)
        self._task = self._bars.add_task(what, total=total or None)

    def advance(self, steps: int) -> None:
        """Move the bar."""
        if self._bars is not None and self._task is not None:
            self._bars.advance(self._task, steps)

    def say(self, words: str) -> None:
        """One line, above the bars where there are some."""
        if self._bars is not None:
            self._bars.console.print(words, highlight=False, markup=False)
        else:
            print(words, file=sys.stderr)  # noqa: T201  # the command line speaks here

    def first_look(self, histories: Sequence[History]) -> None:
        """First numbers, from tree-level history alone, before any line is counted."""
        for history in histories:
            authors = len(set(zip(history.commits["author_name"], history.commits["author_email"], strict=True)))
            commits, files = len(history.first), len(set(history.changes["path"]))
            changes = len(history.changes["path"])
            told = f"{counted(commits, 'new commit')} under {counted(authors, 'signature')}, {counted(changes, 'change')} to {counted(files, 'path')}"
            name = self._disguise.name(Name("repository", history.repository)).text
            self.say(clean(f"{name}: {told}"))


class Lines(Told):
    """Tells in lines, at most a few a second, for a program that shows them to somebody."""

    def __init__(self, disguise: Disguise) -> None:
        """Nothing is told yet."""
        super().__init__(None, disguise)
        self._what, self._total, self._done, self._told = "", 0, 0, 0.0

    def start(self, what: str, total: int) -> None:
        """The next step."""
        self._what, self._total, self._done = what, total, 0
        self._tell()

    def advance(self, steps: int) -> None:
        """Some of it is done."""
        self._done += steps
        if time.monotonic() - self._told > _SELDOM:
            self._tell()

    def _tell(self) -> None:
        self._told = time.monotonic()
        self.say(f"{self._what}: {self._done} of {self._total}" if self._total else self._what)


@contextmanager
def progress(disguise: Disguise) -> Iterator[Told]:
    """Bars on a terminal; without one, only what is worth reading before the end."""
    if os.environ.get(PROGRESS) == "lines":
        yield Lines(disguise)
        return
    if not sys.stderr.isatty():
        yield Told(None, disguise)
        return
    from rich.console import Console  # noqa: PLC0415  # 100 ms that a pipe need not pay
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415  # as above

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        yield Told(bars, disguise)
