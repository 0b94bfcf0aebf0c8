"""How many of the packages with a known vulnerability the project chose itself.

Says: Of the packages in use that a known vulnerability covers, how many a manifest of the project names, and in which files they stand.

Matters because: A package that the project chose is one line in a manifest. One that came with another is mended by making the lock file anew, or by
updating what brought it.

Counted how: Each package in an exact version that a known vulnerability covers, once for each file that fixes it; it contributes 1 where any file
says that the project chose it (`direct`).

Leaves out: Files that cannot tell who chose a package: it contributes 0 there.

Source: Relations as the manifests and lock files give them.
"""

from __future__ import annotations

from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.reference import Advisory
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.security.measures.mendable_vulnerabilities import MENDABLE_VULNERABILITIES

CHOSEN_PACKAGES = Measure(
    name="chosen_packages",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="packages",
    subject="repository",
    needs=(Advisory,),
    also_reads=(Dependency,),
    rows="""
        SELECT DISTINCT v.repository AS subject, v.name || ' ' || v.version AS key, v.path AS part, p.relation = 'direct' AS contribution
        FROM vulnerable_dependencies v JOIN package_checks p USING (repository, ecosystem, name, version) WHERE v.standing = 'affected'
    """,
    fold=Fold("the number of different packages that the project chose", "count(DISTINCT key) FILTER (contribution > 0)"),
    key_is="package",
    part_is="file",
    absent=MENDABLE_VULNERABILITIES.absent,
)
