"""How many key results of an objective nobody has read lately.

Says: Of the key results of an open objective, how many have no reading, or one that is too old to steer by.

Matters because: An objective that is not measured is steered by hope until the day on which it is due.

Counted how: One row for each key result of a committed objective, with the day of its reading as the part (`never` without one): 1 where that lies
further back than the criterion's days, or where there is none, else 0. A draft and an objective that was reached, missed or dropped has one row
that counts nothing, `closed`.

Leaves out: Readings that stand in a dashboard and not in the record.

Source: The objective's own record (`key_results`: `current`, `measured`). The length is our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Criterion, Measure, Page
from quarterdeck.records.kinds.objective import Objective
from quarterdeck.records.tables import group_of, table_of

NO_OBJECTIVE = none_on_record("objective", "name")
LONGEST_UNREAD = Criterion(
    "longest_unread_days", 92, "days", "A key result whose last reading is older than this is not measured.",
    "Our judgement: whoever looks less than once a quarter cannot steer by it.",
)  # fmt: skip

KEY_RESULTS_NOT_READ = Measure(
    name="key_results_not_read",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="key results",
    subject="objective",
    needs=(
        table_of(Objective),
        group_of(Objective, "key_results"),
    ),
    rows="""
        SELECT o.record AS subject, k.name AS key, coalesce(k.measured::VARCHAR, 'never') AS part,
            (k.measured IS NULL OR date_diff('day', k.measured, $as_of::DATE) > $longest_unread_days)::INTEGER AS contribution
        FROM objective_records o JOIN objective_key_results k USING (record) WHERE o.status = 'committed'
        UNION ALL SELECT record, record, 'closed', 0 FROM objective_records WHERE status <> 'committed'
    """,
    fold=TOTAL,
    key_is="reason",
    part_is="day",
    absent=NO_OBJECTIVE,
    gaps="""
        SELECT record AS subject, 'it has no key result: nobody could tell whether it was reached' AS why, 'Write `key_results` in ' || path AS supply
        FROM objective_records WHERE status = 'committed' AND record NOT IN (SELECT record FROM objective_key_results)
    """,
    criteria=(LONGEST_UNREAD,),
)
