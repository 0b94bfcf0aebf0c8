"""How many of the systems that a system stands on may be away longer than itself.

Says: For each system with a recovery objective, the number of objectives of systems without which it stands still that are weaker than its own.

Matters because: A system cannot be back before what it needs. An objective of four hours on top of one of a day is a day.

Counted how: For each system that `depends_on` names, its recovery time objective (`rto`) and recovery point objective (`rpo`) beside those of
the system: one row each, that counts 1 when the dependency's is longer (by the middles of the ranges), else 0. A dependency without an
objective has a row that counts 0 and says so.

Leaves out: Dependencies of dependencies: they are judged where they are named. Systems without an objective, which are asked for one where they
are critical and no part of another. Vendors: what they promise is compared in `promised_beyond_bought`. Fallbacks that let the system run on
without what it needs.

Source: The records of systems. That a chain is as slow as its slowest part is arithmetic.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.records.kinds.system import System
from quarterdeck.records.tables import table_of

SLOWER_DEPENDENCIES = Measure(
    name="slower_dependencies",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="objectives",
    subject="system",
    needs=(table_of(System),),
    rows="""
        WITH told AS (
            SELECT record, coalesce(lifecycle, 'live') AS lifecycle, depends_on, unnest(['rto', 'rpo']) AS objective,
                unnest([rto_days_p50, rpo_days_p50]) AS days, unnest(['away', 'lost']) AS word
            FROM system_records
        ), needed AS (SELECT record, objective, days, word, unnest(depends_on) AS other FROM told
            WHERE days IS NOT NULL AND lifecycle NOT IN ('planned', 'retired'))
        SELECT n.record AS subject, n.other AS key,
            CASE WHEN o.days IS NULL THEN n.objective || ' ? ' || n.days ELSE n.objective || ' ' || o.days || ' ' || n.days END AS part,
            coalesce(o.days > n.days, false)::INTEGER AS contribution
        FROM needed n LEFT JOIN told o ON o.record = n.other AND o.objective = n.objective
        UNION ALL
        SELECT record, record, 'no dependency', 0 FROM system_records
        WHERE coalesce(rto_days_p50, rpo_days_p50) IS NOT NULL AND (len(depends_on) = 0 OR coalesce(lifecycle, 'live') IN ('planned', 'retired'))
        UNION ALL
        SELECT record, record, 'no objective', 0 FROM system_records
        WHERE coalesce(rto_days_p50, rpo_days_p50) IS NULL AND (criticality IN ('high', 'medium', 'low') OR part_of IS NOT NULL)
    """,
    fold=TOTAL,
    key_is="system",
    part_is="objective, theirs and ours in days",
    absent=none_on_record("system", "name", "rto", "rpo", "depends_on"),
    gaps="""
        SELECT record AS subject, 'nobody wrote how long it may be away, nor how much may be lost' AS why, 'Write `rto` and `rpo` in ' || path AS supply
        FROM system_records WHERE coalesce(rto_days_p50, rpo_days_p50) IS NULL AND coalesce(criticality, 'critical') = 'critical'
            AND part_of IS NULL
    """,
)
