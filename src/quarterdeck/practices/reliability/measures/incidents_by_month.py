"""How many incidents there were, month by month.

Says: The mean number of incidents a month, over all services, and the number in each month of the period.

Matters because: Each incident takes people from their work and trust from users. Whether there are more of them than a year ago is the
plainest sign of where reliability goes.

Counted how: Each incident counts in the month in which it began (UTC); months without one count as 0 between the first imported incident
and the end of the period. The value is the mean of the months.

Leaves out: Planned maintenance. How grave each was. Before the first imported incident nothing is known, and no month counts. The first and
the last month may be cut by the period.

Source: Arithmetic.
"""

from __future__ import annotations

from quarterdeck.evidence.incidents import Incident
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

INCIDENTS_BY_MONTH = Measure(
    name="incidents_by_month",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="incidents a month",
    subject="company",
    needs=(Incident,),
    rows="""
        WITH told AS (
            SELECT date_trunc('month', began_at)::DATE AS month, count(*) AS incidents FROM incident_phases
            WHERE began_at >= $start AND began_at < $end GROUP BY ALL
        ), first AS (SELECT greatest(min(began_at), $start) AS first_at FROM incident_phases HAVING count(*) > 0)
        SELECT 'company' AS subject, strftime(m.month, '%Y-%m-%d') AS key, '' AS part, coalesce(t.incidents, 0) AS contribution
        FROM (SELECT unnest(generate_series(date_trunc('month', first_at), $as_of, INTERVAL 1 MONTH))::DATE AS month FROM first WHERE first_at < $end) m
        LEFT JOIN told t USING (month)
    """,
    fold=Fold("the mean of the months", "avg(contribution)", low="min(contribution)", high="max(contribution)", spread="the quietest and the busiest month"),
    key_is="month",
    absent=NotAssessed("no incident was imported", "Run `quarterdeck import incidents FILE` with what your incident tool exports"),
    decimals=1,
)
