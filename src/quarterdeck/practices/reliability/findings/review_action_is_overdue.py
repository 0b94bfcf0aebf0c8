"""What an incident's review asked for is overdue.

Judges: whether an action from an incident's review is open after the day by which it was to be done.

Matters because: The incident was paid for, and what was learned from it is not done. When it comes back there is no excuse.

Silent when: no action is on record, or this one comes from no incident.

What to do: Do it now, agree on a day that its owner believes in, or drop it and say who lives with the risk.

Source: The action's own record. That a review is worth what is done after it: Google, Site Reliability Engineering, chapter 15 (its
opening, read on 27 November 2026).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import CLOSED
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.practices.reliability.measures.review_action_lateness import ELSEWHERE, REVIEW_ACTION_LATENESS

LATE = Criterion("review_action_late_days", 60, "days", "An action that is later than this is a grave case.", "Our judgement: two months.")


def judge(late: Measurement, bench: Bench) -> Verdict:
    """Open after its day is not met; long after it, medium."""
    what = bench.name("action", late.subject.key)
    (row,) = bench.rows(late, 1)
    if row.part == ELSEWHERE:
        return Verdict(Outcome.NOT_APPLICABLE, say("«{what}» comes from no incident.", what=what))
    if row.part == CLOSED:
        return Verdict(Outcome.MET, say("«{what}»: closed.", what=what))
    if late.value <= 0:
        return Verdict(Outcome.MET, say("«{what}» is due on {day}.", what=what, day=Cited(row.part, late.id)))
    return Verdict(
        Outcome.NOT_MET,
        say("«{what}», asked for after incident {incident}, is {days} late.", what=what, incident=bench.name("incident", row.key),
            days=Cited(counted(int(late.value), "day"), late.id)),
        action=say("Do «{what}» now, agree on a new day, or drop it and say who lives with the risk.", what=what),
        severity=Severity.MEDIUM if late.value > bench.criterion(LATE) else Severity.LOW,
    )  # fmt: skip


REVIEW_ACTION_IS_OVERDUE = Judgement(
    name="review-action-is-overdue",
    title="What reviews of incidents asked for, and is overdue",
    strength="What reviews asked for is done in time",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(REVIEW_ACTION_LATENESS,),
    judge=judge,
    criteria=(LATE,),
)
