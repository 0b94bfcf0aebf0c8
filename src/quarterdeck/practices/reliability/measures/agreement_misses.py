"""How often a promise to customers was missed.

Says: For each agreement with customers, the number of its windows within the period in which less was good than was promised.

Matters because: Each miss is money that is owed, or a customer who is told something.

Counted how: Windows of the agreement's length, one after the other, backwards from the day of the assessment, as many as lie wholly within
the period. One row each: 1 where the good events over all events fell below the target, else 0. Windows that were counted on fewer than
half of their days have no row, nor have those of so few probes that one alone that failed would miss the target (1 000 for 99.9 %). One
more row holds what each miss costs (`penalty`, the middle of its range, with the currency as the part).

Leaves out: Windows as the contract cuts them (calendar months). Objectives of our own, which have a row that says so.

Source: Arithmetic over the counts of the service level (table `level_counts`) and its record.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import none_on_record
from quarterdeck.evidence.incidents import UptimeProbe
from quarterdeck.evidence.series import SeriesPoint
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.reliability.measures.error_budget_spent import COUNTED
from quarterdeck.records.kinds.service_level import ServiceLevel
from quarterdeck.records.tables import table_of

_WINDOWS = """
    WITH counted AS (
        SELECT r.record, r.target_p50 AS target, r.window_days_p50 AS days, c.counted_at, c.good, c.total, c.probed,
            floor((epoch($end) - epoch(c.counted_at) - 0.001) / 86400 / r.window_days_p50)::INTEGER AS back
        FROM service_level_records r JOIN level_counts c ON c.level = r.record
        WHERE r.type = 'agreement' AND r.window_days_p50 >= 1 AND c.counted_at >= $start AND c.counted_at < $end
    )
    SELECT record, back, any_value(target) AS target, sum(good) / sum(total) AS share, strftime(min(counted_at), '%Y-%m-%d') AS since FROM counted
    WHERE $end - to_seconds((back + 1) * days * 86400) >= $start
    GROUP BY record, back, days HAVING count(DISTINCT counted_at::DATE) * 2 >= days
        AND (NOT bool_or(probed) OR round(sum(total) * (1 - any_value(target)), 6) >= 1)
"""

AGREEMENT_MISSES = Measure(
    name="agreement_misses",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="windows",
    subject="service-level",
    needs=(table_of(ServiceLevel), SeriesPoint, UptimeProbe),
    rows=f"""
        WITH told AS ({_WINDOWS})
        SELECT record AS subject, since AS key, CASE WHEN share < target THEN 'missed' ELSE 'kept' END AS part,
            (share < target)::INTEGER AS contribution FROM told
        UNION ALL SELECT record, 'penalty', penalty_currency, penalty_p50 FROM service_level_records
            WHERE penalty_p50 IS NOT NULL AND record IN (SELECT record FROM told)
        UNION ALL SELECT level, 'no agreement', 'objective', 0 FROM service_levels
            WHERE level NOT IN (SELECT record FROM service_level_records WHERE type = 'agreement')
    """,  # noqa: S608  # put together from constants
    fold=Fold("the number of windows that were missed", "count(*) FILTER (part = 'missed')"),
    key_is="day",
    part_is="state",
    absent=none_on_record("service-level", "system", "indicator", "target", "window", "type"),
    gaps=f"""
        SELECT record AS subject, 'no whole window of it was counted within the period, or so few probes were that one alone would miss it' AS why,
            '{COUNTED}' AS supply
        FROM service_level_records WHERE type = 'agreement' AND record NOT IN (SELECT record FROM ({_WINDOWS}))
    """,  # noqa: S608  # as above
)
