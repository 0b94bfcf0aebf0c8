"""Does a version fall in an advisory? The order of versions in each ecosystem, and the evaluation of OSV ranges.

Source of method: OSV schema, "Evaluation" (https://ossf.github.io/osv-schema/#evaluation); PEP 440 for PyPI; Semantic Versioning
2.0.0, section 11, for npm and Go. A version that cannot be ordered is *unknown*, never *not affected*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import TypeAlias

from packaging.version import InvalidVersion, Version

LONGEST_VERSION = 256
"""Characters; what is longer names no version."""

_SEMANTIC = re.compile(
    r"[vV=]{0,2}(\d{1,18})(?:\.(\d{1,18}))?(?:\.(\d{1,18}))?"
    r"(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?",
    re.ASCII,
)
_GO_RELEASE = re.compile(r"(?:go)?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:(alpha|beta|rc)(\d{1,9}))?", re.ASCII)
_GO_SHIPPED = frozenset({"stdlib", "toolchain"})

SemanticKey: TypeAlias = tuple[int, int, int, int, tuple[tuple[int, int, str], ...]]
Key: TypeAlias = Version | SemanticKey
"""Something that orders the versions of one ecosystem. Keys of two ecosystems do not compare."""


class Standing(StrEnum):
    """How a version stands to an advisory."""

    AFFECTED = "affected"
    UNKNOWN = "unknown"
    NOT_AFFECTED = "not affected"


def key(ecosystem: str, version: str) -> Key | None:
    """What orders ``version`` among its ecosystem's; None when it cannot be ordered, or when the ecosystem is not one of three.

    A local part of a PyPI version (``1.2+cu118``) is left off: who built it tells nothing of what it mends. Of npm and
    Go versions a `v` before them is dropped, missing parts are zero, and zeros before a number do not count (``19.03``).
    """
    if len(version) > LONGEST_VERSION:
        return None
    if ecosystem == "PyPI":
        return _pep440(version)
    return _semantic(version) if ecosystem in {"npm", "Go"} else None


def go_release(version: str) -> str | None:
    """A Go release (``go1.21rc2``) as the semantic version that advisories use (``1.21.0-rc.2``); None when it is none."""
    match = _GO_RELEASE.fullmatch(version)
    if match is None:
        return None
    major, minor, patch, stage, number = match.groups()
    return f"{int(major)}.{int(minor or 0)}.{int(patch or 0)}" + (f"-{stage}.{int(number)}" if stage else "")


@lru_cache(maxsize=100_000)
def _pep440(version: str) -> Version | None:
    try:
        return Version(version.partition("+")[0])
    except (InvalidVersion, ValueError):
        return None


@lru_cache(maxsize=100_000)
def _semantic(version: str) -> SemanticKey | None:
    match = _SEMANTIC.fullmatch(version.strip())
    if match is None:
        return None
    major, minor, patch, before = match.groups()
    numbers = int(major), int(minor or 0), int(patch or 0)
    if before is None:
        return (*numbers, 1, ())
    return (*numbers, 0, tuple((0, int(part), "") if _is_number(part) else (1, 0, part) for part in before.split(".")))


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit()


@dataclass(frozen=True, slots=True)
class _Range:
    """One range: its kind, its events in ascending order, the limits of its branches, and whether all of it could be ordered."""

    kind: str
    steps: tuple[tuple[Key | None, str], ...]
    limits: tuple[Key, ...]
    whole: bool

    def holds(self, version: Key) -> Standing:
        """OSV's loop over the sorted events. A key of None is `0`, before every version."""
        if not self.whole:
            return Standing.UNKNOWN
        if self.limits and not any(_below(version, limit) for limit in self.limits):
            return Standing.NOT_AFFECTED
        inside = False
        for at, event in self.steps:
            if event == "introduced":
                inside = inside or at is None or not _below(version, at)
            elif at is not None and (_below(at, version) or (event == "fixed" and at == version)):
                inside = False
        return Standing.AFFECTED if inside else Standing.NOT_AFFECTED


