"""How many days the runtimes that the code runs on are still supported.

Says: The number of days until the first of the supported runtimes reaches its end of life.

Matters because: Moving to the next version takes a project, not an afternoon. Seen half a year ahead, it is planned; seen the day after, it is an emergency.

Counted how: For each runtime in use whose cycle has a published last day, the days from the date of the assessment to that day; negative once
it is past. The value is the smallest that is not negative.

Leaves out: Cycles without a published last day, and what `ended_runtimes` leaves out.

Source: endoflife.date, https://endoflife.date.
"""

from __future__ import annotations

from quarterdeck.evidence.dependencies import Runtime
from quarterdeck.evidence.reference import SupportCycle
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

RUNTIME_DAYS_LEFT = Measure(
    name="runtime_days_left",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="repository",
    needs=(SupportCycle,),  # as with those that ended
    also_reads=(Runtime,),
    rows="SELECT DISTINCT repository AS subject, runtime AS key, ends::TEXT AS part, days_left AS contribution FROM standing_runtimes WHERE ends IS NOT NULL",
    fold=Fold("the smallest contribution that is not negative", "min(contribution) FILTER (contribution >= 0)"),
    key_is="runtime",
    part_is="last day",
    absent=NotAssessed("no supported runtime that it names has a published last day", "Run `quarterdeck data update` for newer dates"),
)
