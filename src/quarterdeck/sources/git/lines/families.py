"""Paths that renames tie together, replayed one family at a time: a family needs nothing of any other. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from quarterdeck.sources.git.lines.graph import ABSENT, NOWHERE, Places
from quarterdeck.sources.git.lines.hunks import Hunk
from quarterdeck.sources.git.lines.replay import WIDTH, MisfitError, Owners, counted, merged, spans, spliced, taken
from quarterdeck.sources.git.lines.versions import Versions

Pair = tuple[int, int]
"""Contents before and after; `ABSENT` before is nothing at all."""
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Contents:
    """What git told of contents that differ."""

    hunks: Mapping[Pair, Sequence[Hunk]]
    """No entry where one of the two is binary or cannot be read."""
    lines: Mapping[int, int]
    """Lines of text that came after contents without lines."""


@dataclass
class Told:
    """What a replay found: who owns the lines of files at the head, and what each commit of the head's first-parent line changed in that."""

    spans: list[tuple[int, Numbers, Numbers, Numbers]] = field(default_factory=list)
    """(path, where stretches begin, their lengths, their owners)."""
    flows: list[tuple[int, int, Sequence[int], Sequence[int]]] = field(default_factory=list)
    """(path, commit, owners, lines that each of them has more since that commit; fewer when negative)."""
    misfits: list[int] = field(default_factory=list)
    """Versions whose differences did not fit: a fault of the repository or of git."""


def families(versions: Versions) -> list[list[int]]:
    """The changes of paths that belong together, each family in topological order."""
    leader = list(range(len(versions.graph.paths)))

    def lead(path: int) -> int:
        while leader[path] != path:
            leader[path] = leader[leader[path]]
            path = leader[path]
        return path

    for version, origins in versions.origins.items():
        for origin in origins.values():
            if versions.path[origin] != versions.path[version]:
                leader[lead(versions.path[origin])] = lead(versions.path[version])
    found: dict[int, list[int]] = {}
    for change, path in enumerate(versions.graph.changes.path):
        found.setdefault(lead(path), []).append(change)
    return list(found.values())


@dataclass
class Sight:
    """What can be read, and how versions follow each other when what cannot be read is passed over."""

    versions: Versions
    unreadable: Collection[int]
    """Contents that are missing, damaged or too large."""
    _told: dict[int, Sequence[int]] = field(default_factory=dict)

    def origins(self, version: int) -> Sequence[int]:
        """From which versions lines may come, in the order in which they are asked."""
        told = self._told.get(version)
        if told is None:
            origins = self.versions.origins[version]
            seen = dict.fromkeys(self._readable(origins[place]) for place in sorted(origins))
            told = self._told[version] = tuple(origin for origin in seen if origin != ABSENT)
        return told

    def _readable(self, version: int) -> int:
        while version != ABSENT and self.versions.blob[version] in self.unreadable:
            before = self.versions.origins.get(version)
            version = before[min(before)] if before else ABSENT
        return version

    def reads(self, version: int) -> bool:
        """Whether the version's own contents can be read."""
        return self.versions.blob[version] not in self.unreadable

    def pairs(self, family: Sequence[int]) -> Iterator[Pair]:
        """What has to be compared to replay a family."""
        versions = self.versions
        for change in family:
            if versions.of[change] == change and self.reads(change):
                blob = versions.blob[change]
                origins = self.origins(change)
                if not origins:
                    yield ABSENT, blob
                for origin in origins:
                    if versions.blob[origin] != blob:
                        yield versions.blob[origin], blob


