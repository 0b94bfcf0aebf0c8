"""What a decision costs or commits.

Says: The amount that the decision's record gives: the middle of its range, with its ends.

Matters because: It says how much waits, or stands on an assumption that nobody looks at.

Counted how: `cost` as it is written: three rows, the range's ends and its middle (`EUR p10`, `EUR p50`, `EUR p90`), in its own currency.

Leaves out: Decisions for which nobody wrote an amount.

Source: The decision's own record (`cost`): given.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import GIVEN_RANGE, given_range, nobody_wrote
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.records.tables import table_of
from quarterdeck.steering.strategy.measures.decision_days_late import NO_DECISION

DECISION_COST = Measure(
    name="decision_cost",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="in the decision's currency",
    subject="decision",
    needs=(table_of(Decision),),
    rows=given_range("decision_records", "cost", "cost_currency"),
    fold=GIVEN_RANGE,
    key_is="decision",
    part_is="end of the range",
    absent=NO_DECISION,
    gaps=nobody_wrote("decision_records", "cost", "what it costs", "cost_p50 IS NULL"),
)
