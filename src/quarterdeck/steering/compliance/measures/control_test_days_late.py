"""How many days the test of a control is late.

Says: The days from the day on which a control was to be tested again to the date of the assessment; below zero while it lies ahead.

Matters because: A safeguard that nobody tests is one that somebody believes in.

Counted how: One row a control that is said to work: the days since `tested` and `test_every` after it, by the calendar where that is told in
months; of a range the longest counts. Where it was never tested, one row says `never`. A control that is planned, failing or retired has a row that
counts nothing, `closed`.

Leaves out: How good the test was: `evidence` says where to look.

Source: The control's own record (`status`, `tested`, `test_every`).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import ONE_ROW, after, closed_or_late, nobody_wrote, none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.records.kinds.control import Control
from quarterdeck.records.tables import table_of

CONTROL_TEST_DAYS_LATE = Measure(
    name="control_test_days_late",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="control",
    needs=(table_of(Control),),
    rows=f"""
        {closed_or_late("control_records", after("tested", "test_every_days_p90"), "status = 'working'")}
        UNION ALL SELECT record, record, 'never', 0 FROM control_records WHERE status = 'working' AND tested IS NULL
    """,  # noqa: S608  # put together from constants
    fold=ONE_ROW,
    key_is="control",
    part_is="day",
    absent=none_on_record("control", "name", "status"),
    gaps=nobody_wrote("control_records", "test_every", "how often it is tested", "status = 'working' AND tested IS NOT NULL AND test_every_days_p90 IS NULL"),
)
