"""How many open objectives an initiative serves.

Says: Whether the objective that an initiative names is still one.

Matters because: Work that serves no objective takes people from work that does, and nobody can say when it has succeeded.

Counted how: One row an initiative that is planned, running or paused: 1 where it names an objective that is committed or a draft, with the
objective's status as the part, else 0 (`none` without one). An idea, and what is done or stopped, has a row that counts nothing, `closed`.

Leaves out: What an initiative does besides, and objectives that it serves without naming them.

Source: The records of initiatives (`objective`, `status`) and objectives (`status`).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.kinds.objective import Objective
from quarterdeck.records.tables import table_of

NO_INITIATIVE = none_on_record("initiative", "name")

OBJECTIVES_SERVED = Measure(
    name="objectives_served",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="objectives",
    subject="initiative",
    needs=(table_of(Initiative),),
    also_reads=(table_of(Objective),),
    rows="""
        SELECT i.record AS subject, coalesce(o.record, i.record) AS key,
            CASE WHEN i.status NOT IN ('planned', 'running', 'paused') THEN 'closed' ELSE coalesce(o.status, 'none') END AS part,
            (i.status IN ('planned', 'running', 'paused') AND coalesce(o.status, '') IN ('draft', 'committed'))::INTEGER AS contribution
        FROM initiative_records i LEFT JOIN objective_records o ON o.record = i.objective
    """,
    fold=TOTAL,
    key_is="objective",
    part_is="status",
    absent=NO_INITIATIVE,
)
