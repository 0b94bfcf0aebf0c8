"""How large a share of the time in progress work items are blocked.

Says: The share of the days that finished work items spent in progress on which they were flagged as blocked, or stood in a status that says so.

Matters because: Blocked time is waiting that somebody named. It is the cheapest time to win back, for the reason is known.

Counted how: Each work item done in the period contributes its days from begin to end, and the days of them on which it was blocked. The value is
the sum of the second over the sum of the first.

Leaves out: Waiting that nobody flags.

Source: Arithmetic over the tracker's own flags. Blockers as one of four things to track: Planview, Kanban and continuous improvement, «Begin by
tracking four items: Total work in process, blockers, throughput, and lead time»,
https://planview.com/resources/guide/business-process-improvement/kanban-continuous-improvement. Their share of the time in progress is our reading.
"""

from __future__ import annotations

from quarterdeck.evidence.work import WorkItem, WorkItemTransition
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.delivery.basis import NO_ITEMS

BLOCKED_TIME = Measure(
    name="blocked_time",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of the time in progress",
    subject="repository",
    needs=(WorkItem, WorkItemTransition),
    rows="""
        WITH done AS (FROM item_flows WHERE repository IS NOT NULL AND started_at IS NOT NULL AND done_at >= $start AND done_at < $end)
        SELECT repository AS subject, item AS key, 'in progress' AS part, (epoch(done_at) - epoch(started_at)) / 86400 AS contribution FROM done
        UNION ALL
        SELECT repository, item, 'blocked', blocked_days FROM done WHERE blocked_days > 0
    """,
    fold=Fold(
        "the days blocked over the days in progress",
        "coalesce(sum(contribution) FILTER (part = 'blocked'), 0) / nullif(sum(contribution) FILTER (part = 'in progress'), 0)",
    ),
    key_is="work item",
    part_is="state",
    absent=NO_ITEMS,
    gaps="""
        SELECT repository AS subject, 'none of its items was ever flagged as blocked: nobody says so, or nothing is' AS why,
            'Flag blocked items in the tracker, and export transitions with their flags' AS supply
        FROM item_flows WHERE repository IS NOT NULL GROUP BY repository HAVING max(blocked_days) = 0
    """,
    decimals=2,
)
