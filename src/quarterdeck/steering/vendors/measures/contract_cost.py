"""What a contract costs in a year.

Says: The amount that the record gives, told for a year: the middle of its range, with its ends.

Matters because: It is what can be saved, bargained over or lost; no estimate of ours stands in it.

Counted how: `cost` times 12, 4 or 1 for what is told by month, quarter or year. Three rows a contract, in its own currency: the range's ends
and its middle (`EUR p10`, `EUR p50`, `EUR p90`).

Leaves out: Contracts that are paid once. What was really paid: invoices and ledger say that.

Source: The contract's own record (`cost`, `cost_per`): given.
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.tables import table_of
from quarterdeck.steering.vendors.measures.notice_days_left import NO_CONTRACT

PER_YEAR = "CASE cost_per WHEN 'month' THEN 12 WHEN 'quarter' THEN 4 ELSE 1 END"

GIVEN_RANGE = Fold(
    "the middle of the given range",
    "max(contribution) FILTER (part LIKE '% p50')",
    low="max(contribution) FILTER (part LIKE '% p10')",
    high="max(contribution) FILTER (part LIKE '% p90')",
    spread="the ends of the given range",
)

CONTRACT_COST = Measure(
    name="contract_cost",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="a year, in the contract's currency",
    subject="contract",
    needs=(table_of(Contract),),
    rows=f"""
        SELECT record AS subject, record AS key, cost_currency || ' ' || unnest(['p10', 'p50', 'p90']) AS part,
            unnest([cost_p10, cost_p50, cost_p90]) * {PER_YEAR} AS contribution
        FROM contract_records WHERE cost_p50 IS NOT NULL AND cost_per <> 'once'
    """,  # noqa: S608  # put together from constants
    fold=GIVEN_RANGE,
    key_is="contract",
    part_is="end of the range",
    absent=NO_CONTRACT,
    gaps="""
        SELECT record AS subject, CASE WHEN cost_p50 IS NULL THEN 'nobody wrote what it costs' ELSE 'it is paid once, not by the year' END AS why,
            CASE WHEN cost_p50 IS NULL THEN 'Write `cost` in ' || path ELSE 'Nothing: a cost by the year does not exist' END AS supply
        FROM contract_records WHERE cost_p50 IS NULL OR cost_per = 'once'
    """,
)
