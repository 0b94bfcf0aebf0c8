"""How many components of a Wardley map the record knows.

Says: The components whose name is that of a system, a vendor or a technology on record.

Matters because: Only what is on record has an owner, a cost and a history that a map can be held against.

Counted how: One row for each component but anchors, with the record of its name as the part (`system/ledger`; empty where there is none), counted 1 where
there is one. Names meet without regard to capitals; the id of a record counts as its name.

Leaves out: Components that go by another name than their record.

Source: The company's Wardley maps (`maps/`), and the records of systems, vendors and technologies.
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.system import System
from quarterdeck.records.kinds.technology import Technology
from quarterdeck.records.kinds.vendor import Vendor
from quarterdeck.records.kinds.wardley_map import WardleyMap
from quarterdeck.records.tables import group_of, table_of

NAMED = """
    SELECT record, unnest([lower(trim(label)), split_part(record, '/', 2)]) AS name FROM system_records WHERE lifecycle IS DISTINCT FROM 'retired'
    UNION SELECT record, unnest([lower(trim(label)), split_part(record, '/', 2)]) FROM vendor_records
    UNION SELECT record, unnest([lower(trim(label)), split_part(record, '/', 2)]) FROM technology_records
"""
"""Records that a component may stand for, by what it would be called."""

MAPPED_ON_RECORD = Measure(
    name="mapped_on_record",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="components",
    subject="map",
    needs=(group_of(WardleyMap, "components"), table_of(System), table_of(Vendor), table_of(Technology)),
    rows=f"""
        WITH named AS ({NAMED})
        SELECT c.record AS subject, c.name AS key, coalesce(min(n.record), '') AS part, (min(n.record) IS NOT NULL)::INTEGER AS contribution
        FROM map_components c LEFT JOIN named n ON n.name = lower(trim(c.name)) WHERE c.kind <> 'anchor' GROUP BY c.record, c.name
    """,  # noqa: S608  # made of what stands above
    fold=TOTAL,
    key_is="component",
    part_is="system",
    absent=NotAssessed("nothing stands on it", "Write components in the map's text"),
)
