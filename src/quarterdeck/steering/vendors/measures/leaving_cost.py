"""What leaving a vendor would cost.

Says: The cost of leaving that the vendor's contract gives; of several contracts, that of the one that is dearest to leave.

Matters because: It is the price of a mistake about this vendor, and what the vendor's price may rise by before anybody moves.

Counted how: `exit_cost` of the contract, in its own currency: three rows, the range's ends and its middle (`EUR p10`, `EUR p50`, `EUR p90`).

Leaves out: What nobody wrote down; time, which `exit_cost` does not tell.

Source: The contract's own record (`exit_cost`): given.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import GIVEN_RANGE, none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.kinds.vendor import Vendor
from quarterdeck.records.tables import table_of

LEAVING_COST = Measure(
    name="leaving_cost",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="once, in the contract's currency",
    subject="vendor",
    needs=(table_of(Contract), table_of(Vendor)),
    rows="""
        SELECT vendor AS subject, record AS key, exit_cost_currency || ' ' || unnest(['p10', 'p50', 'p90']) AS part,
            unnest([exit_cost_p10, exit_cost_p50, exit_cost_p90]) AS contribution
        FROM (FROM contract_records WHERE exit_cost_p50 IS NOT NULL QUALIFY row_number() OVER (PARTITION BY vendor ORDER BY exit_cost_p50 DESC, record) = 1)
    """,
    fold=GIVEN_RANGE,
    key_is="contract",
    part_is="end of the range",
    absent=NotAssessed("nobody wrote what leaving would cost", f"Write `exit_cost` in the vendor's contract. {none_on_record('contract', 'name').supply}"),
)
