"""Somebody accepted a finding until a day that has gone by.

Judges: The days since the last day on which an acceptance held: one day is not met.

Matters because: The reason for living with it was meant for a time. After that day nobody has decided to live with it any more.

Silent when: Never, where there is an acceptance.

What to do: Mend what was found, or accept it anew, by somebody who may, with a reason and a new day. If it is mended, take the acceptance away.

Source: The day is the company's own. Severity is our judgement: medium from a month on, else low; the finding itself counts again with its own.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import PassedDay
from quarterdeck.kernel.finding import FINDING_HEADINGS, Judgement
from quarterdeck.kernel.measure import Page
from quarterdeck.steering.risk.measures.acceptance_days_over import ACCEPTANCE_DAYS_OVER

_BY_DAY = PassedDay(
    kind="acceptance",
    closed="{where} is over.",
    ahead="{where}: accepted until {day}.",
    passed="{where}: accepted until {day}, {days} ago; it counts again.",
    action="Mend {where}, or let somebody accept it anew with a reason and a day.",
    medium_days=31,
)

ACCEPTANCE_HAS_ENDED = Judgement(
    name="acceptance-has-ended",
    title="Findings whose acceptance has ended",
    strength="What was accepted is accepted still",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(ACCEPTANCE_DAYS_OVER,),
    judge=_BY_DAY.judge,
)
