"""How many hours of people incidents took.

Says: For each service, the hours of the period in which people were on its incidents: for each incident the people that it names, times the
hours from when somebody took it on until it was resolved.

Matters because: An incident takes its people from everything else, and the next day too. It is the part of its cost that a company can read off
its own tools.

Counted how: People are the responders of the incident and those who acknowledged, mitigated, resolved or wrote notes in its timeline. Hours run
from the acknowledgement, else from when it was noticed, until it was resolved. One row an incident of the period that is over and names
somebody.

Leaves out: Incidents that name nobody, or are open. That not everybody is on it all the time: the share is an assumption where money is made of
it. The review, the repair afterwards, those who waited, and what customers lost.

Source: Arithmetic over the imported incidents and their timelines.
"""

from __future__ import annotations

from quarterdeck.evidence.incidents import Incident, IncidentUpdate
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

HOURS_OF_PEOPLE = Measure(
    name="hours_of_people",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="hours",
    subject="service",
    needs=(Incident, IncidentUpdate),
    rows="""
        SELECT service AS subject, incident AS key, people::VARCHAR AS part,
            people * (epoch(resolved_at) - epoch(coalesce(acknowledged_at, noticed_at))) / 3600 AS contribution
        FROM incident_phases
        WHERE service IS NOT NULL AND people > 0 AND began_at >= $start AND began_at < $end AND resolved_at >= coalesce(acknowledged_at, noticed_at)
    """,
    fold=TOTAL,
    key_is="incident",
    part_is="people",
    absent=NotAssessed(
        "no incident of the period that is over says who was on it",
        "Export incidents with their responders, or with their timeline (`quarterdeck import incidents FILE`)",
    ),
    decimals=1,
)
