"""A finished change waits too long for its users.

Judges: the median wait of changes from commit to production against the longest wait that we would call normal. Where no deployments were
imported, the wait until the first release tag stands in, and the finding says so.

Matters because: Every week between a change and its release is a week without its benefit, and a week in which its mistakes are not
found. Large releases fail more often and are harder to mend than small ones.

Silent when: no deployment was imported and no release was tagged in the period, or the history was cut (shallow clone): a wait without a
release does not exist.

What to do: Release what is merged on a fixed day each week, then each day. Make the release a pipeline that anyone may start, so that
nobody saves changes up for it.

Source: DORA, change lead time, https://dora.dev/guides/dora-metrics/; its guide names no thresholds, so the limit is our judgement
and can be set.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, counted, number, say
from quarterdeck.practices.delivery.measures.change_lead_time import CHANGE_LEAD_TIME
from quarterdeck.practices.delivery.measures.change_wait import CHANGE_WAIT
from quarterdeck.practices.delivery.measures.release_lead_time import RELEASE_LEAD_TIME
from quarterdeck.practices.delivery.measures.undeployed_changes import UNDEPLOYED_CHANGES
from quarterdeck.practices.delivery.measures.unreleased_changes import UNRELEASED_CHANGES

LONGEST_WAIT = Criterion(
    "longest_wait_days", 31, "days", "A median wait above this is too long.", "Our judgement: a change should reach its users within a month."
)
_QUARTER = 3
_REAL = ("Counted from the deployments that were imported: DORA's change lead time.",)


def judge(wait: Measurement, bench: Bench) -> Verdict:
    """A median wait above the limit is not met; three times the limit is high."""
    limit = bench.criterion(LONGEST_WAIT)
    unknown = bench.beside(CHANGE_LEAD_TIME, wait.subject).missing
    deployed = not unknown
    waiting = bench.beside(UNDEPLOYED_CHANGES if deployed else UNRELEASED_CHANGES, wait.subject)
    where = bench.name("repository", wait.subject.key)
    days = Cited(_days(wait.value), wait.id)
    what, done = ("deployment to production", "deployed to production") if deployed else ("release", "released")
    sentence = say("{where}: half of the changes wait {days} or more for a {what}.", where=where, days=days, what=what)
    notes: tuple[Phrase, ...] = (
        (f"Counted from tags: {unknown.why}.",) if unknown else _REAL,
        *_still_waiting(waiting, "deployment" if deployed else "release"),
    )
    if wait.value <= limit:
        met = say("{where}: half of the changes are {done} within {days} of being finished.", where=where, days=days, done=done)
        return Verdict(Outcome.MET, met, notes=notes)
    return Verdict(
        Outcome.NOT_MET,
        sentence,
        action=("Release what is merged on a fixed day each week, through a pipeline that anyone may start.",),
        severity=Severity.HIGH if wait.value > _QUARTER * limit else Severity.MEDIUM,
        detail=_slowest(wait, bench),
        notes=notes,
    )


def _days(value: float) -> str:
    return f"{number(value, 1)} days" if value < 10 else counted(round(value), "day")  # noqa: PLR2004  # below ten a decimal matters


def _still_waiting(waiting: Measurement, what: str) -> tuple[Phrase, ...]:
    if waiting.missing or not waiting.value:
        return ()
    told = Cited(counted(int(waiting.value), "change"), waiting.id)
    return (say("{told} of the period are in no {what} yet and are not counted.", told=told, what=what),)


def _slowest(wait: Measurement, bench: Bench) -> Detail:
    """The releases that changes waited for longest, and how long."""
    waits: dict[str, list[float]] = {}
    for row in bench.rows(wait):
        waits.setdefault(row.part, []).append(row.contribution)
    slowest = sorted(waits.items(), key=lambda item: (-_median(item[1]), item[0]))
    rows = tuple(((bench.name("release", tag),), (number(len(days)),), (number(_median(days), 1),), (number(max(days), 1),)) for tag, days in slowest[:10])
    return Detail(("Release or deployment", "Changes", "Median days", "Longest"), "lrrr", rows, max(0, len(slowest) - 10))


def _median(values: list[float]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


CHANGE_WAITS_TOO_LONG = Judgement(
    name="change-waits-too-long",
    title="Finished changes that wait for a release",
    strength="Finished changes are released soon",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(CHANGE_WAIT, CHANGE_LEAD_TIME, RELEASE_LEAD_TIME, UNDEPLOYED_CHANGES, UNRELEASED_CHANGES),
    judge=judge,
    criteria=(LONGEST_WAIT,),
)
