"""Whether a critical system's recovery objective was tested.

Says: For each system that is critical and in use: 1 when its recovery time objective is on record and was tested within a year, else 0.

Matters because: How long a company stands still after a fire or an intruder is decided before: by an objective that somebody signed, and a
test that showed what is true.

Counted how: One row for each system, with the day of the last test (`recovery_tested`), `never`, or `no objective` where the record gives no
`rto`; the objective of what it is a part of counts where it has none of its own.

Leaves out: What the test showed, and the point to which data came back: `restores_practised` asks for that. Systems that are not critical.

Source: The records of systems. The terms are those of business continuity (ISO 22301; not opened). Once a year is our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Criterion, Measure, Page
from quarterdeck.practices.reliability.critical import CRITICAL, UNTOLD, WITHIN
from quarterdeck.records.kinds.system import System
from quarterdeck.records.tables import table_of

TESTED_WITHIN = Criterion(
    "recovery_tested_within_days", 366, "days", "A recovery that was tested longer ago does not count.", "Our judgement: once a year is the least."
)

RECOVERY_TESTS = Measure(
    name="recovery_tests",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="tests",
    subject="system",
    needs=(table_of(System),),
    rows=f"""
        WITH objectives AS (
            SELECT w.system, max(s.recovery_tested) AS tested FROM ({WITHIN}) w JOIN system_records s ON s.record = w.whole
            WHERE s.rto_days_p50 IS NOT NULL GROUP BY ALL
        )
        SELECT t.record AS subject, t.record AS key,
            CASE WHEN t.state <> 'critical' THEN t.state WHEN o.system IS NULL THEN 'no objective' ELSE coalesce(o.tested::VARCHAR, 'never') END AS part,
            coalesce(t.state = 'critical' AND date_diff('day', o.tested, $as_of::DATE) BETWEEN 0 AND $recovery_tested_within_days, false)::INTEGER
                AS contribution
        FROM ({CRITICAL}) t LEFT JOIN objectives o ON o.system = t.record WHERE t.state IS NOT NULL
    """,  # noqa: S608  # put together from constants
    fold=TOTAL,
    key_is="system",
    part_is="day",
    absent=none_on_record("system", "name", "criticality", "rto"),
    gaps=f"""
        {UNTOLD}
        UNION ALL
        SELECT record, 'no system on record says how long it may be away', 'Write `rto` in ' || path
        FROM ({CRITICAL}) WHERE state = 'critical' AND NOT EXISTS (FROM system_records WHERE rto_days_p50 IS NOT NULL)
    """,  # noqa: S608  # as above
    criteria=(TESTED_WITHIN,),
)
