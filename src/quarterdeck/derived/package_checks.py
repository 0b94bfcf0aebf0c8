"""Which packages a repository uses, and whether published advisories could be asked about each.

A package counts in an exact version: locked, or pinned by its manifest. One that is only declared as a range stays open, unless a file in
the same folder, above it or below it fixes its version for the same purpose. Files among fixtures and examples are left out: nobody runs
what they name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from quarterdeck.kernel.table import declared

if TYPE_CHECKING:
    import duckdb

_MATERIAL = r"(^|/)(fixtures?|testdata|test[-_]data|__fixtures__|__snapshots__|cassettes|golden|examples?|samples?|demos?)/"
"""Folders whose manifests are material for tests or readers."""


@dataclass(frozen=True, slots=True)
class PackageCheck:
    """A package in one version that a repository uses, and what advisories say of it."""

    table: ClassVar[str] = "package_checks"
    repository: Annotated[str, "The repository."]
    ecosystem: Annotated[str, "The ecosystem, as OSV names it."]
    name: Annotated[str, "The package."]
    version: Annotated[str | None, "The exact version; empty where no file fixes one."]
    runs: Annotated[bool, "False where every file that names it says that it serves development alone."]
    leads: Annotated[bool, "True when it runs, or when no package of the repository does: then those for development are all there is to judge."]
    relation: Annotated[str, "`direct` where any file chooses it, else `transitive`, else `unknown`."]
    advisories_of: Annotated[date | None, "The date of the advisories on its ecosystem; empty where there are none at hand."]
    affected: Annotated[int, "Known vulnerabilities that cover this version."]
    doubtful: Annotated[int, "Known vulnerabilities whose versions cannot be compared with this one."]


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``package_checks`` from ``dependencies``, ``vulnerable_dependencies`` and ``reference_sets``."""
    connection.execute(declared(PackageCheck).ddl)
    connection.execute(
        f"""
        INSERT INTO package_checks
        WITH used AS MATERIALIZED (
            SELECT repository, ecosystem, name, version, relation, format, scope <> 'development' AS runs,
                regexp_extract(path, '^(.*)/[^/]*$', 1) || '/' AS folder
            FROM dependencies WHERE NOT regexp_matches(path, '{_MATERIAL}')
        ), still_open AS (
            FROM used u WHERE version IS NULL AND format <> 'constraints.txt' AND NOT EXISTS (
                FROM used e
                WHERE (e.repository, e.ecosystem, e.name) = (u.repository, u.ecosystem, u.name) AND e.version IS NOT NULL AND (e.runs OR NOT u.runs)
                    AND (e.folder = '/' OR u.folder = '/' OR starts_with(u.folder, e.folder) OR starts_with(e.folder, u.folder)))
        ), packages AS (
            SELECT repository, ecosystem, name, version, bool_or(runs) AS runs,
                CASE WHEN bool_or(relation = 'direct') THEN 'direct' WHEN bool_or(relation = 'transitive') THEN 'transitive' ELSE 'unknown' END AS relation
            FROM (FROM used WHERE version IS NOT NULL UNION ALL FROM still_open) GROUP BY repository, ecosystem, name, version
        ), matched AS (
            SELECT repository, ecosystem, name, version, count(DISTINCT vulnerability) FILTER (standing = 'affected') AS affected,
                count(DISTINCT vulnerability) FILTER (standing <> 'affected') AS doubtful
            FROM vulnerable_dependencies GROUP BY ALL
        )
        SELECT p.repository, p.ecosystem, p.name, p.version, p.runs, p.runs OR NOT bool_or(p.runs) OVER (PARTITION BY p.repository), p.relation,
            s.as_of, coalesce(m.affected, 0), coalesce(m.doubtful, 0)
        FROM packages p
        LEFT JOIN reference_sets s ON s.name = 'advisories/' || p.ecosystem
        LEFT JOIN matched m ON (m.repository, m.ecosystem, m.name, m.version) = (p.repository, p.ecosystem, p.name, p.version)
        ORDER BY ALL
        """
    )
