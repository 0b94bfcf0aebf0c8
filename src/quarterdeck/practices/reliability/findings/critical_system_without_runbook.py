"""A critical system without a runbook.

Judges: whether it is written down what to do when a system that is critical and in use fails.

Matters because: Whoever is called at night did not build it. Without a page to follow they call those who did, or wait for the morning.

Silent when: nobody wrote how critical the system is, or no runbook of any system is in a repository or on record.

What to do: Let the last person who mended it write one page: how to see what is wrong, how to put the earlier version back, whom to call.
Name it in `runbook` of the record.

Source: That entries of a playbook shorten repair is told of Google's practice (Site Reliability Engineering, chapter 1; its workbook, chapter 8;
not opened by us, told of by others). That it is asked of critical systems alone is our judgement.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.practices.reliability.critical import ASIDE
from quarterdeck.practices.reliability.measures.runbooks_at_hand import RUNBOOKS_AT_HAND


def judge(runbooks: Measurement, bench: Bench) -> Verdict:
    """A critical system without any: not met."""
    where = bench.name("system", runbooks.subject.key)
    state = bench.rows(runbooks, 1)[0].part
    if state in ASIDE:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} {aside}.", where=where, aside=ASIDE[state]))
    if runbooks.value:
        return Verdict(Outcome.MET, say("{where}: {told} at hand.", where=where, told=Cited(counted(int(runbooks.value), "runbook"), runbooks.id)))
    return Verdict(
        Outcome.NOT_MET,
        say("{where} is critical, and {none} what to do when it fails.", where=where, none=Cited("nothing that is known says", runbooks.id)),
        action=say("Let the last person who mended {where} write one page, and name it in the record.", where=where),
        severity=Severity.MEDIUM,
    )


CRITICAL_SYSTEM_WITHOUT_RUNBOOK = Judgement(
    name="critical-system-without-runbook",
    title="Critical systems without a runbook",
    strength="Critical systems have a runbook",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(RUNBOOKS_AT_HAND,),
    judge=judge,
)
