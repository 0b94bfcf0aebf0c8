"""How many days ago an acceptance ended.

Says: The days from the last day on which somebody accepted a finding to the date of the assessment; below zero while it holds.

Matters because: What was accepted for a year is, after that year, a risk that nobody has accepted.

Counted how: One row an acceptance: the days since `until`, with that day as the part.

Leaves out: Whether the finding is still there: it counts again by itself where it is.

Source: The acceptance's own record (`until`).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import ONE_ROW, closed_or_late, none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.records.kinds.acceptance import Acceptance
from quarterdeck.records.tables import table_of

ACCEPTANCE_DAYS_OVER = Measure(
    name="acceptance_days_over",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="acceptance",
    needs=(table_of(Acceptance),),
    rows=closed_or_late("acceptance_records", "until", "true"),
    fold=ONE_ROW,
    key_is="acceptance",
    part_is="day",
    absent=none_on_record("acceptance", "finding", "by", "why", "until"),
)
