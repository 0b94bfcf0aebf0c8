"""The error budget of a service level is spent, or about to be.

Judges: the share of the budget that is spent within the window, and how many days the rest lasts at the pace of the last three.

Matters because: What was agreed to be good enough is no longer kept. Users notice before the next release does.

Silent when: nothing was counted of the level, its counts cover less than half of its window, or it leaves no budget.

What to do: Stop releasing what can wait, and give the team the time to mend what spends the budget, until it is kept again. That is the
agreement that a budget is made for.

Source: Google, The Site Reliability Workbook, chapter 5 (alerting on SLOs), https://sre.google/workbook/alerting-on-slos/ (not opened by
us, told of by others), and its example of an error budget policy, https://sre.google/workbook/error-budget-policy/ (read on 27 November
2026). The days ahead are our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, counted, number, say
from quarterdeck.practices.reliability.measures.error_budget_burn_rate import ERROR_BUDGET_BURN_RATE
from quarterdeck.practices.reliability.measures.error_budget_spent import ERROR_BUDGET_SPENT

DAYS_AHEAD = Criterion(
    "error_budget_days_ahead", 7, "days", "A budget that lasts fewer days at today's pace is about to be spent.", "Our judgement: a week is a plan."
)
_MINUTES = 1440


def judge(spent: Measurement, bench: Bench) -> Verdict:
    """Spent is not met and high; about to be spent is not met."""
    where = bench.name("service-level", spent.subject.key)
    held = {row.part: row.contribution for row in bench.rows(spent) if row.part in {"target", "window"}}
    burn = bench.beside(ERROR_BUDGET_BURN_RATE, spent.subject)
    days = counted(round(held["window"]), "day")
    told = Cited(percent(spent.value), spent.id)
    notes, detail = (_budget(held), *_pace(burn)), _burning(burn, bench)
    action = ("Stop releasing what can wait, and mend first what spends the budget.",)
    if spent.value >= 1:
        sentence = say("{where}: {spent} of the error budget of {days} is spent.", where=where, spent=told, days=days)
        return Verdict(Outcome.NOT_MET, sentence, action=action, severity=Severity.HIGH, detail=detail, notes=notes)
    lasts = (1 - spent.value) * held["window"] / burn.value if not burn.missing and burn.value > 0 else held["window"]
    if burn.missing or burn.value <= 1 or lasts >= bench.criterion(DAYS_AHEAD):
        return Verdict(
            Outcome.MET, say("{where}: {spent} of the error budget of {days} is spent.", where=where, spent=told, days=days), detail=detail, notes=notes
        )
    sentence = say(
        "{where}: {spent} of the error budget is spent, and the rest lasts {lasts} at the pace of the last three.",
        where=where, spent=told, lasts=Cited(counted(max(1, round(lasts)), "day"), burn.id),
    )  # fmt: skip
    return Verdict(Outcome.NOT_MET, sentence, action=action, severity=Severity.MEDIUM, detail=detail, notes=notes)


def _budget(held: dict[str, float]) -> Phrase:
    minutes = held["window"] * _MINUTES * (1 - held["target"])
    allowed = f"{number(minutes, 0 if minutes >= 100 else 1 if minutes >= 10 else 2)} minutes"  # noqa: PLR2004  # three digits
    share = f"{100 * held['target']:.10g}\u202f%"
    return say("{share} over {days} leave {allowed} of all being wrong.", share=share, days=counted(round(held["window"]), "day"), allowed=allowed)


def _pace(burn: Measurement) -> tuple[Phrase, ...]:
    if burn.missing:
        return (say("How fast it burns is not known: {why}.", why=burn.missing.why),)
    return (say("Over the last three days it burned {rate} times as fast as planned.", rate=Cited(number(burn.value, 1), burn.id)),)


def _burning(burn: Measurement, bench: Bench) -> Detail | None:
    if burn.missing:
        return None
    rates = {row.key: row.contribution for row in bench.rows(burn)}
    rows = tuple(((span,), (number(rates[span], 1),)) for span in ("1 hour", "6 hours", "1 day", "3 days") if span in rates)
    return Detail(("Within the last", "Times as fast as planned"), "lr", rows)


ERROR_BUDGET_IS_SPENT = Judgement(
    name="error-budget-is-spent",
    title="Error budgets that are spent",
    strength="Error budgets are kept",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(ERROR_BUDGET_SPENT, ERROR_BUDGET_BURN_RATE),
    judge=judge,
    criteria=(DAYS_AHEAD,),
)
