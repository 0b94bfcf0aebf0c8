"""How many initiatives of an objective have people or money.

Says: Of the initiatives that are planned or running for a committed objective, or for one that is a part of it, how many have a team or a budget line.

Matters because: Work that nobody does and nobody pays for is a line on a slide.

Counted how: One row for each such initiative, with what it has as the part: `people` (its record names a team), `money` (a budget line names it), `both`
count 1, `nothing` counts 0. An objective without such an initiative, or one that is not committed, has one row that counts nothing, `closed`.

Leaves out: Whether the people have the time and the money is enough: `quarterdeck challenge` and `roadmap plan` ask that.

Source: The records of initiatives (`objective`, `teams`, `status`), budget lines (`initiative`) and objectives (`part_of`, `status`).
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.records.kinds.budget_line import BudgetLine
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.kinds.objective import Objective
from quarterdeck.records.tables import table_of
from quarterdeck.steering.strategy.measures.key_results_not_read import NO_OBJECTIVE

INITIATIVES_PROVIDED_FOR = Measure(
    name="initiatives_provided_for",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="initiatives",
    subject="objective",
    needs=(
        table_of(Initiative),
        table_of(Objective),
        table_of(BudgetLine),
    ),
    rows="""
        WITH RECURSIVE parts AS (
            SELECT record AS objective, record AS part FROM objective_records
            UNION SELECT p.objective, o.record FROM parts p JOIN objective_records o ON o.part_of = p.part
        ), served AS (
            SELECT DISTINCT p.objective, i.record, len(i.teams) > 0 AS people, i.record IN (SELECT initiative FROM budget_line_records
                WHERE initiative IS NOT NULL) AS money
            FROM parts p JOIN initiative_records i ON i.objective = p.part JOIN objective_records o ON o.record = p.objective
            WHERE i.status IN ('planned', 'running') AND o.status = 'committed'
        )
        SELECT objective AS subject, record AS key,
            CASE WHEN people AND money THEN 'both' WHEN people THEN 'people' WHEN money THEN 'money' ELSE 'nothing' END AS part,
            (people OR money)::INTEGER AS contribution
        FROM served
        UNION ALL SELECT record, record, 'closed', 0 FROM objective_records WHERE record NOT IN (SELECT objective FROM served)
    """,
    fold=TOTAL,
    key_is="initiative",
    part_is="what it has",
    absent=NO_OBJECTIVE,
)
