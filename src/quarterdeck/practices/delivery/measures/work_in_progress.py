"""How many work items are begun and not done.

Says: The number of work items in progress on the day of the assessment, with their age.

Matters because: Everything begun and not finished has been paid for and gives nothing yet. The more of it there is, the longer each piece takes.

Counted how: Each work item that was begun and is neither done nor dropped contributes the days since it was begun; its status is the part. The
value is their number.

Leaves out: Items that nobody moved to a status in progress.

Source: Kanban Guide (2025), WIP: «The number of work items started but not finished», https://kanbanguides.org/english/.
"""

from __future__ import annotations

from quarterdeck.evidence.work import WorkItem, WorkItemTransition
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.delivery.basis import NO_ITEMS

WORK_IN_PROGRESS = Measure(
    name="work_in_progress",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="items",
    subject="repository",
    needs=(WorkItem, WorkItemTransition),
    rows="""
        SELECT repository AS subject, item AS key, status AS part, (epoch($end) - epoch(started_at)) / 86400 AS contribution
        FROM item_flows WHERE repository IS NOT NULL AND started_at < $end AND stage = 'in_progress'
        UNION ALL
        SELECT repository, 'nothing in progress', '', 0
        FROM item_flows WHERE repository IS NOT NULL GROUP BY repository HAVING NOT coalesce(bool_or(started_at < $end AND stage = 'in_progress'), false)
    """,
    fold=Fold("the number of rows with an age", "count(*) FILTER (contribution > 0)"),
    key_is="work item",
    part_is="status",
    absent=NO_ITEMS,
)
