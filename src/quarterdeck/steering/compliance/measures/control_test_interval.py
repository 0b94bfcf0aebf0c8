"""How often a control is to be tested.

Says: The days between two tests, as the record gives them; of a range the longest.

Matters because: A test that is later than that has been left out altogether.

Counted how: One row a control: `test_every` in days, its status as the part.

Leaves out: Controls of which nobody wrote how often they are tested.

Source: The control's own record (`test_every`): given.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import ONE_ROW, nobody_wrote, none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.records.kinds.control import Control
from quarterdeck.records.tables import table_of

CONTROL_TEST_INTERVAL = Measure(
    name="control_test_interval",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="control",
    needs=(table_of(Control),),
    rows="""
        SELECT record AS subject, record AS key, status AS part, test_every_days_p90 AS contribution
        FROM control_records WHERE test_every_days_p90 IS NOT NULL
    """,
    fold=ONE_ROW,
    key_is="control",
    part_is="status",
    absent=none_on_record("control", "name", "status"),
    gaps=nobody_wrote("control_records", "test_every", "how often it is tested", "test_every_days_p90 IS NULL"),
)
