"""How many days a promise is late.

Says: The days from the day on which a milestone was to be reached to the date of the assessment; below zero while it lies ahead.

Matters because: Whoever was promised something plans with it. A missed promise that nobody mentions costs more trust than one that is moved in
time.

Counted how: One row a milestone: while it is open, or written down as missed within the period, the days since `date`, with that day as the part.
One that was reached, dropped, or missed longer ago has a row that counts nothing, `closed`.

Leaves out: Promises that are nobody's milestone.

Source: The milestone's own record (`date`, `status`).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import ONE_ROW, closed_or_late, none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.records.kinds.milestone import Milestone
from quarterdeck.records.tables import table_of

PROMISE_DAYS_LATE = Measure(
    name="promise_days_late",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="milestone",
    needs=(table_of(Milestone),),
    rows=closed_or_late("milestone_records", "date", "status = 'open' OR (status = 'missed' AND date >= $start::DATE)"),
    fold=ONE_ROW,
    key_is="milestone",
    part_is="day",
    absent=none_on_record("milestone", "name", "date"),
)
