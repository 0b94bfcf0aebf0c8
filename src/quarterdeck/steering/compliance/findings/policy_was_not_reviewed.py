"""A policy was to be looked at again, and was not.

Judges: The days since the day on which a policy in force was to be reviewed: one day is not met.

Matters because: An auditor asks for it first, and whoever should keep the policy can say that it is out of date.

Silent when: Nobody wrote when it is looked at again. A draft and a retired policy is not judged.

What to do: Read it with those whom it binds, change what no longer fits, and write the next day.

Source: The day is the company's own. Severity is our judgement: medium from a quarter on, else low.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import on_time
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.steering.compliance.measures.policy_review_days_late import POLICY_REVIEW_DAYS_LATE

_MEDIUM_DAYS = 92


def judge(late: Measurement, bench: Bench) -> Verdict:
    """The day has gone by: not met."""
    where = bench.name("policy", late.subject.key)
    settled = on_time(late, bench, where, "{where}: not in force.", "{where}: to be reviewed on {day}.")
    if settled:
        return settled
    (row,) = bench.rows(late, 1)
    days = Cited(counted(int(late.value), "day"), late.id)
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: the review was due on {day}, {days} ago.", where=where, day=row.part, days=days),
        action=say("Read {where} with those whom it binds, and write the next day.", where=where),
        severity=Severity.MEDIUM if late.value >= _MEDIUM_DAYS else Severity.LOW,
    )


POLICY_WAS_NOT_REVIEWED = Judgement(
    name="policy-was-not-reviewed",
    title="Policies whose review was not made",
    strength="Policies are looked at again in time",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(POLICY_REVIEW_DAYS_LATE,),
    judge=judge,
)
