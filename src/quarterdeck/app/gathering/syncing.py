"""``sync``: the repositories that a workspace lists, brought into a cache of its own. The one use case that goes through a network for them."""

from __future__ import annotations

import fcntl
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from quarterdeck.app.keeping.store import write_atomically
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.sources.git import remotes
from quarterdeck.sources.git.refusals import hidden
from quarterdeck.sources.git.remotes import Remote

CACHE = ".quarterdeck"
_SIDE_BY_SIDE = 4
_PLAIN = re.compile(r"[A-Za-z0-9@_./:~-]+")
_LONGEST_LIST = 1_000_000  # bytes of a file with addresses


@dataclass(frozen=True, slots=True)
class Listed:
    """A repository that the workspace lists: how it is written, and where that stands."""

    said: str
    place: Place


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the list of a workspace comes to: folders on this disk, addresses to bring, and what cannot be used."""

    folders: tuple[Path, ...]
    remotes: tuple[tuple[Remote, Place], ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Synced:
    """How it went with one repository; without a problem it is there now."""

    remote: Remote
    changed: bool = False
    problem: Problem | None = None


class SyncBusyError(Exception):
    """Another sync is at work in the same workspace."""


def chosen(root: Path, listed: Sequence[Listed]) -> Chosen:
    """Paths are taken from the workspace; each address counts once."""
    folders: dict[Path, None] = {}
    wanted: dict[Remote, Place] = {}
    problems = []
    for one in listed:
        if not remotes.is_address(one.said):
            folders.setdefault(root / Path(one.said).expanduser())
            continue
        try:
            found = remotes.remote(one.said)
        except remotes.UnusableAddressError as error:
            problems.append(Problem(one.place, f"{hidden(one.said)!r}: {error.what}", error.mend))
        else:
            if all(found.folder != other.folder for other in wanted):
                wanted[found] = one.place
    return Chosen(tuple(folders), tuple(wanted.items()), tuple(problems))


def addresses(root: Path, path: str) -> tuple[list[Listed], list[Problem]]:
    """The repositories in a file of the workspace, one a line; what follows ``#`` is a remark."""
    place = Place("", path)
    file, home = (root / path).resolve(), root.resolve()
    if not file.is_relative_to(home):
        return [], [Problem(place, "this file lies outside the workspace, and is not read", "Move it into the workspace")]
    if any(part.startswith(".") for part in file.relative_to(home).parts):  # accounts and what git keeps: problems would tell their lines
        return [], [Problem(place, "this file is hidden, or lies in a hidden folder, and is not read", "Move it to where records lie")]
    try:
        if not file.is_file() or file.stat().st_size > _LONGEST_LIST:
            return [], [Problem(place, "this is no file of addresses: it is missing, no plain file, or too large", "Write one address a line")]
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        return [], [Problem(place, f"the file cannot be read: {error.strerror or error}", "Make it readable")]
    told = [(number, line.partition(" #")[0].strip()) for number, line in enumerate(lines, 1)]
    return [Listed(said, Place("", path, number)) for number, said in told if said and not said.startswith("#")], []


def clones(root: Path) -> Path:
    """Where the clones of a workspace lie."""
    return root / CACHE / "repositories"


def sync(root: Path, wanted: Sequence[tuple[Remote, Place]], done: Callable[[Synced], None]) -> list[Synced]:
    """Bring each one; ``done`` is told as they come in. One that fails is a problem, and the others go on. Raises ``SyncBusyError``."""
    prepared(root)
    below = clones(root)

    def one(pair: tuple[Remote, Place]) -> Synced:
        remote, place = pair
        try:
            found = Synced(remote, remotes.bring(remote, below))
        except remotes.SyncError as error:
            found = Synced(remote, problem=Problem(place, f"{hidden(remote.address)} could not be brought: {error}", _with(error.mend, remote.address)))
        except OSError as error:
            mend = "Make room, or give yourself permission to write there"
            found = Synced(remote, problem=Problem(place, f"{below / remote.folder} cannot be written: {error.strerror or error}", mend))
        done(found)
        return found

    with _alone(root), ThreadPoolExecutor(_SIDE_BY_SIDE) as workers:
        return list(workers.map(one, wanted))


def _with(mend: str, address: str) -> str:
    """With the address in what to type, where nothing in it means something to a shell."""
    return mend.replace("ADDRESS", address) if _PLAIN.fullmatch(address) else mend


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """One sync at a time: two would clear away what the other is bringing."""
    with (root / CACHE / "sync.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise SyncBusyError(f"another sync is at work in {root}") from error
        yield


def prepared(root: Path) -> Path:
    """The workspace's own cache, which ignores itself in git. Raises ``OSError``."""
    cache = root / CACHE
    if not (cache / ".gitignore").is_file():
        write_atomically(cache / ".gitignore", b"*\n")
    return cache
