"""How much dearer the same purchases became under a contract.

Says: By which share the price of what was bought in the last year rose against the year before, for what was bought in both.

Matters because: A bill grows because more is bought or because each piece costs more. The first is a decision of ours, the second one of the vendor's, and
only a measured one can be held against the contract.

Counted how: The vendor's imported invoices of the year up to the end of the period, against those of the year before, by what is written on the line; its
price is its amount over its quantity. What is bought in both years gives the rows `price` (the difference of prices times what is bought now), `volume` (the
difference of quantities at the old price) and `at the old price` (what is bought now at the old price); what is bought in one year only, or without a
quantity, gives `not told apart`. Price, volume and what is not told apart add up to the difference of the two bills, to the cent. The value is the sum of
`price` over that of `at the old price`.

Leaves out: Invoices of a vendor with several contracts, unless the invoice names the contract. Lines that were given
another name. Whatever tells no quantity: a bill that grows with use is no price that rises.

Source: Price and volume variance, as controllers take a bill apart; the value is Paasche's price index, less one (ILO, IMF and others: Consumer Price Index
Manual, 2020; not opened).
"""

from __future__ import annotations

from quarterdeck.evidence.costs import InvoiceLine
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.kinds.vendor import Vendor
from quarterdeck.records.tables import table_of

_BOUGHT = """
    SELECT c.record, coalesce(i.description, 'not said') AS what, i.currency, i.issued_on > $end - INTERVAL 1 YEAR AS now,
        sum(i.amount)::DOUBLE AS cost, sum(i.quantity) AS quantity
    FROM invoices i JOIN vendor_records v ON lower(v.label) = lower(i.vendor) JOIN contract_records c ON c.vendor = v.record
    WHERE i.issued_on > $end - INTERVAL 2 YEARS AND i.issued_on <= $end AND (
        lower(i.contract) IN (lower(c.label), lower(c.record), lower(substr(c.record, 10)))
        OR (SELECT count(*) FROM contract_records o WHERE o.vendor = c.vendor) = 1)
    GROUP BY c.record, what, i.currency, now, i.quantity IS NULL
"""
_YEARS = f"""
    SELECT record, what, currency, sum(cost) FILTER (NOT now) AS was, sum(cost) FILTER (now) AS is_now,
        sum(quantity) FILTER (NOT now) AS bought, sum(quantity) FILTER (now) AS buys
    FROM ({_BOUGHT}) GROUP BY record, what, currency, quantity IS NULL
"""  # noqa: S608  # this module's own constants
_EFFECTS = """
    FROM (SELECT *, was / bought AS price, coalesce(bought > 0 AND buys > 0, false) AS twice FROM told)
    SELECT record, what, currency, unnest(['price', 'volume', 'at the old price', 'not told apart']) AS part, unnest([
        CASE WHEN twice THEN is_now - price * buys END,
        CASE WHEN twice THEN price * (buys - bought) END,
        CASE WHEN twice THEN price * buys END,
        CASE WHEN NOT twice THEN coalesce(is_now, 0) - coalesce(was, 0) END
    ]) AS amount
"""
"""(record, what, part, amount): what each line adds to the difference of two bills, and what is bought now at the old price."""

INVOICED_PRICE_CHANGE = Measure(
    name="invoiced_price_change",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of the price",
    subject="contract",
    needs=(table_of(Contract), table_of(Vendor), InvoiceLine),
    rows=f"""
        WITH told AS ({_YEARS}), effects AS ({_EFFECTS})
        SELECT record AS subject, what || ' (' || currency || ')' AS key, part, amount AS contribution FROM effects
        WHERE amount IS NOT NULL AND record IN (SELECT record FROM effects WHERE part = 'at the old price' AND amount IS NOT NULL)
    """,  # noqa: S608  # this module's own constants
    gaps=f"""
        SELECT record AS subject, 'its invoices are in ' || count(DISTINCT currency) || ' currencies, which are not added' AS why,
            'Look at them one by one: `quarterdeck query "FROM invoices"`' AS supply
        FROM ({_YEARS}) GROUP BY record HAVING count(DISTINCT currency) > 1
    """,  # noqa: S608  # as above
    fold=Fold(
        "the contributions of price, over those at the old price, to the hundredth of a percent",
        "round(sum(contribution) FILTER (part = 'price') / nullif(sum(contribution) FILTER (part = 'at the old price'), 0), 4)",
    ),
    key_is="line of an invoice",
    part_is="state",
    absent=NotAssessed(
        "no invoices of two years tell how much of the same was bought",
        "Import the vendor's invoices with their quantities: `quarterdeck import invoices FILE`",
    ),
    decimals=3,
)
