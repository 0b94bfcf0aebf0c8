"""To how many a milestone was promised.

Says: Whether somebody was promised that the milestone would be reached.

Matters because: A day that nobody counts on can move. One that a customer counts on cannot move in silence.

Counted how: One row a milestone: the stakeholder under `promised_to` counts 1; where nobody is named, the milestone counts 0.

Leaves out: Promises that were made by word of mouth.

Source: The milestone's own record (`promised_to`).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.records.kinds.milestone import Milestone
from quarterdeck.records.tables import table_of

PROMISE_RECEIVERS = Measure(
    name="promise_receivers",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="stakeholders",
    subject="milestone",
    needs=(table_of(Milestone),),
    rows="""
        SELECT record AS subject, coalesce(promised_to, record) AS key, status AS part, (promised_to IS NOT NULL)::INTEGER AS contribution
        FROM milestone_records
    """,
    fold=TOTAL,
    key_is="stakeholder",
    part_is="status",
    absent=none_on_record("milestone", "name", "date"),
)
