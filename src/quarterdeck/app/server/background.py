"""Long work beside a server: one at a time, in a process of its own that outlives it, seen from files alone.

A job is its folder: what it does (`job.json`), as which group of processes (`group`), what it says (`said`), how it ended (`ended`). Everything
that it starts writes to `said` and so holds the lock on it: who finds it locked knows that the work goes on, and that the group is still its own.
So whoever starts the server again sees it as it is, and nobody else's processes are ever taken for it.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from quarterdeck.app.gathering.meter import PROGRESS
from quarterdeck.app.keeping.store import write_atomically

_RUN = 'echo $$ > "$1"; ended=$2; shift 2; ("$@"; echo $? > "$ended.new" && mv "$ended.new" "$ended") &'
"""The shell ends at once: what it began belongs to nobody who might go away, and is known by its process group."""
_TAIL = 20_000
_STOPPED = -1


class BusyError(Exception):
    """Something is being done already."""


@dataclass(frozen=True, slots=True)
class Job:
    """Some work: what it is, and since when."""

    what: str
    started: str
    shows: str = "/"
    """The page that shows what came of it."""

    @property
    def since(self) -> str:
        """The moment of its start for people: ``08:15 UTC on 2026-11-21``."""
        day, _, time = self.started.partition("T")
        return f"{time[:5]} UTC on {day}"


@dataclass(frozen=True, slots=True)
class Seen:
    """A job as it stands now: running, or ended with a code (negative: it was stopped or killed), and the last lines that it said."""

    job: Job
    ended: int | None
    said: tuple[str, ...]

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        return self.ended is None


class Background:
    """The work of one server, kept below ``folder``."""

    def __init__(self, folder: Path) -> None:
        """Nothing is done before somebody asks."""
        self._folder = folder / "work"

    def start(self, what: str, command: Sequence[str], shows: str = "/", folder: str | None = None) -> Job:
        """Begin, in ``folder``; what was done before is forgotten. Raises ``BusyError`` while something else is being done."""
        with self._alone():
            seen = self.seen()
            if seen and seen.running:
                raise BusyError(f"{seen.job.what} is going on since {seen.job.since}")
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir()
            job = Job(what, datetime.now(UTC).isoformat(timespec="seconds"), shows)
            write_atomically(self._folder / "job.json", json.dumps(asdict(job)).encode())
            with (self._folder / "said").open("wb") as said:
                fcntl.flock(said, fcntl.LOCK_EX)  # goes with the open file to all that inherit it, and ends with the last of them
                subprocess.run(
                    ["/bin/sh", "-c", _RUN, "sh", str(self._folder / "group"), str(self._folder / "ended"), *command], check=False,
                    stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, start_new_session=True, cwd=folder,
                    env={**os.environ, PROGRESS: "lines"},
                )  # fmt: skip
            return job

    @staticmethod
    def chain(*commands: Sequence[str]) -> Sequence[str]:
        """Commands as one: each where the one before went well."""
        return ["/bin/sh", "-c", " && ".join(map(shlex.join, commands))]

    def seen(self) -> Seen | None:
        """The work that goes on, or that was done last; ``None`` where there was none."""
        try:
            job = Job(**json.loads((self._folder / "job.json").read_text()))
        except (OSError, ValueError, TypeError):
            return None
        return Seen(job, self._ended(), self._said())

    def stop(self) -> None:
        """End what goes on, with everything that it started. What it had published stays; nothing is half there."""
        with self._alone():
            seen = self.seen()
            if seen and seen.running:
                with contextlib.suppress(OSError, ValueError):
                    os.killpg(int((self._folder / "group").read_text()), signal.SIGKILL)
                if not (self._folder / "ended").exists():  # it may have come to its end a moment before
                    write_atomically(self._folder / "ended", str(_STOPPED).encode())

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Beginning and ending are done by one at a time."""
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        with (self._folder.parent / "work.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _ended(self) -> int | None:
        for _ in range(2):  # it may end between the two looks
            with contextlib.suppress(OSError, ValueError):
                return int((self._folder / "ended").read_text())
            if self._locked():
                return None
        return _STOPPED

    def _locked(self) -> bool:
        with contextlib.suppress(FileNotFoundError), (self._folder / "said").open("rb") as said:
            try:
                fcntl.flock(said, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def _said(self) -> tuple[str, ...]:
        with contextlib.suppress(OSError), (self._folder / "said").open("rb") as said:
            said.seek(max(0, os.fstat(said.fileno()).st_size - _TAIL))
            return tuple(said.read().decode("utf-8", "replace").splitlines()[-12:])
        return ()
