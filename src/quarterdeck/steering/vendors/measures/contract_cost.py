"""What a contract costs in a year.

Says: The amount that the record gives, told for a year: the middle of its range, with its ends.

Matters because: It is what can be saved, bargained over or lost; no estimate of ours stands in it.

Counted how: `cost` times 12, 4 or 1 for what is told by month, quarter or year. Three rows a contract, in its own currency: the range's ends
and its middle (`EUR p10`, `EUR p50`, `EUR p90`).

Leaves out: Contracts that are paid once. What was really paid: invoices and ledger say that.

Source: The contract's own record (`cost`, `cost_per`): given.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import GIVEN_RANGE, given_range
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.tables import table_of
from quarterdeck.steering.vendors.measures.notice_days_left import NO_CONTRACT

PER_YEAR = "CASE cost_per WHEN 'month' THEN 12 WHEN 'quarter' THEN 4 ELSE 1 END"

CONTRACT_COST = Measure(
    name="contract_cost",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="a year, in the contract's currency",
    subject="contract",
    needs=(table_of(Contract),),
    rows=given_range("contract_records", "cost", "cost_currency", PER_YEAR, "cost_per <> 'once'"),
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
