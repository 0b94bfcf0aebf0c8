"""Writes one record at a time: the edge where records go out. Each write is whole or not at all, and committed with its author.

The new bytes go to a file of their own and are renamed into place when they are on the disk, so that a process killed at any moment leaves
the old record or the new one. What is on its way lies in a folder that ignores itself in git. One program of ours writes at a time; a person
who saves the same file in an editor meanwhile is noticed by its contents, and nothing of theirs is overwritten.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_OURS = Path(".quarterdeck") / "writing"
_MISLEADING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX")
"""What git sets for its hooks: it would lead our git to another repository."""


class StaleError(Exception):
    """The file is not what it was when it was read: somebody else has changed it, and nothing was written."""


class NotCommittedError(Exception):
    """The record is written and whole; git did not take it. The message says why."""


@dataclass(frozen=True, slots=True)
class Commit:
    """Who changed a record and why. Without an author it is whom git knows; ``author`` is written ``Name <address>``."""

    message: str
    author: str = ""


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
        fresh = folder / "record"
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
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
            _commit(root, path, commit)


def has_history(root: Path) -> bool:
    """True where the workspace lies in a git repository, so that a write can be committed."""
    return _git(root, ["rev-parse", "--is-inside-work-tree"]).stdout.strip() == "true"


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
            raise OSError(f"{'/'.join(parts[:length])} is a link, and nothing is written through links")


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


def _commit(root: Path, path: str, commit: Commit) -> None:
    """Commit this file alone: what else somebody has staged stays staged, and out of it."""
    said = [f"--message={commit.message}", *([f"--author={commit.author}"] if commit.author else [])]
    for arguments in (["add", "--intent-to-add", "--", path], ["commit", "--quiet", "--only", *said, "--", path]):
        done = _git(root, arguments, commit.author)
        if done.returncode and "nothing to commit" not in done.stdout:
            why = " ".join((done.stderr or done.stdout).split())
            raise NotCommittedError(f"{path} is written, and git did not take it: {why}")


def _git(root: Path, arguments: Sequence[str], author: str = "") -> subprocess.CompletedProcess[str]:
    """The user's own git, with the user's settings: it is their repository. It never asks anything."""
    around = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    around |= {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8", "GIT_LITERAL_PATHSPECS": "1"}
    name, _, address = author.partition(" <")
    if author and "GIT_COMMITTER_EMAIL" not in around and not _known(root, around):
        around |= {"GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": address.rstrip(">")}
    return _run(root, arguments, around)


def _known(root: Path, around: dict[str, str]) -> bool:
    """True where git knows who commits."""
    return bool(_run(root, ["config", "user.email"], around).stdout.strip())


def _run(root: Path, arguments: Sequence[str], around: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "-C", str(root), *arguments], env=around, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False
    )
