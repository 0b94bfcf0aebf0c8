"""How many work items are done.

Says: The number of work items done in the period, by week.

Matters because: What is done each week is what a forecast can be made of, and the only honest answer to «how much can you take on?».

Counted how: Each work item done in the period contributes 1 in the week (its Monday) in which it entered its last done status.

Leaves out: How large items are: a count of finished items forecasts about as well as their estimates, where they are cut alike.

Source: Kanban Guide (2025), throughput: «The number of work items finished per unit of time», https://kanbanguides.org/english/.
"""

from __future__ import annotations

from quarterdeck.evidence.work import WorkItem, WorkItemTransition
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.practices.delivery.basis import NO_ITEMS

THROUGHPUT = Measure(
    name="throughput",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="items",
    subject="repository",
    needs=(WorkItem, WorkItemTransition),
    rows="""
        SELECT repository AS subject, item AS key, date_trunc('week', done_at)::DATE::VARCHAR AS part, 1 AS contribution
        FROM item_flows WHERE repository IS NOT NULL AND done_at >= $start AND done_at < $end
    """,
    fold=TOTAL,
    key_is="work item",
    part_is="week",
    absent=NO_ITEMS,
)
