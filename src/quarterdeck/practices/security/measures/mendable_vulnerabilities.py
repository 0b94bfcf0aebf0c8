"""How many of the known vulnerabilities an update mends.

Says: Of the known vulnerabilities in the packages used, how many have a newer version of the package that no matching advisory covers.

Matters because: Where a fix is published the work is an update and a release; where none is, somebody has to replace the package or shield it.

Counted how: For each vulnerability of each package, the smallest version above the one used that the advisories give as mended.

Leaves out: Whether the rest of the code works with the newer version, and whether the newer version has vulnerabilities of its own.

Source: Open Source Vulnerabilities (OSV), `fixed` events, https://ossf.github.io/osv-schema/#affectedrangesevents-fields.
"""

from __future__ import annotations

from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.reference import Advisory
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.security.measures.known_vulnerabilities import AFFECTED

MENDABLE_VULNERABILITIES = Measure(
    name="mendable_vulnerabilities",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="vulnerabilities",
    subject="repository",
    needs=(Advisory,),
    also_reads=(Dependency,),
    rows=f"SELECT repository AS subject, vulnerability AS key, coalesce(fixed, '') AS part, fixed IS NOT NULL AS contribution FROM ({AFFECTED})",  # noqa: S608  # put together from constants of this practice
    fold=Fold("the number of different vulnerabilities with a mended version", "count(DISTINCT key) FILTER (contribution > 0)"),
    key_is="vulnerability",
    part_is="package",
    absent=NotAssessed("no known vulnerability was found", "Run `quarterdeck data update` for newer advisories"),
)
