"""How many of the known vulnerabilities lie in packages that the repository's own code does not import.

Says: Of the known vulnerabilities, how many an advisory places in packages of a Go module that no Go file of the repository imports, tests aside,
although the module itself was chosen for it.

Matters because: A Go module is many packages, and advisories name those that are vulnerable. A fault in a package that the code does not
import can reach it only through other modules. Those that it imports come first.

Counted how: For each known vulnerability of a Go module that the repository requires directly, and whose every matching advisory names packages:
1 when no Go file outside tests imports one of them, by its import declarations at the head. Others contribute 0.

Leaves out: What other modules import: the code may still run the package through one of them. Modules that are only there for others
(`// indirect`), for what they are used is not known; modules that are replaced; whether the code calls what it imports. Advisories that name no package, which
most are, mean the whole module. Other ecosystems: their advisories name no packages.

Source: Go vulnerability database, `ecosystem_specific.imports`, https://go.dev/doc/security/vuln/database#schema; `govulncheck`, which looks at what is called,
https://pkg.go.dev/golang.org/x/vuln/cmd/govulncheck.
"""

from __future__ import annotations

from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.golang import ImportedPackage
from quarterdeck.evidence.reference import Advisory
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.practices.security.measures.exploited_vulnerabilities import EXPLOITED_VULNERABILITIES
from quarterdeck.practices.security.measures.known_vulnerabilities import AFFECTED, KNOWN_VULNERABILITIES

THEORETICAL_VULNERABILITIES = Measure(
    name="theoretical_vulnerabilities",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="vulnerabilities",
    subject="repository",
    needs=(Advisory, ImportedPackage),
    also_reads=(Dependency,),
    rows=f"""
        WITH replaced AS (SELECT DISTINCT repository, name || ' ' || version AS package FROM dependencies WHERE contains(requirement, ' => '))
        SELECT a.repository AS subject, a.package AS key, a.vulnerability AS part,
            a.ecosystem = 'Go' AND a.relation = 'direct' AND len(a.packages) > 0 AND a.repository IN (SELECT repository FROM imported_packages)
                AND r.package IS NULL AND NOT EXISTS (
                    FROM imported_packages i WHERE i.repository = a.repository AND NOT i.by_tests AND list_contains(a.packages, i.package)
                ) AS contribution
        FROM ({AFFECTED}) a LEFT JOIN replaced r ON r.repository = a.repository AND r.package = a.package
    """,  # noqa: S608  # put together from constants of this practice
    fold=KNOWN_VULNERABILITIES.fold,
    key_is="package",
    part_is="vulnerability",
    absent=EXPLOITED_VULNERABILITIES.absent,
)
