"""How long users feel an incident.

Says: The median number of minutes from the beginning of an incident until users no longer felt it.

Matters because: This is the time that users live through, and the one that a company can shorten soonest: putting an earlier version back
is faster than understanding.

Counted how: For each incident of the period that is over, the minutes from its beginning (as said, else when noticed, else when opened)
until it was mitigated, else resolved for good. The value is the median, the spread the 10th and 90th percentile.

Leaves out: Incidents that are open: they have no end yet, and are counted in the hours of harm. Planned maintenance; times that contradict
each other. How many users were hit.

Source: The terms are those of the incident tools; that such times are skewed, so that a mean misleads, is plain in any export: hence the
median with its percentiles.
"""

from __future__ import annotations

from quarterdeck.evidence.incidents import Incident, IncidentUpdate
from quarterdeck.kernel.measure import MEASURE_HEADINGS, MEDIAN, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.reliability.basis import minutes_between

TIME_TO_MITIGATE = Measure(
    name="time_to_mitigate",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="minutes",
    subject="service",
    needs=(Incident, IncidentUpdate),
    rows=minutes_between("began_at", "harm_ended_at"),
    fold=MEDIAN,
    key_is="incident",
    part_is="severity",
    absent=NotAssessed("no incident of the period says when it was over", "Export incidents with the time at which they were mitigated or resolved"),
)
