"""A history as a stream for ``git fast-import``, and the pull requests that made it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quarterdeck.demo.calendar import Moment


@dataclass(frozen=True, slots=True)
class Pull:
    """A proposed change that was merged: who wrote and who reviewed it, when, and the marks of its commits (the last is the merge)."""

    repository: str
    number: int
    title: str
    author: str
    reviewer: str
    opened: Moment
    merged: Moment
    ticket: str
    marks: Sequence[int]
    files: int


@dataclass(frozen=True, slots=True)
class Tagged:
    """A release: its tag, the commit's mark, who made it and when; ``pulls`` are those it was the first to contain."""

    repository: str
    tag: str
    mark: int
    who: str
    at: Moment
    pulls: Sequence[int]


_BLOBS, _VERSIONS = 1_000_000, 10_000
"""Marks of contents begin here; so many are kept for each file."""


@dataclass(slots=True)
class History:
    """One repository as it is told: the stream so far, marks, pulls and releases."""

    name: str
    parts: list[bytes] = field(default_factory=list)
    blobs: dict[str, list[bytes]] = field(default_factory=dict)
    marks: int = 0
    pulls: list[Pull] = field(default_factory=list)
    releases: list[Tagged] = field(default_factory=list)

    def commit(
        self,
        files: Mapping[str, bytes | None],
        author: tuple[str, Moment],
        committer: tuple[str, Moment],
        message: str,
        parents: Sequence[int],
        moves: Mapping[str, str],
    ) -> int:
        """Add a commit on top of ``parents``: files to write (None removes), after files to move; its mark."""
        self.marks += 1
        said = message.encode()
        head = [f"commit refs/heads/main\nmark :{self.marks}\nauthor {author[0]} {author[1].told}\ncommitter {committer[0]} {committer[1].told}\n".encode()]
        head.append(b"data %d\n%s\n" % (len(said), said))
        head.extend(f"{'from' if index == 0 else 'merge'} :{mark}\n".encode() for index, mark in enumerate(parents))
        head.extend(f"R {_quoted(old)} {_quoted(new)}\n".encode() for old, new in moves.items())
        for path, contents in files.items():
            if contents is None:
                head.append(f"D {_quoted(path)}\n".encode())
            else:
                mode = "100755" if path.endswith(".sh") else "100644"
                head.append(f"M {mode} :{self._blob(path, contents)} {_quoted(path)}\n".encode())
        self.parts.extend((*head, b"\n"))
        return self.marks

    def light(self) -> History:
        """The same without contents: marks, pulls and releases are kept."""
        return History(self.name, marks=self.marks, pulls=self.pulls, releases=self.releases)

    def _blob(self, path: str, contents: bytes) -> int:
        """The mark of a file's contents. A file's versions are told one after the other, each as a small difference from the one before."""
        versions = self.blobs.setdefault(path, [])
        if not versions or versions[-1] != contents:
            versions.append(contents)
        return _BLOBS + list(self.blobs).index(path) * _VERSIONS + len(versions)

    def stream(self) -> bytes:
        """Everything, for ``git fast-import --date-format=raw``."""
        told = []
        for index, versions in enumerate(self.blobs.values()):
            for number, contents in enumerate(versions, 1):
                told.append(f"blob\nmark :{_BLOBS + index * _VERSIONS + number}\ndata {len(contents)}\n".encode())
                told.extend((contents, b"\n"))
        return b"".join([*told, *self.parts])

    def tag(self, name: str, mark: int, tagger: str, at: Moment, message: str) -> None:
        """Add an annotated tag."""
        said = message.encode()
        self.parts.append(f"tag {name}\nfrom :{mark}\ntagger {tagger} {at.told}\ndata {len(said)}\n".encode() + said + b"\n")


def _quoted(path: str) -> str:
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"'
