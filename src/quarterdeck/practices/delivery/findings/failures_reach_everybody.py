"""Deployments fail, and reach everybody at once.

Judges: whether anything lets a part of the users meet a change first, or switches it off, where deployments of the period failed.

Matters because: What goes to everybody at once fails for everybody at once. A flag, or a first hundredth of the users, makes the same fault small.

Silent when: nothing tells that it is brought to users' production, or how its deployments ended. Fewer than three failures are met.

What to do: Put the next risky change behind a flag, or let a hundredth of the users have it first, and watch the numbers that matter before the rest.

Source: The limit is our judgement and can be set; that flags and canaries make faults small is common practice, of which no study was opened.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Part, counted, number, say
from quarterdeck.practices.delivery.measures.change_fail_rate import CHANGE_FAIL_RATE
from quarterdeck.practices.delivery.measures.gradual_releases import GRADUAL_RELEASES

FEWEST_FAILURES = Criterion(
    "fewest_failures", 3, "deployments", "From this many failures on, everybody meets too many.", "Our judgement: three in a period are no accident."
)


def judge(ways: Measurement, bench: Bench) -> Verdict:
    """Failures from the limit on without any way to release gradually are not met."""
    where = bench.name("repository", ways.subject.key)
    if ways.value:
        shown = bench.name("words", next(row.part for row in bench.rows(ways) if row.contribution))
        told = Cited(counted(int(ways.value), "way"), ways.id)
        return Verdict(Outcome.MET, say("{where}: {told} to release gradually can be seen, for instance «{shown}».", where=where, told=told, shown=shown))
    rate = bench.beside(CHANGE_FAIL_RATE, ways.subject)
    if rate.missing:
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=rate.missing.why), missing=rate.missing)
    failed = round(rate.value * rate.observations)
    said: dict[str, Part] = {
        "where": where, "failed": Cited(number(failed) if failed else "none", rate.id), "all": counted(rate.observations, "deployment"),
    }  # fmt: skip
    if failed < bench.criterion(FEWEST_FAILURES):
        return Verdict(Outcome.MET, say("{where}: {failed} of {all} failed, so little harm came of releasing to everybody at once.", **said))
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {failed} of {all} failed, and each reached everybody at once.", **said),
        action=("Put the next risky change behind a flag, or let a hundredth of the users have it first.",),
        severity=Severity.LOW,
    )


FAILURES_REACH_EVERYBODY = Judgement(
    name="failures-reach-everybody",
    title="Failures that reach everybody at once",
    strength="What fails reaches a part of the users, or seldom happens",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(GRADUAL_RELEASES, CHANGE_FAIL_RATE),
    judge=judge,
    criteria=(FEWEST_FAILURES,),
)
