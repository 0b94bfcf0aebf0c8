"""From the published files' bytes to the tables of reference data. Pure: what was collected comes in as an argument."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from quarterdeck.evidence.reference import Advisory, ExploitedVulnerability, ReferenceSet, SupportCycle
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.kernel.table import Columns
from quarterdeck.sources.reference import shipped
from quarterdeck.sources.reference.advisories import Advisories, from_archive
from quarterdeck.sources.reference.catalogues import Cycles, Exploited, cycles, exploited
from quarterdeck.sources.reference.unpack import UnsafeError

VERSION = "3"
"""Goes up when the same files would give other rows: part of every fingerprint, so that cached rows are made anew."""

EXPLOITED = "exploited"
CYCLES = "support-cycles"
SHIPPED = "support-cycles/shipped"
ADVISORIES = "advisories/"

ORIGINS: Mapping[str, str] = {
    "advisories/PyPI": "OSV; PyPA Advisory Database, CC BY 4.0, and GitHub Advisory Database, CC BY 4.0",
    "advisories/Go": "OSV; Go Vulnerability Database, CC BY 4.0, and GitHub Advisory Database, CC BY 4.0",
    "advisories/npm": "OSV; GitHub Advisory Database, CC BY 4.0, and OpenSSF Malicious Packages, Apache 2.0",
    EXPLOITED: "CISA, Known Exploited Vulnerabilities, CC0",
    CYCLES: "endoflife.date, MIT licence",
    SHIPPED: shipped.ORIGIN,
}

_AGAIN = "Run `quarterdeck data update` again"
_FEWEST_READABLE = 0.9
_Read = TypeVar("_Read")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Reference:
    """All reference data at hand, as tables, and the faults met in it."""

    advisories: Columns
    exploited: Columns
    cycles: Columns
    sets: Columns
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class OneSet:
    """The rows of one published set. ``summary`` is None where the set had to be refused; the problems say why."""

    summary: ReferenceSet | None
    advisories: tuple[Advisory, ...] = ()
    exploited: tuple[ExploitedVulnerability, ...] = ()
    cycles: tuple[SupportCycle, ...] = ()
    problems: tuple[Problem, ...] = ()


def extract(stored: Mapping[str, bytes]) -> Reference:
    """The tables in ``stored``: set name (``advisories/PyPI``, ``exploited``, ``support-cycles``, …) → bytes as published.

    The shipped support cycles stand in where the published ones are missing or refused. A refused set has no row in ``sets``:
    what needs it is not assessed.
    """
    read = [one_set(name, data) for name, data in stored.items() if name != SHIPPED]
    if SHIPPED in stored and not any(one.cycles for one in read):
        read.append(one_set(SHIPPED, stored[SHIPPED]))
    return Reference(
        Columns.of(Advisory, _all(one.advisories for one in read)),
        Columns.of(ExploitedVulnerability, _all(one.exploited for one in read)),
        Columns.of(SupportCycle, _all(one.cycles for one in read)),
        Columns.of(ReferenceSet, [one.summary for one in read if one.summary]),
        tuple(_all(one.problems for one in read)),
    )


def one_set(name: str, data: bytes) -> OneSet:
    """The rows of the set called ``name``, or the reason for refusing it: unreadable, empty, undated or mostly damaged."""
    if name.startswith(ADVISORIES):
        return _advisories(name, data)
    if name == EXPLOITED:
        return _exploited(name, data)
    if name == SHIPPED:
        rows, as_of = shipped.rows(data)
        return OneSet(ReferenceSet(CYCLES, as_of, len(rows), ORIGINS[SHIPPED]), cycles=rows)
    return _cycles(name, data)


def _advisories(name: str, data: bytes) -> OneSet:
    found = _opened(lambda: from_archive(name, data), name, Advisory.table)
    if isinstance(found, OneSet):
        return found
    return _unless_unfit(found, name, Advisory.table, found.read, found.unreadable)


def _exploited(name: str, data: bytes) -> OneSet:
    found = _opened(lambda: exploited(name, data), name, ExploitedVulnerability.table)
    if isinstance(found, OneSet):
        return found
    return _unless_unfit(found, name, ExploitedVulnerability.table, len(found.rows), len(found.problems))


def _cycles(name: str, data: bytes) -> OneSet:
    found = _opened(lambda: cycles(name, data), name, SupportCycle.table)
    if isinstance(found, OneSet):
        return found
    return _unless_unfit(found, name, SupportCycle.table, len(found.rows), len(found.problems))


def _opened(read: Callable[[], _Read], name: str, table: str) -> _Read | OneSet:
    try:
        return read()
    except UnsafeError as fault:
        return OneSet(None, problems=(Problem(Place(name), f"the published file was refused: {fault}", _AGAIN, (table,)),))


def _unless_unfit(found: Advisories | Exploited | Cycles, name: str, table: str, good: int, bad: int) -> OneSet:
    newest = found.newest
    if good < _FEWEST_READABLE * (good + bad) or good == 0 or newest is None:
        why = "it carries no date" if good and newest is None else f"only {good} of its {good + bad} entries can be read"
        refused = Problem(Place(name), f"the published file was refused: {why}", _AGAIN, (table,))
        return OneSet(None, problems=(*found.problems, refused))
    summary = ReferenceSet(name, newest, good, ORIGINS.get(name, "unknown"))
    problems = tuple(found.problems)
    if isinstance(found, Advisories):
        return OneSet(summary, advisories=tuple(found.rows), problems=problems)
    if isinstance(found, Exploited):
        return OneSet(summary, exploited=tuple(found.rows), problems=problems)
    return OneSet(summary, cycles=tuple(found.rows), problems=problems)


def _all(groups: Iterable[Iterable[_T]]) -> list[_T]:
    return [one for group in groups for one in group]
