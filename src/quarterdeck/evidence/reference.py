"""Published reference data: advisories, exploited vulnerabilities, support cycles. Filled by `quarterdeck data update`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar


@dataclass(frozen=True, slots=True)
class Advisory:
    """A package that a published security advisory says is affected, with the range of versions (OSV schema)."""

    table: ClassVar[str] = "advisories"
    advisory: Annotated[str, "The advisory's id, for instance `PYSEC-2021-76` or `GO-2022-0969`."]
    aliases: Annotated[tuple[str, ...], "Other ids of the same vulnerability: CVE, GHSA."]
    ecosystem: Annotated[str, "The ecosystem, as OSV names it."]
    package: Annotated[str, "The package's name, normalised as its ecosystem does."]
    summary: Annotated[str, "One line on what is wrong; empty where the advisory gives none."]
    severity: Annotated[str | None, "`critical`, `high`, `medium` or `low` after the CVSS v3 base score; empty when unknown, which most are."]
    cvss: Annotated[str | None, "The CVSS vector."]
    events: Annotated[
        tuple[str, ...],
        "Range events in order, each `introduced V`, `fixed V`, `last_affected V` or `limit V`; ranges begin with `ECOSYSTEM`, `SEMVER` or, for Go's own finer ranges, `CUSTOM`.",
    ]
    versions: Annotated[tuple[str, ...], "Versions that the advisory lists by name."]
    fixed: Annotated[tuple[str, ...], "Versions that mend it."]
    packages: Annotated[tuple[str, ...], "Vulnerable packages of the module, where the advisory names them (Go)."]
    symbols: Annotated[tuple[str, ...], "Vulnerable functions, where the advisory names them (Go)."]
    published: Annotated[date | None, "When it was published."]
    withdrawn: Annotated[bool, "True when the advisory was taken back."]


@dataclass(frozen=True, slots=True)
class ExploitedVulnerability:
    """A vulnerability known to be exploited (CISA's KEV catalogue)."""

    table: ClassVar[str] = "exploited_vulnerabilities"
    cve: Annotated[str, "The CVE id."]
    added_on: Annotated[date, "When it entered the catalogue."]
    ransomware: Annotated[bool, "True when ransomware campaigns are known to use it."]


@dataclass(frozen=True, slots=True)
class SupportCycle:
    """A release cycle of a product and until when it is supported (endoflife.date's format)."""

    table: ClassVar[str] = "support_cycles"
    product: Annotated[str, "endoflife.date's product identifier."]
    cycle: Annotated[str, "The release cycle, for instance `3.8` or `18`."]
    released_on: Annotated[date | None, "When its first version came out."]
    support_ends: Annotated[date | None, "End of active support, when published."]
    ends: Annotated[date | None, "End of life: no more security fixes. Empty when no date is published."]
    ended: Annotated[bool | None, "True or false where the publisher says only that it has or has not ended; empty where a date tells."]
    extended_ends: Annotated[date | None, "When extended support ends, when published: Debian's LTS is free, most others are paid."]
    latest: Annotated[str | None, "Newest release of the cycle."]


@dataclass(frozen=True, slots=True)
class ReferenceSet:
    """A body of reference data as it was published: what it covers, and its date."""

    table: ClassVar[str] = "reference_sets"
    name: Annotated[str, "`advisories/PyPI`, `exploited`, `support-cycles`, …"]
    as_of: Annotated[date, "The date of the data: the newest change in it."]
    rows: Annotated[int, "How many entries it holds."]
    origin: Annotated[str, "Who publishes it, and under which licence."]
