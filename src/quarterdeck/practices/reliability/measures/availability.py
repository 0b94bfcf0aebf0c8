"""How often a service answered when it was asked from outside.

Says: The share of the period's probes that a service answered as it should.

Matters because: It is what users meet, whatever the machines inside say of themselves.

Counted how: Each imported probe of the service counts once, from wherever it was sent; the rows are days. The value is the share of all
probes that were answered. A failed probe says that the service was away at that moment, and not for how long: each outage lasted up to an
interval of probing longer, or shorter, than its failed probes tell. That is the range. 100 probes or more have to be there.

Leaves out: Time in which nobody probed: it is no uptime. How slow an answer was, unless the prober calls it a failure. Which part of the
service was asked.

Source: Arithmetic. Availability as the share of successful requests, here of probes: Google, Site Reliability Engineering, chapter 3
(embracing risk), https://sre.google/sre-book/embracing-risk/ (not opened by us; so quoted
at https://bitmaybewise.substack.com/p/sre-book-notes-embracing-risk, read on 27 November 2026).
"""

from __future__ import annotations

from quarterdeck.evidence.incidents import UptimeProbe
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

FEWEST = 100
"""Probes below which no share is told (our judgement)."""
_UP, _OUTAGES = (f"coalesce(sum(contribution) FILTER (part = '{part}'), 0)" for part in ("up", "outages"))
_ALL = "sum(contribution) FILTER (part IN ('up', 'down'))"

AVAILABILITY = Measure(
    name="availability",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of probes answered",
    subject="service",
    needs=(UptimeProbe,),
    rows="""
        SELECT subject, strftime(probed_at, '%Y-%m-%d') AS key, unnest(['up', 'down', 'outages']) AS part,
            unnest([count(*) FILTER (up), count(*) FILTER (NOT up), count(*) FILTER (begins)]) AS contribution
        FROM (SELECT lower(trim(subject)) AS subject, probed_at, up,
                NOT up AND lag(up, 1, true) OVER (PARTITION BY lower(trim(subject)), location ORDER BY probed_at) AS begins
            FROM uptime_probes WHERE probed_at >= $start AND probed_at < $end AND trim(subject) <> '')
        GROUP BY subject, strftime(probed_at, '%Y-%m-%d')
    """,
    fold=Fold(
        "the sum of the rows that are up over the sum of those that are up or down",
        f"{_UP} / {_ALL}",
        low=f"greatest(0, ({_UP} - {_OUTAGES}) / {_ALL})",
        high=f"least(1, ({_UP} + {_OUTAGES}) / {_ALL})",
        spread="outages that lasted an interval of probing longer, or shorter",
    ),
    key_is="day",
    part_is="state",
    absent=NotAssessed("nobody probed it in the period", "Run `quarterdeck import probes FILE` with what your prober exports"),
    gaps=f"""
        SELECT lower(trim(subject)) AS subject, 'only ' || count(*) || ' probes of it stand in the period, where one is more than a hundredth' AS why,
            'Probe it every few minutes, and import what the prober exports' AS supply
        FROM uptime_probes WHERE probed_at >= $start AND probed_at < $end GROUP BY ALL HAVING count(*) < {FEWEST}
    """,  # noqa: S608  # put together from constants
    decimals=5,
)
