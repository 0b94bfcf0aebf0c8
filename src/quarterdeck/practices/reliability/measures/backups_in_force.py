"""How many working controls copy the data of a critical system away.

Says: For each system that is critical, in use and keeps data, the number of working controls that back it up.

Matters because: A disk breaks, a person deletes the wrong table, an intruder encrypts everything: then the copy that lies elsewhere is the
company.

Counted how: A control backs a system up when its status is `working`, its name or what it does speaks of backups, snapshots, copies or
dumps (or it meets ISO 27001:2022 A.8.13), and it names the system or one that the system is a part of, or names none and so works
everywhere. A critical system without such a control has one row that counts 0; one that is not critical or not in use has one row that says
so.

Leaves out: Whether the copies can be read: `restores_practised` tells. Copies that are made and that no control of the record tells. A
critical system of which nobody wrote what data it keeps is not assessed.

Source: The records of systems (`criticality`, `lifecycle`, `data_stores`) and controls (`does`, `meets`, `systems`, `status`).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.practices.reliability.critical import BACKUPS, CRITICAL, UNTOLD, covering
from quarterdeck.records.kinds.control import Control
from quarterdeck.records.kinds.system import System
from quarterdeck.records.tables import group_of, table_of

BACKUPS_IN_FORCE = Measure(
    name="backups_in_force",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="controls",
    subject="system",
    needs=(table_of(System), table_of(Control), group_of(System, "data_stores")),
    rows=f"""
        WITH told AS ({CRITICAL}), covered AS ({covering(BACKUPS)}), keeping AS (SELECT DISTINCT record FROM system_data_stores)
        SELECT t.record AS subject, coalesce(c.control, t.record) AS key,
            CASE WHEN t.state <> 'critical' THEN t.state WHEN c.control IS NOT NULL THEN 'backed up' WHEN k.record IS NULL THEN 'keeps no data of its own'
                ELSE 'no backup' END AS part,
            (t.state = 'critical' AND c.control IS NOT NULL)::INTEGER AS contribution
        FROM told t LEFT JOIN covered c ON c.system = t.record AND t.state = 'critical' LEFT JOIN keeping k ON k.record = t.record
        WHERE t.state IS NOT NULL
    """,  # noqa: S608  # put together from constants
    fold=TOTAL,
    key_is="control",
    part_is="state",
    absent=none_on_record("system", "name", "criticality", "data_stores"),
    gaps=f"""
        {UNTOLD}
        UNION ALL
        SELECT record, 'nobody wrote what data it keeps', 'Write `data_stores` in ' || path FROM ({CRITICAL})
        WHERE state = 'critical' AND part_of IS NULL AND record NOT IN (SELECT record FROM system_data_stores)
            AND record NOT IN (SELECT system FROM ({covering(BACKUPS)}))
        UNION ALL
        SELECT record, 'no control of the record tells of backups', 'Write one in `controls/` that says which systems are backed up' FROM ({CRITICAL})
        WHERE state = 'critical' AND NOT EXISTS (FROM ({BACKUPS}))
    """,  # noqa: S608  # as above
)
