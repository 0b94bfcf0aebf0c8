"""How long incidents lasted, each from its beginning to its end.

Says: For each service, the median time from the beginning of an incident of the period until it was resolved for the last time, with the
beginning and the end of each incident.

Matters because: Months and means hide what happened: whether the long ones came in one week, whether the grave ones followed a release. Only the
incidents themselves, one beside the other, show it.

Counted how: The beginning is when the harm began as somebody said, else when it was noticed, else when it was opened; the end is the last
resolution. One that is open lasts until the end of the day of the assessment, and says so. One row an incident: its beginning (UTC), its severity
as the tool names it, and the hours. Overlapping incidents count each.

Leaves out: Incidents that name no service. Planned maintenance. Those whose end contradicts their beginning.

Source: Arithmetic over the imported incidents and their timelines.
"""

from __future__ import annotations

from quarterdeck.evidence.incidents import Incident, IncidentUpdate
from quarterdeck.kernel.measure import MEASURE_HEADINGS, MEDIAN, Measure, Page
from quarterdeck.practices.reliability.basis import NO_INCIDENTS

STILL_OPEN = ", still open"
BEGAN = "%Y-%m-%d %H:%M"

INCIDENT_COURSES = Measure(
    name="incident_courses",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="hours",
    subject="service",
    needs=(Incident, IncidentUpdate),
    rows=f"""
        SELECT service AS subject, incident AS key,
            strftime(began_at, '{BEGAN}') || coalesce(' ' || severity, '') || CASE WHEN resolved_at IS NULL THEN '{STILL_OPEN}' ELSE '' END AS part,
            greatest(0, epoch(coalesce(resolved_at, $end)) - epoch(began_at)) / 3600 AS contribution
        FROM incident_phases
        WHERE service IS NOT NULL AND began_at >= $start AND began_at < $end AND (resolved_at IS NOT NULL OR coalesce(doubt, '') NOT LIKE '%resolved%')
    """,  # noqa: S608  # put together from constants
    fold=MEDIAN,
    key_is="incident",
    part_is="moment",
    absent=NO_INCIDENTS,
    decimals=1,
)
