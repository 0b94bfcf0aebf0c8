"""Somebody accepted a finding until a day that has gone by.

Judges: The days since the last day on which an acceptance held: one day is not met.

Matters because: The reason for living with it was meant for a time. After that day nobody has decided to live with it any more.

Silent when: Never, where there is an acceptance.

What to do: Mend what was found, or accept it anew, by somebody who may, with a reason and a new day. If it is mended, take the acceptance away.

Source: The day is the company's own. Severity is our judgement: medium from a month on, else low; the finding itself counts again with its own.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import on_time
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.steering.risk.measures.acceptance_days_over import ACCEPTANCE_DAYS_OVER

_MEDIUM_DAYS = 31


def judge(over: Measurement, bench: Bench) -> Verdict:
    """The last day has gone by: not met."""
    where = bench.name("acceptance", over.subject.key)
    settled = on_time(over, bench, where, "{where} is over.", "{where}: accepted until {day}.")
    if settled:
        return settled
    (row,) = bench.rows(over, 1)
    days = Cited(counted(int(over.value), "day"), over.id)
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: accepted until {day}, {days} ago; it counts again.", where=where, day=row.part, days=days),
        action=say("Mend {where}, or let somebody accept it anew with a reason and a day.", where=where),
        severity=Severity.MEDIUM if over.value >= _MEDIUM_DAYS else Severity.LOW,
    )


ACCEPTANCE_HAS_ENDED = Judgement(
    name="acceptance-has-ended",
    title="Findings whose acceptance has ended",
    strength="What was accepted is accepted still",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(ACCEPTANCE_DAYS_OVER,),
    judge=judge,
)
