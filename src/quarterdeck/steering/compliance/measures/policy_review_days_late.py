"""How many days the review of a policy is late.

Says: The days from the day on which a policy was to be looked at again to the date of the assessment; below zero while it lies ahead.

Matters because: A rule that no longer fits is broken every day, and then so are the others.

Counted how: One row a policy: while it is in force the days since `review_date`, with that day as the part; a draft or a retired one has a row that
counts nothing, `closed`.

Leaves out: Whether anybody keeps it.

Source: The policy's own record (`status`, `review_date`).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import ONE_ROW, closed_or_late, nobody_wrote, none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.records.kinds.policy import Policy
from quarterdeck.records.tables import table_of

POLICY_REVIEW_DAYS_LATE = Measure(
    name="policy_review_days_late",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="policy",
    needs=(table_of(Policy),),
    rows=closed_or_late("policy_records", "review_date", "status = 'in-force'"),
    fold=ONE_ROW,
    key_is="policy",
    part_is="day",
    absent=none_on_record("policy", "name"),
    gaps=nobody_wrote("policy_records", "review_date", "when it is looked at again", "status = 'in-force' AND review_date IS NULL"),
)
