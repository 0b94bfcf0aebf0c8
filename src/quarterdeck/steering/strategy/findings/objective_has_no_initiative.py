"""Nobody works for an objective.

Judges: The initiatives that are planned, running or paused for a committed objective or a part of it: none is not met.

Matters because: An objective that was promised and has no work behind it will be missed, and everybody but its owner knows.

Silent when: A draft and an objective that was reached, missed or dropped is not judged.

What to do: Start or name the work that serves it, or drop the objective and say so.

Source: Arithmetic over the company's own record. Severity is our judgement: medium.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import CLOSED
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.steering.strategy.measures.initiatives_serving import INITIATIVES_SERVING


def judge(serving: Measurement, bench: Bench) -> Verdict:
    """No initiative: not met."""
    where = bench.name("objective", serving.subject.key)
    if all(row.part == CLOSED for row in bench.rows(serving)):
        return Verdict(Outcome.NOT_APPLICABLE, say("{where}: not open.", where=where))
    if serving.value > 0:
        initiatives = Cited(counted(int(serving.value), "initiative"), serving.id)
        return Verdict(
            Outcome.MET, say("{where}: {initiatives} {serve} it.", where=where, initiatives=initiatives, serve="serves" if serving.value == 1 else "serve")
        )
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: committed, and {nobody} works for it.", where=where, nobody=Cited("no initiative", serving.id)),
        action=say("Name the work that serves {where}, or drop it and say so.", where=where),
        severity=Severity.MEDIUM,
    )


OBJECTIVE_HAS_NO_INITIATIVE = Judgement(
    name="objective-has-no-initiative",
    title="Objectives for which nobody works",
    strength="Somebody works for each objective",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(INITIATIVES_SERVING,),
    judge=judge,
)
