"""How many days are left of a contract's term.

Says: The days from the date of the assessment to the last day of the term that can still be changed.

Matters because: Until then it is paid, and after that day the terms of the next stretch hold, or none.

Counted how: One row a contract: the last day as the part, the days left as the contribution. The term is the one whose notice day is next.

Leaves out: Terms of which only a length is written and no end; extensions that were agreed and not recorded.

Source: The contract's own record (`ends`, `notice`, `term`, `renews`).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import ONE_ROW
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.tables import table_of
from quarterdeck.steering.vendors.measures.notice_days_left import NO_CONTRACT, TERMS

TERM_DAYS_LEFT = Measure(
    name="term_days_left",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="contract",
    needs=(table_of(Contract),),
    rows=f"""
        SELECT record AS subject, record AS key, ends::VARCHAR AS part, date_diff('day', $as_of::DATE, ends) AS contribution FROM ({TERMS})
    """,  # noqa: S608  # put together from constants
    fold=ONE_ROW,
    key_is="contract",
    part_is="last day",
    absent=NO_CONTRACT,
    gaps="SELECT record AS subject, 'nobody wrote when it ends' AS why, 'Write `ends` in ' || path AS supply FROM contract_records WHERE ends IS NULL",
)
