"""How many incidents were one that had been there before.

Says: Of the incidents of the period that name a service, how many were one more of a kind that the period had seen already.

Matters because: An incident that comes back was put out and not mended. Each time it costs the same hours again, wakes the same people, and
teaches customers that it will come again.

Counted how: Incidents of a service are of one kind when their titles or their causes are the same, numbers and ids left out; a cause is the
incident's own, else what its timeline says after «Cause:». The value is the number of incidents less the number of kinds.

Leaves out: Planned maintenance; incidents that name no service; the same fault under another title whose cause nobody wrote down. Two
faults that bear one general title («High latency») count as one kind.

Source: Repetition as the mark of what is repaired and not removed: Google, Site Reliability Engineering, chapter 15 (postmortem culture),
whose reviews exist so that an incident does not recur, https://sre.google/sre-book/postmortem-culture/ (its opening, read on 27 November
2026). Telling kinds apart by title and cause is ours.
"""

from __future__ import annotations

from quarterdeck.evidence.incidents import Incident, IncidentUpdate
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.reliability.basis import NO_INCIDENTS

REPEATED_INCIDENTS = Measure(
    name="repeated_incidents",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="incidents",
    subject="service",
    needs=(Incident, IncidentUpdate),
    rows="""
        SELECT p.service AS subject, p.incident AS key, k.kind AS part, 1 AS contribution
        FROM incident_phases p JOIN incident_kinds k USING (incident)
        WHERE p.service IS NOT NULL AND p.began_at >= $start AND p.began_at < $end
    """,
    fold=Fold("the number of rows less the number of kinds", "count(*) - count(DISTINCT part)"),
    key_is="incident",
    part_is="incident",
    absent=NO_INCIDENTS,
)