class Replay:
    """Replays families of one history. ``mainline`` are the commits on the head's first-parent line, ``head`` the last of them."""

    def __init__(self, sight: Sight, places: Places, mainline: Collection[int], head: int, known: Mapping[int, Owners | None]) -> None:
        """``known`` gives the owners in versions that stand at commits outside."""
        self.sight, self.versions, self.places = sight, sight.versions, places
        self.mainline, self.head, self.known = mainline, head, known

    def family(self, changes: Sequence[int], contents: Contents, told: Told) -> None:
        """Replay one family into ``told``."""
        versions, commit_of = self.versions, self.versions.graph.changes.commit
        owners: dict[int, Owners | None] = {}
        uses = self._uses(changes)
        for change in changes:
            version = versions.of[change]
            spent: tuple[int, ...] = ()
            if version == change:
                owners[version] = self._made(version, owners, contents, told)
                spent = tuple(self.sight.origins(version))
            if commit_of[change] in self.mainline:
                self._flow(change, owners, contents, told)
                spent += (versions.prior[change], version)
            for used in spent:
                uses[used] -= 1
                if not uses[used]:
                    owners.pop(used, None)
            if version != ABSENT and not uses.get(version):
                owners.pop(version, None)
        self._heads(changes, owners, told)

    def _uses(self, changes: Sequence[int]) -> dict[int, int]:
        """How often the owners in each version will be asked for: they are forgotten after the last time."""
        versions, commit_of = self.versions, self.versions.graph.changes.commit
        uses: dict[int, int] = {}
        for change in changes:
            version = versions.of[change]
            if version == change:
                for origin in self.sight.origins(change):
                    uses[origin] = uses.get(origin, 0) + 1
            if commit_of[change] in self.mainline:
                prior = versions.prior[change]
                uses[prior] = uses.get(prior, 0) + 1
                uses[version] = uses.get(version, 0) + 1
        for _, version in self._at_head(changes):
            uses[version] = uses.get(version, 0) + 1
        return uses

    def _at_head(self, changes: Sequence[int]) -> Iterator[tuple[int, int]]:
        for path in dict.fromkeys(self.versions.graph.changes.path[change] for change in changes):
            change = self.places.at(self.head, path)
            if change != NOWHERE and self.versions.of[change] != ABSENT:
                yield path, self.versions.of[change]

    def _owners(self, version: int, owners: Mapping[int, Owners | None]) -> Owners | None:
        return owners[version] if version in owners else self.known.get(version)

    def _made(self, version: int, owners: Mapping[int, Owners | None], contents: Contents, told: Told) -> Owners | None:
        """Owners of a new version's lines; ``None`` when it has no lines of text."""
        if not self.sight.reads(version):
            return None
        blob = self.versions.blob[version]
        fresh = self.versions.graph.changes.commit[version].to_bytes(WIDTH, "little")
        sources: list[tuple[Owners, Sequence[Hunk]]] = []
        for origin in self.sight.origins(version):
            old = self._owners(origin, owners)
            hunks = [] if self.versions.blob[origin] == blob else contents.hunks.get((self.versions.blob[origin], blob))
            if old is not None and hunks is not None:
                sources.append((old, hunks))
        try:
            if len(sources) > 1:
                return merged(sources, fresh)
            if sources:
                return spliced(*sources[0], fresh)
        except MisfitError:
            told.misfits.append(version)
        if (ABSENT, blob) in contents.hunks:
            return spliced(b"", contents.hunks[ABSENT, blob], fresh)
        return fresh * contents.lines[blob] if blob in contents.lines else None

    def _flow(self, change: int, owners: Mapping[int, Owners | None], contents: Contents, told: Told) -> None:
        """What a change on the first-parent line did to the owners of a path's lines."""
        versions = self.versions
        old, new = versions.prior[change], versions.of[change]
        if old == new:
            return
        path, commit = versions.graph.changes.path[change], versions.graph.changes.commit[change]
        before, after = (self._owners(version, owners) or b"" for version in (old, new))
        hunks = contents.hunks.get((versions.blob[old], versions.blob[new])) if ABSENT not in {old, new} else None
        if new == change and hunks is not None and before and self.sight.origins(new) == (old,):
            moved = {owner: -gone for owner, gone in counted(taken(before, hunks)).items()}
            if added := sum(hunk[2] for hunk in hunks):
                moved[commit] = added
        else:
            moved = _difference(before, after)
        if moved:
            told.flows.append((path, commit, list(moved), list(moved.values())))

    def _heads(self, changes: Sequence[int], owners: Mapping[int, Owners | None], told: Told) -> None:
        for path, version in self._at_head(changes):
            begins, lengths, names = spans(self._owners(version, owners) or b"")
            told.spans.append((path, begins, lengths, names.astype(np.int64)))


def _difference(before: Owners, after: Owners) -> dict[int, int]:
    """Owners that have more or fewer lines after than before, and how many."""
    first = _alike(before, after)
    before, after = before[first:], after[first:]
    last = _alike(_backwards(before), _backwards(after))
    old, new = counted(before[: len(before) - last]), counted(after[: len(after) - last])
    moved = {owner: lines - old.get(owner, 0) for owner, lines in new.items()}
    moved.update((owner, -lines) for owner, lines in old.items() if owner not in new)
    return {owner: lines for owner, lines in sorted(moved.items()) if lines}


def _alike(one: Owners, other: Owners) -> int:
    """How many bytes both begin with, in whole lines."""
    length = min(len(one), len(other))
    apart = np.flatnonzero(np.frombuffer(one, np.uint32, length // WIDTH) != np.frombuffer(other, np.uint32, length // WIDTH))
    return int(apart[0]) * WIDTH if len(apart) else length


def _backwards(owners: Owners) -> Owners:
    return np.frombuffer(owners, np.uint32)[::-1].tobytes()
