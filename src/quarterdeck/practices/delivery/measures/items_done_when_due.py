"""How large a share of work items was done by the day on which it was due.

Says: The share of the period's due work items that were done by their day, by quarter.

Matters because: What is planned and not delivered was promised to somebody. A share that is known can be promised; a share that nobody looks at is
found out by the customer.

Counted how: Each work item whose due day lies in the period and before the day of the assessment contributes 1 where it was done by the end of that
day, else 0; its quarter is the part. Dropped items are left out. The range is Wilson's interval.

Leaves out: Items without a due day; days that were moved later: the export holds the last one.

Source: Counting is arithmetic.
"""

from __future__ import annotations

from quarterdeck.evidence.work import WorkItem, WorkItemTransition
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.delivery.basis import SHARE

ITEMS_DONE_WHEN_DUE = Measure(
    name="items_done_when_due",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of due items",
    subject="repository",
    needs=(WorkItem, WorkItemTransition),
    rows="""
        SELECT repository AS subject, item AS key, year(due_on) || ' Q' || quarter(due_on) AS part,
            coalesce(done_at < due_on + INTERVAL 1 DAY, false)::INTEGER AS contribution
        FROM item_flows WHERE repository IS NOT NULL AND due_on >= $start AND due_on < $end - INTERVAL 1 DAY AND stage IS DISTINCT FROM 'dropped'
    """,
    fold=SHARE,
    key_is="work item",
    part_is="quarter",
    absent=NotAssessed("no work item of it with a due day in the period was imported", "Give items a due day in the tracker, and export it"),
    decimals=2,
)
