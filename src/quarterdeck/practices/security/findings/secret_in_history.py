"""A secret stands in the history.

Judges: keys and tokens in the lines of a repository's history, told by their form.

Matters because: Whoever gets a copy of the repository gets what the key opens, years after it was taken out of the file.

Silent when: the history's lines were not followed (`--deep`), or the history was cut when the repository was cloned.

What to do: Make the key void where it was issued, today. Then look whether it was used. Rewriting the history comes last: copies keep it.

Source: That a secret which was committed counts as known to others is the advice of those who issue them (known, not opened here). Any is high: our judgement.
No money: no source that we read links a leaked key and loss.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.practices.security.measures.secrets_in_history import SECRETS_IN_HISTORY

_SHOWN = 10


def judge(secrets: Measurement, bench: Bench) -> Verdict:
    """Any is not met, and high."""
    where = bench.name("repository", secrets.subject.key)
    if not secrets.value:
        return Verdict(Outcome.MET, say("{where}: no key or token of a known form stands in the lines of its history.", where=where))
    rows = sorted(bench.rows(secrets), key=lambda row: (row.part, row.key))
    told = [(*row.part.partition(" in ")[::2], row.key) for row in rows]
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {secrets} stand in lines of its history.", where=where, secrets=Cited(counted(len(rows), "key or token", "keys or tokens"), secrets.id)),
        action=say("Make each of them void where it was issued, beginning with {first}; taking it out of the history does not undo that it was read.",
                   first=bench.name("file", told[0][1])),
        severity=Severity.HIGH,
        detail=Detail(("Kind", "Where it came in", "Commit"), "lll",
                      tuple(((kind,), (bench.name("file", place),), (bench.name("commit", commit[:12]),)) for kind, place, commit in told[:_SHOWN]),
                      max(0, len(told) - _SHOWN)),
        notes=(("The value is kept and shown nowhere. Whether it still opens anything nobody tried.",),),
    )  # fmt: skip


SECRET_IN_HISTORY = Judgement(
    name="secret-in-history",
    title="Secrets in the history",
    strength="No secret stands in the history",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(SECRETS_IN_HISTORY,),
    judge=judge,
)
