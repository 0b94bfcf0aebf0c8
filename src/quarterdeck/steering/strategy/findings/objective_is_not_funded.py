"""Nobody and no money stands behind an objective.

Judges: The planned and running initiatives of a committed objective that have a team or a budget line: none is not met.

Matters because: Everybody believes that it is being worked on, because there is an initiative with its name. On its day nothing will have happened.

Silent when: No initiative is planned or running for it: `objective-has-no-initiative` says so. What is not committed is not judged.

What to do: Name the team that does it, or the money that pays for it; or drop the objective and say so.

Source: Arithmetic over the company's own record. Severity is our judgement: medium.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import CLOSED
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Name, counted, listing, say
from quarterdeck.steering.strategy.measures.initiatives_provided_for import INITIATIVES_PROVIDED_FOR

_NAMED = 3


def judge(provided: Measurement, bench: Bench) -> Verdict:
    """Initiatives, and nothing behind any of them: not met."""
    where, rows = bench.name("objective", provided.subject.key), bench.rows(provided)
    if all(row.part == CLOSED for row in rows):
        return Verdict(Outcome.NOT_APPLICABLE, say("{where}: no initiative is planned or running for it.", where=where))
    bare: list[Name] = [bench.name("initiative", row.key) for row in rows if not row.contribution]
    if provided.value > 0:
        count = Cited(f"{provided.value:.0f} of {counted(len(rows), 'initiative')}", provided.id)
        told = say("{where}: {count} with people or money.", where=where, count=count)
        return Verdict(Outcome.MET, told, notes=(say("Without either: {bare}.", bare=listing(bare[:_NAMED])),) if bare else ())
    count = Cited(counted(len(rows), "initiative"), provided.id)
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {count}, and neither a team nor money behind {it}.", where=where, count=count, it="it" if len(rows) == 1 else "any of them"),
        action=say("Name who does {bare}, or what pays for it; or drop {where} and say so.", bare=bare[0], where=where), severity=Severity.MEDIUM,
    )  # fmt: skip


OBJECTIVE_IS_NOT_FUNDED = Judgement(
    name="objective-is-not-funded",
    title="Objectives without people or money",
    strength="People or money stand behind each objective",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(INITIATIVES_PROVIDED_FOR,),
    judge=judge,
)
