"""Long work beside a server: one at a time, in a process of its own that outlives it, seen from files alone.

A job is its folder: what it does (`job.json`), what it says (`said`), how it ended (`ended`). So whoever starts the server again sees it as it is.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from quarterdeck.app.meter import PROGRESS
from quarterdeck.app.store import write_atomically

_RUN = 'ended=$1; shift; ("$@"; echo $? > "$ended.new" && mv "$ended.new" "$ended") &'
"""The shell ends at once: what it began belongs to nobody who might go away, and is known by its process group."""
_TAIL = 20_000


class BusyError(Exception):
    """Something is being done already."""


@dataclass(frozen=True, slots=True)
class Job:
    """Some work: what it is, since when, and as which group of processes."""

    what: str
    started: str
    group: int


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

    def start(self, what: str, command: Sequence[str]) -> Job:
        """Begin; what was done before is forgotten. Raises ``BusyError`` while something else is being done."""
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        with (self._folder.parent / "work.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            seen = self.seen()
            if seen and seen.running:
                raise BusyError(f"{seen.job.what} is going on since {seen.job.started}")
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir()
            with (self._folder / "said").open("wb") as said:
                group = subprocess.Popen(
                    ["/bin/sh", "-c", _RUN, "sh", str(self._folder / "ended"), *command],
                    stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, start_new_session=True, env={**os.environ, PROGRESS: "lines"},
                )  # fmt: skip
                group.wait()
            job = Job(what, datetime.now(UTC).isoformat(timespec="seconds"), group.pid)
            write_atomically(self._folder / "job.json", json.dumps(asdict(job)).encode())
            return job

    def seen(self) -> Seen | None:
        """The work that goes on, or that was done last; ``None`` where there was none."""
        try:
            job = Job(**json.loads((self._folder / "job.json").read_text()))
        except (OSError, ValueError, TypeError):
            return None
        return Seen(job, self._ended(job), self._said())

    def stop(self) -> None:
        """End what goes on, with everything that it started. What it had published stays; nothing is half there."""
        seen = self.seen()
        if seen and seen.running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(seen.job.group, signal.SIGKILL)
            write_atomically(self._folder / "ended", b"-1")

    def _ended(self, job: Job) -> int | None:
        for _ in range(2):  # it may end between the two looks
            with contextlib.suppress(OSError, ValueError):
                return int((self._folder / "ended").read_text())
            with contextlib.suppress(ProcessLookupError):
                os.killpg(job.group, 0)
                return None
        return -1

    def _said(self) -> tuple[str, ...]:
        with contextlib.suppress(OSError), (self._folder / "said").open("rb") as said:
            said.seek(max(0, os.fstat(said.fileno()).st_size - _TAIL))
            return tuple(said.read().decode("utf-8", "replace").splitlines()[-12:])
        return ()