@dataclass(frozen=True, slots=True)
class Affected:
    """The versions of one package that one advisory speaks of, made ready to be asked many times."""

    ecosystem: str
    package: str
    ranges: tuple[_Range, ...]
    names: frozenset[str]
    keys: frozenset[Key]

    def standing(self, version: str) -> Standing:
        """How ``version`` stands: named in the list, or in any range; unknown where that cannot be told.

        The Go distribution's own packages, `stdlib` and `toolchain`, are never more than unknown: a `go.mod` states the least
        version that it accepts, not the one that built the program.
        """
        shipped_with_go = self.ecosystem == "Go" and self.package in _GO_SHIPPED
        told = self._told((go_release(version) or version) if shipped_with_go else version)
        return Standing.UNKNOWN if shipped_with_go and told is Standing.AFFECTED else told

    def _told(self, version: str) -> Standing:
        if version in self.names:
            return Standing.AFFECTED
        at = key(self.ecosystem, version)
        if at is None:
            return Standing.UNKNOWN
        if at in self.keys:
            return Standing.AFFECTED
        if not self.ranges:
            return Standing.NOT_AFFECTED if self.names else Standing.UNKNOWN
        listed = _any(one.holds(at) for one in self.ranges if one.kind != "CUSTOM")
        custom = [one.holds(at) for one in self.ranges if one.kind == "CUSTOM"]
        doubtful = listed is Standing.AFFECTED and custom and _any(custom) is not Standing.AFFECTED
        return Standing.UNKNOWN if doubtful else listed


def affected(ecosystem: str, package: str, events: Sequence[str], versions: Iterable[str]) -> Affected:
    """The advisory's ranges and list, as the columns ``events`` and ``versions`` of the table of advisories hold them.

    Where Go's database gives `CUSTOM` ranges beside its own, its own is wider than the truth: it lacks the bounds that could not
    be mapped to module versions, which the custom ranges hold. What lies outside its own is not affected, what lies in both is,
    and what lies in its own alone is unknown. An advisory that names neither versions nor ranges of versions (but commits) leaves
    every version unknown.
    """
    names = frozenset(versions)
    keys = frozenset(found for name in names if (found := key(ecosystem, name)) is not None)
    return Affected(ecosystem, package, tuple(_ranges(ecosystem, events)), names, keys)


def _ranges(ecosystem: str, events: Sequence[str]) -> Iterable[_Range]:
    kind = "ECOSYSTEM"
    for is_kind, group in groupby(events, key=lambda event: " " not in event):
        if is_kind:
            kind = list(group)[-1]
        else:
            yield _range(ecosystem, kind, list(group))


def _range(ecosystem: str, kind: str, events: list[str]) -> _Range:
    steps: list[tuple[Key | None, str]] = []
    limits: list[Key] = []
    whole, endless = True, False
    for told in events:
        event, _, version = told.partition(" ")
        zero = event == "introduced" and version == "0"
        endless = endless or (event == "limit" and version == "*")
        at = None if zero else key(ecosystem, version)
        whole = whole and (at is not None or zero or (event, version) == ("limit", "*"))
        if event == "limit" and at is not None:
            limits.append(at)
        elif event != "limit":
            steps.append((at, event))
    if whole:
        zeros = [step for step in steps if step[0] is None]
        steps = zeros + sorted((step for step in steps if step[0] is not None), key=_step_key)
    return _Range(kind, tuple(steps), () if endless else tuple(limits), whole)


def _step_key(step: tuple[Key | None, str]) -> Key:
    if step[0] is None:
        raise ValueError("a step at 0 has no key")
    return step[0]


def _below(one: Key, other: Key) -> bool:
    """Whether ``one`` comes before ``other``; both are keys of one ecosystem."""
    if isinstance(one, Version):
        return isinstance(other, Version) and one < other
    return not isinstance(other, Version) and one < other


def _any(standings: Iterable[Standing]) -> Standing:
    """Affected when any is; else unknown when any is; else not affected."""
    seen = set(standings)
    return next((one for one in (Standing.AFFECTED, Standing.UNKNOWN) if one in seen), Standing.NOT_AFFECTED)
