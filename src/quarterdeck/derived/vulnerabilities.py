"""Which dependencies are known to be vulnerable: exact versions joined with advisories, once per vulnerability.

Source of method: OSV's evaluation (``derived/versions.py``). Advisories on one package that share an id or an alias are one
vulnerability, so that what PyPA, GitHub and CVE each describe counts once. Withdrawn advisories never match. Only exact versions
match: a range (``>=1.2``) names what is allowed, not what runs. An ecosystem without advisories at hand gives no rows: whether
that means *none* or *not assessed* is told by the table of reference sets, not here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from functools import cmp_to_key
from typing import Annotated, ClassVar, TypeAlias

from quarterdeck.derived.versions import Affected, Key, Standing, affected, go_release, key
from quarterdeck.evidence.reference import Advisory
from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.table import Columns

Package: TypeAlias = tuple[str, str]
"""Ecosystem and normalised name."""

Exploited: TypeAlias = Mapping[str, tuple[date, bool]]
"""CVE → since when it is known to be exploited, and whether ransomware uses it."""

_HERE = ("repository", "path", "line", "kind", "relation", "scope")
"""What differs between two uses of one version of a package."""
_YEAR = re.compile(r"-(20\d\d)-")


@dataclass(frozen=True, slots=True)
class VulnerableDependency:
    """A dependency whose exact version a published advisory covers, or may cover."""

    table: ClassVar[str] = "vulnerable_dependencies"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The manifest or lock file."]
    line: Annotated[int, "The line that names the package; 0 where the format gives none."]
    kind: Annotated[str, "`declared` or `locked`."]
    ecosystem: Annotated[str, "The ecosystem, as OSV names it."]
    name: Annotated[str, "The package."]
    version: Annotated[str, "The version that is used."]
    relation: Annotated[str, "`direct`, `transitive` or `unknown`."]
    scope: Annotated[str, "`runtime`, `development` or `unknown`."]
    vulnerability: Annotated[str, "One id for the vulnerability, whoever describes it: its first CVE, else GHSA, else advisory."]
    advisories: Annotated[tuple[str, ...], "The advisories that match."]
    aliases: Annotated[tuple[str, ...], "Every other id of the same vulnerability."]
    standing: Annotated[str, "`affected`; or `unknown` where the version cannot be compared with the advisory's."]
    summary: Annotated[str, "One line on what is wrong."]
    severity: Annotated[str | None, "The highest severity that a matching advisory gives; empty when none does."]
    cvss: Annotated[str | None, "The CVSS vector of that severity."]
    fixed: Annotated[str | None, "The smallest version above that no matching advisory covers; empty when none is published."]
    exploited_since: Annotated[date | None, "When it entered CISA's catalogue of exploited vulnerabilities; empty when not there."]
    ransomware: Annotated[bool, "True when ransomware campaigns are known to use it."]
    packages: Annotated[tuple[str, ...], "Vulnerable packages of the module (Go); empty where a matching advisory names none, for then it means all."]
    symbols: Annotated[tuple[str, ...], "Vulnerable functions, where an advisory names them (Go)."]
    published: Annotated[date | None, "When the first matching advisory was published."]


@dataclass(frozen=True, slots=True)
class _Known:
    """An advisory's row, ready to be asked."""

    row: Advisory
    covers: Affected


def vulnerable(dependencies: Columns, advisories: Columns, exploited: Columns, as_of: date) -> Columns:
    """Every dependency with an exact version, with every vulnerability that covers it, or may, as known on ``as_of``.

    Takes the tables `dependencies`, `advisories` and `exploited_vulnerabilities`; gives `vulnerable_dependencies` in the order of
    the dependencies, each dependency's by id. Each (package, version) is judged once, however many repositories use it.
    """
    used = dependencies.values
    packages = list(zip(used["ecosystem"], used["name"], strict=True))
    wanted = {package for package, version in zip(packages, used["version"], strict=True) if version}
    known = _known(advisories, wanted, as_of)
    since = _exploited(exploited, as_of)
    judged: dict[tuple[Package, str], list[VulnerableDependency]] = {}
    rows: list[VulnerableDependency] = []
    for index, package in enumerate(packages):
        version = used["version"][index]
        if not version or package not in known:
            continue
        if (package, version) not in judged:
            judged[package, version] = _judge(known[package], version, since)
        here = {name: used[name][index] for name in _HERE}
        rows.extend(replace(one, **here) for one in judged[package, version])
    return Columns.of(VulnerableDependency, rows)


def _known(advisories: Columns, wanted: set[Package], as_of: date) -> Mapping[Package, list[list[_Known]]]:
    """For each wanted package the advisories on it, those of one vulnerability together."""
    values = advisories.values
    found: dict[Package, list[_Known]] = defaultdict(list)
    keys = zip(values["ecosystem"], values["package"], strict=True)
    for index, package in enumerate(keys):
        if package not in wanted or values["withdrawn"][index]:
            continue
        row = Advisory(**{name: column[index] for name, column in values.items()})
        if _was_known(row, as_of):
            found[package].append(_Known(row, affected(*package, row.events, row.versions)))
    return {package: _grouped(rows) for package, rows in found.items()}


