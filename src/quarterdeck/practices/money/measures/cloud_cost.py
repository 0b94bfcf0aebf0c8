"""What the cloud costs, month by month.

Says: The effective cost of everything on the imported bills of the period, in the bill's currency.

Matters because: It is the part of technology's cost that any engineer can change in an afternoon, in both directions.

Counted how: The effective cost of all lines whose charge begins in the period, credits included, by month and service.

Leaves out: Taxes where the bill has none; what other vendors invoice.

Source: FOCUS, the FinOps Open Cost and Usage Specification: Effective Cost.
"""

from __future__ import annotations

from quarterdeck.evidence.costs import CostLine
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

CLOUD_COST = Measure(
    name="cloud_cost",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of the bill's currency",
    subject="company",
    needs=(CostLine,),
    rows="""
        SELECT 'company' AS subject, strftime(charge_period_start, '%Y-%m-01') AS key,
            coalesce(billing_currency, '') || ' ' || coalesce(service_name, 'without a service') AS part, sum(effective_cost) AS contribution
        FROM cost_lines WHERE charge_period_start >= $start AND charge_period_start < $end GROUP BY ALL
    """,
    fold=TOTAL,
    key_is="month",
    part_is="service",
    absent=NotAssessed("no cloud bill was imported", "Import it in the FOCUS format: `quarterdeck import focus FILE`"),
    gaps="""
        SELECT 'company' AS subject, 'the bills are in ' || count(DISTINCT billing_currency) || ' currencies, which are not added' AS why,
            'Look at them one by one: `quarterdeck query "FROM cost_lines"`' AS supply
        FROM cost_lines WHERE charge_period_start >= $start AND charge_period_start < $end HAVING count(DISTINCT billing_currency) > 1
    """,
)
