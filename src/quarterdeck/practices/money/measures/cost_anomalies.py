"""What the cloud bill grew by where a cost left its usual range and stayed there.

Says: How much more a year resources cost that now cost clearly more each day than they usually did, in the bill's currency.

Matters because: A switch that was forgotten, a loop that never ends or a price that changed shows on the bill first. Found after a week it is an
anecdote, found at the yearly review it is a salary.

Counted how: Lines of usage that cover a day or less, by resource (by service where a bill names no resource), with effective cost summed by day. What is
usual is the median day of the 90 days before the last 28; its spread is the median distance from it, times 1.4826. What it costs now is the median day of
the last 28 days of the bill. A row is a resource whose usual day could be told from 30 days or more, that costs now more than three spreads and more
than half above the usual, and more than a hundredth of the whole bill's day: with the difference, times 365.

Leaves out: Bills with a line for a whole month; resources that are new, for which nothing is usual yet; what fell. Growth with use is counted like a fault: the
bill does not know why.

Source: Median and median absolute deviation as robust location and scale: Rousseeuw, Croux: Alternatives to the Median Absolute Deviation, JASA 1993 (1.4826
makes it the standard deviation of a normal distribution). Windows and thresholds are our judgement.
"""

from __future__ import annotations

from quarterdeck.evidence.costs import CostLine
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

DAYS = """
    SELECT coalesce(resource_name, resource_id, service_name, 'without a name') AS resource, billing_currency AS currency,
        charge_period_start::DATE AS day, sum(effective_cost)::DOUBLE AS cost
    FROM cost_lines
    WHERE charge_category = 'Usage' AND commitment_discount_status IS NULL AND billing_currency IS NOT NULL AND charge_period_start < $end
        AND coalesce(charge_period_end, charge_period_start + INTERVAL 1 DAY) <= charge_period_start + INTERVAL 1 DAY
    GROUP BY ALL
"""
"""(resource, currency, day, cost) of what can be told by day."""

LEFT_ITS_RANGE = f"""
    WITH days AS MATERIALIZED ({DAYS}), newest AS (SELECT max(day) AS last FROM days), cut AS (
        SELECT d.*, day > last - 28 AS now FROM days d, newest WHERE day > last - 118
    ), usual AS (
        SELECT resource, currency, median(cost) AS usual, 1.4826 * mad(cost) AS spread, count(*) AS days FROM cut WHERE NOT now GROUP BY ALL
    ), standing AS (
        SELECT resource, currency, median(cost) AS cost FROM cut WHERE now GROUP BY ALL HAVING count(*) >= 14
    ), whole AS (
        SELECT currency, sum(cost) / count(DISTINCT day) AS daily FROM cut WHERE now GROUP BY ALL
    )
    SELECT u.resource, u.currency, usual, s.cost, usual + 3 * spread AS bound
    FROM usual u JOIN standing s USING (resource, currency) JOIN whole w USING (currency)
    WHERE u.days >= 30 AND s.cost > usual + 3 * spread AND s.cost > 1.5 * usual AND s.cost - usual > 0.01 * daily
"""  # noqa: S608  # this module's own constant
"""(resource, currency, usual, cost, bound): what costs clearly more a day than it usually did."""

_FEWEST = 58
"""Days of a bill: the newest 28 and thirty before them."""
_NO_DAYS = NotAssessed("no bill with a line a day was imported", "Import the cloud bill in the FOCUS format, by day: `quarterdeck import focus FILE`")

COST_ABOVE_USUAL = Measure(
    name="cost_above_usual",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of the bill's currency a year",
    subject="company",
    needs=(CostLine,),
    rows=f"""
        SELECT 'company' AS subject, resource AS key, currency AS part, (cost - usual) * 365 AS contribution FROM ({LEFT_ITS_RANGE})
        UNION ALL
        SELECT 'company', 'everything else', '', 0 FROM ({DAYS}) HAVING count(DISTINCT day) >= {_FEWEST}
    """,  # noqa: S608  # as above
    fold=TOTAL,
    key_is="resource",
    part_is="currency",
    absent=_NO_DAYS,
    gaps=f"""
        SELECT 'company' AS subject, 'the bills are in ' || count(DISTINCT currency) || ' currencies, which are not added' AS why,
            'Look at them one by one: `quarterdeck query "FROM cost_lines"`' AS supply
        FROM ({DAYS}) HAVING count(DISTINCT currency) > 1
        UNION ALL SELECT 'company', 'its bills tell ' || count(DISTINCT day) || ' days, and what is usual takes {_FEWEST}: two months',
            'Import older bills, by day: `quarterdeck import focus FILE`'
        FROM ({DAYS}) HAVING count(DISTINCT day) BETWEEN 1 AND {_FEWEST} - 1
    """,  # noqa: S608  # as above
)

DAYS_ABOVE_USUAL = Measure(
    name="days_above_usual",
    page=Page(
        "For how many days costs that left their usual range have been above it.",
        {
            **COST_ABOVE_USUAL.page.parts,
            "Says": "The longest time, in days, for which a resource has cost more each day than its usual range, up to the newest day of the bill.",
            "Counted how": COST_ABOVE_USUAL.page.parts["Counted how"]
            + " Its days are those since the last day on which it cost no more than the usual and three spreads. The value is the greatest of them.",
        },
    ),
    unit="days",
    subject="company",
    needs=(CostLine,),
    rows=f"""
        SELECT 'company' AS subject, a.resource AS key, '' AS part,
            date_diff('day', coalesce(max(d.day) FILTER (d.cost <= a.bound), min(d.day) - 1), max(d.day)) AS contribution
        FROM ({LEFT_ITS_RANGE}) a JOIN ({DAYS}) d USING (resource, currency) GROUP BY ALL
    """,  # noqa: S608  # as above
    fold=Fold("the greatest of the contributions", "max(contribution)"),
    key_is="resource",
    absent=NotAssessed("no cost has left its usual range", "Nothing: there is nothing to date"),
)
