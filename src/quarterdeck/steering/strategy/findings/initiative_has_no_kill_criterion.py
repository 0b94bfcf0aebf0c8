"""Nobody wrote down when to stop an initiative.

Judges: Whether an initiative that is planned, running or paused has a kill criterion: none is not met.

Matters because: What is begun goes on. Only a reason to stop that was written before can be told from a bad week.

Silent when: An idea, and what is done or stopped, is not judged.

What to do: Write down what would have to be seen, by when, for it to be stopped; and who looks.

Source: Our judgement, and so is the severity: low, for nothing has gone wrong yet.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import CLOSED
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, say
from quarterdeck.steering.strategy.measures.kill_criteria import KILL_CRITERIA


def judge(criteria: Measurement, bench: Bench) -> Verdict:
    """No criterion: not met."""
    where = bench.name("initiative", criteria.subject.key)
    (row,) = bench.rows(criteria, 1)
    if row.part == CLOSED:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where}: neither planned nor running.", where=where))
    if criteria.value > 0:
        return Verdict(Outcome.MET, say("{where}: it is written down when to stop.", where=where))
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {nobody} wrote down what would have to be seen for it to be stopped.", where=where, nobody=Cited("nobody", criteria.id)),
        action=say("Write down what would have to be seen, by when, for {where} to be stopped.", where=where),
        severity=Severity.LOW,
    )


INITIATIVE_HAS_NO_KILL_CRITERION = Judgement(
    name="initiative-has-no-kill-criterion",
    title="Initiatives of which nobody wrote when to stop",
    strength="It is written down when to stop each initiative",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(KILL_CRITERIA,),
    judge=judge,
)
