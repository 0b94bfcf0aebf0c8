"""When open epics will be done.

Says: The number of epics that are open and of which it can be said how long they may take; each with its weeks.

Matters because: «When will it be there?» has an answer with odds, and no other that is honest.

Counted how: For each epic with open pieces, five items and eight weeks of work at least, the weeks from the last Monday within which nothing of it is open
in 85 of 100 futures are worked out exactly, from what left it and came in each week and from what finished items had been cut into. Where forecasts of six
other epics are known, these weeks and half a year are multiplied by the factor with which 85 of 100 of those would have held (table `epic_forecasts`). Each
epic contributes its weeks; one whose end cannot be foreseen within 104 contributes 104 and says so. Both days are in its row, and the
day that stands on record for it: the end of its initiative, or an open milestone of that. How far such dates can be
trusted, `epic_forecasts_kept` says.

Leaves out: Epics of fewer than five items or more than 400, and those on which work has begun less than eight weeks ago.

Source: Convolution of throughput is arithmetic; the correction is split conformal prediction («at rank ceiling((n + 1) * (1 - alpha)) from the bottom»,
https://rdrr.io/cran/rtemis/man/setup_SplitConformal.html), each epic once (Dunn, Wasserman and Ramdas, pooled distributions,
https://ar5iv.labs.arxiv.org/html/1809.07441). Tried on public data: docs/explanation/forecasts.md.
"""

from __future__ import annotations

from quarterdeck.derived.epic_forecasts import FEWEST_COMPARED, LONGEST
from quarterdeck.evidence.work import WorkItem, WorkItemTransition
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

_BY = "coalesce(max({1}) FILTER (certainty = {0})::VARCHAR, 'no day that can be foreseen')"

OPEN_EPICS = Measure(
    name="open_epics",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="epics",
    subject="repository",
    needs=(WorkItem, WorkItemTransition),
    rows=f"""
        SELECT repository AS subject, epic AS key,
            any_value(open) || ' open; planned for ' || coalesce(any_value(planned_for)::VARCHAR, 'no day')
                || '; by its pace alone even odds by ' || {_BY.format(0.5, "pace_by")} || '; 85 of 100 by ' || {_BY.format(0.85, "pace_by")}
                || '; corrected by ' || any_value(compared) || ' other epics' || CASE WHEN any_value(compared) < {FEWEST_COMPARED} THEN ': too few'
                ELSE ' even odds by ' || {_BY.format(0.5, "done_by")} || '; 85 of 100 by ' || {_BY.format(0.85, "done_by")} END AS part,
            coalesce(date_diff('day', any_value(made_on), max(done_by) FILTER (certainty = 0.85)) + 1, {7 * LONGEST}) / 7 AS contribution
        FROM epic_forecasts
        WHERE done_on IS NULL AND repository IS NOT NULL AND made_on = (SELECT max(made_on) FROM epic_forecasts) GROUP BY repository, epic
    """,  # noqa: S608  # put together from words of this module
    fold=Fold("the number of rows", "count(*)"),
    key_is="work item",
    part_is="promise",
    absent=NotAssessed(
        "no open epic of it has five items and eight weeks of work",
        "Import work items with their parents and transitions: `quarterdeck import work-items FILE`",
    ),
)
