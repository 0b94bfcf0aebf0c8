"""A critical system without a service level.

Judges: whether a service level is on record for a system that is critical and in use, for what it is a part of, or for one of its parts.

Matters because: Without a level nobody can say whether it is good enough, neither to customers nor when repair stands against features.

Silent when: nobody wrote how critical the system is, or no service level of any system is on record.

What to do: Agree with those who use it on one thing that they notice and on the share of times that it must go well. Begin with what it
does today.

Source: Google, The Site Reliability Workbook, chapter 2 (implementing SLOs), https://sre.google/workbook/implementing-slos/ (not opened by
us, told of by others). That it is asked of critical systems alone is our judgement.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.practices.reliability.measures.service_levels_agreed import SERVICE_LEVELS_AGREED


def judge(levels: Measurement, bench: Bench) -> Verdict:
    """A critical system without any level: not met."""
    where = bench.name("system", levels.subject.key)
    state = bench.rows(levels)[0].part
    if state in {"not critical", "not in use"}:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} is {state}.", where=where, state="not on record as critical" if state == "not critical" else state))
    if levels.value:
        return Verdict(Outcome.MET, say("{where}: {levels} on record.", where=where, levels=Cited(counted(int(levels.value), "service level"), levels.id)))
    return Verdict(
        Outcome.NOT_MET,
        say("{where} is critical, and {none} how good is good enough.", where=where, none=Cited("nobody wrote down", levels.id)),
        action=say("Agree with those who use {where} on one thing that they notice, and how often it must go well.", where=where),
        severity=Severity.MEDIUM,
    )


CRITICAL_SYSTEM_WITHOUT_SERVICE_LEVEL = Judgement(
    name="critical-system-without-service-level",
    title="Critical systems without a service level",
    strength="Critical systems have a service level",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(SERVICE_LEVELS_AGREED,),
    judge=judge,
)
