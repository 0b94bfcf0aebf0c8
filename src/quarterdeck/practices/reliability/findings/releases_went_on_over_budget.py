"""Releases went on while the error budget was spent, against what was agreed.

Judges: releases that mended nothing, of the system of a service level, on days of the period on which its error budget was spent; where its policy says that
releases stop then.

Matters because: An agreement that is not kept the first time will not be made a second time, and users pay for it meanwhile.

Silent when: the budget of no day could be told, no deployment of the level's system was imported, or nobody wrote whether releases stop.

What to do: Ask who decided it, and why. Either keep to the policy from now on, with an exception that somebody signs, or change it to what is really done.

Source: Google, The Site Reliability Workbook, example error budget policy, https://sre.google/workbook/error-budget-policy/ (read on 27 November
2026). Severity is our judgement: high from ten releases on, else medium.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.practices.reliability.measures.budget_policy import AGREEMENT, BUDGET_POLICY, GO_ON, STOP
from quarterdeck.practices.reliability.measures.releases_while_spent import RELEASE, RELEASES_WHILE_SPENT, REPAIR, SPENT

_MANY, _SHOWN = 10, 10


def judge(went: Measurement, bench: Bench) -> Verdict:
    """Any release on such a day is not met where releases were to stop; ten or more, high."""
    where = bench.name("service-level", went.subject.key)
    rows = bench.rows(went)
    days = sorted(row.key for row in rows if row.part == SPENT)
    told = counted(len(days), "day")
    if not days:
        return Verdict(Outcome.MET, say("{where}: its error budget was spent on no day of the period.", where=where))
    policy = bench.beside(BUDGET_POLICY, went.subject)
    part = "" if policy.missing else bench.rows(policy, 1)[0].part
    if part in {GO_ON, AGREEMENT}:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where}: by what was agreed, releases go on while its budget is spent.", where=where))
    if part != STOP:
        why = f"its error budget was spent on {told}, and nobody wrote whether releases stop then"
        missing = NotAssessed(why, "Write `releases_stop` (true or false) in its record, in `service-levels/`")
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=why), missing=missing)
    if not went.value:
        return Verdict(
            Outcome.MET, say("{where}: no release went out on the {days} on which its error budget was spent.", where=where, days=Cited(told, went.id))
        )
    releases = sorted(row.key for row in rows if row.part == RELEASE)
    repairs = sum(row.part == REPAIR for row in rows)
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {releases} went out on the {days} on which its error budget was spent, though releases were to stop.", where=where,
            releases=Cited(counted(len(releases), "release"), went.id), days=told),
        action=say("Ask who decided it; then keep to the policy of {where}, or change it to what is done.", where=where),
        severity=Severity.HIGH if len(releases) >= _MANY else Severity.MEDIUM,
        detail=Detail(("Release",), "l", tuple(((bench.name("deployment", one),),) for one in releases[:_SHOWN]), max(0, len(releases) - _SHOWN)),
        notes=(
            say("The budget was spent from {first} to {last}, on {days}.", first=days[0], last=days[-1], days=told),
            say("{repairs} more were rollbacks or told as unplanned: such repairs may go on.", repairs=repairs),
        ),
    )  # fmt: skip


RELEASES_WENT_ON_OVER_BUDGET = Judgement(
    name="releases-went-on-over-budget",
    title="Releases that went on while the error budget was spent",
    strength="Releases stop while the error budget is spent",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(RELEASES_WHILE_SPENT, BUDGET_POLICY),
    judge=judge,
)
