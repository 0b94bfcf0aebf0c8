"""How large a share of what was planned for a sprint was done in it.

Says: The share of items planned for sprints that are over which were done in that sprint and not carried into another one, by sprint and
quarter.

Matters because: What is carried over was promised twice. A share that is known can be planned with: plan as much as is done.

Counted how: Each work item counts once for each sprint, cycle or milestone that the export names it in, of those in which an item was done in the period
and after which a later one has begun (by the numbers and words of their names). It contributes 1 in the last of its sprints where it is done, else 0. The
quarter of a sprint is that in which the last item was done of those that it held last. The range is Wilson's interval.

Leaves out: Items that were taken out of a sprint without being carried over, for the export no longer names it. Sprints of the same name in two
projects are told apart by the project.

Source: Counting is arithmetic. Whether plans hold is told better by forecasts tried on the past (`forecasts_kept`), which need no sprints.
"""

from __future__ import annotations

from quarterdeck.evidence.work import WorkItem, WorkItemTransition
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.delivery.basis import SHARE

DONE_IN_PLANNED_SPRINT = Measure(
    name="done_in_planned_sprint",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of planned items",
    subject="repository",
    needs=(WorkItem, WorkItemTransition),
    rows="""
        WITH planned AS (
            SELECT f.repository, i.tool, coalesce(i.project, '') AS project, i.id, f.stage, f.done_at, unnest(i.sprints) AS sprint
            FROM work_items i JOIN item_flows f ON f.tool = i.tool AND f.item = i.id
            WHERE f.repository IS NOT NULL AND f.stage IS DISTINCT FROM 'dropped' AND len(i.sprints) > 0
        ), numbered AS (
            SELECT *, list_transform(regexp_extract_all(sprint, '\\d+|\\D+'), lambda word: lpad(word, 12, '0')) AS place FROM planned
        ), placed AS (
            SELECT *, place = max(place) OVER (PARTITION BY tool, id) AS last,
                bool_or(done_at >= $start AND done_at < $end) OVER (PARTITION BY tool, project, sprint) AS ran,
                place < max(CASE WHEN done_at IS NOT NULL THEN place END) OVER (PARTITION BY tool, project) AS over
            FROM numbered
        ), ended AS (
            SELECT *, coalesce(max(CASE WHEN last THEN done_at END) OVER run, min(done_at) OVER run) AS ended_at FROM placed
            WINDOW run AS (PARTITION BY tool, project, sprint)
        )
        SELECT repository AS subject, id AS key, sprint || ', ' || year(ended_at) || ' Q' || quarter(ended_at) AS part,
            (last AND done_at IS NOT NULL)::INTEGER AS contribution
        FROM ended WHERE ran AND over
    """,
    fold=SHARE,
    key_is="work item",
    part_is="sprint",
    absent=NotAssessed("no work item of it names a sprint, cycle or milestone that is over", "Export the sprints of items, where there are any"),
    decimals=2,
)
