"""How many work items were begun and finished by each week, and are in between.

Says: The number of work items in progress at the end of the period, as what was begun until then less what was finished until then, by week.

Matters because: Two lines, begun and finished, show more than any average: their distance is the work in progress, and where they part, work piles up.

Counted how: Each week (its Monday) of the period contributes how many work items were first begun in it and how many of those that had been begun were
done or dropped in it; the day before the period contributes everything until then. The value is the first less the second.

Leaves out: Items that went to done without having been begun.

Source: The cumulative flow diagram of the Kanban method; arithmetic.
"""

from __future__ import annotations

from quarterdeck.evidence.work import WorkItem, WorkItemTransition
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.delivery.basis import NO_ITEMS

FLOW_BY_WEEK = Measure(
    name="flow_by_week",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="items in progress",
    subject="repository",
    needs=(WorkItem, WorkItemTransition),
    rows="""
        WITH ended AS (
            SELECT f.repository, f.started_at, coalesce(f.done_at, s.entered_at) AS ended_at
            FROM item_flows f
            LEFT JOIN item_spans s ON s.tool = f.tool AND s.item = f.item AND s.stage = 'dropped' AND s.left_at IS NULL AND f.stage = 'dropped'
            WHERE f.repository IS NOT NULL AND f.started_at IS NOT NULL
        ), events AS (
            SELECT repository, started_at AS moment, 'begun' AS part FROM ended
            UNION ALL SELECT repository, ended_at, 'finished' FROM ended WHERE ended_at IS NOT NULL
        )
        SELECT repository AS subject,
            (CASE WHEN moment < $start THEN $start - INTERVAL 1 DAY ELSE greatest($start, date_trunc('week', moment)) END)::DATE::VARCHAR AS key,
            part, count(*) AS contribution
        FROM events WHERE moment < $end GROUP BY ALL
    """,
    fold=Fold(
        "what was begun less what was finished",
        "coalesce(sum(contribution) FILTER (part = 'begun'), 0) - coalesce(sum(contribution) FILTER (part = 'finished'), 0)",
    ),
    key_is="week",
    part_is="event",
    absent=NO_ITEMS,
)
