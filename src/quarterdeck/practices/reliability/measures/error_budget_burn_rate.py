"""How fast an error budget is being spent.

Says: How many times as fast as planned the error budget was spent over the three days before the day of the assessment: at 1 it lasts
exactly its window.

Matters because: A budget that is half full and burns three times too fast is gone within days; one that is nearly empty and burns slowly
recovers by itself.

Counted how: For the last hour, 6 hours, day, 3 days and the whole window: the share of events that were not good over what the target
leaves. The value is that of the 3 days; the other windows are rows beside it.

Leaves out: What `error_budget_spent` leaves out. Windows in which nothing was counted have no row.

Source: Google, The Site Reliability Workbook, chapter 5 (alerting on SLOs), https://sre.google/workbook/alerting-on-slos/ (not opened by
us, told of by others): 2 % of a 30-day budget within an hour is a burn rate of 14.4, 5 % within 6 hours 6, 10 % within 3 days 1. The same
rates follow from the shares by arithmetic: 2 % of 720 hours in one hour is 14.4 (so derived at
https://blog.joshdow.ca/deriving-the-magic-sre-numbers/, read in part on 27 November 2026).
"""

from __future__ import annotations

from quarterdeck.evidence.governance import ServiceObjective
from quarterdeck.evidence.incidents import UptimeProbe
from quarterdeck.evidence.series import SeriesPoint
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.reliability.measures.error_budget_spent import ERROR_BUDGET_SPENT, GAPS

ERROR_BUDGET_BURN_RATE = Measure(
    name="error_budget_burn_rate",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="times as fast as planned",
    subject="service-level",
    needs=(SeriesPoint, UptimeProbe),
    also_reads=(ServiceObjective,),
    rows="""
        WITH spans AS (SELECT unnest(['1 hour', '6 hours', '1 day', '3 days']) AS span, unnest([1, 6, 24, 72]) AS hours)
        SELECT c.level AS subject, w.span AS key, 'burn rate' AS part, sum(c.total - c.good) / (sum(c.total) * (1 - max(s.target))) AS contribution
        FROM level_counts c JOIN service_levels s USING (level) JOIN spans w ON c.counted_at >= $end - to_hours(w.hours)
        WHERE c.counted_at < $end AND s.target < 1 GROUP BY ALL
    """,
    fold=Fold("the burn rate of three days", "max(contribution) FILTER (key = '3 days')"),
    key_is="window",
    part_is="state",
    absent=ERROR_BUDGET_SPENT.absent,
    gaps=f"""
        {GAPS}
        UNION ALL
        SELECT level, 'nothing was counted of it in the last three days', 'Import newer counts or probes' FROM service_levels
        WHERE level NOT IN (SELECT level FROM level_counts WHERE counted_at >= $end - INTERVAL 3 DAY AND counted_at < $end)
    """,  # noqa: S608  # put together from constants
    decimals=2,
)
