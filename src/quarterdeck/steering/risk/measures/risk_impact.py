"""What a risk would cost when it happens.

Says: The amount that the record gives: the middle of its range, with its ends.

Matters because: Together with how likely it is it says how much a year of waiting is worth.

Counted how: `impact` as it is written: three rows, the range's ends and its middle (`EUR p10`, `EUR p50`, `EUR p90`), in its own currency.

Leaves out: What is held down by controls: the record's number stands as somebody wrote it.

Source: The risk's own record (`impact`): given.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import GIVEN_RANGE, given_range
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.records.kinds.risk import Risk
from quarterdeck.records.tables import table_of
from quarterdeck.steering.risk.measures.risk_review_days_late import NO_RISK

RISK_IMPACT = Measure(
    name="risk_impact",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="in the risk's currency",
    subject="risk",
    needs=(table_of(Risk),),
    rows=given_range("risk_records", "impact", "impact_currency"),
    fold=GIVEN_RANGE,
    key_is="risk",
    part_is="end of the range",
    absent=NO_RISK,
)
