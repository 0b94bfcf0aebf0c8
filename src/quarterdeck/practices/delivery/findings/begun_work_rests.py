"""Work was begun and rests.

Judges: how many of the work items in progress are older than 85 of 100 finished ones were when they left the same status.

Matters because: Begun work that rests is money spent for nothing yet. It also hides: a board full of old items says nothing about this week.

Silent when: no work items with their transitions were imported, fewer are in progress than a share can be told from, or fewer than ten were
finished to show what age is usual.

What to do: Go through the oldest first, one by one: finish it, cut it, or drop it and say so. Then agree how many may be in progress at once.

Source: Kanban Guide, work item age, https://kanbanguides.org/english/. The limits are our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, number, say
from quarterdeck.practices.delivery.measures.overaged_work import OVERAGED_WORK
from quarterdeck.practices.delivery.measures.work_item_cycle_time import WORK_ITEM_CYCLE_TIME

MOST_OVERAGED = Criterion(
    "most_overaged", 0.5, "of items in progress", "Above this share, begun work rests.", "Our judgement: by its meaning 15 of 100 are older at a quiet time."
)
FEWEST_IN_PROGRESS = Criterion("fewest_in_progress", 5, "items", "With fewer in progress no share can be told.", "Our judgement.")
_SHOWN = 10


def judge(aged: Measurement, bench: Bench) -> Verdict:
    """More than the share above the yardstick is not met."""
    where = bench.name("repository", aged.subject.key)
    if aged.observations < bench.criterion(FEWEST_IN_PROGRESS):
        missing = NotAssessed(
            f"only {counted(aged.observations, 'work item')} {'is' if aged.observations == 1 else 'are'} in progress", "Nothing: so few need no rule"
        )
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=missing.why), missing=missing)
    told = say(
        "{where}: {old} of {all} in progress are older than most finished ones were.",
        where=where, old=Cited(number(aged.value), aged.id), all=counted(aged.observations, "work item"),
    )  # fmt: skip
    if aged.value <= bench.criterion(MOST_OVERAGED) * aged.observations:
        return Verdict(Outcome.MET, told)
    oldest = [row for row in bench.rows(aged, _SHOWN) if row.part == "older"]
    cycle = bench.beside(WORK_ITEM_CYCLE_TIME, aged.subject)
    usual = () if cycle.missing else (say("Half of the finished items took {days} days or less.", days=Cited(number(cycle.value, 1), cycle.id)),)
    return Verdict(
        Outcome.NOT_MET,
        told,
        action=("Go through the oldest begun items one by one: finish, cut, or drop each of them.",),
        severity=Severity.MEDIUM,
        detail=Detail(
            ("Begun, and resting", "Days"),
            "lr",
            tuple(((bench.name("work item", row.key),), (number(row.contribution),)) for row in oldest),
            max(0, int(aged.value) - len(oldest)),
        ),
        notes=usual,
    )


BEGUN_WORK_RESTS = Judgement(
    name="begun-work-rests",
    title="Work that was begun and rests",
    strength="What is begun is finished",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(OVERAGED_WORK, WORK_ITEM_CYCLE_TIME),
    judge=judge,
    criteria=(MOST_OVERAGED, FEWEST_IN_PROGRESS),
)
