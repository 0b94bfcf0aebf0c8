"""How long a service suffered from incidents.

Says: The hours of the period in which at least one incident of a service was going on.

Matters because: Users count hours, not incidents. Ten of five minutes are a nuisance; one of two days is lost customers.

Counted how: For each incident the time from its beginning until users no longer felt it (mitigated, else resolved), cut to the period.
Incidents of one service that overlap are one stretch, and its hours count once. One that is open still lasts until the day of the
assessment.

Leaves out: Planned maintenance, incidents that name no service, and how many users were hit: an hour at night counts like an hour at noon.
Where nobody said when the harm began, it begins when somebody noticed.

Source: Arithmetic. That durations of incidents are skewed and say little as a mean: Nash, The VOID Report, 2021; hence hours and medians
here.
"""

from __future__ import annotations

from quarterdeck.evidence.incidents import Incident, IncidentUpdate
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.practices.reliability.basis import NO_INCIDENTS

HOURS_OF_HARM = Measure(
    name="hours_of_harm",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="hours",
    subject="service",
    needs=(Incident, IncidentUpdate),
    rows="""
        SELECT service AS subject, strftime(began_at, '%Y-%m-%d %H:%M') AS key,
            CASE WHEN open THEN 'open' WHEN incidents > 1 THEN 'overlapping' ELSE '' END AS part,
            (epoch(least(ended_at, $end)) - epoch(greatest(began_at, $start))) / 3600 AS contribution
        FROM incident_stretches WHERE ended_at > $start AND began_at < $end
    """,
    fold=TOTAL,
    key_is="moment",
    part_is="state",
    absent=NO_INCIDENTS,
    decimals=1,
)
