"""How many days a decision is late.

Says: The days from the day by which an open decision was to be taken to the date of the assessment; below zero while there is time.

Matters because: An open decision is work that waits, and each week the cheap options go.

Counted how: One row a decision: for a proposed one the days since `decide_by`, with that day as the part; for one that was taken, rejected or
replaced a row that counts nothing, `closed`.

Leaves out: Decisions that nobody wrote down, and proposed ones without a day: those are not assessed.

Source: The decision's own record (`status`, `decide_by`).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import ONE_ROW, closed_or_late, nobody_wrote, none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.records.tables import table_of

NO_DECISION = none_on_record("decision", "name", "status")

DECISION_DAYS_LATE = Measure(
    name="decision_days_late",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="decision",
    needs=(table_of(Decision),),
    rows=closed_or_late("decision_records", "decide_by", "status = 'proposed'"),
    fold=ONE_ROW,
    key_is="decision",
    part_is="day",
    absent=NO_DECISION,
    gaps=nobody_wrote("decision_records", "decide_by", "by when it must be taken", "status = 'proposed' AND decide_by IS NULL"),
)
