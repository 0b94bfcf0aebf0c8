"""How long an incident waits for somebody to take it on.

Says: The median number of minutes from noticing an incident until somebody took it on.

Matters because: Until a person is there nothing is mended. A long wait tells of alerts that reach nobody, or of too many that mean nothing.

Counted how: For each incident of the period that somebody took on, the minutes from its noticing until the first acknowledgement, in the
incident or in its timeline. The value is the median, the spread the 10th and 90th percentile.

Leaves out: Incidents that nobody acknowledged: they have no such time, and are not fast. Planned maintenance; times that contradict each
other.

Source: The terms are those of the incident tools; that such times are skewed, so that a mean misleads, is plain in any export: hence the
median with its percentiles.
"""

from __future__ import annotations

from quarterdeck.evidence.incidents import Incident, IncidentUpdate
from quarterdeck.kernel.measure import MEASURE_HEADINGS, MEDIAN, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.reliability.basis import minutes_between

TIME_TO_ACKNOWLEDGE = Measure(
    name="time_to_acknowledge",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="minutes",
    subject="service",
    needs=(Incident, IncidentUpdate),
    rows=minutes_between("noticed_at", "acknowledged_at"),
    fold=MEDIAN,
    key_is="incident",
    part_is="severity",
    absent=NotAssessed("no incident of the period says when somebody took it on", "Import the timelines as well: `quarterdeck import incident-updates FILE`"),
)
