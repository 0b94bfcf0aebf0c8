"""Which package imports which.

Says: How many imports lead from one package of the repository to another one.

Matters because: The imports between packages are the architecture as it is, whatever the drawings say. Packages that many lean on have to be
stable; those that lean on many are the first to break.

Counted how: One row for each pair of folders of which one's production files import the other's, with the number of imports. A repository whose packages
import nothing of each other has one row that adds nothing. The value is the sum of the imports.

Leaves out: Tests, generated and vendored code; imports within one folder, and from outside; what is loaded by name at run time or found by a framework.

Source: A count. Coupling between packages as Martin: OO Design Quality Metrics, 1994, tells it; the table `packages` holds his instability.
"""

from __future__ import annotations

from quarterdeck.derived.reading import NO_PARSED_CODE, PARSED, UNREAD
from quarterdeck.evidence.code import TrackedFile
from quarterdeck.evidence.structure import Import, ParsedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page

PACKAGE_DEPENDENCIES = Measure(
    name="package_dependencies",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="imports",
    subject="repository",
    needs=(TrackedFile, ParsedFile, Import),
    rows=f"""
        SELECT repository AS subject, package AS key, to_package AS part, imports AS contribution FROM couplings
        UNION ALL
        SELECT DISTINCT repository, '', '', 0 FROM ({PARSED}) WHERE repository NOT IN (SELECT repository FROM couplings)
    """,  # noqa: S608  # a constant
    fold=TOTAL,
    key_is="path",
    part_is="path",
    absent=NO_PARSED_CODE,
    gaps=UNREAD,
)
