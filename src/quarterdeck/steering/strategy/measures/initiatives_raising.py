"""How many initiatives bring a capability on.

Says: The initiatives that are planned, running or paused and name the capability, or one that it is a part of, as what they bring on.

Matters because: A gap closes by work, not by being known.

Counted how: One row for each such initiative, with its status as the part, counted 1; a row of the capability's own that counts 0 where there is none.

Leaves out: Ideas, and initiatives that do not say what they bring on.

Source: The records of initiatives (`raises`, `status`) and capabilities (`part_of`).
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.records.kinds.capability import Capability
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.tables import table_of
from quarterdeck.steering.strategy.measures.capability_gap import NO_CAPABILITY

INITIATIVES_RAISING = Measure(
    name="initiatives_raising",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="initiatives",
    subject="capability",
    needs=(table_of(Initiative), table_of(Capability)),
    rows="""
        WITH RECURSIVE above AS (
            SELECT record AS capability, record AS whole FROM capability_records
            UNION SELECT a.capability, c.part_of FROM above a JOIN capability_records c ON c.record = a.whole WHERE c.part_of IS NOT NULL
        ), raised AS (SELECT record, status, unnest(raises) AS whole FROM initiative_records WHERE status IN ('planned', 'running', 'paused')),
        found AS (SELECT DISTINCT a.capability, r.record, r.status FROM above a JOIN raised r USING (whole))
        SELECT capability AS subject, record AS key, status AS part, 1 AS contribution FROM found
        UNION ALL SELECT record, record, 'none', 0 FROM capability_records WHERE record NOT IN (SELECT capability FROM found)
    """,
    fold=TOTAL,
    key_is="initiative",
    part_is="status",
    absent=NO_CAPABILITY,
)
