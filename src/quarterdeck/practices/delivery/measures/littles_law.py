"""Whether work in progress is what Little's law says of it.

Says: The average number of work items in progress over the period, over what throughput times cycle time says it should be. At 1 the flow is steady.

Matters because: A date worked out from pace holds where the flow is steady. Where more is in progress than what is finished explains, begun work lies and
gets older: cycle times of finished items then look better than what is begun today will take.

Counted how: Each item contributes the days of the period that it was in progress (`in progress`); each that was done or dropped in it, after having been
begun, the days from its begin to its end (`finished`). The first sum over the days of the period is the average work in progress; the second over them is
throughput times mean cycle time; the value is the first over the second. The range (80 of 100) is that of a ratio of two sums, as if both were drawn
independently: they hang together, so it is wider than it need be.

Leaves out: Items that went to done without having been begun. Whether what arrives and what leaves are alike in size.

Source: Little and Graves, Little's Law, 2008, https://web.mit.edu/sgraves/www/papers/Little's%20Law-Published.pdf; «The average arrival rate is equal to the
average departure rate. … The average age of work remains constant», https://improvingflow.com/2021/09/13/improving-predictability-average-arrival-and-departure-rates.html;
arrivals over departures are in `work_started_per_finished`. The ratio as a check is ours.
"""

from __future__ import annotations

from quarterdeck.evidence.work import WorkItem, WorkItemTransition
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.delivery.basis import NO_ITEMS
from quarterdeck.practices.delivery.measures.work_started_per_finished import WORK_STARTED_PER_FINISHED

_IN, _OUT = (f"sum(contribution) FILTER (part = '{part}')" for part in ("in progress", "finished"))
_RATIO = f"{_IN} / nullif({_OUT}, 0)"
_SPREAD = " + ".join(f"sum(contribution ** 2) FILTER (part = '{part}') / nullif({whole}, 0) ** 2" for part, whole in (("in progress", _IN), ("finished", _OUT)))

LITTLES_LAW = Measure(
    name="littles_law",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="times what it says",
    subject="repository",
    needs=(WorkItem, WorkItemTransition),
    rows="""
        WITH ended AS (
            SELECT f.repository, f.item, f.started_at, coalesce(f.done_at, s.entered_at) AS ended_at
            FROM item_flows f
            LEFT JOIN item_spans s ON s.tool = f.tool AND s.item = f.item AND s.stage = 'dropped' AND s.left_at IS NULL AND f.stage = 'dropped'
            WHERE f.repository IS NOT NULL AND f.started_at < $end
        )
        SELECT repository AS subject, item AS key, 'in progress' AS part,
            (epoch(least(coalesce(ended_at, $end), $end)) - epoch(greatest(started_at, $start))) / 86400 AS contribution
        FROM ended WHERE coalesce(ended_at, $end) > $start
        UNION ALL
        SELECT repository, item, 'finished', (epoch(ended_at) - epoch(started_at)) / 86400 FROM ended WHERE ended_at >= $start AND ended_at < $end
    """,
    fold=Fold(
        "days in progress over days that finished items took", _RATIO,
        low=f"round({_RATIO} * exp(-1.2816 * sqrt({_SPREAD})), 9)", high=f"round({_RATIO} * exp(1.2816 * sqrt({_SPREAD})), 9)",
        spread="80 of 100: as if both sums were drawn independently",
    ),
    key_is="work item",
    part_is="event",
    absent=NO_ITEMS,
    gaps=WORK_STARTED_PER_FINISHED.gaps,
    decimals=2,
)  # fmt: skip
