"""How many begun work items are older than most of those that got through.

Says: The number of work items in progress that are older than 85 of 100 finished ones were when they left the same status.

Matters because: An item that is older than nearly all its like is stuck, forgotten or larger than anybody thought. Age shows it while something can
still be done; cycle time shows it when it is over.

Counted how: For each repository and status, the ages at which the items finished in the period left that status for the last time; their 85th
percentile is the yardstick, where ten or more got through. Each item in progress contributes its age in days and counts when it is above the
yardstick of its status. Its part says whether it is: `older`, `like others`, or `no yardstick`.

Leaves out: Items in a status that fewer than ten finished items went through.

Source: Kanban Guide (2025), work item age: «The elapsed time between when a work item started and the current date»,
https://kanbanguides.org/english/. That it is held against items that reached the same status, and against their 85th percentile, is our choice.
"""

from __future__ import annotations

from quarterdeck.evidence.work import WorkItem, WorkItemTransition
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.delivery.basis import NO_ITEMS

OVERAGED_WORK = Measure(
    name="overaged_work",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="items",
    subject="repository",
    needs=(WorkItem, WorkItemTransition),
    rows="""
        WITH passed AS (
            SELECT f.repository, s.status, f.item, max(epoch(s.left_at) - epoch(f.started_at)) / 86400 AS age
            FROM item_flows f JOIN item_spans s USING (tool, item)
            WHERE f.done_at >= $start AND f.done_at < $end AND f.started_at IS NOT NULL AND s.stage = 'in_progress' AND s.left_at IS NOT NULL GROUP BY ALL
        ), yardstick AS (
            SELECT repository, status, quantile_cont(age, 0.85) AS age FROM passed GROUP BY ALL HAVING count(*) >= 10
        )
        SELECT f.repository AS subject, f.item AS key, CASE WHEN y.age IS NULL THEN 'no yardstick' WHEN (epoch($end) - epoch(f.started_at)) / 86400 > y.age
            THEN 'older' ELSE 'like others' END AS part, (epoch($end) - epoch(f.started_at)) / 86400 AS contribution
        FROM item_flows f LEFT JOIN yardstick y ON y.repository = f.repository AND y.status = f.status
        WHERE f.repository IS NOT NULL AND f.started_at < $end AND f.stage = 'in_progress'
    """,
    fold=Fold("the number of rows that are older", "count(*) FILTER (part = 'older')"),
    key_is="work item",
    part_is="state",
    absent=NotAssessed("no work item of it is in progress, as far as was imported", NO_ITEMS.supply),
    gaps="""
        SELECT DISTINCT repository AS subject, 'fewer than ten items that were finished in the period show how old is usual' AS why,
            'Assess a longer period with `--since`, or import transitions of work items' AS supply
        FROM item_flows f
        WHERE repository IS NOT NULL AND stage = 'in_progress'
            AND repository NOT IN (
                SELECT repository FROM item_flows WHERE repository IS NOT NULL AND started_at IS NOT NULL AND done_at >= $start AND done_at < $end
                GROUP BY repository HAVING count(*) >= 10)
    """,
)
