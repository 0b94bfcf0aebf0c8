"""People work on something that serves no objective.

Judges: Whether an initiative that is planned, running or paused names an objective that is still one: none is not met.

Matters because: Its people are missing where the company said that it matters, and nobody can say when it has succeeded.

Silent when: An idea, and what is done or stopped, is not judged.

What to do: Ask what would be lost if it stopped today. Name the objective that it serves, make it one, or stop it.

Source: Arithmetic over the company's own record. Severity is our judgement: medium. No money: the effort is shown as the
record gives it.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import CLOSED
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, number, say
from quarterdeck.steering.strategy.measures.initiative_effort import INITIATIVE_EFFORT
from quarterdeck.steering.strategy.measures.objectives_served import OBJECTIVES_SERVED


def judge(served: Measurement, bench: Bench) -> Verdict:
    """No open objective: not met."""
    where = bench.name("initiative", served.subject.key)
    (row,) = bench.rows(served, 1)
    if row.part == CLOSED:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where}: neither planned nor running.", where=where))
    if served.value > 0:
        return Verdict(Outcome.MET, say("{where} serves {objective}.", where=where, objective=bench.name("objective", row.key)))
    nothing = Cited("no objective", served.id)
    told = say("{where} serves {nothing}", where=where, nothing=nothing)
    if row.part != "none":
        told = say(
            "{where} serves {nothing} that is open: {objective} is {status}",
            where=where,
            nothing=nothing,
            objective=bench.name("objective", row.key),
            status=row.part,
        )
    return Verdict(
        Outcome.NOT_MET,
        (*told, *_effort(bench.beside(INITIATIVE_EFFORT, served.subject)), "."),
        action=say("Ask what would be lost if {where} stopped today; then name its objective, or stop it.", where=where),
        severity=Severity.MEDIUM,
    )


def _effort(effort: Measurement) -> Phrase:
    """How much work it takes, as the record gives it."""
    if effort.missing or effort.low is None or effort.high is None:
        return ()
    ends = " to ".join(dict.fromkeys(number(end) for end in (effort.low, effort.high)))
    return say("; it takes {days}", days=Cited(f"{ends} person-days", effort.id))


INITIATIVE_SERVES_NO_OBJECTIVE = Judgement(
    name="initiative-serves-no-objective",
    title="Initiatives that serve no objective",
    strength="Initiatives serve an objective",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(
        OBJECTIVES_SERVED,
        INITIATIVE_EFFORT,
    ),
    judge=judge,
)
