"""How much of what contracts cost goes to one vendor.

Says: The share of the yearly cost of all running contracts that goes to the vendor with most of it.

Matters because: A large share is bargaining power on one side, and a dependence on the other.

Counted how: One row a contract, for its vendor: the middle of its given yearly cost, in the company's currency, by the company's own exchange rates where it
has another. The value is the greatest sum of one vendor over the sum of all. A contract whose end has gone by, and of which nobody wrote whether it
renews, counts as if it did; the report says of how many that is so.

Leaves out: Contracts that are paid once, have ended and do not renew, or of which nobody wrote the cost; what is paid without a contract on record.

Source: The records of contracts (`cost`, `cost_per`, `vendor`) and of the company (`currency`, `exchange_rates`): given. A share is arithmetic.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page, RowArrays
from quarterdeck.records.kinds.company import Company
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.tables import group_of, table_of
from quarterdeck.steering.vendors.measures.contract_cost import PER_YEAR
from quarterdeck.steering.vendors.measures.notice_days_left import NO_CONTRACT

_PAID = f"""
    SELECT c.record, c.label, c.vendor, c.cost_currency, c.cost_p50 * {PER_YEAR} * CASE WHEN c.cost_currency = o.currency THEN 1 ELSE r.value_p50 END AS yearly
    FROM contract_records c CROSS JOIN company_records o LEFT JOIN company_exchange_rates r ON r.name = c.cost_currency
    WHERE c.cost_p50 IS NOT NULL AND c.cost_per <> 'once' AND (c.ends IS NULL OR c.ends >= $as_of::DATE OR coalesce(c.renews, true))
"""  # noqa: S608  # put together from constants


def fold(rows: RowArrays) -> NDArray[np.float64]:
    """The greatest sum of one key over the sum of all, per subject."""
    width = int(rows.key.max()) + 1 if len(rows.key) else 1
    sums = np.bincount(rows.subject * width + rows.key, rows.contribution, minlength=rows.subjects * width).reshape(rows.subjects, width)
    total = sums.sum(axis=1)
    share: NDArray[np.float64] = sums.max(axis=1) / np.where(total > 0, total, np.nan)
    return share


SPEND_WITH_ONE_VENDOR = Measure(
    name="spend_with_one_vendor",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of the yearly cost",
    subject="company",
    needs=(table_of(Contract), table_of(Company), group_of(Company, "exchange_rates")),
    rows=f"SELECT 'company' AS subject, vendor AS key, record AS part, yearly AS contribution FROM ({_PAID}) WHERE yearly IS NOT NULL",  # noqa: S608  # as above
    fold=Fold("the greatest sum of one vendor over the sum of all rows", arrays=fold),
    key_is="vendor",
    part_is="contract",
    absent=NO_CONTRACT,
    gaps=f"""
        SELECT 'company' AS subject, 'nothing says what one ' || min(cost_currency) || ' is worth in the company''s currency' AS why,
            'Write `exchange_rates` in quarterdeck.yaml' AS supply
        FROM ({_PAID}) WHERE yearly IS NULL HAVING count(*) > 0
    """,  # noqa: S608  # as above
    decimals=2,
)
