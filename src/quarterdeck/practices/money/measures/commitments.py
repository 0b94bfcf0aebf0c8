"""How much of the cloud commitments that are paid for was used.

Says: The share of what reservations and savings plans cost in the period that covered something that ran.

Matters because: A commitment is a discount for a promise. What it does not cover costs nothing less; what nobody runs under it is paid in full
for nothing.

Counted how: The lines of imported bills (FOCUS) that are usage under a commitment, by effective cost, each marked as used or unused by the provider. The
value is the used part over both.

Leaves out: Purchases of commitments themselves (their cost is spread over the usage lines), and how much usage could have been covered and was not.

Source: FOCUS, the FinOps Open Cost and Usage Specification: Commitment Discount Status and Effective Cost.
"""

from __future__ import annotations

from quarterdeck.evidence.costs import CostLine
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

_ALL_USAGE = "FROM cost_lines WHERE charge_category = 'Usage' AND charge_period_start >= $start AND charge_period_start < $end"
_COVERED = f"{_ALL_USAGE} AND commitment_discount_status IS NOT NULL"
_CURRENCIES = """
    SELECT 'company' AS subject, 'the bills are in ' || count(DISTINCT billing_currency) || ' currencies, which are not added' AS why,
        'Look at them one by one: `quarterdeck query "FROM cost_lines"`' AS supply
"""
_CALLED = "coalesce(commitment_discount_name, commitment_discount_id, 'a commitment without a name')"
_NO_COMMITMENTS = NotAssessed(
    "no bill with commitments was imported",
    "Import the cloud bill in the FOCUS format: `quarterdeck import focus FILE`; a company without reservations and savings plans has nothing to judge here",
)

COMMITMENT_UTILISATION = Measure(
    name="commitment_utilisation",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of the cost of commitments",
    subject="company",
    needs=(CostLine,),
    rows=f"""
        SELECT 'company' AS subject, {_CALLED} AS key, commitment_discount_status AS part, sum(effective_cost) AS contribution {_COVERED} GROUP BY ALL
    """,  # this module's own constants
    fold=Fold(
        "the contributions of rows that are used, over all",
        "coalesce(sum(contribution) FILTER (part = 'Used'), 0) / nullif(sum(contribution), 0)",
    ),
    key_is="commitment",
    part_is="state",
    absent=_NO_COMMITMENTS,
    gaps=f"""
        {_CURRENCIES} {_COVERED} HAVING count(DISTINCT billing_currency) > 1
        UNION ALL SELECT 'company', 'what runs under a commitment costs nothing on the bill: its cost stands elsewhere',
            'Import the bill of the account that pays for the commitments: `quarterdeck import focus FILE`'
        {_COVERED} HAVING sum(effective_cost) = 0
    """,  # as above
    decimals=2,
)

UNUSED_COMMITMENTS_COST = Measure(
    name="unused_commitments_cost",
    page=Page(
        "What cloud commitments cost in the period that covered nothing.",
        {**COMMITMENT_UTILISATION.page.parts, "Says": "The effective cost of commitments in the period under which nothing ran, in the bill's currency."},
    ),
    unit="of the bill's currency",
    subject="company",
    needs=(CostLine,),
    rows=f"""
        SELECT 'company' AS subject, {_CALLED} AS key, billing_currency AS part, sum(effective_cost) AS contribution {_COVERED}
        AND commitment_discount_status = 'Unused' AND billing_currency IS NOT NULL GROUP BY ALL
    """,  # as above
    fold=TOTAL,
    key_is="commitment",
    part_is="currency",
    absent=NotAssessed("no unused part of a commitment stands on a bill with a currency", "Nothing, if the commitments are used; else import the whole bill"),
    gaps=f"{_CURRENCIES} {_COVERED} HAVING count(DISTINCT billing_currency) > 1",  # as above
)

COMMITMENT_COVERAGE = Measure(
    name="commitment_coverage",
    page=Page(
        "How much of what commitments could cover is covered.",
        {
            "Says": "The share of usage, at list prices, that ran under a reservation or savings plan, within the services for which the company has any.",
            "Matters because": "What could be covered and is not is bought by the hour, at the dearest price. What should not be covered stands beside it: "
            "only use that lasts is worth a promise.",
            "Counted how": "Lines of usage above zero of the period, of each service that has a line under a commitment: the list cost (else the contracted, "
            "else the effective one) of lines that are used under one, and of those that are under none. The value is the first over both.",
            "Leaves out": "Services without any commitment; usage that no commitment of the provider could cover; commitments that stood idle.",
            "Source": "FOCUS, the FinOps Open Cost and Usage Specification: Commitment Discount Status, List Cost. Coverage as FinOps uses the word.",
        },
    ),
    unit="of what could be covered",
    subject="company",
    needs=(CostLine,),
    rows="""
        WITH usage AS (
            SELECT coalesce(service_name, 'without a service') AS service, coalesce(commitment_discount_status, 'on demand') AS state,
                coalesce(list_cost, contracted_cost, effective_cost) AS cost
            FROM cost_lines WHERE charge_category = 'Usage' AND charge_period_start >= $start AND charge_period_start < $end
        )
        SELECT 'company' AS subject, service AS key, state AS part, sum(cost) AS contribution FROM usage
        WHERE cost > 0 AND state IN ('Used', 'on demand') AND service IN (SELECT service FROM usage WHERE state = 'Used') GROUP BY ALL
    """,
    fold=Fold("the contributions of rows that are used, over all", "coalesce(sum(contribution) FILTER (part = 'Used'), 0) / nullif(sum(contribution), 0)"),
    key_is="service",
    part_is="state",
    absent=_NO_COMMITMENTS,
    gaps=f"{_CURRENCIES} {_ALL_USAGE} HAVING count(DISTINCT billing_currency) > 1",  # as above
    decimals=2,
)
