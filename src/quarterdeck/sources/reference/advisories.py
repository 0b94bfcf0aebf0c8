"""Security advisories in the OSV format (https://ossf.github.io/osv-schema): one archive of JSON files per ecosystem, to rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from quarterdeck.evidence.reference import Advisory
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.sources.reference.cvss import worst
from quarterdeck.sources.reference.unpack import LARGEST_ENTRY, Json, UnsafeError, entries, parsed

Object: TypeAlias = Mapping[str, Json]

MOST_PROBLEMS = 50
"""Unreadable advisories told one by one; the rest is counted."""
LONGEST_SUMMARY = 200

_EVENTS = ("introduced", "fixed", "last_affected", "limit")
_RANGES = ("ECOSYSTEM", "SEMVER")
_CUSTOM = "CUSTOM"
_SEPARATORS = re.compile(r"[-_.]+")
_YEAR = re.compile(r"-(20\d\d)-")
_PSEUDO_VERSION = re.compile(r"[-.](20\d{2})(\d{2})(\d{2})\d{6}-[0-9a-f]{12}$")


class MalformedError(ValueError):
    """An advisory that does not follow the schema: the message says where it departs."""


@dataclass(slots=True)
class Advisories:
    """What one archive held: rows, the newest date in it, how many advisories, and faults."""

    rows: list[Advisory] = field(default_factory=list)
    newest: date | None = None
    read: int = 0
    unreadable: int = 0
    problems: list[Problem] = field(default_factory=list)


def from_archive(name: str, data: bytes) -> Advisories:
    """The advisories of one OSV archive; ``name`` is the set's, for instance ``advisories/PyPI``, and stands in problems.

    An unreadable advisory becomes a problem and the others go on. Raises ``UnsafeError`` when the archive itself must be refused.
    """
    found = Advisories()
    for path, contents in entries(data):
        try:
            advisory = _object(parsed(contents, LARGEST_ENTRY), "the file")
            found.rows.extend(rows(advisory))
            entry_date = newest_date(advisory)
        except (UnsafeError, MalformedError) as fault:
            found.unreadable += 1
            if found.unreadable <= MOST_PROBLEMS:
                mend = "The advisory is left out; update the reference data again, or report it to its publisher"
                found.problems.append(Problem(Place(name, path), f"the advisory cannot be read: {fault}", mend))
            continue
        found.read += 1
        if entry_date and (found.newest is None or entry_date > found.newest):
            found.newest = entry_date
    if found.unreadable > MOST_PROBLEMS:
        what = f"{found.unreadable - MOST_PROBLEMS} more advisories cannot be read"
        found.problems.append(Problem(Place(name), what, "Update the reference data again"))
    return found


def rows(advisory: Object) -> Iterator[Advisory]:
    """One row per package that the advisory says is affected. Raises ``MalformedError``."""
    advisory_id = _text(advisory.get("id"), "id")
    if not advisory_id:
        raise MalformedError("id is missing")
    aliases = _aliases(advisory, advisory_id)
    summary = _summary(advisory)
    published = day(advisory.get("published"))
    withdrawn = bool(advisory.get("withdrawn"))
    everywhere = _vectors(advisory)
    for affected in _objects(advisory.get("affected"), "affected"):
        package = _object(affected.get("package"), "affected.package")
        ecosystem, name = _text(package.get("ecosystem"), "ecosystem"), _text(package.get("name"), "package.name")
        if not ecosystem or not name:
            raise MalformedError("affected.package names no ecosystem or no package")
        extra = _object(affected.get("ecosystem_specific") or {}, "ecosystem_specific")
        events = _events(affected, extra)
        severity, cvss = worst([*_vectors(affected), *everywhere])
        yield Advisory(
            advisory=advisory_id,
            aliases=aliases,
            ecosystem=ecosystem,
            package=normalised(ecosystem, name),
            summary=summary,
            severity=severity,
            cvss=cvss,
            events=events,
            versions=_texts(affected.get("versions"), "versions"),
            fixed=tuple(dict.fromkeys(event[6:] for event in events if event.startswith("fixed "))),
            packages=_packages(extra),
            symbols=_symbols(extra),
            published=published,
            withdrawn=withdrawn,
        )


def normalised(ecosystem: str, name: str) -> str:
    """A package's name as its ecosystem compares it: PEP 503 for PyPI, as written elsewhere (npm and Go tell case apart)."""
    return _SEPARATORS.sub("-", name).lower() if ecosystem == "PyPI" else name


