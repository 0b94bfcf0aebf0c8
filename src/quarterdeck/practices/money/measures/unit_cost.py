"""What the cloud costs for each customer, order or transaction.

Says: The cost of the cloud over the whole months of the period, divided by what the business did in the same months.

Matters because: A bill that grows more slowly than the business is a success, and one that grows faster is a warning; the bill alone cannot tell which.

Counted how: Of the company's imported series of the period the first that counts what it sells: transactions, orders, bookings, deliveries, requests
(added up within a month), else customers, users (the mean of a month). For each whole month that has both, a row with the effective cost of the bill
and a row with the count. The value is the sum of the costs over the sum of the counts.

Leaves out: What is not on the bill; months of which the series tells nothing.

Source: FinOps Foundation, Unit Economics (not opened); the division is ours.
"""

from __future__ import annotations

from quarterdeck.evidence.costs import CostLine
from quarterdeck.evidence.series import SeriesPoint
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.money.measures.cloud_cost import CLOUD_COST

COST_IN = "cost in "
"""What the parts of rows say that are cost; the currency follows."""
_FLOWS, _STOCKS = ("transactions", "orders", "bookings", "deliveries", "requests"), ("customers", "users")
_NAMES = ", ".join(f"'{name}'" for name in (*_FLOWS, *_STOCKS))
_ADDED = ", ".join(f"'{name}'" for name in _FLOWS)

_COUNTED = f"""
    SELECT date_trunc('month', measured_at)::DATE AS month, lower(name) AS name, value FROM series
    WHERE lower(trim(subject)) = 'company' AND value IS NOT NULL AND lower(name) IN ({_NAMES}) AND measured_at >= $start AND measured_at < $end
"""  # noqa: S608  # put together from constants
_SOLD = f"""
    SELECT month, name, CASE WHEN any_value(name) IN ({_ADDED}) THEN sum(value) ELSE avg(value) END AS amount FROM ({_COUNTED})
    WHERE name = (SELECT name FROM ({_COUNTED}) ORDER BY list_position([{_NAMES}], name) LIMIT 1)
    GROUP BY month, name
"""  # noqa: S608  # as above
_PAID = """
    SELECT date_trunc('month', charge_period_start)::DATE AS month, any_value(billing_currency) AS currency, sum(effective_cost)::DOUBLE AS cost
    FROM cost_lines WHERE charge_period_start >= $start AND charge_period_start < $end GROUP BY ALL
"""

CLOUD_UNIT_COST = Measure(
    name="cloud_unit_cost",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of the bill's currency for each",
    subject="company",
    needs=(CostLine, SeriesPoint),
    rows=f"""
        WITH matched AS (
            SELECT * FROM ({_SOLD}) JOIN ({_PAID}) USING (month)
            WHERE amount > 0 AND month >= $start::DATE AND month + INTERVAL 1 MONTH <= $end
        )
        SELECT 'company' AS subject, strftime(month, '%Y-%m-01') AS key, '{COST_IN}' || coalesce(currency, '') AS part, cost AS contribution FROM matched
        UNION ALL SELECT 'company', strftime(month, '%Y-%m-01'), name, amount FROM matched
    """,  # noqa: S608  # as above
    fold=Fold(
        "the contributions that are cost, over those that are counts",
        f"sum(contribution) FILTER (part LIKE '{COST_IN}%') / nullif(sum(contribution) FILTER (part NOT LIKE '{COST_IN}%'), 0)",
    ),
    key_is="month",
    part_is="series",
    absent=NotAssessed(
        "no whole month has both a bill and a count of what the business did",
        f"Import the bill, and a series of `company` called {', '.join(_FLOWS)} or {' or '.join(_STOCKS)}: `quarterdeck import series FILE`",
    ),
    gaps=CLOUD_COST.gaps,
    decimals=4,
)
