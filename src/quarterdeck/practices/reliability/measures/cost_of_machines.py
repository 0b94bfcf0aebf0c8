"""What the machines of a service cost.

Says: What compute, containers and databases of a service cost in a year, at the pace of the last 91 days, in the bill's currency.

Matters because: Capacity that nobody uses is worth giving back where it costs something.

Counted how: The effective cost of usage above zero within the last 91 days, of lines whose service category is Compute, Containers or Databases and one of
whose tags (`service`, `app`, `system`, …) names the service, or its system where no other service of it is known; times 365.25 over 91. One row for each
resource.

Leaves out: Lines without such a tag, and with them what is shared: clusters, networks, support. Savings plans and reservations that are billed as lines of
their own.

Source: FOCUS, the FinOps Open Cost and Usage Specification: Effective Cost, Service Category, Tags.
"""

from __future__ import annotations

from quarterdeck.derived.allocation import OF_SERVICES
from quarterdeck.evidence.costs import CostLine
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

_LINES = f"""
    SELECT s.service, coalesce(c.resource_name, c.resource_id, c.service_name, '') AS resource, c.billing_currency AS currency, c.effective_cost
    FROM cost_lines c JOIN ({OF_SERVICES}) s ON s.tags = c.tags
    WHERE c.charge_category = 'Usage' AND c.effective_cost > 0 AND lower(c.service_category) IN ('compute', 'containers', 'databases')
        AND c.charge_period_start >= $end - INTERVAL 91 DAY AND c.charge_period_start < $end AND c.billing_currency IS NOT NULL
"""  # noqa: S608  # put together from constants

COST_OF_MACHINES = Measure(
    name="cost_of_machines",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of the bill's currency a year",
    subject="service",
    needs=(CostLine,),
    rows=f"""
        SELECT service AS subject, resource AS key, currency AS part, sum(effective_cost)::DOUBLE * 365.25 / 91 AS contribution FROM ({_LINES}) GROUP BY ALL
    """,  # noqa: S608  # as above
    fold=TOTAL,
    key_is="resource",
    part_is="state",
    absent=NotAssessed("no line of a bill bears a tag with its name", "Tag its machines with `service` and its name, then `quarterdeck import focus FILE`"),
    gaps=f"""
        SELECT service AS subject, 'its machines are billed in ' || count(DISTINCT currency) || ' currencies, which are not added' AS why,
            'Look at them one by one: `quarterdeck query "FROM cost_lines"`' AS supply
        FROM ({_LINES}) GROUP BY service HAVING count(DISTINCT currency) > 1
    """,  # noqa: S608  # as above
)
