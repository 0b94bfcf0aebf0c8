"""How much of a team's on-call time rests on one person.

Says: The greatest share of the period's on-call hours of a team that one person holds.

Matters because: On-call takes evenings, nights and weekends. Where one person carries most of it, that person tires first, and the team's
answer at night goes when they go.

Counted how: The hours of the period in which somebody was the first to be called (escalation level 1) for a team, from its shifts. Shifts
of one person that overlap count once. The value is the greatest sum of one person over the sum of all.

Leaves out: Second and further levels, shifts that no team of the record could be joined to, whether anybody was called, and swaps that the
schedule does not know.

Source: Concentration as a share is arithmetic. That on-call is to be shared so widely that nobody holds it for more than a quarter of their
time: Google, Site Reliability Engineering, chapter 11 (being on-call), https://sre.google/sre-book/being-on-call/ (its opening
read on 27 November 2026, the quarter as others quote it).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from quarterdeck.evidence.incidents import OnCallShift
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page, RowArrays
from quarterdeck.practices.reliability.basis import NO_SHIFTS
from quarterdeck.records.kinds.team import Team
from quarterdeck.records.tables import table_of


def fold(rows: RowArrays) -> NDArray[np.float64]:
    """Greatest sum of one part over the sum of all, per subject."""
    totals = np.bincount(rows.subject, weights=rows.contribution, minlength=rows.subjects)
    most = np.zeros(rows.subjects)
    width = int(rows.part.max()) + 2 if len(rows.part) else 1
    pairs, places = np.unique(rows.subject * width + rows.part, return_inverse=True)
    np.maximum.at(most, pairs // width, np.bincount(places, weights=rows.contribution))
    return most / np.maximum(totals, 1e-9)


ON_CALL_SHARE = Measure(
    name="on_call_share",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of on-call time",
    subject="team",
    needs=(OnCallShift,),
    also_reads=(table_of(Team),),
    rows="""
        SELECT team AS subject, schedule || ' ' || strftime(began_at, '%Y-%m-%d %H:%M') AS key, person AS part,
            (epoch(least(ended_at, $end)) - epoch(greatest(began_at, $start))) / 3600 AS contribution
        FROM on_call_time WHERE team IS NOT NULL AND ended_at > $start AND began_at < $end
    """,
    fold=Fold("the greatest sum of one person over the sum of all", arrays=fold),
    key_is="shift",
    part_is="person",
    absent=NO_SHIFTS,
    decimals=2,
)
