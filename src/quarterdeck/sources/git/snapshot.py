"""The tracked files of a head: what each is, and the shape of its contents. Pure but for the contents handed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from quarterdeck.evidence.code import TrackedFile
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.kernel.table import Columns, declared
from quarterdeck.kernel.text import number
from quarterdeck.sources.git.classify import Shape, by_contents, by_path, is_minified
from quarterdeck.sources.git.extract import TreeEntry
from quarterdeck.sources.git.vendored import NOTHING_SAID, Said, notices, said

_REMARKABLE = 50_000_000
_UNREAD = Shape(None, None, None, None)


@dataclass
class Snapshot:
    """The files of one head. ``shapes`` is known by object id, so contents seen before are not read again."""

    repository: str
    entries: list[TreeEntry]
    shapes: dict[str, Shape] = field(default_factory=dict)
    said: Said = NOTHING_SAID

    def unread(self) -> list[str]:
        """Object ids whose contents have to be read, each once."""
        return list(dict.fromkeys(entry.blob for entry in self.entries if entry.blob not in self.shapes))

    def notices(self) -> dict[str, str]:
        """Path and object id of the files that say whose code the others are: read in every run, for they are few."""
        blobs = {entry.path: entry.blob for entry in self.entries}
        return {path: blobs[path] for path in notices(blobs)}

    def listen(self, contents: Mapping[str, bytes]) -> None:
        """Read those files, by path."""
        self.said = said(contents)

    def take(self, contents: Iterable[tuple[str, bytes]]) -> None:
        """Read contents."""
        for blob, data in contents:
            self.shapes[blob] = by_contents(data)

    def finished(self, sizes: Mapping[str, int]) -> Columns:
        """The table's columns; a file whose contents could not be read keeps its path and role."""
        columns: dict[str, list[object]] = {column.name: [] for column in declared(TrackedFile).columns}
        for entry in self.entries:
            kind, shape = by_path(entry.path), self.shapes.get(entry.blob, _UNREAD)
            role = self.said.role(entry.path, kind.role)
            if role in {"production", "test"} and (shape.generated or is_minified(kind.language, sizes.get(entry.blob, 0), shape.lines)):
                role = "generated"
            values = (
                self.repository, entry.path, entry.blob, kind.language, kind.is_code, role, sizes.get(entry.blob, 0), shape.lines, shape.blank,
                shape.nesting if kind.is_code else None, shape.deepest if kind.is_code else None,
            )  # fmt: skip
            for column, value in zip(columns.values(), values, strict=True):
                column.append(value)
        return Columns(declared(TrackedFile), columns)

    def problems(self, sizes: Mapping[str, int], damaged: Mapping[str, str]) -> list[Problem]:
        """Contents that are missing or cannot be read, and files so large that git is no place for them."""
        found = []
        for entry in self.entries:
            place = Place(self.repository, entry.path)
            if entry.blob in damaged:
                found.append(Problem(place, f"its contents cannot be read: {damaged[entry.blob]}", "Run `git fsck`; fetch the object from another clone"))
            elif entry.blob not in sizes:
                found.append(
                    Problem(
                        place,
                        "its contents are missing from the repository",
                        "Run `git fsck`; fetch the object from another clone",
                    )
                )
            elif sizes[entry.blob] > _REMARKABLE:
                size = number(sizes[entry.blob] / 1_000_000)
                found.append(
                    Problem(
                        place,
                        f"this file is {size} MB: it was not read, its lines are unknown",
                        "Keep large files outside git, for instance with Git LFS",
                    )
                )
        return found
