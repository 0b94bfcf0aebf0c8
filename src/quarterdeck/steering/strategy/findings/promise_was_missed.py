"""A promise was to be kept by now, and was not.

Judges: The days since the day on which a milestone was to be reached: one day is not met.

Matters because: Whoever was promised it has planned with it. The earlier they hear the new day, the less it costs them, and the more the next
promise is worth.

Silent when: A milestone that was reached or dropped is not judged, nor is one that was missed before the period.

What to do: Tell whoever was promised it, today, with a new day that you would bet on. Then write down what held it up.

Source: The day is the company's own. Severity is our judgement: where somebody was promised it, high from a month on and medium before; else low.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import on_time
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.steering.strategy.measures.promise_days_late import PROMISE_DAYS_LATE
from quarterdeck.steering.strategy.measures.promise_receivers import PROMISE_RECEIVERS

_HIGH_DAYS = 31


def judge(late: Measurement, bench: Bench) -> Verdict:
    """The day has gone by: not met, and worse where somebody counts on it."""
    where = bench.name("milestone", late.subject.key)
    settled = on_time(late, bench, where, "{where}: the promise is not open.", "{where}: promised for {day}.")
    if settled:
        return settled
    (row,) = bench.rows(late, 1)
    promised = [bench.name("stakeholder", one.key) for one in bench.rows(bench.beside(PROMISE_RECEIVERS, late.subject)) if one.contribution]
    days = Cited(counted(int(late.value), "day"), late.id)
    told = say("{where}: due on {day}, {days} ago, and not reached", where=where, day=row.part, days=days)
    if not promised:
        return Verdict(Outcome.NOT_MET, (*told, "."), action=say("Agree on a new day for {where}, or drop it.", where=where), severity=Severity.LOW)
    return Verdict(
        Outcome.NOT_MET,
        (*told, *say("; {whom} was promised it.", whom=promised[0])),
        action=say("Tell {whom} the new day for {where}, and what held it up.", whom=promised[0], where=where),
        severity=Severity.HIGH if late.value >= _HIGH_DAYS else Severity.MEDIUM,
    )


PROMISE_WAS_MISSED = Judgement(
    name="promise-was-missed",
    title="Promises that were missed",
    strength="What was promised is on its day",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(
        PROMISE_DAYS_LATE,
        PROMISE_RECEIVERS,
    ),
    judge=judge,
)
