"""What a contract costs in a year of its next term.

Says: Today's yearly price with the rise that the contract allows: the middle of the range, with its ends.

Matters because: It is what keeping costs. Today's price is what keeping did cost.

Counted how: The yearly cost (`contract_cost`) times one plus `uplift`, end by end of both ranges. Three rows a contract (`EUR p10`, `EUR p50`, `EUR p90`).

Leaves out: Contracts that are paid once. What is bargained for, and more or fewer seats.

Source: The contract's own record (`cost`, `cost_per`, `uplift`): given.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import GIVEN_RANGE, nobody_wrote
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.tables import table_of
from quarterdeck.steering.vendors.measures.contract_cost import PER_YEAR
from quarterdeck.steering.vendors.measures.notice_days_left import NO_CONTRACT

_ENDS = ("p10", "p50", "p90")

NEXT_TERM_COST = Measure(
    name="next_term_cost",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="a year, in the contract's currency",
    subject="contract",
    needs=(table_of(Contract),),
    rows=f"""
        SELECT record AS subject, record AS key, cost_currency || ' ' || unnest({list(_ENDS)}) AS part,
            unnest([{", ".join(f"cost_{end} * (1 + uplift_{end})" for end in _ENDS)}]) * {PER_YEAR} AS contribution
        FROM contract_records WHERE cost_p50 IS NOT NULL AND uplift_p50 IS NOT NULL AND cost_per <> 'once'
    """,  # noqa: S608  # put together from constants
    fold=GIVEN_RANGE,
    key_is="contract",
    part_is="end of the range",
    absent=NO_CONTRACT,
    gaps=f"""
        {nobody_wrote("contract_records", "uplift", "how much dearer the next term may be", "uplift_p50 IS NULL AND cost_per <> 'once'")}
        UNION ALL
        {nobody_wrote("contract_records", "cost", "what it costs", "cost_p50 IS NULL AND uplift_p50 IS NOT NULL")}
    """,
)