def _was_known(row: Advisory, as_of: date) -> bool:
    """Whether the advisory was out on that day: by its date, else by the year in its id."""
    if row.published is not None:
        return row.published <= as_of
    year = _YEAR.search(row.advisory)
    return year is None or int(year.group(1)) <= as_of.year


def _grouped(rows: Iterable[_Known]) -> list[list[_Known]]:
    """Advisories that share an id, directly or through others, together."""
    groups: list[tuple[set[str], list[_Known]]] = []
    for known in rows:
        ids, members = {known.row.advisory, *known.row.aliases}, [known]
        for group in [group for group in groups if group[0] & ids]:
            ids |= group[0]
            members = group[1] + members
            groups.remove(group)
        groups.append((ids, members))
    return [sorted(members, key=lambda one: one.row.advisory) for _, members in groups]


def _exploited(exploited: Columns, as_of: date) -> Exploited:
    values = exploited.values
    rows = zip(values["cve"], values["added_on"], values["ransomware"], strict=True)
    return {cve: (added, ransomware) for cve, added, ransomware in rows if added <= as_of}


def _judge(groups: Sequence[list[_Known]], version: str, since: Exploited) -> list[VulnerableDependency]:
    """The vulnerabilities that cover ``version`` or may, by id, as rows that do not say yet where it is used."""
    found = []
    for group in groups:
        standings = [(known, known.covers.standing(version)) for known in group]
        sure = [known for known, standing in standings if standing is Standing.AFFECTED]
        matching = sure or [known for known, standing in standings if standing is Standing.UNKNOWN]
        if matching:
            standing = Standing.AFFECTED if sure else Standing.UNKNOWN
            ids = {one for known in group for one in (known.row.advisory, *known.row.aliases)}
            found.append(_row(version, standing, ids, matching, since))
    return sorted(found, key=lambda one: one.vulnerability)


def _row(version: str, standing: Standing, ids: AbstractSet[str], matching: Sequence[_Known], since: Exploited) -> VulnerableDependency:
    rows = [known.row for known in matching]
    vulnerability = min(ids, key=_preference)
    worst = min(rows, key=lambda row: Severity(row.severity).rank if row.severity else len(Severity))
    listings = sorted(since[one] for one in ids if one in since)
    return VulnerableDependency(
        repository="",
        path="",
        line=0,
        kind="",
        ecosystem=rows[0].ecosystem,
        name=rows[0].package,
        version=version,
        relation="",
        scope="",
        vulnerability=vulnerability,
        advisories=tuple(sorted({row.advisory for row in rows})),
        aliases=tuple(sorted(ids - {vulnerability}, key=_preference)),
        standing=str(standing),
        summary=next((row.summary for row in rows if row.summary), ""),
        severity=worst.severity,
        cvss=worst.cvss,
        fixed=_fix(matching, version),
        exploited_since=listings[0][0] if listings else None,
        ransomware=any(ransomware for _, ransomware in listings),
        packages=tuple(dict.fromkeys(package for row in rows for package in row.packages)) if all(row.packages for row in rows) else (),
        symbols=tuple(dict.fromkeys(symbol for row in rows for symbol in row.symbols)),
        published=min((row.published for row in rows if row.published), default=None),
    )


def _preference(vulnerability_id: str) -> tuple[int, str]:
    order = ("CVE-", "GHSA-")
    return next((rank for rank, start in enumerate(order) if vulnerability_id.startswith(start)), len(order)), vulnerability_id


def _fix(matching: Sequence[_Known], version: str) -> str | None:
    """The smallest published fix above ``version`` that no matching advisory covers, judged as the versions themselves are.

    Where none is wholly clear, one that no matching advisory surely covers. None when the version cannot be ordered.
    """
    ecosystem = matching[0].row.ecosystem
    used = key(ecosystem, version) or key(ecosystem, go_release(version) or "")
    if used is None:
        return None
    candidates = {fix: at for known in matching for fix in known.row.fixed if (at := key(ecosystem, fix)) is not None}
    above = sorted((fix for fix, at in candidates.items() if _after(at, used)), key=lambda fix: _ordered(candidates[fix]))
    clear = {fix: {known.covers.standing(fix) for known in matching} for fix in above}
    wholly = (fix for fix in above if clear[fix] == {Standing.NOT_AFFECTED})
    partly = (fix for fix in above if Standing.AFFECTED not in clear[fix])
    return next(wholly, None) or next(partly, None)


def _after(one: Key, other: Key) -> bool:
    return _compared(one, other) > 0


def _compared(one: Key, other: Key) -> int:
    """Negative, zero or positive; both keys are of one ecosystem."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return (one > other) - (one < other)
    if isinstance(one, tuple) or isinstance(other, tuple):
        raise TypeError("versions of two ecosystems do not compare")
    return (one > other) - (one < other)


_ordered = cmp_to_key(_compared)
