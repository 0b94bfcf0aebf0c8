"""How many days a work item takes from its begin to its end.

Says: The median number of days from when work on an item began until it was done, over the items done in the period, with the 10th and 90th
percentile.

Matters because: It is what a customer waits once somebody has begun. A wide range is worse than a long one: nobody can promise anything.

Counted how: Each work item done in the period contributes the days from when it first entered a status in progress until it entered its last done
status; one that was reopened is done when it is done again. Its type is the part. Tables `item_flows` and `item_spans`.

Leaves out: Items that went from to do to done without a status between, for nobody said when they began; dropped items; items that no repository
could be found for are counted for the company alone.

Source: Kanban Guide (2025), cycle time: «The elapsed time between when a work item started and when a work item finished»,
https://kanbanguides.org/english/.
"""

from __future__ import annotations

from quarterdeck.evidence.work import WorkItem, WorkItemTransition
from quarterdeck.kernel.measure import MEASURE_HEADINGS, MEDIAN, Measure, Page
from quarterdeck.practices.delivery.basis import NO_ITEMS

WORK_ITEM_CYCLE_TIME = Measure(
    name="work_item_cycle_time",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="repository",
    needs=(WorkItem, WorkItemTransition),
    rows="""
        SELECT repository AS subject, item AS key, kind AS part, (epoch(done_at) - epoch(started_at)) / 86400 AS contribution
        FROM item_flows WHERE repository IS NOT NULL AND started_at IS NOT NULL AND done_at >= $start AND done_at < $end
    """,
    fold=MEDIAN,
    key_is="work item",
    part_is="kind",
    absent=NO_ITEMS,
    decimals=1,
)
