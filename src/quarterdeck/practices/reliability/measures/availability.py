"""How often a service answered when it was asked from outside.

Says: The share of the period's probes that a service answered as it should.

Matters because: It is what users meet, whatever the machines inside say of themselves.

Counted how: Each imported probe of the service counts once, from wherever it was sent; the rows are days. The value is the share of all
probes that were answered.

Leaves out: Time in which nobody probed: it is no uptime. How slow an answer was, unless the prober calls it a failure. Which part of the
service was asked.

Source: Arithmetic. Availability as the share of successful requests, here of probes: Google, Site Reliability Engineering, chapter 3
(embracing risk), https://sre.google/sre-book/embracing-risk/ (not opened by us, told of by others).
"""

from __future__ import annotations

from quarterdeck.evidence.incidents import UptimeProbe
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

AVAILABILITY = Measure(
    name="availability",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of probes answered",
    subject="service",
    needs=(UptimeProbe,),
    rows="""
        SELECT lower(trim(subject)) AS subject, strftime(probed_at, '%Y-%m-%d') AS key, CASE WHEN up THEN 'up' ELSE 'down' END AS part, count(*) AS contribution
        FROM uptime_probes WHERE probed_at >= $start AND probed_at < $end AND trim(subject) <> '' GROUP BY ALL
    """,
    fold=Fold("the sum of the rows that are up over the sum of all", "coalesce(sum(contribution) FILTER (part = 'up'), 0) / sum(contribution)"),
    key_is="day",
    part_is="state",
    absent=NotAssessed("nobody probed it in the period", "Run `quarterdeck import probes FILE` with what your prober exports"),
    decimals=5,
)
