"""How many words say when an initiative is to be stopped.

Says: Whether somebody wrote down what would have to be seen for the initiative to be stopped.

Matters because: Whoever has put months into something finds reasons to go on. The reason to stop has to be written before.

Counted how: One row an initiative that is planned, running or paused: 1 with a `kill_criterion`, else 0, its status as the part. An idea, and what
is done or stopped, has a row that counts nothing, `closed`.

Leaves out: Whether the criterion is any good, and whether anybody looks at it.

Source: The initiative's own record (`kill_criterion`, `status`).
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.tables import table_of
from quarterdeck.steering.strategy.measures.objectives_served import NO_INITIATIVE

KILL_CRITERIA = Measure(
    name="kill_criteria",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="criteria",
    subject="initiative",
    needs=(table_of(Initiative),),
    rows="""
        SELECT record AS subject, record AS key, CASE WHEN status IN ('planned', 'running', 'paused') THEN status ELSE 'closed' END AS part,
            (status IN ('planned', 'running', 'paused') AND coalesce(kill_criterion, '') <> '')::INTEGER AS contribution
        FROM initiative_records
    """,
    fold=TOTAL,
    key_is="initiative",
    part_is="status",
    absent=NO_INITIATIVE,
)
