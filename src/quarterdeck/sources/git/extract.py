r"""Bytes that git printed, turned into columns. Pure: no process, no clock, testable from files.

Times become UTC; bytes that are not UTF-8 are written as ``\xNN`` (and a backslash before what looks like one as ``\x5c``), so that
nothing is lost and every path stays distinct.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import numpy as np

from quarterdeck.evidence.code import Commit, FileChange
from quarterdeck.kernel.table import Columns, declared

HEADER = (
    "%x01%H%x00%P%x00%an%x00%ae%x00%at%x00%cn%x00%ce%x00%ct%x00%s%x00%(trailers:key=Co-authored-by,valueonly,separator=%x1f)"
    "%x00%(trailers:key=Assisted-by,key=Generated-by,key=Made-with,valueonly,separator=%x1f)"
)
"""The format whose output `History.read` takes, with `-z --raw --no-abbrev --no-renames`."""
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

    ``first`` gives for each commit the position of its first change, so that line counts told later find their rows.
    """

    repository: str
    commits: dict[str, list[object]] = field(default_factory=lambda: {c.name: [] for c in declared(Commit).columns})
    changes: dict[str, list[object]] = field(default_factory=lambda: {c.name: [] for c in declared(FileChange).columns})
    first: dict[str, int] = field(default_factory=dict)
    undecodable: list[str] = field(default_factory=list)

    def read(self, raw: bytes) -> None:
        """Take the output of ``git log -z --raw`` in the format of ``HEADER``; whole, for commits may not be cut in two."""
        tokens = text(raw).split("\0")  # what is not UTF-8 never reaches over a NUL
        position, end = 0, len(tokens) - 1
        changes = self.changes
        commit_of, path_of, kind_of = changes["commit"], cast("list[str]", changes["path"]), changes["change"]
        current, found, escaped = "", list[tuple[object, ...]](), list[tuple[int, str]]()
        while position < end:
            token = tokens[position]
            if position + _FIELDS > len(tokens) and "\x01" in token[:2]:
                break  # git stopped in the middle of a commit
            if token[:1] == ":" or token[:2] == "\n:":
                commit_of.append(current)
                kind_of.append(token[-1:])
                path_of.append(tokens[position + 1])
                if "\\x" in path_of[-1]:
                    escaped.append((position + 1, current))
                position += 2
            elif token[:1] == "\x01" or token[:2] == "\n\x01":
                current = token.lstrip("\n")[1:]
                found.append(self._commit(current, tokens[position + 1 : position + _FIELDS]))
                self.first[current] = len(path_of)
                position += _FIELDS
            else:
                position += 1
        originals = raw.split(b"\0") if escaped else []
        self.undecodable += [f"{tokens[at]} in commit {commit[:12]}" for at, commit in escaped if not _is_utf8(originals[at])]
        for column, values in zip(self.commits.values(), zip(*found, strict=True), strict=bool(found)):
            column.extend(values)

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

    def changed(self) -> list[str]:
        """Commits with at least one file change, in order: those whose lines can be counted."""
        return list(dict.fromkeys(str(commit) for commit in self.changes["commit"]))

    def take_lines(self, counts: Iterable[LineCounts]) -> None:
        """Write line counts beside their changes."""
        _, changes = self.finished()
        added, deleted = changes.values["added"], changes.values["deleted"]
        paths = changes.values["path"]
        for told in counts:
            position = self.first.get(told.commit, len(paths))  # asked about ahead of the history, and not part of it
            for path, plus, minus in told.files:
                if position < len(paths) and paths[position] == path:
                    added[position], deleted[position] = plus, minus  # type: ignore[index]  # lists, made above
                position += 1

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


@dataclass(frozen=True, slots=True)
class LineCounts:
    """Lines added and deleted per file of one commit, in git's order; ``None`` for binary contents."""

    commit: str
    files: tuple[tuple[str, int | None, int | None], ...]


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


def line_counts(raw: bytes) -> Iterator[LineCounts]:
    """From ``git diff-tree --stdin -z --numstat --no-renames``: an id, then a count and a path for each file."""
    commit, files = "", list[tuple[str, int | None, int | None]]()
    for token in raw.split(b"\0"):
        added, tab, rest = token.partition(b"\t")
        if tab:
            deleted, _, path = rest.partition(b"\t")
            files.append((text(path), None if added == b"-" else int(added), None if deleted == b"-" else int(deleted)))
            continue
        if commit:
            yield LineCounts(commit, tuple(files))
        commit, files = token.decode(), []


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
