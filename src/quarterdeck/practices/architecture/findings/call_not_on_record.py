"""A system calls another one, and its record does not name it.

Judges: Whether every system that containers of this system call, as files tell it, is named in `depends_on` of its record, of one of its parts, or of
what it is a part of.

Matters because: Whoever plans an outage, a move or a sale asks the record what hangs on what. A line that is missing there is met on the day itself.

Silent when: No file tells what the system runs as. Not judged where files tell of its containers and of no call to another system.

What to do: Ask the team whether the system stands still without the other. If so, write it under `depends_on`; if not, take the address out.

Source: The company's own record against the files of its repositories. Severity: low, and medium from more than three such systems on. No money: no
source that we read links such a gap and cost.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Name, counted, listing, say
from quarterdeck.practices.architecture.measures.undeclared_calls import UNDECLARED_CALLS

_NAMED, _MANY = 3, 3


def judge(calls: Measurement, bench: Bench) -> Verdict:
    """A call that the record does not name is not met."""
    where = bench.name("system", calls.subject.key)
    rows = [row for row in bench.rows(calls) if row.key]
    if not rows:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where}: files tell of no call to another system.", where=where))
    missing = [row for row in rows if row.contribution]
    if not missing:
        return Verdict(Outcome.MET, say("{where}: {all} that files say it calls are on its record.", where=where, all=f"all {counted(len(rows), 'system')}"))
    names = [bench.name("system", row.key) for row in missing]
    more = f" and {counted(len(names) - _NAMED, 'other')}" if len(names) > _NAMED else ""
    detail = tuple(((bench.name("system", row.key),), (Name("path", row.part),)) for row in missing)
    return Verdict(
        Outcome.NOT_MET,
        say(
            "{where} calls {systems} that its record does not name: {names}{more}.",
            where=where, systems=Cited(counted(len(names), "system"), calls.id), names=listing(names[:_NAMED]), more=more,
        ),
        action=say("Ask whether {where} stands still without {name}; if so, write it under `depends_on`.", where=where, name=names[0]),
        severity=Severity.MEDIUM if len(missing) > _MANY else Severity.LOW,
        detail=Detail(("System that is called", "As this says"), "ll", detail),
    )  # fmt: skip


CALL_NOT_ON_RECORD = Judgement(
    name="call-not-on-record",
    title="Systems that call others without a word in the record",
    strength="Every system that files say is called is on record",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(UNDECLARED_CALLS,),
    judge=judge,
)
