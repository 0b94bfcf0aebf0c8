"""How many repositories a vendor's people answer for.

Says: The number of assessed repositories behind the systems that teams of a vendor's people own.

Matters because: What a vendor delivers can be measured as what the company itself delivers is, where it is known which part is whose.

Counted how: A team is a vendor's where its record says so (`vendor: vendor/nord`). Each repository of a system that such a team owns counts once.

Leaves out: Contractors in the company's own teams: their work is in those teams' measures, for nobody is measured by himself here.

Source: Counting is arithmetic.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Repository
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.system import System
from quarterdeck.records.kinds.team import Team
from quarterdeck.records.kinds.vendor import Vendor
from quarterdeck.records.tables import table_of

VENDOR_REPOSITORIES = Measure(
    name="vendor_repositories",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="repositories",
    subject="vendor",
    needs=(table_of(Vendor), table_of(Team), table_of(System)),
    also_reads=(Repository,),
    rows="""
        SELECT v.record AS subject, coalesce(s.repository, 'none') AS key, '' AS part, (s.repository IS NOT NULL)::INTEGER AS contribution
        FROM vendor_records v LEFT JOIN scopes s ON s.kind = 'vendor' AND s.subject = v.record
    """,
    fold=TOTAL,
    key_is="repository",
    absent=NotAssessed("no vendor is on record", "Write one: `quarterdeck new vendor`"),
)
