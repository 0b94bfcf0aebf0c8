"""Reads the files of a workspace: the edge where records come in. What they hold is decided by ``collection``, which is pure."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.records.collection import ROOT_FILE, File, Records, assemble, folder_of, parse_file
from quarterdeck.records.events import Fault
from quarterdeck.records.parsing import BIGGEST, VERSION, Parsed

_ENDINGS = (".yaml", ".yml", ".md", ".markdown", ".mdx", ".json", ".owm")


def load(root: Path, cache: Path | None = None) -> Records:
    """All records of the workspace at ``root``, checked. ``cache`` is a file that keeps what was parsed, by the hash of each file's contents."""
    problems: list[Problem] = []
    files = list(_files(root, problems))
    if cache is None:
        return assemble(files, problems)
    kept = _Kept(cache)
    records = assemble(files, problems, kept.parsed)
    kept.save()
    return records


@dataclass(frozen=True, slots=True)
class Look:
    """One state of a workspace's files, told from another without reading them, and the times of its folders."""

    stamp: int
    folders: tuple[tuple[str, int], ...]


def look(root: Path) -> Look:
    """What tells this state of the workspace's files from another: their paths, sizes, times and places on the disk."""
    seen: list[tuple[str, int, int, int]] = []
    folders: list[tuple[str, int]] = []
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        folders.append((folder, _time_of(root / folder)))  # before what is in it: a change meanwhile is seen the next time
        with suppress(OSError), os.scandir(root / folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") or (not folder and entry.name != ROOT_FILE and not folder_of(entry.name)):
                    continue
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                found = entry.stat(follow_symlinks=False)
                seen.append((path, found.st_mtime_ns, found.st_size, found.st_ino))
    return Look(hash(tuple(sorted(seen))), tuple(folders))


def holds(root: Path, seen: Look) -> bool:
    """Whether its folders are as they were: nothing was put into them, renamed or taken away since."""
    return all(_time_of(root / folder) == time for folder, time in seen.folders)


def _time_of(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0


def read_file(root: Path, path: str) -> File | Problem:
    """One file below ``root``; never through a link, never anything but a plain file, never more than a record may hold."""
    place = Place("", path)
    try:
        handle = os.open(f"{root}/{path}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as opened:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return Problem(place, "this is no plain file, and is not read", "Put a plain file in its place")
            return File(path, opened.read(BIGGEST + 1))
    except OSError as error:
        if (root / path).is_symlink():
            return Problem(place, "this is a link, and links are not followed", "Put the file itself in its place")
        return Problem(place, f"the file cannot be read: {error.strerror or error}", "Make it readable")


def _files(root: Path, problems: list[Problem]) -> Iterator[File]:
    """Every file that may be a record, in the root and in the folders of kinds (and those that were meant to be)."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
        except OSError as error:
            problems.append(Problem(Place("", folder or "."), f"the folder cannot be read: {error.strerror or error}", "Make it readable"))
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name.startswith(".") or (not folder and entry.name != ROOT_FILE and not folder_of(entry.name)):
                continue
            named = entry.name.lower().endswith(_ENDINGS)
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
                if named and folder:
                    problems.append(Problem(Place("", path), "this is a folder, and a record is a file", "Move what is in it up, and take the folder away"))
            elif entry.is_symlink() or named:
                file = read_file(root, path) if path.isprintable() else _unprintable(path)
                if isinstance(file, Problem):
                    problems.append(file)
                else:
                    yield file


def _unprintable(path: str) -> Problem:
    return Problem(Place("", ascii(path)), "the file's name holds what cannot be printed", "Rename it, with small letters, digits and hyphens")


class _Kept:
    """What was parsed in earlier runs, in one file by the hash of the contents; whatever is wrong with it, it is made anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.before: dict[str, list[object]] = {}
        self.now: dict[str, list[object]] = {}
        with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
            held = json.loads(path.read_bytes())
            if held["version"] == VERSION:
                self.before = dict(held["files"])

    def parsed(self, file: File) -> Parsed:
        """What the file holds."""
        name = f"{hashlib.blake2b(file.data, digest_size=16).hexdigest()}{file.markdown:d}{file.bare:d}"
        with suppress(TypeError, ValueError, KeyError):
            data, body, faults = self.before[name]
            if (data is None or isinstance(data, dict)) and isinstance(body, str) and isinstance(faults, list):
                found = Parsed(data, body, tuple(Fault(*fault) for fault in faults))
                self.now[name] = self.before[name]
                return found
        parsed = parse_file(file)
        self.now[name] = [parsed.data, parsed.body, [astuple(fault) for fault in parsed.faults]]
        return parsed

    def save(self) -> None:
        """Keep what this run saw, where anything is new; a folder that cannot be written is no fault of anybody's record."""
        if self.now.keys() == self.before.keys():
            return
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".records-")
            with os.fdopen(handle, "w", encoding="utf-8") as fresh:
                json.dump({"version": VERSION, "files": self.now}, fresh)
            Path(name).replace(self.path)
