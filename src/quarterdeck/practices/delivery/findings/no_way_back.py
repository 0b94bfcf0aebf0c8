"""Nothing leads back when a deployment goes wrong.

Judges: whether pipelines, deployments or manifests show a way back of what is brought to users' production.

Matters because: A deployment that fails is over when something that worked runs again. Where the way back is invented in the night in which it is needed,
users wait.

Silent when: nothing tells that it is brought to users' production.

What to do: Make going back a job that anyone on call may start, and try it once before it is needed. A platform's button counts when people know it: write
that down.

Source: Our reading of DORA's failed deployment recovery time, https://dora.dev/guides/dora-metrics/: what is practised is fast.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, counted, say
from quarterdeck.practices.delivery.measures.change_fail_rate import CHANGE_FAIL_RATE
from quarterdeck.practices.delivery.measures.failed_deployment_recovery_time import FAILED_DEPLOYMENT_RECOVERY_TIME
from quarterdeck.practices.delivery.measures.ways_back import WAYS_BACK

_SHOWN = 10


def judge(ways: Measurement, bench: Bench) -> Verdict:
    """No way back is not met; medium where deployments failed."""
    where = bench.name("repository", ways.subject.key)
    rows = bench.rows(ways)
    if ways.value:
        shown = bench.name("words", next(row.part for row in rows if row.contribution))
        sentence = say(
            "{where}: {ways} back can be seen, for instance «{shown}».", where=where, ways=Cited(counted(int(ways.value), "way"), ways.id), shown=shown
        )
        return Verdict(Outcome.MET, sentence)
    rate = bench.beside(CHANGE_FAIL_RATE, ways.subject)
    failed = 0 if rate.missing else round(rate.value * rate.observations)
    cells = tuple(((bench.name("place", row.key),), (bench.name("words", row.part),)) for row in rows[:_SHOWN])
    return Verdict(
        Outcome.NOT_MET,
        say("{where} is brought to production, and {none} shows a way back.", where=where, none=Cited("nothing that was read", ways.id)),
        action=("Make going back a job that anyone on call may start, and try it once before it is needed.",),
        severity=Severity.MEDIUM if failed else Severity.LOW,
        detail=Detail(("Where", "What brings it out"), "ll", cells, max(0, len(rows) - _SHOWN)),
        notes=_failed(failed, rate, bench.beside(FAILED_DEPLOYMENT_RECOVERY_TIME, ways.subject)),
    )


def _failed(failed: int, rate: Measurement, recovery: Measurement) -> tuple[Phrase, ...]:
    if not failed:
        return ()
    told = say("{failed} of the period failed.", failed=Cited(counted(failed, "deployment"), rate.id))
    if recovery.missing:
        return (told,)
    return (told, say("Half of them were over within {hours}.", hours=Cited(counted(round(recovery.value), "hour"), recovery.id)))


NO_WAY_BACK = Judgement(
    name="no-way-back",
    title="Deployments without a way back",
    strength="What is deployed has a way back",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(WAYS_BACK, CHANGE_FAIL_RATE, FAILED_DEPLOYMENT_RECOVERY_TIME),
    judge=judge,
)
