r"""Bytes that git printed, turned into columns. Pure: no process, no clock, testable from files.

Times become UTC; bytes that are not UTF-8 are written as ``\xNN`` (and a backslash before what looks like one as ``\x5c``), so that
nothing is lost and every path stays distinct.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import numpy as np

from quarterdeck.evidence.code import Commit, FileChange
from quarterdeck.kernel.table import Columns, declared

_FIELDS = 11
_LATEST = 253402300799  # the last second of the year 9999, beyond which a date cannot be told


_LOOKS_ESCAPED = re.compile(rb"\\(?=x[0-9a-f]{2})")
_TAGGER = re.compile(rb"(.*?) ?<([^>]*)>(?: (-?\d+))?")


def text(raw: bytes) -> str:
    r"""Bytes as text; what is not UTF-8 becomes ``\xNN``."""
    if b"\\x" in raw:
        raw = _LOOKS_ESCAPED.sub(rb"\\x5c", raw)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("utf-8", "backslashreplace")


def seconds(told: bytes | str) -> int:
    """Seconds since 1970; a number no calendar knows becomes the nearest that one does."""
    try:
        number = int(told)
    except ValueError:
        number = 0
    return min(max(number, 0), _LATEST)


def instant(told: bytes) -> datetime:
    """Seconds since 1970 as UTC without a zone."""
    return datetime.fromtimestamp(seconds(told), UTC).replace(tzinfo=None)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


@dataclass
class History:
    """Commits and their file changes at tree level, in the order in which git told them.

    ``first`` gives for each commit the position of its first change; ``facts`` what git told of each change beside its path.
    """

    repository: str
    commits: dict[str, list[object]] = field(default_factory=lambda: {c.name: [] for c in declared(Commit).columns})
    changes: dict[str, Any] = field(default_factory=lambda: {c.name: [] for c in declared(FileChange).columns})
    first: dict[str, int] = field(default_factory=dict)
    facts: list[str] = field(default_factory=list)
    undecodable: list[str] = field(default_factory=list)
    _current: str = ""
    _rest: bytes = b""

    def read(self, raw: bytes) -> None:
        """Take the next piece of the output of ``git log -z --raw`` in the format of ``questions.HEADER``; what it cuts in two waits for the next piece."""
        whole, nul, self._rest = (self._rest + raw).rpartition(b"\0")
        if not nul:
            return
        tokens = text(whole).split("\0")  # what is not UTF-8 never reaches over a NUL
        position, end = 0, len(tokens)
        commit_of, path_of, kind_of = self.changes["commit"], self.changes["path"], self.changes["change"]
        found, escaped = list[tuple[object, ...]](), list[tuple[int, str]]()
        while position < end:
            token = tokens[position]
            if token[:1] == ":" or token[:2] == "\n:":
                if position + 1 == end:
                    break
                commit_of.append(self._current)
                kind_of.append(token[-1:])
                path_of.append(tokens[position + 1])
                self.facts.append(token.lstrip("\n"))
                if "\\x" in path_of[-1]:
                    escaped.append((position + 1, self._current))
                position += 2
            elif token[:1] == "\x01" or token[:2] == "\n\x01":
                if position + _FIELDS > end:
                    break
                self._current = token.lstrip("\n")[1:]
                found.append(self._commit(self._current, tokens[position + 1 : position + _FIELDS]))
                self.first[self._current] = len(path_of)
                position += _FIELDS
            else:
                position += 1
        if position < end:
            self._rest = b"\0".join([*whole.rsplit(b"\0", end - position)[position - end :], self._rest])
        originals = whole.split(b"\0") if escaped else []
        self.undecodable += [f"{tokens[at]} in commit {commit[:12]}" for at, commit in escaped if not _is_utf8(originals[at])]
        for column, values in zip(self.commits.values(), zip(*found, strict=True), strict=bool(found)):
            column.extend(values)

    @property
    def settled(self) -> int:
        """How many changes belong to commits of which git has told everything."""
        return self.first.get(self._current, 0)

    def drop_last(self) -> None:
        """Git stopped, perhaps in the middle of the last commit: forget it."""
        self._rest = b""
        if (start := self.first.pop(self._current, None)) is None:
            return
        for column in (*self.changes.values(), self.facts):
            del column[start:]
        for values in self.commits.values():
            values.pop()
        self.undecodable = [said for said in self.undecodable if not said.endswith(f" in commit {self._current[:12]}")]
        self._current = ""

    def _commit(self, commit: str, fields: Sequence[str]) -> tuple[object, ...]:
        """The values of a commit's columns; times are seconds until `finished`."""
        parents, name, email, authored, committer, committer_email, committed, subject, *trailers = fields
        return (
            self.repository, commit, tuple(parents.split()), name, email, seconds(authored), committer, committer_email, seconds(committed), subject,
            *(tuple(value.strip() for value in trailer.split("\x1f") if value.strip()) if trailer else () for trailer in trailers),
        )  # fmt: skip

    def finished(self) -> tuple[Columns, Columns]:
        """The commits and the changes as columns; line counts and renames are empty until they are told."""
        count = len(self.changes["path"])
        self.changes["repository"] = [self.repository] * count
        for later in ("renamed_from", "added", "deleted"):
            if len(self.changes[later]) != count:
                self.changes[later] = [None] * count
        commits: dict[str, Any] = dict(self.commits)
        for when in ("authored_at", "committed_at"):
            commits[when] = np.array(self.commits[when], dtype="datetime64[s]")
        return Columns(declared(Commit), commits), Columns(declared(FileChange), self.changes)

    def with_both(self) -> list[str]:
        """Commits that add and delete files: where a rename may hide."""
        seen: dict[str, int] = {}
        for commit, kind in zip(self.changes["commit"], self.changes["change"], strict=True):
            bit = 1 if kind == "A" else 2 if kind == "D" else 0
            if bit:
                seen[str(commit)] = seen.get(str(commit), 0) | bit
        return [commit for commit, bits in seen.items() if bits == 3]  # noqa: PLR2004  # both bits: added and deleted

    def take_lines(self, added: np.ndarray, deleted: np.ndarray) -> None:
        """Take the line counts of all changes; what is negative has none."""
        for name, counts in (("added", added), ("deleted", deleted)):
            self.changes[name] = np.ma.masked_less(counts, 0)

    def commits_of(self, changes: np.ndarray) -> np.ndarray:
        """For each change that ``changes`` marks, the place of its commit in the order of the history."""
        return np.searchsorted(np.fromiter(self.first.values(), dtype=np.int64), np.flatnonzero(changes), side="right") - 1

    def take_renames(self, renames: Iterable[tuple[str, str, str]]) -> None:
        """Write (commit, old path, new path) beside the addition of the new path."""
        _, changes = self.finished()
        wanted = {(commit, new): old for commit, old, new in renames}
        if not wanted:
            return
        renamed = changes.values["renamed_from"]
        for commit in {commit for commit, _ in wanted}:
            position = self.first[commit]
            while position < len(renamed) and changes.values["commit"][position] == commit:
                if changes.values["change"][position] == "A":
                    renamed[position] = wanted.get((commit, str(changes.values["path"][position])))  # type: ignore[index]  # a list
                position += 1


