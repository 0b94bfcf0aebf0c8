"""How much of what a budget line planned was spent.

Says: What was booked for a budget line in the complete quarters of the period, over what was planned for them.

Matters because: A plan that is overspent in silence is no plan. Seen in the first quarter it is a decision; seen at the end of the year it is an excuse.

Counted how: For each quarter of the fiscal year that lies wholly within the period and for which the line plans an amount: the sum of the bookings in the
imported ledger that are the line's own, and the planned amount (the middle of a range). Its own are those that its `booked_as` names (an account, cost centre,
project or team of the ledger) and no other line's; else those for the vendor of its contract. The value is the sum of the first over the sum of the second.

Leaves out: Bookings that several lines name, and contracts that two lines pay; lines that name neither; the quarter that is not over.

Source: Our own definition; a line's plan against its actuals, as any controller reads it.
"""

from __future__ import annotations

from quarterdeck.evidence.costs import LedgerEntry
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.budget_line import BudgetLine
from quarterdeck.records.kinds.company import Company
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.kinds.vendor import Vendor
from quarterdeck.records.tables import group_of, table_of

_QUARTERS = """
    SELECT a.record, a.name AS quarter, a.value_p50 AS planned, a.value_currency AS currency,
        make_date(left(a.name, 4)::INTEGER, 1, 1) + to_months(greatest(0, coalesce(list_position(
            ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'],
            (SELECT any_value(fiscal_year_starts) FROM company_records)), 1) - 1)::INTEGER + 3 * (right(a.name, 1)::INTEGER - 1)) AS begins
    FROM budget_line_amounts a
"""
"""(record, quarter, planned, currency, begins): a fiscal year bears the number of the year in which it begins."""

_NAMED = """
    SELECT l.id, min(b.record) AS record, count(DISTINCT b.record) AS lines
    FROM ledger l JOIN (SELECT record, lower(unnest(booked_as)) AS name FROM budget_line_records) b
        ON b.name IN (lower(l.account), lower(l.account_name), lower(l.cost_centre), lower(l.project), lower(l.team))
    GROUP BY l.id
"""
"""(id, record, lines): bookings that lines call by a name of the ledger, and how many lines do."""
_SOLD = """
    SELECT l.id, b.record
    FROM budget_line_records b JOIN contract_records c ON c.record = b.contract JOIN vendor_records v ON v.record = c.vendor
    JOIN ledger l ON lower(l.vendor) = lower(v.label)
    WHERE len(b.booked_as) = 0 AND (SELECT count(*) FROM budget_line_records o WHERE o.contract = b.contract) = 1
        AND (SELECT count(*) FROM contract_records o WHERE o.vendor = c.vendor) = 1
"""
"""(id, record): bookings for the vendor of a line's contract, where no other line or contract could be meant."""
_ACTUAL = f"""
    WITH named AS ({_NAMED}), own AS (
        SELECT id, record FROM named WHERE lines = 1 UNION ALL SELECT id, record FROM ({_SOLD}) WHERE id NOT IN (SELECT id FROM named)
    )
    SELECT q.record, q.quarter, q.planned, sum(l.amount)::DOUBLE AS actual
    FROM ({_QUARTERS}) q JOIN own USING (record)
    JOIN ledger l ON l.id = own.id AND l.currency = q.currency AND l.booked_on >= q.begins AND l.booked_on < q.begins + INTERVAL 3 MONTHS
    WHERE q.begins >= $start AND q.begins + INTERVAL 3 MONTHS <= $end
    GROUP BY ALL
"""  # noqa: S608  # this module's own constants

BUDGET_SPENT = Measure(
    name="budget_spent",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of the plan",
    subject="budget-line",
    needs=(table_of(BudgetLine), group_of(BudgetLine, "amounts"), table_of(Company), table_of(Contract), table_of(Vendor), LedgerEntry),
    rows=f"""
        SELECT record AS subject, quarter AS key, 'planned' AS part, planned AS contribution FROM ({_ACTUAL})
        UNION ALL SELECT record, quarter, 'booked', actual FROM ({_ACTUAL})
    """,  # noqa: S608  # as above
    fold=Fold(
        "the contributions that were booked, over those that were planned",
        "sum(contribution) FILTER (part = 'booked') / nullif(sum(contribution) FILTER (part = 'planned'), 0)",
    ),
    key_is="quarter",
    part_is="state",
    absent=NotAssessed(
        "no quarter that is over has both a plan and bookings that are its own",
        "Give the line amounts and `booked_as` or a contract (`budget-lines/`), and import the ledger: `quarterdeck import ledger FILE`",
    ),
    decimals=2,
)
