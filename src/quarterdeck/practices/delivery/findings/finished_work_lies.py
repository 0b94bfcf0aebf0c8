"""Finished work lies unreleased.

Judges: the median age of the changes of the period that are in no production deployment, or in no release where no deployments were imported.

Matters because: It is paid for and nobody uses it, and each day makes the release that will hold it larger. A lead time does not show it: it counts what
came out.

Silent when: nothing tells what came out. Fewer than ten that wait are met.

What to do: Release what lies there now, the smallest part of it first. If nobody wants it out, ask why it was made.

Source: The complement of DORA's change lead time, https://dora.dev/guides/dora-metrics/. The limits are our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.practices.delivery.measures.age_of_unreleased_work import AGE_OF_UNRELEASED_WORK, NO_RELEASE
from quarterdeck.practices.delivery.measures.undeployed_changes import UNDEPLOYED_CHANGES
from quarterdeck.practices.delivery.measures.unreleased_changes import UNRELEASED_CHANGES

OLDEST_UNRELEASED = Criterion(
    "oldest_unreleased_days", 92, "days", "A median age of waiting changes above this is too old.", "Our judgement: a quarter is long for finished work."
)
FEWEST_UNRELEASED = Criterion("fewest_unreleased", 10, "changes", "Fewer changes that wait are met, however old.", "Our judgement.")


def judge(age: Measurement, bench: Bench) -> Verdict:
    """Enough changes with a median age above the limit are not met."""
    where = bench.name("repository", age.subject.key)
    lacks, waiting = _waiting(age, bench)
    if not waiting:
        out = say("{where}: {all} of the period are out.", where=where, all=Cited(f"all {counted(age.observations, 'finished change')}", age.id))
        return Verdict(Outcome.MET, out)
    sentence = say(
        "{where}: {all} of the period are in {lacks}; half are {days} old or older.",
        where=where, all=counted(waiting, "finished change"), lacks=lacks, days=Cited(counted(round(age.value), "day"), age.id),
    )  # fmt: skip
    if age.value <= bench.criterion(OLDEST_UNRELEASED) or waiting < bench.criterion(FEWEST_UNRELEASED):
        return Verdict(Outcome.MET, sentence)
    proxy = lacks == NO_RELEASE
    return Verdict(
        Outcome.NOT_MET,
        sentence,
        action=("Release what lies there, the smallest part first; if nobody wants it out, ask why it was made.",),
        severity=Severity.LOW if proxy else Severity.MEDIUM,
        notes=(("Counted from tags, because no deployments of it to production were imported.",),) if proxy else (),
    )


def _waiting(age: Measurement, bench: Bench) -> tuple[str, int]:
    """What the changes that wait lack, and how many they are: the longest first, so one row tells whether there are any."""
    (oldest,) = bench.rows(age, 1)
    if oldest.part == "out":
        return oldest.part, 0
    counted_by = bench.beside(UNRELEASED_CHANGES if oldest.part == NO_RELEASE else UNDEPLOYED_CHANGES, age.subject)
    return oldest.part, sum(row.part != "out" for row in bench.rows(age)) if counted_by.missing else int(counted_by.value)


FINISHED_WORK_LIES = Judgement(
    name="finished-work-lies",
    title="Finished work that lies unreleased",
    strength="Little finished work lies unreleased",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(AGE_OF_UNRELEASED_WORK, UNDEPLOYED_CHANGES, UNRELEASED_CHANGES),
    judge=judge,
    criteria=(OLDEST_UNRELEASED, FEWEST_UNRELEASED),
)