def commits_in(raw: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """Each commit of ``git log -z --format=%x01%H …`` output, with the tokens that follow it."""
    current, rest = "", list[bytes]()
    for token in raw.split(b"\0"):
        bare = token.lstrip(b"\n")
        if bare[:1] == b"\x01" and len(bare) in {41, 65}:
            if current:
                yield current, rest
            current, rest = bare[1:].decode(), []
        elif bare:
            rest.append(bare)
    if current:
        yield current, rest


def parents_of(contents: bytes) -> tuple[str, ...]:
    """The parents that a commit object names."""
    lines = contents.partition(b"\n\n")[0].split(b"\n")
    return tuple(line[7:].decode("ascii", "replace") for line in lines if line.startswith(b"parent "))


def renames(raw: bytes) -> Iterator[tuple[str, str, str]]:
    """(commit, old path, new path) from ``git diff-tree --stdin -z --raw -M --diff-filter=R``: an id, then facts and two paths for each."""
    tokens = raw.split(b"\0")
    commit, position = "", 0
    while position < len(tokens):
        if tokens[position][:1] == b":" and position + 2 < len(tokens):
            yield commit, text(tokens[position + 1]), text(tokens[position + 2])
            position += 3  # paths are taken by their place: they may look like anything
        else:
            commit = tokens[position].decode("ascii", "replace")
            position += 1


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A regular file of a tree: its path and the object id of its contents."""

    path: str
    blob: str


def tree(raw: bytes) -> list[TreeEntry]:
    """Regular files of ``git ls-tree -r -z``: links and submodules hold no text of this repository."""
    entries = []
    for line in raw.split(b"\0"):
        facts, _, path = line.partition(b"\t")
        mode, _, rest = facts.partition(b" ")
        if mode in {b"100644", b"100755", b"100664"}:
            entries.append(TreeEntry(text(path), rest.split(b" ")[1].decode()))
    return entries


@dataclass(frozen=True, slots=True)
class TagTarget:
    """What a tag names: the commit, and who tagged when (``None`` for a lightweight tag)."""

    commit: str
    tagger_name: str | None
    tagger_email: str | None
    tagged_at: datetime | None


def tag_object(raw: bytes) -> tuple[str, str, TagTarget]:
    """(kind of the target, its id, the tag's facts) of a tag object's contents."""
    headers = dict(line.partition(b" ")[::2] for line in raw.partition(b"\n\n")[0].split(b"\n"))
    tagger = _TAGGER.match(headers.get(b"tagger", b""))
    target = headers.get(b"object", b"").decode("ascii", "replace")
    kind = headers.get(b"type", b"").decode("ascii", "replace")
    if not tagger:
        return kind, target, TagTarget(target, None, None, None)
    at = instant(tagger[3]) if tagger[3] else None
    return kind, target, TagTarget(target, text(tagger[1]) or None, text(tagger[2]) or None, at)
