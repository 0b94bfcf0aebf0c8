"""A decision was to be looked at again, and was not.

Judges: The days since the day on which a decision that stands was to be reviewed: one day is not met.

Matters because: Its reason may be gone, and its expected outcome may not have come. Nobody learns from a decision that nobody looks at.

Silent when: Nobody wrote when it is looked at again, and nobody wrote what came of it. An open decision, and one that was rejected or replaced, is
not judged.

What to do: Compare what was expected with what was seen, and write both down. Keep the decision with a new day, or replace it.

Source: The day is the company's own. Severity is our judgement: medium from half a year on, else low.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import on_time
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.steering.strategy.measures.decision_review_days_late import DECISION_REVIEW_DAYS_LATE

_MEDIUM_DAYS = 183


def judge(late: Measurement, bench: Bench) -> Verdict:
    """The day has gone by: not met."""
    where = bench.name("decision", late.subject.key)
    settled = on_time(late, bench, where, "{where}: there is nothing to review.", "{where}: to be reviewed on {day}.")
    if settled:
        return settled
    (row,) = bench.rows(late, 1)
    days = Cited(counted(int(late.value), "day"), late.id)
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: the review was due on {day}, {days} ago.", where=where, day=row.part, days=days),
        action=say("Compare what {where} was expected to bring with what was seen, and keep it with a new day, or replace it.", where=where),
        severity=Severity.MEDIUM if late.value >= _MEDIUM_DAYS else Severity.LOW,
    )


DECISION_WAS_NOT_REVIEWED = Judgement(
    name="decision-was-not-reviewed",
    title="Decisions whose review was not made",
    strength="Decisions are looked at again in time",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(DECISION_REVIEW_DAYS_LATE,),
    judge=judge,
)
