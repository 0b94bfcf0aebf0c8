"""Whether a team answers for a critical system.

Says: For each system that is critical and in use, 1 where a team is on record as its owner, else 0.

Matters because: What belongs to nobody is repaired by nobody: at night the question whose it is takes longer than the repair.

Counted how: The system's `owner`, else that of what it is a part of. One that is not critical or not in use has a row that says so.

Leaves out: Whether the team can answer for it: knowledge and on-call tell.

Source: The records of systems (`owner`, `part_of`, `criticality`, `lifecycle`).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.practices.reliability.critical import CRITICAL, UNTOLD, WITHIN
from quarterdeck.records.kinds.system import System
from quarterdeck.records.tables import table_of

OWNER_ON_RECORD = Measure(
    name="owner_on_record",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="owners",
    subject="system",
    needs=(table_of(System),),
    rows=f"""
        WITH owners AS (
            SELECT w.system, min(s.owner) AS owner FROM ({WITHIN}) w JOIN system_records s ON s.record = w.whole WHERE s.owner IS NOT NULL GROUP BY ALL
        )
        SELECT t.record AS subject, t.record AS key, CASE WHEN t.state = 'critical' THEN coalesce(t.owner, o.owner, 'nobody') ELSE t.state END AS part,
            (t.state = 'critical' AND o.owner IS NOT NULL)::INTEGER AS contribution
        FROM ({CRITICAL}) t LEFT JOIN owners o ON o.system = t.record WHERE t.state IS NOT NULL
    """,  # noqa: S608  # put together from constants
    fold=TOTAL,
    key_is="system",
    part_is="team",
    absent=none_on_record("system", "name", "criticality", "owner"),
    gaps=UNTOLD,
)
