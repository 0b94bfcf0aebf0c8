"""Whether a contract renews by itself.

Says: One for a contract that runs on unless somebody cancels it, zero for one that ends. Where nobody wrote it, nothing.

Matters because: The same day is a last chance for the one and the end of what stands on it for the other; the letters to write are different.

Counted how: What the record says under `renews`, one row a contract: `yes` or `no` as the part.

Leaves out: What the paper says where the record is silent: it is not guessed from the notice or the term.

Source: The contract's own record (`renews`): given.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import nobody_wrote
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.tables import table_of
from quarterdeck.steering.vendors.measures.notice_days_left import NO_CONTRACT

RENEWS_BY_ITSELF = Measure(
    name="renews_by_itself",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="(1: it renews)",
    subject="contract",
    needs=(table_of(Contract),),
    rows="""
        SELECT record AS subject, record AS key, CASE WHEN renews THEN 'yes' ELSE 'no' END AS part, renews::INTEGER AS contribution
        FROM contract_records WHERE renews IS NOT NULL
    """,
    fold=Fold("the number of its one row", "min(contribution)"),
    key_is="contract",
    part_is="state",
    absent=NO_CONTRACT,
    gaps=nobody_wrote("contract_records", "renews", "whether it renews by itself", "renews IS NULL"),
)
