"""A critical system that no team answers for.

Judges: whether a team is on record as the owner of a system that is critical and in use, or of what it is a part of.

Matters because: What belongs to nobody is repaired by whoever is found, who does not know it.

Silent when: nobody wrote how critical the system is.

What to do: Name the team that answers for it, and let that team say what it needs in order to do so.

Source: Our judgement: a critical system has exactly one team that answers for it.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, say
from quarterdeck.practices.reliability.measures.owner_on_record import OWNER_ON_RECORD


def judge(owner: Measurement, bench: Bench) -> Verdict:
    """A critical system without an owner: not met, and high."""
    where = bench.name("system", owner.subject.key)
    held_by = bench.rows(owner)[0].part
    if held_by in {"not critical", "not in use"}:
        return Verdict(
            Outcome.NOT_APPLICABLE, say("{where} is {state}.", where=where, state="not on record as critical" if held_by == "not critical" else held_by)
        )
    if owner.value:
        return Verdict(Outcome.MET, say("{team} answers for {where}.", where=where, team=bench.name("team", held_by)))
    return Verdict(
        Outcome.NOT_MET,
        say("{where} is critical, and {none} for it.", where=where, none=Cited("no team answers", owner.id)),
        action=say("Name the team that answers for {where}.", where=where),
        severity=Severity.HIGH,
    )


CRITICAL_SYSTEM_WITHOUT_OWNER = Judgement(
    name="critical-system-without-owner",
    title="Critical systems that no team answers for",
    strength="A team answers for each critical system",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(OWNER_ON_RECORD,),
    judge=judge,
)
