"""How much work an initiative takes.

Says: The effort that the record gives, in person-days: the middle of its range, with its ends.

Matters because: It is what the company spends, whoever it serves.

Counted how: `effort` as it is written, in days of work: three rows, the range's ends and its middle.

Leaves out: What was really spent, and initiatives of which nobody wrote the effort.

Source: The initiative's own record (`effort`): given.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import GIVEN_RANGE, given_range, nobody_wrote
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.tables import table_of
from quarterdeck.steering.strategy.measures.objectives_served import NO_INITIATIVE

INITIATIVE_EFFORT = Measure(
    name="initiative_effort",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="person-days",
    subject="initiative",
    needs=(table_of(Initiative),),
    rows=given_range("initiative_records", "effort_days", "'person-days'"),
    fold=GIVEN_RANGE,
    key_is="initiative",
    part_is="end of the range",
    absent=NO_INITIATIVE,
    gaps=nobody_wrote("initiative_records", "effort", "how much work it is", "effort_days_p50 IS NULL"),
)
