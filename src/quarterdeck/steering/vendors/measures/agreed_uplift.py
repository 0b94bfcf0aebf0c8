"""How much dearer a contract may become with its next term.

Says: The rise that the contract allows, as a share of the price: the middle of the range, with its ends.

Matters because: It is the one number of the next term that is known today.

Counted how: `uplift` of the record: three rows a contract, the range's ends and its middle.

Leaves out: What is bargained for; an index that the contract names, which nobody knows yet.

Source: The contract's own record (`uplift`): given.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import GIVEN_RANGE, given_range, nobody_wrote
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.tables import table_of
from quarterdeck.steering.vendors.measures.notice_days_left import NO_CONTRACT

AGREED_UPLIFT = Measure(
    name="agreed_uplift",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of the price",
    subject="contract",
    needs=(table_of(Contract),),
    rows=given_range("contract_records", "uplift", "'share'"),
    fold=GIVEN_RANGE,
    key_is="contract",
    part_is="end of the range",
    absent=NO_CONTRACT,
    gaps=nobody_wrote("contract_records", "uplift", "how much dearer the next term may be", "uplift_p50 IS NULL"),
    decimals=3,
)
