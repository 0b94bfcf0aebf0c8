"""Histories that git is asked for before the program is loaded: a first run has nothing else to do, and git knows all it needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self

from quarterdeck.kernel.problem import Problem
from quarterdeck.sources.git.ahead import Early
from quarterdeck.sources.git.discover import LocalRepository, discover

_AT_MOST = 2
"""Histories: the others wait for a worker anyway."""


def end_of(day: date) -> str:
    """The time (ISO) before which the history of a day ends."""
    return f"{day + timedelta(days=1)}T00:00:00Z"


@dataclass
class Ahead:
    """What was found and asked for ahead of a run, as a context that stops it at its end."""

    _found: list[tuple[list[LocalRepository], list[Problem]]] = field(default_factory=list)
    _early: dict[Path, Early] = field(default_factory=dict)
    _thread: Thread | None = None

    def __enter__(self) -> Self:
        """Nothing is asked yet."""
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        """Stop what nobody took."""
        if self._thread:
            self._thread.join()
        for early in self._early.values():
            early.close()

    def ask(self, paths: Sequence[Path], as_of: date, out: Path) -> None:
        """Find the repositories at ``paths``, and ask for the histories of the first, beside whoever calls; not where ``out`` may hold them already."""
        if not out.exists():
            self._thread = Thread(target=self._look, args=(paths, end_of(as_of)), daemon=True)
            self._thread.start()

    def found(self, paths: Sequence[Path]) -> tuple[list[LocalRepository], list[Problem]]:
        """The repositories at ``paths``, and a Problem for each path that has none (`discover`)."""
        if self._thread:
            self._thread.join()
        return self._found.pop() if self._found else discover(paths)

    def histories(self, repository: LocalRepository) -> dict[tuple[str, ...], Iterator[bytes]]:
        """What git prints of the whole history of a repository, by its tips; nothing where it was not asked, or where somebody took it."""
        early = self._early.get(repository.git_dir)
        return {(early.tip,): early.chunks()} if early and early.tip and not early.taken else {}

    def _look(self, paths: Sequence[Path], before: str) -> None:
        repositories, problems = discover(paths)
        for repository in repositories[:_AT_MOST]:
            self._early[repository.git_dir] = early = Early(repository, before)
            early.ask()
        self._found.append((repositories, problems))
