"""How many known vulnerabilities are in the packages that a repository uses.

Says: The number of different vulnerabilities, published before the date of the assessment, that cover a package in the version used.

Matters because: Whoever attacks reads the same advisories. A known vulnerability is the cheapest way in, and usually one update closes it.

Counted how: Each package in an exact version (locked, or pinned by its manifest) is compared with the published advisories of its
ecosystem; what several publishers describe under a common id counts once. A package without one contributes 0 and is shown. Where none
is found while a package could not be checked, or a language's packages were not read, the number is not assessed: zero would be a guess.

Leaves out: Whether the code calls what is vulnerable; which of a Go module's packages an advisory means is
`theoretical_vulnerabilities`. Vulnerabilities that nobody published, packages that are only declared as a
range, packages of the operating system and of base images, copied code, and files among fixtures and examples. An advisory without a published date
(copies of the Go database have none) counts from the start of the year in its id: of that year's, some may be younger than the assessment.

Source: Open Source Vulnerabilities (OSV), schema and evaluation, https://ossf.github.io/osv-schema/#evaluation.
"""

from __future__ import annotations

from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.reference import Advisory, ReferenceSet
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.security.measures.unchecked_packages import CHECKED_PACKAGES, NO_VERSION, UNCHECKED_PACKAGES
from quarterdeck.practices.security.measures.unread_languages import UNREAD_LANGUAGES

AFFECTED = """
    SELECT v.repository, v.ecosystem, v.name || ' ' || v.version AS package, p.runs, p.relation, v.vulnerability, v.packages, any_value(v.severity) AS severity,
        any_value(v.name || ' ' || v.fixed) AS fixed, min(v.exploited_since) AS exploited_since
    FROM vulnerable_dependencies v JOIN package_checks p USING (repository, ecosystem, name, version)
    WHERE v.standing = 'affected' GROUP BY ALL
"""
"""Each vulnerability of each package in use, once."""

_UPDATE = "Run `quarterdeck data update`"
_LOCK = "Commit the lock file that the package manager writes, where this is what runs"
_BY_HAND = "Look at the packages of that language by hand: those of PyPI, npm and Go are read"

KNOWN_VULNERABILITIES = Measure(
    name="known_vulnerabilities",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="vulnerabilities",
    subject="repository",
    needs=(Advisory, ReferenceSet),  # not the dependencies: a faulty manifest silences what is unchecked, never what was found
    also_reads=(Dependency,),
    rows=f"""
        SELECT repository AS subject, package AS key, vulnerability AS part, 1 AS contribution FROM ({AFFECTED})
        UNION ALL
        SELECT repository, name || ' ' || version, '', 0 FROM package_checks WHERE version IS NOT NULL AND affected = 0
        UNION ALL
        SELECT repository, '', '', 0 FROM repositories WHERE repository NOT IN (SELECT repository FROM package_checks)
    """,  # noqa: S608  # put together from constants of this practice
    fold=Fold("the number of different vulnerabilities", "count(DISTINCT part) FILTER (contribution > 0)"),
    key_is="package",
    part_is="vulnerability",
    absent=NotAssessed("no file fixes the version of a package that it uses", _LOCK),
    gaps=f"""
        WITH doubts AS (
            SELECT repository, why || ' (' || count(*) || ' ' || ecosystem || if(count(*) = 1, ' package)', ' packages)') AS told,
                why <> '{NO_VERSION}' AS by_update
            FROM ({CHECKED_PACKAGES}) WHERE why <> '' GROUP BY repository, ecosystem, why
            UNION ALL
            SELECT subject, part, NULL FROM ({UNREAD_LANGUAGES.rows}) WHERE contribution > 0
        )
        SELECT repository AS subject, string_agg(told, '; ' ORDER BY told) AS why, concat_ws('; ', CASE WHEN bool_or(by_update) THEN '{_UPDATE}' END,
                CASE WHEN bool_or(NOT by_update) THEN '{_LOCK}' END, CASE WHEN bool_or(by_update IS NULL) THEN '{_BY_HAND}' END) AS supply
        FROM doubts WHERE repository NOT IN (SELECT repository FROM package_checks WHERE affected > 0) GROUP BY repository
    """,  # noqa: S608  # put together from constants of this practice
    criteria=(*UNCHECKED_PACKAGES.criteria, *UNREAD_LANGUAGES.criteria),
)
