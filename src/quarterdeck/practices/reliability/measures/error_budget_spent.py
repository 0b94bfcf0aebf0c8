"""How much of an error budget is spent.

Says: Of what a service level allows to go wrong within its window, the share that has gone wrong: 1 is all of it.

Matters because: A budget turns the quarrel between features and repair into arithmetic: while there is some left, change; when it is gone,
mend.

Counted how: In the window of the level that ends with the day of the assessment: the events that were not good, over the number of all
events times what the target leaves (1 less the target). Events are series called `good` and `total` (or `bad`) of the level, else probes of
it (table `level_counts`).

Leaves out: Levels without a window or with a target of 100 %, which leave no budget. Time in which nothing was counted. Budgets in time
slices (OpenSLO's Timeslices): events are counted here. A level whose counts cover less than half of its window is not assessed, nor is one
of so few probes that one alone that failed would spend the budget (1 000 for 99.9 %).

Source: Google, The Site Reliability Workbook, chapters 2 and 5, https://sre.google/workbook/alerting-on-slos/ (not opened by us, told of by
others). 99.9 % over 30 days leaves 43.2 minutes: arithmetic.
"""

from __future__ import annotations

from quarterdeck.evidence.governance import ServiceObjective
from quarterdeck.evidence.incidents import UptimeProbe
from quarterdeck.evidence.series import SeriesPoint
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

SPENT = """
    sum(contribution) FILTER (part = 'bad')
    / (sum(contribution) FILTER (part IN ('good', 'bad')) * (1 - max(contribution) FILTER (part = 'target')))
"""
COUNTED = "Import series called `good` and `total` of it (`quarterdeck import series FILE`), or probes (`quarterdeck import probes FILE`)"
GAPS = f"""
    SELECT l.level AS subject,
        CASE WHEN l.target >= 1 THEN 'its target is 100 %, which leaves no budget'
            WHEN coalesce(l.window_days, 0) < 1 THEN 'its file gives no window of a day or more'
            WHEN coalesce(c.days, 0) = 0 THEN 'nothing was counted of it within its window'
            WHEN c.few THEN 'its ' || c.total::BIGINT || ' probes are so few that one alone that failed would spend its budget'
            ELSE 'its counts cover ' || c.days || ' of ' || round(l.window_days)::INTEGER || ' days' END AS why,
        CASE WHEN l.target >= 1 OR coalesce(l.window_days, 0) < 1 THEN 'Correct ' || l.path
            ELSE '{COUNTED}' END AS supply
    FROM service_levels l LEFT JOIN (
        SELECT c.level, count(DISTINCT c.counted_at::DATE) AS days, sum(c.total) AS total,
            bool_or(c.probed) AND round(sum(c.total) * (1 - any_value(s.target)), 6) < 1 AS few
        FROM level_counts c JOIN service_levels s USING (level)
        WHERE c.counted_at >= $end - to_days(round(s.window_days)::INTEGER) AND c.counted_at < $end GROUP BY ALL) c USING (level)
    WHERE l.target >= 1 OR coalesce(l.window_days, 0) < 1 OR coalesce(c.days, 0) * 2 < least(l.window_days, round(l.window_days)) OR c.few
"""  # noqa: S608  # put together from constants
"""Levels whose budget cannot be told: without one, without a window, counted for less than half of it, or by a few probes."""

ERROR_BUDGET_SPENT = Measure(
    name="error_budget_spent",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of the error budget",
    subject="service-level",
    needs=(SeriesPoint, UptimeProbe),
    also_reads=(ServiceObjective,),
    rows="""
        WITH inside AS (
            SELECT c.*, s.target, s.window_days FROM level_counts c JOIN service_levels s USING (level)
            WHERE c.counted_at >= $end - to_days(round(s.window_days)::INTEGER) AND c.counted_at < $end
        )
        SELECT level AS subject, strftime(counted_at, '%Y-%m-%d') AS key, unnest(['good', 'bad']) AS part,
            unnest([sum(good), sum(total - good)]) AS contribution
        FROM inside GROUP BY level, strftime(counted_at, '%Y-%m-%d')
        UNION ALL SELECT DISTINCT level, 'level', unnest(['target', 'window']), unnest([target, window_days]) FROM inside
    """,
    fold=Fold("what was bad over what the target leaves of all", SPENT),
    key_is="day",
    part_is="state",
    absent=NotAssessed(
        "no service level is on record or in an OpenSLO file, or nothing was counted of it",
        "Write one (`quarterdeck record new service-level/ID name=… system=… target=…`), and import its counts (`quarterdeck import series FILE`)",
    ),
    gaps=GAPS,
    decimals=2,
)
