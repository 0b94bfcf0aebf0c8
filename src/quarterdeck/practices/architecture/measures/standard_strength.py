"""How strongly a standard binds.

Says: Whether a standard on record says *must*, *should* or *may*.

Matters because: What must be is worth stopping for; what may be is not.

Counted how: One row for each standard that is in force, with its strength as the part. The value is 1.

Leaves out: Standards that are drafts or retired.

Source: The company's own standards (`strength`), in the words of RFC 2119 (not opened).
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.standard import Standard
from quarterdeck.records.tables import table_of

STANDARD_STRENGTH = Measure(
    name="standard_strength",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="standards",
    subject="standard",
    needs=(table_of(Standard),),
    rows="SELECT record AS subject, record AS key, strength AS part, 1 AS contribution FROM standard_records WHERE status = 'in-force'",
    fold=Fold("the number of rows", "count(*)"),
    key_is="standard",
    part_is="strength",
    absent=NotAssessed("it is not in force", "Set its status to in-force once it holds"),
)
