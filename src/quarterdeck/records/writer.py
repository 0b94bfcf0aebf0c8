"""Writes records: the edge where they go out. Each file is whole or not at all, and committed with its author.

The new bytes go to a file of their own and are renamed into place when they are on the disk, so that a process killed at any moment leaves
the old record or the new one. What is on its way lies in a folder that ignores itself in git. One program of ours writes at a time; a person
who saves the same file in an editor meanwhile is noticed by its contents, and nothing of theirs is overwritten.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from quarterdeck.records import versioning
from quarterdeck.records.versioning import Commit, VersioningError

_OURS = Path(".quarterdeck") / "writing"


class StaleError(Exception):
    """The file is not what it was when it was read: somebody else has changed it, and nothing was written."""


class _LinkError(OSError):
    """The way to the file leads through a link."""


class NotCommittedError(Exception):
    """The record is written and whole; git did not take it. The message says why."""


def fingerprint(data: bytes) -> str:
    """What tells one content of a file from another: read it with the file, and give it back with the change."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def write(root: Path, path: str, data: bytes, seen: str | None, commit: Commit | None) -> None:
    """Put a record into its file. ``seen`` is the fingerprint of what the change was made from; None for a file that must not be there yet.

    Raises ``StaleError``, ``OSError`` (nothing is written) and ``NotCommittedError`` (all is written).
    """
    target = root / path
    with _alone(root) as folder:
        _plain(root, path)
        fresh = _fresh(folder, data)
        if seen is None:
            _put_new(fresh, target)
        else:
            if fingerprint(_now(target)) != seen:
                fresh.unlink()
                raise StaleError(f"{path} has changed since it was read; read it again, and make the change anew")
            fresh.chmod(target.stat().st_mode & 0o777)
            fresh.replace(target)
        _to_disk(target.parent)
        if commit:
            _commit(root, (path,), commit)


def remove(root: Path, path: str, seen: str, commit: Commit | None) -> None:
    """Take a record's file away, and say so in a commit. ``seen`` is the fingerprint of what was to be removed.

    Raises ``StaleError``, ``OSError`` (it is still there) and ``NotCommittedError`` (it is gone).
    """
    target = root / path
    with _alone(root):
        _plain(root, path)
        if fingerprint(_now(target)) != seen:
            raise StaleError(f"{path} has changed since it was read; read it again before it is removed")
        target.unlink()
        _to_disk(target.parent)
        if commit:
            _commit(root, (path,), commit)


def write_missing(root: Path, files: Mapping[str, bytes], commit: Commit) -> tuple[str, ...]:
    """Write those files where nothing stands yet, in one commit; which they were. What is there stays, and so does what lies behind a link.

    What an earlier call wrote and was killed before it could commit is committed with them.

    Raises ``OSError`` (what was written until then is whole) and ``NotCommittedError``.
    """
    written = []
    with _alone(root) as folder:
        for path, data in files.items():
            with suppress(StaleError, _LinkError):
                _plain(root, path)
                _put_new(_fresh(folder, data), root / path)
                written.append(path)
        for parent in sorted({(root / path).parent for path in written}):
            _to_disk(parent)
        ours = tuple(path for path, data in files.items() if path in written or _holds(root, path, data))
        if ours:
            _commit(root, ours, commit)
    return tuple(written)


def _holds(root: Path, path: str, data: bytes) -> bool:
    with suppress(OSError):
        _plain(root, path)
        return (root / path).read_bytes() == data
    return False


def _fresh(folder: Path, data: bytes) -> Path:
    """The bytes in a file of their own, on the disk."""
    fresh = folder / "record"
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return fresh


def _commit(root: Path, paths: tuple[str, ...], commit: Commit) -> None:
    try:
        versioning.commit(root, paths, commit)
    except VersioningError as error:
        told, them = (f"{paths[0]} is", "it") if len(paths) == 1 else (f"{len(paths)} files are", "them")
        raise NotCommittedError(f"{told} written, and git did not take {them}: {error}") from error


def _now(target: Path) -> bytes:
    try:
        return target.read_bytes()
    except FileNotFoundError:
        raise StaleError(f"{target.name} was taken away since it was read") from None


def _put_new(fresh: Path, target: Path) -> None:
    """A link is made only where nothing is yet, and shows the whole file at once."""
    target.parent.mkdir(exist_ok=True)
    fresh.chmod(0o644)
    try:
        os.link(fresh, target, follow_symlinks=False)
    except FileExistsError:
        raise StaleError(f"{target.name} is there already; change it, or choose another id") from None
    finally:
        fresh.unlink()


def _plain(root: Path, path: str) -> None:
    """Refuse to write through a link, or out of the workspace."""
    parts = Path(path).parts
    if Path(path).is_absolute() or ".." in parts:
        raise OSError(f"{path} leads out of the workspace")
    for length in range(1, len(parts) + 1):
        if root.joinpath(*parts[:length]).is_symlink():
            raise _LinkError(f"{'/'.join(parts[:length])} is a link, and nothing is written through links")


@contextmanager
def _alone(root: Path) -> Iterator[Path]:
    """The folder for what is on its way, held by one program of ours at a time; what a killed one left there is of no use to anybody."""
    _plain(root, str(_OURS / "record"))
    folder = root / _OURS
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ignored = folder / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n")
        with suppress(FileNotFoundError):
            (folder / "record").unlink()
        yield folder


def _to_disk(folder: Path) -> None:
    """A rename is on the disk when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
