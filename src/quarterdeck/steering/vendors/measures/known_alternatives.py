"""How many others that could deliver the same are written down for a vendor.

Says: The alternatives that somebody wrote down.

Matters because: Whoever knows none bargains with empty hands, and begins to search on the worst day.

Counted how: One row for each entry under `alternatives`; one that counts nothing where none is written.

Leaves out: Whether an alternative is any good, and how long a move would take: `exit_cost` of the contract says a part of it.

Source: The vendor's own record (`alternatives`).
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.records.kinds.vendor import Vendor
from quarterdeck.records.tables import table_of
from quarterdeck.steering.vendors.measures.critical_systems_hanging import NO_VENDOR

KNOWN_ALTERNATIVES = Measure(
    name="known_alternatives",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="alternatives",
    subject="vendor",
    needs=(table_of(Vendor),),
    rows="""
        SELECT record AS subject, record AS key, unnest(alternatives) AS part, 1 AS contribution FROM vendor_records
        UNION ALL
        SELECT record, record, 'none is written', 0 FROM vendor_records WHERE len(alternatives) = 0
    """,
    fold=TOTAL,
    key_is="vendor",
    part_is="reason",
    absent=NO_VENDOR,
)
