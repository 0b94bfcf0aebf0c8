"""How long an incident keeps people busy.

Says: The median number of minutes from noticing an incident until it was resolved for good.

Matters because: Until then somebody is kept from other work, and the fault may come back any minute.

Counted how: For each incident of the period that is resolved, the minutes from its noticing until the last resolution: one that was opened
again was not over. The value is the median, the spread the 10th and 90th percentile.

Leaves out: Incidents that are open; planned maintenance; times that contradict each other; work that follows after the incident is closed.

Source: The terms are those of the incident tools; that such times are skewed, so that a mean misleads, is plain in any export: hence the
median with its percentiles.
"""

from __future__ import annotations

from quarterdeck.evidence.incidents import Incident, IncidentUpdate
from quarterdeck.kernel.measure import MEASURE_HEADINGS, MEDIAN, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.reliability.basis import minutes_between

TIME_TO_RESOLVE = Measure(
    name="time_to_resolve",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="minutes",
    subject="service",
    needs=(Incident, IncidentUpdate),
    rows=minutes_between("noticed_at", "resolved_at"),
    fold=MEDIAN,
    key_is="incident",
    part_is="severity",
    absent=NotAssessed("no incident of the period says when it was resolved", "Export incidents with the time at which they were resolved"),
)
