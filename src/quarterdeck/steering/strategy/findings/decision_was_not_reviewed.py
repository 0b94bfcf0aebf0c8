"""A decision was to be looked at again, and was not.

Judges: The days since the day on which a decision that stands was to be reviewed: one day is not met.

Matters because: Its reason may be gone, and its expected outcome may not have come. Nobody learns from a decision that nobody looks at.

Silent when: Nobody wrote when it is looked at again, and nobody wrote what came of it. An open decision, and one that was rejected or replaced, is
not judged.

What to do: Compare what was expected with what was seen, and write both down. Keep the decision with a new day, or replace it.

Source: The day is the company's own. Severity is our judgement: medium from half a year on, else low.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import PassedDay
from quarterdeck.kernel.finding import FINDING_HEADINGS, Judgement
from quarterdeck.kernel.measure import Page
from quarterdeck.steering.strategy.measures.decision_review_days_late import DECISION_REVIEW_DAYS_LATE

_BY_DAY = PassedDay(
    kind="decision",
    closed="{where}: there is nothing to review.",
    ahead="{where}: to be reviewed on {day}.",
    passed="{where}: the review was due on {day}, {days} ago.",
    action="Compare what {where} was expected to bring with what was seen, and keep it with a new day, or replace it.",
    medium_days=183,
)

DECISION_WAS_NOT_REVIEWED = Judgement(
    name="decision-was-not-reviewed",
    title="Decisions whose review was not made",
    strength="Decisions are looked at again in time",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(DECISION_REVIEW_DAYS_LATE,),
    judge=_BY_DAY.judge,
)
