"""How many key results of an objective tell early.

Says: Of the key results of a committed objective, how many move while there is still time to act (leading).

Matters because: A result that shows only at the end cannot be steered by: whoever reads it learns how it went, and can change nothing any more.

Counted how: One row for each key result of a committed objective, with what it `tells` as the part: `early` counts 1, `late` and `unsaid` 0. A committed
objective without any has a row `none`. A draft and an objective that was reached, missed or dropped has one row that counts nothing, `closed`.

Leaves out: Whether a result that is called early really leads: only its history would show.

Source: The objective's own record (`key_results`: `tells`). Leading and lagging as in Kaplan & Norton, *The Balanced Scorecard*, 1996 (not opened).
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.records.kinds.objective import Objective
from quarterdeck.records.tables import group_of, table_of
from quarterdeck.steering.strategy.measures.key_results_not_read import NO_OBJECTIVE

KEY_RESULTS_THAT_LEAD = Measure(
    name="key_results_that_lead",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="key results",
    subject="objective",
    needs=(
        table_of(Objective),
        group_of(Objective, "key_results"),
    ),
    rows="""
        SELECT o.record AS subject, k.name AS key, coalesce(k.tells, 'unsaid') AS part, (k.tells IS NOT DISTINCT FROM 'early')::INTEGER AS contribution
        FROM objective_records o JOIN objective_key_results k USING (record) WHERE o.status = 'committed'
        UNION ALL
        SELECT record, record, CASE WHEN status = 'committed' THEN 'none' ELSE 'closed' END, 0 FROM objective_records
        WHERE status <> 'committed' OR record NOT IN (SELECT record FROM objective_key_results)
    """,
    fold=TOTAL,
    key_is="reason",
    part_is="what it tells",
    absent=NO_OBJECTIVE,
)
