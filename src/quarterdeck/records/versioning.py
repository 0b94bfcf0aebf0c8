"""The git repository that a workspace is: made, asked and committed to with the user's own git, as their own hand would. It never asks anything."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_IDENTITY = re.compile(r"\s*([^<>\n]*[^<>\s])\s*<([^<>\s]+)>\s*")
_MISLEADING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX")
"""What git sets for its hooks: it would lead our git to another repository."""

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_BETWEEN = "\0\0//\0"
"""Stands before each commit: no name, message or path holds a NUL, and no path is `//`."""
_NOTHING_NEW = re.compile(rb"^(nothing to commit|nothing added to commit|no changes added to commit)", re.MULTILINE)
"""What git says, in English as it is asked to, where all of it was committed before."""


class VersioningError(Exception):
    """Git would not: its own words, or what is missing."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes; without a name git's own settings say."""

    name: str = ""
    email: str = ""

    @classmethod
    def read(cls, said: str) -> Author:
        """``Anna Lind <anna@acme.example>``; nothing is whom git knows. Raises ``VersioningError``."""
        if not said:
            return cls()
        match = _IDENTITY.fullmatch(said)
        if not match:
            raise VersioningError(f"{said!r} is no author; write it as 'Anna Lind <anna@acme.example>'")
        return cls(match[1], match[2])

    def __str__(self) -> str:
        """As git writes it."""
        return f"{self.name} <{self.email}>"


@dataclass(frozen=True, slots=True)
class Commit:
    """Who changed records and why."""

    message: str
    author: Author = Author()


@dataclass(frozen=True, slots=True)
class Version:
    """A commit that changed records: its id, who made it when and why, and the paths below the workspace that it changed."""

    id: str
    by: str
    at: str
    """Day, time and zone, as ISO 8601 says them."""
    why: str
    paths: tuple[str, ...]


def is_repository(root: Path) -> bool:
    """Whether the folder is the top of a repository."""
    return (root / ".git").exists()


def has_history(root: Path) -> bool:
    """Whether the folder lies in a repository, so that a change can be committed."""
    return _run(root, "rev-parse", "--is-inside-work-tree").stdout.strip() == b"true"


def is_followed(path: Path) -> bool:
    """Whether git has this file in its index: it came with a clone, or would go into a commit."""
    return bool(_run(path.parent, "ls-files", "-z", "--", path.name).stdout)


def make(root: Path) -> None:
    """Make the folder a repository. Raises ``VersioningError``."""
    _git(root, "init", "--quiet", "--initial-branch=main", "--", ".")


def require_author(author: Author, folder: Path) -> None:
    """Raises ``VersioningError`` where git would not know who commits: asked before anything is written."""
    if not author.name and _run(folder, "-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT").returncode:
        raise VersioningError("git does not know who you are; give --author 'Anna Lind <anna@acme.example>', or set user.name and user.email")


def removed(root: Path) -> set[str]:
    """Paths that were committed once and taken away by somebody: nothing brings them back by itself."""
    told = _run(root, "log", "--no-renames", "--diff-filter=D", "--name-only", "--format=", "-z")  # fails where there is no commit yet
    return {path for path in told.stdout.decode("utf-8", "surrogateescape").split("\0") if path}


def versions(root: Path, path: str, most: int, after: int = 0) -> list[Version]:
    """The newest commits that changed a file or a folder below the workspace, at most ``most`` of them, ``after`` the newest so many."""
    return _versions(root, path, f"--max-count={most}", f"--skip={after}")


def _versions(root: Path, path: str, *which: str) -> list[Version]:
    form = "--format=tformat:%x00%x00//%x00%H%x00%an%x00%aI%x00%s%x00"
    told = _run(root, "log", "-z", "--no-renames", "--name-only", "--relative", form, *which, "--", path)
    found = []
    for one in told.stdout.decode("utf-8", "replace").split(_BETWEEN)[1:]:
        id_, by, at, why, *paths = one.split("\0")
        found.append(Version(id_, by, at, why, tuple(name.strip("\n") for name in paths if name.strip("\n"))))
    return found


def removals(root: Path, most: int) -> list[Version]:
    """The newest commits that took files away below the workspace, each with those files alone."""
    return _versions(root, ".", "--diff-filter=D", f"--max-count={most}")


def parent(root: Path, id_: str) -> str:
    """The commit before one. Raises ``VersioningError`` where there is none."""
    told = _run(root, "rev-parse", "--verify", "--quiet", f"{id_}^") if _COMMIT.fullmatch(id_) else None
    if told is None or told.returncode:
        raise VersioningError("that is no commit of this record")
    return told.stdout.decode().strip()


def contents(root: Path, path: str, ids: Sequence[str]) -> list[bytes | None]:
    """What a file held at each of these commits, byte for byte; ``None`` where it was not there. Raises ``VersioningError``."""
    if any(not _COMMIT.fullmatch(id_) for id_ in ids) or "\n" in path:
        raise VersioningError("that is no commit of this record")
    told = _run(root, "cat-file", "--batch", stdin="".join(f"{id_}:./{path}\n" for id_ in ids).encode()).stdout
    if ids and not told:
        raise VersioningError("there is no history here")
    found: list[bytes | None] = []
    position = 0
    for _ in ids:
        end = told.index(b"\n", position)
        kind, _, size = told[position:end].rpartition(b" ")
        position = end + 1
        if not (kind.endswith(b" blob") and size.isdigit()):
            found.append(None)
            continue
        found.append(told[position : position + int(size)])
        position += int(size) + 1
    return found


def commit(root: Path, paths: Sequence[str], told: Commit) -> None:
    """Commit these files alone: what else somebody has staged stays staged, and out of it. Raises ``VersioningError``."""
    if not paths:
        return
    listed = "\0".join(paths).encode("utf-8", "surrogateescape")
    from_list = ("--pathspec-from-file=-", "--pathspec-file-nul")
    who = (f"--author={told.author}",) if told.author.name else ()
    _git(root, "add", "--intent-to-add", *from_list, stdin=listed)
    _git(root, "commit", "--quiet", "--only", f"--message={told.message}", *who, *from_list, stdin=listed, author=told.author)


def _git(root: Path, *arguments: str, stdin: bytes = b"", author: Author | None = None) -> None:
    done = _run(root, *arguments, stdin=stdin, author=author)
    if done.returncode and not _NOTHING_NEW.search(done.stdout):
        why = " ".join((done.stderr or done.stdout).decode("utf-8", "replace").split()) or "git gave no reason"
        raise VersioningError(why.removeprefix("fatal: ").removeprefix("error: "))


def _run(root: Path, *arguments: str, stdin: bytes = b"", author: Author | None = None) -> subprocess.CompletedProcess[bytes]:
    """The user's own git, with their settings, in this repository whatever the environment says. An author commits too where git knows nobody."""
    around = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    around |= {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8", "LANGUAGE": "C", "GIT_LITERAL_PATHSPECS": "1"}
    if author and author.name and "GIT_COMMITTER_EMAIL" not in around and not _run(root, "config", "user.email").stdout.strip():
        around |= {"GIT_COMMITTER_NAME": author.name, "GIT_COMMITTER_EMAIL": author.email}
    return subprocess.run(["git", "-C", str(root), *arguments], env=around, input=stdin, capture_output=True, check=False)
