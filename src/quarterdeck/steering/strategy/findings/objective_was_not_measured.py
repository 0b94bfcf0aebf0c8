"""Nobody has read lately how far an objective is.

Judges: The key results of an open objective whose last reading is too old, or that were never read: one is not met.

Matters because: Without a reading nobody knows whether the work helps, and the surprise comes on the day on which the objective is due.

Silent when: The objective has no key result, so that nothing could be read. A draft and an objective that was reached, missed or dropped is not
judged.

What to do: Read the number today and write it down with its day. If nobody can read it, choose one that somebody can.

Source: Our judgement: a key result is there to be read. The length can be set; severity is medium.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import CLOSED
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Name, Phrase, counted, listing, say
from quarterdeck.steering.strategy.measures.key_results_not_read import KEY_RESULTS_NOT_READ

_NAMED = 2


def judge(stale: Measurement, bench: Bench) -> Verdict:
    """One key result without a reading that is new enough: not met."""
    where = bench.name("objective", stale.subject.key)
    rows = bench.rows(stale)
    if all(row.part == CLOSED for row in rows):
        return Verdict(Outcome.NOT_APPLICABLE, say("{where}: not open.", where=where))
    old = sorted((row for row in rows if row.contribution), key=lambda row: (row.part != "never", row.part, row.key))
    if not old:
        return Verdict(
            Outcome.MET, say("{where}: {results} read lately.", where=where, results=Cited(f"{counted(len(rows), 'key result')} {_were(len(rows))}", stale.id))
        )
    count = Cited(f"{len(old)} of {counted(len(rows), 'key result')} {_were(len(old))}", stale.id)
    shown: list[Phrase | Name] = [say("{name} ({day})", name=bench.name("reason", row.key), day=row.part) for row in old[:_NAMED]]
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {count} not read lately, {shown}.", where=where, count=count, shown=listing(shown)),
        action=say("Read {name} today, and write it down with its day.", name=bench.name("reason", old[0].key)),
        severity=Severity.MEDIUM,
        detail=Detail(("Key result", "Last reading"), "ll", tuple(((bench.name("reason", row.key),), (row.part,)) for row in old)),
    )


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


OBJECTIVE_WAS_NOT_MEASURED = Judgement(
    name="objective-was-not-measured",
    title="Objectives that nobody measures",
    strength="Somebody reads how far the objectives are",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(KEY_RESULTS_NOT_READ,),
    judge=judge,
)
