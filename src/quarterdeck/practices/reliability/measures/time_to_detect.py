"""How long an incident goes unnoticed.

Says: The median number of minutes from the beginning of the harm until somebody or something noticed it.

Matters because: What nobody notices, users report. Every minute before that is harm that the company does not even know of.

Counted how: For each incident of the period that says when the harm began, the minutes until it was noticed (told as such, else the opening
in the tool). The value is the median, the spread the 10th and 90th percentile.

Leaves out: Incidents of which nobody wrote down when the harm began: most tools know only the opening. Planned maintenance; times that
contradict each other (table `incident_phases`, `doubt`).

Source: The terms are those of the incident tools; that such times are skewed, so that a mean misleads, is plain in any export: hence the
median with its percentiles.
"""

from __future__ import annotations

from quarterdeck.evidence.incidents import Incident, IncidentUpdate
from quarterdeck.kernel.measure import MEASURE_HEADINGS, MEDIAN, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.reliability.basis import minutes_between

TIME_TO_DETECT = Measure(
    name="time_to_detect",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="minutes",
    subject="service",
    needs=(Incident, IncidentUpdate),
    rows=minutes_between("began_at", "noticed_at", "began_told"),
    fold=MEDIAN,
    key_is="incident",
    part_is="severity",
    absent=NotAssessed(
        "no incident of the period says when the harm began", "Write down in the review of an incident when the harm began, and export it with the incident"
    ),
)
