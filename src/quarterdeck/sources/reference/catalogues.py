"""The two short catalogues: vulnerabilities known to be exploited (CISA), and support cycles (endoflife.date)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from quarterdeck.evidence.reference import ExploitedVulnerability, SupportCycle
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.sources.reference.advisories import Object, day
from quarterdeck.sources.reference.unpack import Json, UnsafeError, parsed


@dataclass(slots=True)
class Exploited:
    """What the catalogue of exploited vulnerabilities held: rows, the date of its release, and faults."""

    rows: list[ExploitedVulnerability] = field(default_factory=list)
    newest: date | None = None
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Cycles:
    """What a catalogue of support cycles held: rows, the newest date on which something happened, and faults."""

    rows: list[SupportCycle] = field(default_factory=list)
    newest: date | None = None
    problems: list[Problem] = field(default_factory=list)


def exploited(name: str, data: bytes) -> Exploited:
    """The rows of CISA's `known_exploited_vulnerabilities.json`. Raises ``UnsafeError`` when it is not that document."""
    document = parsed(data)
    if not isinstance(document, Mapping) or not isinstance(document.get("vulnerabilities"), list):
        raise UnsafeError("it has no list of vulnerabilities")
    found = Exploited(newest=day(document.get("dateReleased")))
    for number, entry in enumerate(_list(document["vulnerabilities"]), 1):
        cve, added = (entry.get("cveID"), day(entry.get("dateAdded"))) if isinstance(entry, Mapping) else (None, None)
        if not isinstance(entry, Mapping) or not isinstance(cve, str) or not cve.startswith("CVE-") or added is None:
            found.problems.append(_left_out(name, f"vulnerabilities[{number}]", "an entry has no CVE id or no date"))
            continue
        found.rows.append(ExploitedVulnerability(cve, added, entry.get("knownRansomwareCampaignUse") == "Known"))
    if found.newest is None:
        found.newest = max((row.added_on for row in found.rows), default=None)
    return found


def cycles(name: str, data: bytes) -> Cycles:
    """The rows of endoflife.date's products, in either published form. Raises ``UnsafeError`` for another document.

    One is product → front matter (the site's sources); the other is the answer of API v1 `products/full`. The second is
    written from its documentation and is unverified against a live answer.
    """
    document = parsed(data)
    if not isinstance(document, Mapping):
        raise UnsafeError("it is no JSON object")
    found = Cycles()
    products = document.get("result")
    if isinstance(products, list):
        named = [(str(product.get("name", "")), product) for product in products if isinstance(product, Mapping)]
        found.newest = day(document.get("generated_at"))
    else:
        named = [(product, matter) for product, matter in document.items() if isinstance(matter, Mapping)]
    if not named or not any(isinstance(matter.get("releases"), list) for _, matter in named):
        raise UnsafeError("it names no product with releases")
    happened = [when for product, matter in named for when in _product(found, name, product, matter)]
    if found.newest is None:
        found.newest = max(happened, default=None)
    return found


def _product(found: Cycles, name: str, product: str, matter: Object) -> list[date]:
    """Add the product's cycles to ``found``; give back when releases came out."""
    happened: list[date] = []
    for number, release in enumerate(_list(matter.get("releases")), 1):
        row = _cycle(product, release) if isinstance(release, Mapping) and product else None
        if row is None or not isinstance(release, Mapping):
            found.problems.append(_left_out(name, f"{product}.releases[{number}]", "a release names no cycle"))
            continue
        found.rows.append(row)
        latest = release.get("latest")
        dates = (release.get("latestReleaseDate"), latest.get("date") if isinstance(latest, Mapping) else None)
        happened.extend(when for value in dates if (when := day(value)))
    return happened


def _cycle(product: str, release: Object) -> SupportCycle | None:
    cycle = release.get("releaseCycle", release.get("name"))
    if not isinstance(cycle, str) or not cycle:
        return None
    eol = release.get("eol", release.get("eolFrom"))
    ends = day(eol)
    ended = eol if isinstance(eol, bool) else release.get("isEol")
    latest = release.get("latest")
    newest = latest.get("name") if isinstance(latest, Mapping) else latest
    return SupportCycle(
        product=product,
        cycle=cycle,
        released_on=day(release.get("releaseDate")),
        support_ends=day(release.get("eoas", release.get("eoasFrom"))),
        ends=ends,
        ended=ended if ends is None and isinstance(ended, bool) else None,
        extended_ends=day(release.get("eoes", release.get("eoesFrom"))),
        latest=newest if isinstance(newest, str) and newest else None,
    )


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _left_out(name: str, where: str, what: str) -> Problem:
    return Problem(Place(name, where), what, "It is left out; update the reference data again, or report it to its publisher")
