"""How likely a risk is within a year.

Says: The chance that the record gives: the middle of its range, with its ends.

Matters because: Together with what it would cost it says how much a year of waiting is worth.

Counted how: `likelihood` as it is written: three rows, the range's ends and its middle, as shares.

Leaves out: How well whoever wrote it judges: compare with what happened.

Source: The risk's own record (`likelihood`): given.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import GIVEN_RANGE, given_range
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.records.kinds.risk import Risk
from quarterdeck.records.tables import table_of
from quarterdeck.steering.risk.measures.risk_review_days_late import NO_RISK

RISK_LIKELIHOOD = Measure(
    name="risk_likelihood",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="a year",
    subject="risk",
    needs=(table_of(Risk),),
    rows=given_range("risk_records", "likelihood", "'share'"),
    fold=GIVEN_RANGE,
    key_is="risk",
    part_is="end of the range",
    absent=NO_RISK,
    decimals=2,
)
