"""How long each kind of incident lasted, taken together.

Says: The hours of all incidents of a service in the period, each kind by itself.

Matters because: Of many small repetitions and one long one the list of titles says nothing; hours say where a lasting repair pays first.

Counted how: For each incident of the period that is over, the hours from its beginning until users no longer felt it, with its kind (see
`repeated_incidents`). The value is their sum.

Leaves out: What `repeated_incidents` leaves out, and incidents that are open or whose times contradict each other. Incidents that overlap
count each for itself: the sum may exceed the hours of harm.

Source: Arithmetic.
"""

from __future__ import annotations

from quarterdeck.evidence.incidents import Incident, IncidentUpdate
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

INCIDENT_HOURS_BY_KIND = Measure(
    name="incident_hours_by_kind",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="hours",
    subject="service",
    needs=(Incident, IncidentUpdate),
    rows="""
        SELECT p.service AS subject, p.incident AS key, k.kind AS part, (epoch(p.harm_ended_at) - epoch(p.began_at)) / 3600 AS contribution
        FROM incident_phases p JOIN incident_kinds k USING (incident)
        WHERE p.service IS NOT NULL AND p.began_at >= $start AND p.began_at < $end AND p.harm_ended_at IS NOT NULL
    """,
    fold=TOTAL,
    key_is="incident",
    part_is="incident",
    absent=NotAssessed("no incident of the period that names it says when it was over", "Export incidents with the time at which they were resolved"),
    decimals=1,
)
