"""Where a key result stands.

Says: The reading that the record gives of a key result of a committed objective, in the unit in which its owner counts it.

Matters because: Kept with every assessment, it shows whether a result has moved since the last quarter, which the record of one day cannot show.

Counted how: `current` of the key result as it is written, a share for what is written in per cent; one row, with the day of the reading as its part
(`no day` where none is given).

Leaves out: Objectives that are drafts, reached, missed or dropped; what stands in a dashboard and not in the record.

Source: The objective's own record (`key_results`: `current`, `measured`): given.
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.objective import Objective
from quarterdeck.records.tables import group_of, table_of

KEY_RESULT_READING = Measure(
    name="key_result_reading",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="as counted",
    subject="key-result",
    needs=(
        table_of(Objective),
        group_of(Objective, "key_results"),
    ),
    rows="""
        SELECT k.record || '#' || k.name AS subject, k.name AS key, coalesce(k.measured::VARCHAR, 'no day') AS part, k.current AS contribution
        FROM objective_records o JOIN objective_key_results k USING (record) WHERE o.status = 'committed' AND k.current IS NOT NULL
    """,
    fold=Fold("the reading of its one row", "min(contribution)"),
    key_is="reason",
    part_is="day",
    absent=NotAssessed("nobody has read it", "Write `current` and `measured` of the key result into the record of its objective (`objectives/`)"),
    decimals=3,
)
