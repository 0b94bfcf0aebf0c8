"""A critical system's recovery was not tested, or nobody said how soon it must be back.

Judges: whether a system that is critical and in use has a recovery time objective on record, and whether it was tested within a year.

Matters because: An objective that nobody tried is a wish. What it really takes is learned on the day on which everything else is down, too.

Silent when: nobody wrote how critical the system is, or no system on record has an objective.

What to do: Bring it back once on an empty account, with a watch, by somebody who did not build it. Write down the day and what it took; where
that is more than the objective, change one of the two.

Source: The terms are those of business continuity (ISO 22301; not opened). Once a year is our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, say
from quarterdeck.practices.reliability.critical import ASIDE
from quarterdeck.practices.reliability.measures.recovery_tests import RECOVERY_TESTS, TESTED_WITHIN


def judge(tests: Measurement, bench: Bench) -> Verdict:
    """No objective, or no test of it within the limit: not met."""
    where = bench.name("system", tests.subject.key)
    state = bench.rows(tests, 1)[0].part
    if state in ASIDE:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} {aside}.", where=where, aside=ASIDE[state]))
    if tests.value:
        return Verdict(Outcome.MET, say("{where}: bringing it back was tested on {day}.", where=where, day=Cited(state, tests.id)))
    if state == "no objective":
        return Verdict(
            Outcome.NOT_MET,
            say("{where} is critical, and {none} how long it may be away.", where=where, none=Cited("nobody wrote down", tests.id)),
            action=say("Agree on how long {where} may be away, and how much data may be lost.", where=where),
            severity=Severity.MEDIUM,
        )
    last = "bringing it back was never tested" if state == "never" else f"bringing it back was last tested on {state}"
    return Verdict(
        Outcome.NOT_MET,
        say("{where} is critical, and {last}.", where=where, last=Cited(last, tests.id)),
        action=say("Bring {where} back once on an empty account, and write down how long it took.", where=where),
        severity=Severity.MEDIUM,
    )


RECOVERY_WAS_NOT_TESTED = Judgement(
    name="recovery-was-not-tested",
    title="Critical systems whose recovery nobody has tested",
    strength="The recovery of critical systems is tested",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(RECOVERY_TESTS,),
    judge=judge,
    criteria=(TESTED_WITHIN,),
)
