"""A policy was to be looked at again, and was not.

Judges: The days since the day on which a policy in force was to be reviewed: one day is not met.

Matters because: An auditor asks for it first, and whoever should keep the policy can say that it is out of date.

Silent when: Nobody wrote when it is looked at again. A draft and a retired policy is not judged.

What to do: Read it with those whom it binds, change what no longer fits, and write the next day.

Source: The day is the company's own. Severity is our judgement: medium from a quarter on, else low.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import PassedDay
from quarterdeck.kernel.finding import FINDING_HEADINGS, Judgement
from quarterdeck.kernel.measure import Page
from quarterdeck.steering.compliance.measures.policy_review_days_late import POLICY_REVIEW_DAYS_LATE

_BY_DAY = PassedDay(
    kind="policy",
    closed="{where}: not in force.",
    ahead="{where}: to be reviewed on {day}.",
    passed="{where}: the review was due on {day}, {days} ago.",
    action="Read {where} with those whom it binds, and write the next day.",
    medium_days=92,
)

POLICY_WAS_NOT_REVIEWED = Judgement(
    name="policy-was-not-reviewed",
    title="Policies whose review was not made",
    strength="Policies are looked at again in time",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(POLICY_REVIEW_DAYS_LATE,),
    judge=_BY_DAY.judge,
)
