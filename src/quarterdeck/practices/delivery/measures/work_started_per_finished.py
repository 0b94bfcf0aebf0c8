"""How many work items are begun for each that is finished.

Says: The number of work items begun in the period over the number finished in it. Above 1, work piles up.

Matters because: Little's law (work in progress is throughput times cycle time) holds where as much leaves as arrives. Where more is begun than
finished, everything takes longer from month to month, and forecasts from the past promise too much.

Counted how: Each work item that was begun in the period contributes 1 as `begun`, each that was done or dropped in it, after having been begun, 1 as
`finished`. The value is the sum of the first over the sum of the second.

Leaves out: Items that went to done without having been begun.

Source: Little and Graves, Little's Law, 2008: the law needs that what arrives leaves, and that nothing is lost,
https://web.mit.edu/sgraves/www/papers/Little's%20Law-Published.pdf; the ratio as a check of it is ours.
"""

from __future__ import annotations

from quarterdeck.evidence.work import WorkItem, WorkItemTransition
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.delivery.basis import NO_ITEMS

WORK_STARTED_PER_FINISHED = Measure(
    name="work_started_per_finished",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="begun for each finished",
    subject="repository",
    needs=(WorkItem, WorkItemTransition),
    rows="""
        SELECT repository AS subject, item AS key, 'begun' AS part, 1 AS contribution
        FROM item_flows WHERE repository IS NOT NULL AND started_at >= $start AND started_at < $end
        UNION ALL
        SELECT repository, item, 'finished', 1
        FROM item_flows WHERE repository IS NOT NULL AND started_at IS NOT NULL AND done_at >= $start AND done_at < $end
        UNION ALL
        SELECT f.repository, f.item, 'finished', 1
        FROM item_flows f JOIN item_spans s USING (tool, item)
        WHERE f.repository IS NOT NULL AND f.started_at IS NOT NULL AND f.stage = 'dropped' AND s.stage = 'dropped' AND s.left_at IS NULL
            AND s.entered_at >= $start AND s.entered_at < $end
    """,
    fold=Fold("what was begun over what was finished", "sum(contribution) FILTER (part = 'begun') / nullif(sum(contribution) FILTER (part = 'finished'), 0)"),
    key_is="work item",
    part_is="event",
    absent=NO_ITEMS,
    gaps="""
        SELECT repository AS subject, 'no work item of it that had been begun was finished in the period' AS why,
            'Assess a longer period with `--since`, or import transitions of work items' AS supply
        FROM item_flows WHERE repository IS NOT NULL GROUP BY repository
        HAVING count(*) FILTER (started_at IS NOT NULL AND done_at >= $start AND done_at < $end) = 0
    """,
    decimals=2,
)