def newest_date(advisory: Object) -> date | None:
    """When the advisory last changed: `modified`, `published` or `withdrawn`, whichever is newest.

    Copies of the Go database leave those at the year 1. Then the youngest fix named as a pseudo-version (which carries the
    commit's date) in the year of the advisory's id tells, else the first day of that year: the data is at least that new.
    """
    told = [found for key in ("modified", "published", "withdrawn") if (found := day(advisory.get(key)))]
    if told:
        return max(told)
    year = _YEAR.search(str(advisory.get("id", "")))
    if year is None:
        return None
    candidates = [date(int(year.group(1)), 1, 1)]
    for affected in _objects(advisory.get("affected"), "affected"):
        for event in _events(affected, _object(affected.get("ecosystem_specific") or {}, "ecosystem_specific")):
            stamp = _PSEUDO_VERSION.search(event)
            made = day("-".join(stamp.groups())) if stamp and stamp.group(1) == year.group(1) else None
            if made:
                candidates.append(made)
    return max(candidates)


def day(value: Json) -> date | None:
    """The date that a published time begins with; None where there is none, where it is no date, or at the year 1 (a blank)."""
    if not isinstance(value, str):
        return None
    try:
        found = date.fromisoformat(value[:10])
    except ValueError:
        return None
    return found if found.year > 1 else None


def _aliases(advisory: Object, advisory_id: str) -> tuple[str, ...]:
    """Other ids of the vulnerability.

    Where none of them is a CVE, the CVEs that the advisory calls related count too: publishers do so for a vulnerable library
    packed into a package (libwebp in Pillow, CVE-2023-4863) or a flaw of a protocol, and exploitation is recorded under those.
    """
    aliases = _texts(advisory.get("aliases"), "aliases")
    if not any(alias.startswith("CVE-") for alias in aliases):
        aliases += tuple(one for one in _texts(advisory.get("related"), "related") if one.startswith("CVE-"))
    return tuple(alias for alias in dict.fromkeys(aliases) if alias != advisory_id)


def _events(affected: Object, extra: Object) -> tuple[str, ...]:
    """The ranges as the table keeps them. Git ranges name commits, not versions, and are left out.

    Go's `custom_ranges` follow under `CUSTOM`: versions that the source advisory named and the Go database could not map to
    module versions. The listed `SEMVER` range is then often a stand-in for "some version".
    """
    found: list[str] = []
    for one in _objects(affected.get("ranges"), "ranges"):
        kind = _text(one.get("type"), "ranges.type")
        if kind in _RANGES:
            found.append(kind)
            found.extend(_range_events(one))
    for one in _objects(extra.get("custom_ranges"), "custom_ranges"):
        found.append(_CUSTOM)
        found.extend(_range_events(one))
    return tuple(found)


def _range_events(one: Object) -> Iterator[str]:
    for event in _objects(one.get("events"), "events"):
        for key, version in event.items():
            if key in _EVENTS:
                told = _text(version, f"events.{key}")
                if not told:
                    raise MalformedError(f"an event says {key} without a version")
                yield f"{key} {told}"


def _vectors(holder: Object) -> list[str]:
    """CVSS vectors, version 3 before others, so that an unscored one is kept only when nothing better is there."""
    scores = [_text(one.get("score"), "severity.score") for one in _objects(holder.get("severity"), "severity")]
    return sorted((score for score in scores if score.startswith("CVSS:")), key=lambda score: not score.startswith("CVSS:3"))


def _packages(extra: Object) -> tuple[str, ...]:
    """The packages that are named, none where one of them has no name: then nobody can tell which are meant."""
    named = [_text(one.get("path"), "imports.path") for one in _objects(extra.get("imports"), "imports")]
    return tuple(dict.fromkeys(named)) if all(named) else ()


def _symbols(extra: Object) -> tuple[str, ...]:
    found: list[str] = []
    for one in _objects(extra.get("imports"), "imports"):
        path = _text(one.get("path"), "imports.path")
        found.extend(f"{path}.{symbol}" if path else symbol for symbol in _texts(one.get("symbols"), "symbols"))
    return tuple(found)


def _summary(advisory: Object) -> str:
    """The summary, else the first line of the details that is no heading, shortened at a word."""
    summary = _text(advisory.get("summary"), "summary").strip()
    if not summary:
        lines = (line.strip() for line in _text(advisory.get("details"), "details").splitlines())
        summary = next((line for line in lines if line and not line.startswith("#")), "")
    summary = " ".join(summary[: LONGEST_SUMMARY * 4].split())
    return summary if len(summary) <= LONGEST_SUMMARY else summary[: LONGEST_SUMMARY - 1].rsplit(" ", 1)[0] + "…"


def _object(value: Json, what: str) -> Object:
    if not isinstance(value, Mapping):
        raise MalformedError(f"{what} is no JSON object")
    return value


def _objects(value: Json, what: str) -> list[Object]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise MalformedError(f"{what} is no list")
    return [_object(one, f"an entry of {what}") for one in value]


def _texts(value: Json, what: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise MalformedError(f"{what} is no list")
    return tuple(_text(one, what) for one in value)


def _text(value: Json, what: str) -> str:
    """A string that can be stored: JSON may smuggle in half characters that no file can hold."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise MalformedError(f"{what} is no text")
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
