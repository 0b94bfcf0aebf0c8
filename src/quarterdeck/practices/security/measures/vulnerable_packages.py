"""How many packages in use have a known vulnerability.

Says: The number of packages, in the versions used, with at least one known vulnerability, and who chose them.

Matters because: This is how many updates it takes. A package that the project chose itself is one line in a manifest; one that came with another
is mended by making the lock file anew, or by updating what brought it.

Counted how: Each package in an exact version that a known vulnerability covers; its rows carry how many do, and whether the project chose it
(`direct`) or another package brought it (`transitive`).

Leaves out: What `known_vulnerabilities` leaves out.

Source: Open Source Vulnerabilities (OSV), https://ossf.github.io/osv-schema/.
"""

from __future__ import annotations

from quarterdeck.evidence.reference import Advisory
from quarterdeck.kernel.measure import COUNT, MEASURE_HEADINGS, Measure, Page
from quarterdeck.practices.security.measures.known_vulnerabilities import AFFECTED
from quarterdeck.practices.security.measures.mendable_vulnerabilities import MENDABLE_VULNERABILITIES

VULNERABLE_PACKAGES = Measure(
    name="vulnerable_packages",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="packages",
    subject="repository",
    needs=(Advisory,),
    rows=f"SELECT repository AS subject, package AS key, relation AS part, count(DISTINCT vulnerability) AS contribution FROM ({AFFECTED}) GROUP BY ALL",
    fold=COUNT,
    key_is="package",
    part_is="relation",
    absent=MENDABLE_VULNERABILITIES.absent,
)
