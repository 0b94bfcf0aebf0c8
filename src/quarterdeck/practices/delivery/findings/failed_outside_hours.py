"""Deployments fail when few are there to mend them.

Judges: how many production deployments that failed had begun on a Friday afternoon, at the weekend, or in the evening and at night, by local time.

Matters because: The failure lasts until somebody comes, and who comes is tired or alone. That deployments go out at such hours is no fault; that they
fail then is one that the calendar mends.

Silent when: no deployments were imported, the record names no time zone, or nothing says how deployments ended.

What to do: Until fewer fail, let the pipeline hold what is merged on a Friday afternoon until Monday, and what is merged in the evening until morning.

Source: The hours and the limit are our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.practices.delivery.measures.change_fail_rate import CHANGE_FAIL_RATE
from quarterdeck.practices.delivery.measures.deployments_outside_hours import DEPLOYMENTS_OUTSIDE_HOURS
from quarterdeck.practices.delivery.telling import listed

MOST_FAILED_OUTSIDE = Criterion(
    "most_failed_outside_hours", 2, "deployments", "More that failed outside of working hours are too many.", "Our judgement: the third time is a habit."
)


def judge(outside: Measurement, bench: Bench) -> Verdict:
    """More failures than the limit that began outside of working hours are not met."""
    where = bench.name("repository", outside.subject.key)
    ended = bench.beside(CHANGE_FAIL_RATE, outside.subject)
    if ended.missing:
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=ended.missing.why), missing=ended.missing)
    late = [row for row in bench.rows(outside) if row.contribution]
    broken = {row.key for row in bench.rows(ended) if row.contribution}
    failed = [row for row in late if row.key in broken]
    sentence = say(
        "{where}: {failed} of {late} on Friday afternoons, weekends, evenings and nights failed.",
        where=where, failed=Cited(str(len(failed)) if failed else "none", ended.id), late=Cited(counted(len(late), "deployment"), outside.id),
    )  # fmt: skip
    if len(failed) <= bench.criterion(MOST_FAILED_OUTSIDE):
        return Verdict(Outcome.MET, sentence)
    return Verdict(
        Outcome.NOT_MET,
        sentence,
        action=("Until fewer fail, let the pipeline hold evenings until morning, and Friday afternoons until Monday.",),
        severity=Severity.MEDIUM,
        detail=listed(failed, bench, "deployment", ("Deployment that failed", "Begun")),
    )


FAILED_OUTSIDE_HOURS = Judgement(
    name="failed-outside-hours",
    title="Deployments that fail when few are there",
    strength="Deployments do not fail when few are there",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(DEPLOYMENTS_OUTSIDE_HOURS, CHANGE_FAIL_RATE),
    judge=judge,
    criteria=(MOST_FAILED_OUTSIDE,),
)
