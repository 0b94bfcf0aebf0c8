"""Much of the work traces to nothing.

Judges: the share of person-days whose changes belong to no work item against the largest share that we would call small repairs.

Matters because: What nobody wrote down, nobody decided. It may be right; it cannot be weighed against what was planned, and no one can say what the
money went to.

Silent when: no work items were imported, or those that were begin late in the period.

What to do: Name the work item in each branch or commit; let the host ask for it. Write an item for work that has none, or stop it.

Source: Our rule that effort should be traceable to what it is for; the limit is our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, number, say
from quarterdeck.practices.delivery.measures.effort_by_purpose import EFFORT_BY_PURPOSE

MOST_UNTRACED = Criterion(
    "most_untraced",
    0.33,
    "of person-days",
    "Above this share, too much of the work traces to nothing.",
    "Our judgement: two days of three should say what for.",
)
FEWEST_COMMITS = Criterion("fewest_traced_commits", 20, "commits", "With fewer commits no share can be told.", "Our judgement.")


def judge(share: Measurement, bench: Bench) -> Verdict:
    """A share above the limit over enough commits is not met."""
    where = bench.name("repository", share.subject.key)
    if share.observations < bench.criterion(FEWEST_COMMITS):
        missing = NotAssessed(f"only {counted(share.observations, 'commit')} of the period could be traced", "Assess a longer period with `--since`")
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=missing.why), missing=missing)
    told = say("{where}: {share} of people's days trace to no work item.", where=where, share=Cited(percent(share.value), share.id))
    if share.value <= bench.criterion(MOST_UNTRACED):
        return Verdict(Outcome.MET, told)
    return Verdict(
        Outcome.NOT_MET,
        told,
        action=("Name the work item in each branch or commit, and write one for work that has none.",),
        severity=Severity.LOW,
        detail=_spent(share, bench),
    )


def _spent(share: Measurement, bench: Bench) -> Detail:
    """What the days went to."""
    days: dict[str, float] = {}
    for row in bench.rows(share):
        days[row.part] = days.get(row.part, 0.0) + row.contribution
    whole = sum(days.values())
    told = sorted(days.items(), key=lambda item: (-item[1], item[0]))
    return Detail(
        ("What the days went to", "Person-days", "Share"), "lrr", tuple(((what,), (number(spent),), (percent(spent / whole),)) for what, spent in told)
    )


WORK_TRACES_TO_NOTHING = Judgement(
    name="work-traces-to-nothing",
    title="Work that traces to nothing",
    strength="Work says what it is for",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(EFFORT_BY_PURPOSE,),
    judge=judge,
    criteria=(MOST_UNTRACED, FEWEST_COMMITS),
)
