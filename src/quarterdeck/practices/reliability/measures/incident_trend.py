"""Whether incidents come more often than they did.

Says: How surely the incidents of a service grow closer together, as Laplace's U: 0 for no trend, above 1.645 for a rise that chance alone
would show once in twenty, below 0 where they become rarer.

Matters because: A service that fails more often each month is on its way to failing when it matters. A trend is seen before the count is
frightening.

Counted how: The incidents of up to two years before the day of the assessment, each at its place between the beginning of the window (0)
and its end (1). The window begins with the first incident that was imported for any service, where that is later: a short export is no
rise. U is the distance of their mean place from the middle, divided by √(1/12n): what evenly scattered incidents would give.

Leaves out: Planned maintenance; how much the service is used: twice the users may bring twice the incidents. Tools that opened tickets less
readily in the past look like a trend.

Source: Laplace's trend test, as in ReliaSoft's reference on repairable systems, https://www.reliawiki.com/index.php/RGA_Appendix_B (opened
2026-11-27), whose example our tests repeat.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from quarterdeck.evidence.incidents import Incident
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page, RowArrays
from quarterdeck.kernel.outcome import NotAssessed


def fold(rows: RowArrays) -> NDArray[np.float64]:
    """Laplace's U per subject, from places between 0 and 1."""
    count = np.bincount(rows.subject, minlength=rows.subjects)
    total = np.bincount(rows.subject, weights=rows.contribution, minlength=rows.subjects)
    found: NDArray[np.float64] = (total / np.maximum(count, 1) - 0.5) * np.sqrt(12 * count)
    return found


INCIDENT_TREND = Measure(
    name="incident_trend",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="(Laplace's U)",
    subject="service",
    needs=(Incident,),
    rows="""
        SELECT p.service AS subject, p.incident AS key, CASE WHEN place < 0.5 THEN 'older half' ELSE 'newer half' END AS part, place AS contribution
        FROM (
            SELECT service, incident, (epoch(began_at) - epoch(start)) / (epoch($end) - epoch(start)) AS place
            FROM incident_phases, (SELECT greatest(min(began_at), $end - INTERVAL 730 DAY) AS start FROM incident_phases)
            WHERE service IS NOT NULL AND began_at >= start
        ) p
    """,
    fold=Fold("(mean place − ½) × √(12 × number of rows)", arrays=fold),
    key_is="incident",
    part_is="state",
    absent=NotAssessed("no incident of the last two years names it", "Run `quarterdeck import incidents FILE` with what your incident tool exports"),
    gaps="""
        SELECT s.service AS subject, 'the imported incidents span less than half a year: too short for a trend' AS why,
            'Export incidents of a longer time and import them' AS supply
        FROM services s, (SELECT min(began_at) AS first_at FROM incident_phases) WHERE first_at > $end - INTERVAL 182 DAY
    """,
    decimals=2,
)
