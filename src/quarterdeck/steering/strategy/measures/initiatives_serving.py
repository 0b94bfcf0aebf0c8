"""How many initiatives serve an objective.

Says: The initiatives that are planned, running or paused for the objective, or for one that is a part of it.

Matters because: An objective for which nobody works is a wish.

Counted how: One row for each such initiative, with its status as the part, counted 1. Where there is none, a row of the objective's own that counts
0: `none` while it is committed, `closed` when it is a draft, reached, missed or dropped.

Leaves out: Ideas, and work that no initiative tells of.

Source: The records of initiatives (`objective`, `status`) and objectives (`part_of`, `status`).
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.kinds.objective import Objective
from quarterdeck.records.tables import table_of
from quarterdeck.steering.strategy.measures.key_results_not_read import NO_OBJECTIVE

INITIATIVES_SERVING = Measure(
    name="initiatives_serving",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="initiatives",
    subject="objective",
    needs=(
        table_of(Initiative),
        table_of(Objective),
    ),
    rows="""
        WITH RECURSIVE parts AS (
            SELECT record AS objective, record AS part FROM objective_records
            UNION SELECT p.objective, o.record FROM parts p JOIN objective_records o ON o.part_of = p.part
        ), served AS (
            SELECT p.objective, i.record, i.status FROM parts p JOIN initiative_records i ON i.objective = p.part
            JOIN objective_records o ON o.record = p.objective WHERE i.status IN ('planned', 'running', 'paused') AND o.status = 'committed'
        )
        SELECT objective AS subject, record AS key, status AS part, 1 AS contribution FROM served
        UNION ALL
        SELECT record, record, CASE WHEN status = 'committed' THEN 'none' ELSE 'closed' END, 0 FROM objective_records
        WHERE record NOT IN (SELECT objective FROM served)
    """,
    fold=TOTAL,
    key_is="initiative",
    part_is="status",
    absent=NO_OBJECTIVE,
)
