"""How many systems in use stand on a contract's vendor.

Says: The systems that name the vendor, or run on its machines, and are not retired.

Matters because: A contract that serves only what was switched off is paid for nothing.

Counted how: One row for each system that names the contract's vendor under `vendors`, or whose `hosting` names it: 1 while it is in use, 0 once it is
retired, with its place in life as the part. A contract that counts seats and that no system names has one row of its own, `seats`: people use it,
not systems.

Leaves out: What uses the vendor without being a system on record. Which contract of a vendor with several a system needs.

Source: The records of systems (`vendors`, `hosting`, `lifecycle`) and of the contract (`vendor`, `seats`).
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.kinds.system import System
from quarterdeck.records.kinds.vendor import Vendor
from quarterdeck.records.tables import table_of
from quarterdeck.steering.vendors.measures.notice_days_left import NO_CONTRACT
from quarterdeck.steering.vendors.serving import SERVED

LIVING_SYSTEMS_SERVED = Measure(
    name="living_systems_served",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="systems",
    subject="contract",
    needs=(table_of(Contract), table_of(System)),
    also_reads=(table_of(Vendor),),
    rows=f"""
        WITH served AS ({SERVED})
        SELECT c.record AS subject, s.system AS key, s.lifecycle AS part, (s.lifecycle <> 'retired')::INTEGER AS contribution
        FROM contract_records c JOIN served s ON s.vendor = c.vendor
        UNION ALL
        SELECT record, record, 'seats', 0 FROM contract_records WHERE seats > 0 AND vendor NOT IN (SELECT vendor FROM served)
    """,  # noqa: S608  # put together from constants
    fold=TOTAL,
    key_is="system",
    part_is="place in life",
    absent=NO_CONTRACT,
    gaps=f"""
        SELECT c.record AS subject, 'no system names its vendor' AS why, 'Name ' || c.vendor || ' under `vendors` of the systems that need it' AS supply
        FROM contract_records c WHERE coalesce(c.seats, 0) = 0 AND c.vendor NOT IN (SELECT vendor FROM ({SERVED}))
    """,  # noqa: S608  # as above
)
