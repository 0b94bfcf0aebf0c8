"""Nobody agreed what happens when an error budget is spent.

Judges: whether the record of a service level says what follows when its error budget is spent.

Matters because: Without an agreement a spent budget is a number. With one it is a decision that was taken before, by those who have to live with it.

Silent when: no service level is on record. An agreement with customers is not asked: its contract says what follows.

What to do: Let product and engineering agree in one page who decides, which changes wait, and what may go on (repairs, security). Write it down, or
where it stands.

Source: Google, The Site Reliability Workbook, example error budget policy, https://sre.google/workbook/error-budget-policy/ (read on 27 November
2026). Severity is our judgement: medium where the budget is spent today, else low.
"""

from __future__ import annotations

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, say
from quarterdeck.practices.reliability.measures.budget_policy import AGREEMENT, BUDGET_POLICY
from quarterdeck.practices.reliability.measures.error_budget_spent import ERROR_BUDGET_SPENT


def judge(policy: Measurement, bench: Bench) -> Verdict:
    """None on record is not met; medium while the budget is spent."""
    where = bench.name("service-level", policy.subject.key)
    part = bench.rows(policy, 1)[0].part
    if part == AGREEMENT:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} is promised to customers: its contract says what follows.", where=where))
    if policy.value:
        return Verdict(Outcome.MET, say("{where}: it is agreed what happens when its error budget is spent.", where=where))
    spent = bench.beside(ERROR_BUDGET_SPENT, policy.subject)
    gone = not spent.missing and spent.value >= 1
    now = say("; {share} of it is spent today", share=Cited(percent(spent.value), spent.id)) if gone else ()
    return Verdict(
        Outcome.NOT_MET,
        (*say("{where}: nobody wrote what happens when its error budget is spent", where=where), *now, "."),
        action=say("Agree who decides and which changes wait, and write it as `budget_policy` of {where}.", where=where),
        severity=Severity.MEDIUM if gone else Severity.LOW,
    )


ERROR_BUDGET_WITHOUT_POLICY = Judgement(
    name="error-budget-without-policy",
    title="Error budgets of which nobody agreed what follows when they are spent",
    strength="It is agreed what follows when an error budget is spent",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(BUDGET_POLICY, ERROR_BUDGET_SPENT),
    judge=judge,
)
