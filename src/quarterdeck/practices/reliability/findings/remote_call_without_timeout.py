"""Code calls other services and waits for them without end.

Judges: HTTP calls and clients in production code that have no time after which they give up.

Matters because: When the other side hangs, so does the caller: workers wait until none is left, and one outage becomes two.

Silent when: the code was not parsed (`--deep`), or less than half of the production code could be read. Not judged where no HTTP call of a library that is read
was seen.

What to do: Give each call a time that its own caller can bear, and say what happens when it is over. Begin with calls on the way of a user's request.

Source: requests' own advice that most calls should have a timeout (read on 27 November 2026, see the measure). Severity is our judgement: medium from
five calls on, else low. No money: no source that we read links missing timeouts and cost.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.practices.reliability.measures.calls_without_limit import CALLS_WITHOUT_LIMIT

MANY = Criterion("calls_without_limit_medium", 5, "calls", "From so many calls without a time on, it is medium.", "Our judgement: one is a slip, five a habit.")
_SHOWN = 10


def judge(calls: Measurement, bench: Bench) -> Verdict:
    """Any call without a time is not met."""
    where = bench.name("repository", calls.subject.key)
    rows = [row for row in bench.rows(calls) if row.part]
    if not rows:
        told = say("{where}: no HTTP call of a Python, Go or Java library that is read was seen in it; other languages are not read.", where=where)
        return Verdict(Outcome.NOT_APPLICABLE, told)
    every = counted(len(rows), "HTTP call")
    waiting = sorted((row for row in rows if row.contribution), key=lambda row: row.key)
    unknown = sum(row.part.endswith(" unknown") for row in rows)
    notes = (say("Of {unknown} more it cannot be told: something else in the file may set a time.", unknown=unknown),) if unknown else ()
    if not waiting:
        return Verdict(Outcome.MET, say("{where}: of {every} none is told to wait without end.", where=where, every=Cited(every, calls.id)), notes=notes)
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {waiting} of {every} wait without end for the answer.", where=where, waiting=Cited(str(len(waiting)), calls.id), every=every),
        action=say("Give {first} and the others a time that their callers can bear.", first=bench.name("file", waiting[0].key)),
        severity=Severity.MEDIUM if len(waiting) >= bench.criterion(MANY) else Severity.LOW,
        detail=Detail(
            ("Where", "Call"), "ll", tuple(((bench.name("file", row.key),), (row.part.rpartition(" ")[0],)) for row in waiting[:_SHOWN]),
            max(0, len(waiting) - _SHOWN),
        ),
        notes=notes,
    )  # fmt: skip


REMOTE_CALL_WITHOUT_TIMEOUT = Judgement(
    name="remote-call-without-timeout",
    title="Calls that wait without end",
    strength="Calls of other services end by themselves",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(CALLS_WITHOUT_LIMIT,),
    judge=judge,
    criteria=(MANY,),
)
