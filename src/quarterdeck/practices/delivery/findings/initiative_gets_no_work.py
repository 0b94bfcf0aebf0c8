"""A running initiative gets no work.

Judges: whether any person-day of the last quarter went to the epics of an initiative whose record says that it runs.

Matters because: Somebody counts on it: an objective, a customer, a budget. What nobody works on is late already, and the record says otherwise.

Silent when: the initiative does not run (then it does not apply), its record names no epics, or no work items were imported.

What to do: Decide whether it runs. If so, give it people and a first item; if not, write down that it is paused or stopped, and tell who waits for it.

Source: Our judgement. The number of days without work can be set.
"""

from __future__ import annotations

from datetime import timedelta

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.practices.delivery.measures.days_for_initiative import DAYS_FOR_INITIATIVE, RUNNING

LONGEST_WITHOUT_WORK = Criterion(
    "longest_without_work_days", 92, "days", "A running initiative without any work for so long gets none.", "Our judgement: a quarter."
)


def judge(effort: Measurement, bench: Bench) -> Verdict:
    """No week of work within the limit is not met, for one that runs."""
    where = bench.name("initiative", effort.subject.key)
    rows = bench.rows(effort)
    if not any(row.part == RUNNING for row in rows):
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} does not run.", where=where))
    since = bench.as_of - timedelta(days=int(bench.criterion(LONGEST_WITHOUT_WORK)))
    days = sum(row.contribution for row in rows if row.contribution and row.key >= str(since))
    told = counted(round(days), "person-day") if days >= 1 else "less than a person-day" if days else "no work"
    span = counted(int(bench.criterion(LONGEST_WITHOUT_WORK)), "day")
    sentence = say("{where} runs, and {days} of the last {span} went to it.", where=where, days=Cited(told, effort.id), span=span)
    if days:
        return Verdict(Outcome.MET, sentence)
    return Verdict(
        Outcome.NOT_MET,
        sentence,
        action=("Decide whether it runs: give it people and a first item, or write down that it is paused, and tell who waits for it.",),
        severity=Severity.MEDIUM,
    )


INITIATIVE_GETS_NO_WORK = Judgement(
    name="initiative-gets-no-work",
    title="Running initiatives that get no work",
    strength="Running initiatives are worked on",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(DAYS_FOR_INITIATIVE,),
    judge=judge,
    criteria=(LONGEST_WITHOUT_WORK,),
)
