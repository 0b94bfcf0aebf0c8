"""How many days the review of a decision is late.

Says: The days from the day on which a decision was to be looked at again to the date of the assessment; below zero while it lies ahead.

Matters because: A decision rests on what was known then. Whether it came true is only seen by whoever looks.

Counted how: One row a decision that stands: the days since `review_date`, with that day as the part. One that is open, was rejected or replaced, or
whose outcome is written down and that has no further day, has a row that counts nothing, `closed`.

Leaves out: Reviews that were made without a word in the record.

Source: The decision's own record (`status`, `review_date`, `outcome`).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import ONE_ROW, closed_or_late, nobody_wrote
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.records.tables import table_of
from quarterdeck.steering.strategy.measures.decision_days_late import NO_DECISION

_STANDS = "status = 'accepted' AND (review_date IS NOT NULL OR coalesce(outcome, '') = '')"

DECISION_REVIEW_DAYS_LATE = Measure(
    name="decision_review_days_late",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="decision",
    needs=(table_of(Decision),),
    rows=closed_or_late("decision_records", "review_date", _STANDS),
    fold=ONE_ROW,
    key_is="decision",
    part_is="day",
    absent=NO_DECISION,
    gaps=nobody_wrote("decision_records", "review_date", "when it is looked at again, or what came of it", f"{_STANDS} AND review_date IS NULL"),
)
