"""The log of what was done: a line for each sign-in, refusal and change; who, when, from where. Lines are only ever added, and hold no secret."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from quarterdeck.app.access.folder import made

FILE = "audit.jsonl"
_LONGEST = 300
"""Characters of a field: strangers choose some of them."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did, or was refused."""

    what: str
    """`signed in`, `sign-in refused`, `changed`, `refused`, …"""
    who: str = ""
    """The account; empty for a stranger, and for the one person of a server without accounts."""
    role: str = ""
    by: str = ""
    """`password`, `key`, `browser`, `token ID`, `identity provider`, `command`."""
    on: str = ""
    """What it was done to: the method and path of a request, or an account."""
    status: int = 0
    """What the server answered."""
    origin: str = ""
    """From where: the address of the other end."""


@dataclass(frozen=True, slots=True)
class Line:
    """A deed and its moment."""

    at: str
    deed: Deed


class Audit:
    """The log of one server or workspace."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Nothing is written before something is done."""
        self._folder, self._clock = folder, clock

    def add(self, deed: Deed) -> None:
        """One line, whole, on the disk before anything else is done."""
        told = {name: value[:_LONGEST] if isinstance(value, str) else value for name, value in asdict(deed).items() if value}
        line = json.dumps({"at": self._clock().astimezone(UTC).isoformat(timespec="seconds"), **told}).encode() + b"\n"
        handle = os.open(made(self._folder) / FILE, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            size = os.fstat(handle).st_size
            if size and os.pread(handle, 1, size - 1) != b"\n":  # a line that a full disk or a sudden end cut off
                line = b"\n" + line
            os.write(handle, line)
        finally:
            os.close(handle)

    @property
    def length(self) -> int:
        """How many lines there are at most."""
        try:
            return (self._folder / FILE).read_bytes().count(b"\n") + 1
        except OSError:
            return 0

    def newest(self, most: int) -> Iterator[Line]:
        """The last lines, newest first; what is no line is passed over."""
        try:
            with (self._folder / FILE).open("rb") as file:
                file.seek(max(0, os.fstat(file.fileno()).st_size - most * 1000))
                lines = file.read().split(b"\n")[-most - 1 :]
        except OSError:
            return
        for line in reversed(lines):
            try:
                told = json.loads(line)
                yield Line(told.pop("at"), Deed(**told))
            except (ValueError, TypeError, KeyError, AttributeError):
                continue
