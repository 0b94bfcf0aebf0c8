"""A risk was to be looked at again, and was not.

Judges: The days since the day on which an open risk was to be reviewed: one day is not met.

Matters because: A treatment that nobody checks is a hope, and a likelihood from last year is last year's.

Silent when: Nobody wrote when it is looked at again. A closed risk is not judged.

What to do: Let its owner say what has changed, what it would cost today, and whether what is done about it works. Write the next day.

Source: The day is the company's own. Severity is our judgement: medium from a quarter on, else low. No money of ours: likelihood and cost are shown
as the record gives them.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import exact, money_of, on_time
from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, counted, say
from quarterdeck.steering.risk.measures.risk_impact import RISK_IMPACT
from quarterdeck.steering.risk.measures.risk_likelihood import RISK_LIKELIHOOD
from quarterdeck.steering.risk.measures.risk_review_days_late import RISK_REVIEW_DAYS_LATE

_MEDIUM_DAYS = 92


def judge(late: Measurement, bench: Bench) -> Verdict:
    """The day has gone by: not met."""
    where = bench.name("risk", late.subject.key)
    settled = on_time(late, bench, where, "{where}: the risk is not open.", "{where}: to be reviewed on {day}.")
    if settled:
        return settled
    (row,) = bench.rows(late, 1)
    days = Cited(counted(int(late.value), "day"), late.id)
    return Verdict(
        Outcome.NOT_MET,
        (*say("{where}: the review was due on {day}, {days} ago", where=where, day=row.part, days=days), *_given(late, bench), "."),
        action=say("Let its owner say what has changed about {where}, and write the next day.", where=where),
        severity=Severity.MEDIUM if late.value >= _MEDIUM_DAYS else Severity.LOW,
    )


def _given(late: Measurement, bench: Bench) -> Phrase:
    """How likely it is and what it would cost, as the record gives it."""
    chance, impact = (bench.beside(measure, late.subject) for measure in (RISK_LIKELIHOOD, RISK_IMPACT))
    money = money_of(impact, bench)
    if money is None or chance.missing or chance.low is None or chance.high is None:
        return ()
    ends = " to ".join(dict.fromkeys(percent(end) for end in (chance.low, chance.high)))
    return say("; it is {chance} likely within a year and would cost {money}", chance=Cited(ends, chance.id), money=Cited(exact(money), impact.id))


RISK_WAS_NOT_REVIEWED = Judgement(
    name="risk-was-not-reviewed",
    title="Risks whose review was not made",
    strength="Risks are looked at again in time",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(
        RISK_REVIEW_DAYS_LATE,
        RISK_LIKELIHOOD,
        RISK_IMPACT,
    ),
    judge=judge,
)
