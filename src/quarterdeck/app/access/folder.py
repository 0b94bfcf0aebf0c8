"""Where access is kept: a folder of the workspace that ignores itself in git, files that only their owner reads, each whole or not at all.

A file that others may read or that git follows is not believed: it may have come with a clone, and with it an account of somebody else's.
"""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from quarterdeck.records import versioning

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FOLDER = Path(".quarterdeck") / "access"
_T = TypeVar("_T")
_Stamp = tuple[int, int, int]


class NotPrivateError(Exception):
    """A file of access that cannot be believed: the message says which, why, and what to do."""


def access_folder(workspace: Path) -> Path:
    """The folder of a workspace."""
    return workspace / FOLDER


def made(folder: Path) -> Path:
    """The folder, there and private. Raises ``NotPrivateError`` where the way to it leads through a link."""
    for one in (folder.parent, folder):
        if one.is_symlink():
            raise NotPrivateError(f"{one} is a link; accounts are kept in a folder of their own: take the link away")
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text("*\n")
    return folder


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One program at a time changes what lies there."""
    with (made(folder) / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Kept(Generic[_T]):
    """A value in a private file: read anew when the file has changed, changed under a lock by an atomic rename."""

    def __init__(self, path: Path, adapter: Callable[[], TypeAdapter[_T]], empty: _T, *, versioned: bool = False) -> None:
        """``versioned`` where the file lies in a workspace, whose git must not follow it."""
        self._path, self._adapter, self._empty, self._versioned = path, adapter, empty, versioned
        self._held: tuple[_Stamp, _T] | None = None

    def now(self) -> _T:
        """The value as the file holds it; the empty one where there is none. Raises ``NotPrivateError``."""
        held = self._held
        try:
            seen = _stamp(self._path.lstat())
        except FileNotFoundError:
            return self._empty
        if held and held[0] == seen:
            return held[1]
        self._held = stamp, value = self._read()
        assert stamp
        return value

    def change(self, how: Callable[[_T], _T]) -> _T:
        """Make another value of the one that is there. Raises ``NotPrivateError``, ``OSError`` and what ``how`` raises; then nothing is written."""
        with alone(self._path.parent):
            value = how(self._read()[1] if self._path.exists() or self._path.is_symlink() else self._empty)
            write(self._path, self._adapter().dump_json(value, indent=1))
            return value

    def _read(self) -> tuple[_Stamp, _T]:
        if self._versioned and versioning.is_followed(self._path):
            raise NotPrivateError(f"git follows {self._path}: it may be somebody else's; take it out with `git rm --cached` and see who put it there")
        try:
            handle = os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW)
        except OSError as error:
            raise NotPrivateError(f"{self._path} cannot be read: {error.strerror}") from error
        with os.fdopen(handle, "rb") as file:
            seen = os.fstat(file.fileno())
            if not stat.S_ISREG(seen.st_mode) or seen.st_uid != os.geteuid() or seen.st_mode & 0o077:
                raise NotPrivateError(f"{self._path} may be read or was written by others; see that it is yours, then `chmod 600` it")
            data = file.read()
        try:
            return _stamp(seen), self._adapter().validate_json(data)
        except ValueError:  # which quotes what stands there
            raise NotPrivateError(f"{self._path} is not what Quarterdeck wrote; put back a copy, or take it away to begin anew") from None


def write(path: Path, data: bytes) -> None:
    """The bytes in their file: whole, on the disk, for its owner alone."""
    fresh = path.with_name(f"{path.name}.new")
    with suppress(FileNotFoundError):
        fresh.unlink()  # of a program that was killed
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _stamp(seen: os.stat_result) -> _Stamp:
    return seen.st_ino, seen.st_ctime_ns, seen.st_size  # chmod changes the second too
