"""How many seats are paid for that nobody uses, product by product.

Says: The number of seats of licensed products that were paid for and not used when they were last counted.

Matters because: Seats are bought for people who come and are seldom given back when they go. They are the part of a budget that can be cut
without anybody noticing.

Counted how: For each product and plan, the newest count of seats within the period. Used are the most that any count of the last
three months before it shows, so that holidays do not look like waste; where an export does not tell use, the seats that are assigned. What is
paid for beyond that is unused.

Leaves out: Products whose export tells neither use nor assignment. Seats that are used and not worth their price: the count knows nothing of that.

Source: Our own definition. Counts as vendors' licence pages and exports give them.
"""

from __future__ import annotations

from quarterdeck.evidence.costs import SeatCount
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

NO_SEATS = NotAssessed("no counts of seats were imported", "Import the licence export of each product: `quarterdeck import seats FILE`")

COUNTED = """
    SELECT product || CASE WHEN plan = '' THEN '' ELSE ' (' || plan || ')' END AS product, paid,
        max(coalesce(used, assigned)) OVER (
            PARTITION BY product, plan ORDER BY counted_on RANGE BETWEEN INTERVAL 92 DAYS PRECEDING AND CURRENT ROW
        ) AS most,
        CASE WHEN most IS NOT NULL THEN greatest(0, paid - most) END AS unused,
        seat_price * CASE billed_per WHEN 'month' THEN 12 WHEN 'year' THEN 1 END AS yearly, currency, counted_on
    FROM seats
    WHERE counted_on >= $start AND counted_on < $end
    QUALIFY row_number() OVER (PARTITION BY product, plan ORDER BY counted_on DESC) = 1
"""
"""(product, paid, most, unused, yearly, currency, counted_on) of the newest count of each product and plan."""

SEATS_UNUSED = Measure(
    name="seats_unused",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="seats",
    subject="company",
    needs=(SeatCount,),
    rows=f"""
        SELECT 'company' AS subject, product AS key, CASE WHEN unused > 0 THEN 'unused' ELSE 'all used' END AS part, unused AS contribution
        FROM ({COUNTED}) WHERE unused IS NOT NULL
    """,  # noqa: S608  # this module's own constant
    fold=TOTAL,
    key_is="product",
    part_is="state",
    absent=NO_SEATS,
)

SEATS_PAID = Measure(
    name="seats_paid",
    page=Page(
        "How many seats are paid for, product by product.",
        {**SEATS_UNUSED.page.parts, "Says": "The number of seats of licensed products that were paid for when they were last counted."},
    ),
    unit="seats",
    subject="company",
    needs=(SeatCount,),
    rows=f"SELECT 'company' AS subject, product AS key, '' AS part, paid AS contribution FROM ({COUNTED}) WHERE unused IS NOT NULL",  # noqa: S608  # as above
    fold=Fold("the sum of the contributions", "sum(contribution)"),
    key_is="product",
    absent=NO_SEATS,
)

UNUSED_SEATS_COST = Measure(
    name="unused_seats_cost",
    page=Page(
        "What seats cost in a year that nobody uses.",
        {
            **SEATS_UNUSED.page.parts,
            "Says": "The yearly price of the seats that were paid for and not used when they were last counted, in the currency of their price.",
            "Counted how": SEATS_UNUSED.page.parts["Counted how"]
            + " Each unused seat counts with the price of a seat for a year: twelve monthly prices, or a yearly one.",
            "Leaves out": f"Products whose export tells no price. {SEATS_UNUSED.page.parts['Leaves out']}",
        },
    ),
    unit="of the price's currency a year",
    subject="company",
    needs=(SeatCount,),
    rows=f"""
        SELECT 'company' AS subject, product AS key, currency AS part, unused * yearly AS contribution
        FROM ({COUNTED}) WHERE unused > 0 AND yearly IS NOT NULL AND currency IS NOT NULL
    """,  # noqa: S608  # as above
    fold=TOTAL,
    key_is="product",
    part_is="currency",
    absent=NotAssessed("no unused seat has a price", "Import seats with `seat price`, `currency` and `billed per`: `quarterdeck import seats FILE`"),
    gaps=f"""
        SELECT 'company' AS subject, 'prices of seats are in ' || count(DISTINCT currency) || ' currencies, which are not added' AS why,
            'Look at the products one by one: `quarterdeck query "FROM seats"`' AS supply
        FROM ({COUNTED}) WHERE unused > 0 AND yearly IS NOT NULL HAVING count(DISTINCT currency) > 1
    """,  # noqa: S608  # as above
)
