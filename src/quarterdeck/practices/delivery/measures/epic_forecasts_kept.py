"""How often a forecast of when an epic will be done would have been kept.

Says: The share of forecasts of when an epic will be done, made at a certainty of 85 of 100 from what was known then, that came true.

Matters because: Customers and investors ask when a thing will be there, not how many items a week. An epic grows while it is worked on, and its last items
lie longest: what such a date is worth is seen only by trying it on epics of the past.

Counted how: At every fourth week, after eight weeks of work on an epic at least, the weeks are worked out exactly within which nothing of it is open, from
what was known then: how many pieces left it each week (done or dropped), how many came in each week (scope growth), and into how many pieces finished items
had been cut (split rate), up to a year back; where forecasts of six other epics were known by then, corrected by these (`open_epics`). Each epic
contributes the share of its promises that were kept: it was done by then. The value is the mean over epics of those at 85 of 100, so that an epic that lies
for years counts once. They are made over five years before the end of the period, or over the period where that is longer. The range is Wilson's interval
for so many epics.

Leaves out: Epics of fewer than five items or more than 400. Promises that are not due. Forecasts that say that no end can be foreseen within two years:
they promise nothing. How large items are.

Source: Convolution of throughput is arithmetic, its correction split conformal prediction (`open_epics`); that a forecast is judged by how often it was
kept is calibration. Tried on a public tracker and on
releases of public repositories: docs/explanation/forecasts.md.
"""

from __future__ import annotations

from quarterdeck.evidence.work import WorkItem, WorkItemTransition
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.delivery.basis import share_where
from quarterdeck.practices.delivery.measures.forecasts_kept import SURE

EPIC_FORECASTS_KEPT = Measure(
    name="epic_forecasts_kept",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of forecasts",
    subject="repository",
    needs=(WorkItem, WorkItemTransition),
    rows="""
        SELECT repository AS subject, epic AS key, round(100 * certainty)::INTEGER || ' of 100: ' || count(*) FILTER (kept) || ' of ' || count(*)
            || ' promises held, by its pace alone ' || count(*) FILTER (pace_kept) || ' of ' || count(pace_kept) || '; '
            || coalesce('done on ' || any_value(done_on), 'not done yet') AS part, avg(kept::INTEGER) AS contribution
        FROM epic_forecasts WHERE kept IS NOT NULL AND repository IS NOT NULL GROUP BY repository, epic, certainty
    """,
    fold=share_where(f"starts_with(part, '{SURE}')", "the mean of the rows whose promises were to hold 85 times of 100"),
    key_is="work item",
    part_is="promise",
    absent=NotAssessed(
        "no epic of it has five items, eight weeks of work, and a promise after them that is due by now",
        "Import work items with their parents and transitions: `quarterdeck import work-items FILE`",
    ),
    decimals=2,
)
