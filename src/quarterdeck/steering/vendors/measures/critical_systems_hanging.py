"""How many critical systems stand still without a vendor.

Says: The systems in use, marked critical, that cannot run without this vendor.

Matters because: What happens to the vendor happens to them: an outage, a new price, a bankruptcy.

Counted how: A system stands on a vendor that it names under `vendors` or runs on (`hosting`), `by itself`; and on those of the systems that it depends
on or consists of, `through another`. One row a system, counted 1 where its criticality is critical. A vendor that no system stands on has one row
of its own, which counts nothing.

Leaves out: Retired systems; what systems use that is nobody's system or vendor on record.

Source: The records of systems (`vendors`, `hosting`, `depends_on`, `part_of`, `criticality`, `lifecycle`).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.records.kinds.system import System
from quarterdeck.records.kinds.vendor import Vendor
from quarterdeck.records.tables import table_of
from quarterdeck.steering.vendors.serving import HANGING, SERVED

NO_VENDOR = none_on_record("vendor", "name")

CRITICAL_SYSTEMS_HANGING = Measure(
    name="critical_systems_hanging",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="systems",
    subject="vendor",
    needs=(table_of(System), table_of(Vendor)),
    rows=f"""
        WITH told AS ({HANGING})
        SELECT vendor AS subject, system AS key, how AS part, (coalesce(criticality, '') = 'critical')::INTEGER AS contribution FROM told
        UNION ALL
        SELECT record, record, 'no system', 0 FROM vendor_records WHERE record NOT IN (SELECT vendor FROM told)
    """,  # noqa: S608  # put together from constants
    fold=TOTAL,
    key_is="system",
    part_is="how it stands on the vendor",
    absent=NO_VENDOR,
    gaps=f"""
        SELECT record AS subject, 'no system says which vendors it stands on' AS why, 'Name them under `vendors` in the records of systems' AS supply
        FROM vendor_records WHERE NOT EXISTS (FROM ({SERVED}))
        UNION ALL
        SELECT record, 'no system says how critical it is', 'Write `criticality` in the records of systems'
        FROM vendor_records WHERE NOT EXISTS (FROM system_records WHERE criticality IS NOT NULL)
    """,  # noqa: S608  # as above
)
