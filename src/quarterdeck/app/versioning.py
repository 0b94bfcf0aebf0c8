"""The git repository that a workspace is: made, asked and committed to with the user's own git, as their own hand would."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_IDENTITY = re.compile(r"\s*([^<>\n]*[^<>\s])\s*<([^<>\s]+)>\s*")


class VersioningError(Exception):
    """Git would not: its own words, or what is missing."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes; without a name git's own settings say."""

    name: str = ""
    email: str = ""

    @classmethod
    def read(cls, said: str | None) -> Author:
        """``Anna Lind <anna@acme.example>``. Raises ``VersioningError``."""
        if said is None:
            return cls()
        match = _IDENTITY.fullmatch(said)
        if not match:
            raise VersioningError(f"{said!r} is no author; write it as 'Anna Lind <anna@acme.example>'")
        return cls(match[1], match[2])

    def variables(self) -> dict[str, str]:
        """What git is told of them."""
        if not self.name:
            return {}
        return {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in (("NAME", self.name), ("EMAIL", self.email))}


def is_repository(root: Path) -> bool:
    """Whether the folder is the top of a repository."""
    return (root / ".git").exists()


def make(root: Path) -> None:
    """Make the folder a repository. Raises ``VersioningError``."""
    _git(root, "init", "--quiet", "--initial-branch=main", "--", ".")


def require_author(author: Author, folder: Path) -> None:
    """Raises ``VersioningError`` where git would not know who commits: asked before anything is written."""
    if not author.name:
        try:
            _git(folder, "-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT")
        except VersioningError as error:
            raise VersioningError("git does not know who you are; give --author 'Anna Lind <anna@acme.example>', or set user.name and user.email") from error


def removed(root: Path) -> set[str]:
    """Paths that were committed once and taken away by somebody: nothing brings them back by itself."""
    try:
        told = _git(root, "log", "--no-renames", "--diff-filter=D", "--name-only", "--format=", "-z")
    except VersioningError:  # no commit yet
        return set()
    return {path for path in told.split("\0") if path}


def commit(root: Path, paths: Sequence[str], message: str, author: Author) -> None:
    """Commit these paths and nothing else. Raises ``VersioningError``."""
    if paths:
        listed = "\0".join(paths).encode()
        _git(root, "add", "--pathspec-from-file=-", "--pathspec-file-nul", stdin=listed, literal=True)
        _git(root, "commit", "--quiet", "-m", message, "--pathspec-from-file=-", "--pathspec-file-nul", stdin=listed, literal=True, author=author)


def _git(root: Path, *arguments: str, stdin: bytes = b"", literal: bool = False, author: Author | None = None) -> str:
    """The user's git with their settings, in this repository whatever the environment says."""
    kept = {name: value for name, value in os.environ.items() if name not in {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}}
    told = kept | (author.variables() if author else {}) | ({"GIT_LITERAL_PATHSPECS": "1"} if literal else {}) | {"LC_ALL": "C"}
    done = subprocess.run(["git", *arguments], cwd=root, input=stdin, capture_output=True, env=told, check=False)
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["git gave no reason"]
        raise VersioningError(
            next((line for line in lines if line.startswith(("fatal:", "error:"))), lines[-1]).removeprefix("fatal: ").removeprefix("error: ")
        )
    return done.stdout.decode("utf-8", "surrogateescape")
