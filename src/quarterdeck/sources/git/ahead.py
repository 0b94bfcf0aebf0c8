"""Ask git for a history while the program that reads it is still being loaded: git then works on one core, and Python on another."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from quarterdeck.sources.git.command import Git, GitError, neutral_view
from quarterdeck.sources.git.discover import LocalRepository
from quarterdeck.sources.git.questions import HISTORY, newest_until, wanted

_ENOUGH = 64_000_000
"""Bytes that are kept until somebody takes them; then git waits."""


@dataclass
class Early:
    """What git prints of the whole history of one repository, from ``tip``: kept until `chunks` takes it, and then read on."""

    repository: LocalRepository
    before: str
    """The history ends before this time (ISO)."""
    tip: str = ""
    """The commit it was asked from; empty where git could not be asked, which whoever reads the repository tells."""
    taken: bool = False
    _kept: deque[bytes] = field(default_factory=deque)
    _failure: Exception | None = None
    _open: ExitStack = field(default_factory=ExitStack)

    def ask(self) -> None:
        """Start git, and somebody who takes what it prints."""
        self._thread = Thread(target=self._keep, daemon=True)
        with suppress(GitError, OSError):
            theirs = Git(self.repository.git_dir)
            view = neutral_view(self.repository.common_dir, Path(self._open.enter_context(TemporaryDirectory(prefix="quarterdeck-"))) / "view")
            head = theirs.run("rev-parse", "--verify", "--quiet", "HEAD").decode().strip()
            tip = newest_until(view, head, self.before)
            if tip:
                self._printed = self._open.enter_context(view.stream(*HISTORY, stdin=[wanted([tip], ())]))
                self._thread.start()
                self.tip = tip

    def chunks(self) -> Iterator[bytes]:
        """All of it, once. Raises ``GitError`` after the last chunk where git failed."""
        self.taken = True
        self._thread.join()
        while self._kept:
            yield self._kept.popleft()
        if self._failure:
            raise self._failure
        yield from self._printed

    def close(self) -> None:
        """Stop git, and take its folder away."""
        self.taken = True
        self._open.close()
        if self.tip:
            self._thread.join()

    def _keep(self) -> None:
        size = 0
        try:
            for chunk in self._printed:
                self._kept.append(chunk)
                size += len(chunk)
                if self.taken or size >= _ENOUGH:
                    break
        except (GitError, ValueError) as failure:  # a pipe that was closed is a ValueError
            self._failure = failure
