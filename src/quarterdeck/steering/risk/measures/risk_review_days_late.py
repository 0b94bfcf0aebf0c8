"""How many days the review of a risk is late.

Says: The days from the day on which a risk was to be looked at again to the date of the assessment; below zero while it lies ahead.

Matters because: What was unlikely a year ago may stand before the door. A register that nobody reads gives comfort and nothing else.

Counted how: One row a risk: while it is open the days since `review_date`, with that day as the part; a closed one has a row that counts nothing.

Leaves out: Risks that nobody wrote down.

Source: The risk's own record (`status`, `review_date`).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import ONE_ROW, closed_or_late, nobody_wrote, none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.records.kinds.risk import Risk
from quarterdeck.records.tables import table_of

NO_RISK = none_on_record("risk", "name", "likelihood", "impact")

RISK_REVIEW_DAYS_LATE = Measure(
    name="risk_review_days_late",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="risk",
    needs=(table_of(Risk),),
    rows=closed_or_late("risk_records", "review_date", "status = 'open'"),
    fold=ONE_ROW,
    key_is="risk",
    part_is="day",
    absent=NO_RISK,
    gaps=nobody_wrote("risk_records", "review_date", "when it is looked at again", "status = 'open' AND review_date IS NULL"),
)
