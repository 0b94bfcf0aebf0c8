"""A decision was to be taken, and was not.

Judges: The days since the day by which an open decision was to be taken: one day is not met.

Matters because: Whoever waits for the decision waits, or decides it alone. Options run out: an offer, a notice day, a person who could have done
it.

Silent when: Nobody wrote by when it must be taken. A decision that was taken, rejected or replaced is not judged.

What to do: Decide, also when the decision is to leave things as they are, and write down why. If something is missing, write down what, who brings
it, and the new day.

Source: The day is the company's own. Severity is our judgement: high from a month on or where the decision is costly or impossible to take back,
else medium. No money: what the decision commits is shown as the record gives it, and is no loss.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import exact, money_of, on_time
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.steering.strategy.measures.decision_cost import DECISION_COST
from quarterdeck.steering.strategy.measures.decision_days_late import DECISION_DAYS_LATE

_HIGH_DAYS = 31


def judge(late: Measurement, bench: Bench) -> Verdict:
    """The day has gone by: not met."""
    where = bench.name("decision", late.subject.key)
    settled = on_time(late, bench, where, "{where}: the decision is not open.", "{where}: to be decided by {day}.")
    if settled:
        return settled
    (row,) = bench.rows(late, 1)
    money = money_of(bench.beside(DECISION_COST, late.subject), bench)
    commits = say("; it commits {money}", money=Cited(exact(money), bench.beside(DECISION_COST, late.subject).id)) if money else ()
    days = Cited(counted(int(late.value), "day"), late.id)
    return Verdict(
        Outcome.NOT_MET,
        (*say("{where}: the decision was due on {day}, {days} ago", where=where, day=row.part, days=days), *commits, "."),
        action=say("Decide {where}, or write down what is missing, who brings it, and the new day.", where=where),
        severity=Severity.HIGH if late.value >= _HIGH_DAYS else Severity.MEDIUM,
    )


DECISION_IS_OVERDUE = Judgement(
    name="decision-is-overdue",
    title="Decisions that were to be taken by now",
    strength="Open decisions have time left",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(
        DECISION_DAYS_LATE,
        DECISION_COST,
    ),
    judge=judge,
)
