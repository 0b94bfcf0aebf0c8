"""Which versions of files there are, and from which versions each was made: as `git blame` follows them. Pure.

A version is made where a commit gives a path contents that none of its parents has there. Where a parent has the same contents, the
path is that parent's version (the first parent's before the others'). A version made by a merge comes from the versions of all parents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from quarterdeck.sources.git.lines.graph import ABSENT, NOWHERE, OUTSIDE, Graph, Places

Question = tuple[int, int]
"""(parent outside, path): how does the path stand there?"""


@dataclass
class Versions:
    """Versions are numbered as the change that made them; those that stand at commits outside come after all changes."""

    graph: Graph
    of: list[int]
    """For each change the version that the path has after it; `ABSENT` for none."""
    prior: list[int]
    """For each change the version that the path had at the first parent."""
    origins: dict[int, dict[int, int]]
    """For each version made here: from which version of which parent (by the parent's place among the commit's parents)."""
    lacking: list[tuple[int, int]] = field(default_factory=list)
    """(version, place of a parent) where that parent has no such path: a rename may tell where the contents came from."""
    outside: dict[Question, int] = field(default_factory=dict)
    blob: list[int] = field(default_factory=list)
    """For each version its contents."""
    path: list[int] = field(default_factory=list)

    def standing(self, parent: int, path: int, blob: int) -> int:
        """The version at a commit outside."""
        if blob == ABSENT:
            return ABSENT
        version = self.outside.setdefault((parent, path), len(self.blob))
        if version == len(self.blob):
            self.blob.append(blob)
            self.path.append(path)
        return version


def questions(graph: Graph, places: Places) -> set[Question]:
    """What must be known of commits outside before versions can be told: how paths stand there that a merge changed."""
    asked = set()
    changes = graph.changes
    for commit, path in zip(changes.commit, changes.path, strict=True):
        for mother in graph.parents[commit][1:]:
            if mother <= OUTSIDE:
                asked.add((mother, path))
            elif places.base[mother] <= OUTSIDE and places.at(mother, path) == NOWHERE:
                asked.add((places.base[mother], path))
    return asked


def resolve(graph: Graph, places: Places, stood: Mapping[Question, int]) -> Versions:
    """Every version of every path; ``stood`` answers `questions` with contents."""
    changes = graph.changes
    count = len(changes.path)
    versions = Versions(graph, [ABSENT] * count, [ABSENT] * count, {}, blob=list(changes.blob), path=list(changes.path))
    deleting = {commit for commit, blob in zip(changes.commit, changes.blob, strict=True) if blob == ABSENT}

    def at(commit: int, path: int) -> int:
        change = places.at(commit, path) if commit >= 0 else NOWHERE
        if change != NOWHERE:
            return versions.of[change]
        base = places.base[commit] if commit >= 0 else commit
        return versions.standing(base, path, stood.get((base, path), ABSENT)) if base <= OUTSIDE else ABSENT

    for change, (commit, path, blob, before) in enumerate(zip(changes.commit, changes.path, changes.blob, changes.before, strict=True)):
        above = places.before(change)
        first = versions.of[above] if above != NOWHERE else ABSENT
        if above == NOWHERE and places.base[commit] <= OUTSIDE:
            first = versions.standing(places.base[commit], path, before)
        versions.prior[change] = first
        if blob == ABSENT:
            continue
        others = [at(mother, path) for mother in graph.parents[commit][1:]]
        same = next((other for other in others if other != ABSENT and versions.blob[other] == blob), ABSENT)
        if same == ABSENT and first != ABSENT and versions.blob[first] == blob:
            same = first  # only the mode has changed
        if same != ABSENT:
            versions.of[change] = same
            continue
        versions.of[change] = change
        found = [first, *others] if graph.parents[commit] else []
        versions.origins[change] = {place: version for place, version in enumerate(found) if version != ABSENT}
        if others or commit in deleting:
            versions.lacking.extend((change, place) for place, version in enumerate(found) if version == ABSENT)
    return versions


def take_renames(versions: Versions, places: Places, renamed: Iterable[tuple[int, int, int, int]]) -> None:
    """Take (version, place of the parent, old path, old contents) for what is `lacking`."""
    graph = versions.graph
    for version, place, path, blob in renamed:
        mother = graph.parents[graph.changes.commit[version]][place]
        change = places.at(mother, path) if mother >= 0 else NOWHERE
        base = places.base[mother] if mother >= 0 else mother
        old = versions.of[change] if change != NOWHERE else versions.standing(base, path, blob) if base <= OUTSIDE else ABSENT
        if old != ABSENT:
            versions.origins[version][place] = old
    for version in {version for version, *_ in renamed}:
        origins = versions.origins[version]
        same = [place for place, old in sorted(origins.items()) if versions.blob[old] == versions.blob[version]]
        if same:  # moved unchanged: the other parents have no say
            versions.origins[version] = {same[0]: origins[same[0]]}
