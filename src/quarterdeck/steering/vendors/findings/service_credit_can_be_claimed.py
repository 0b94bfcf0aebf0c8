"""A vendor was less available than it promised, and the credit for it can still be claimed.

Judges: The credits of the months whose claim is open: any amount that is owed even when outages were as short as the probes allow is not met.

Matters because: It was earned by the company's own outage, and it lapses on a day. The claim is also what a renewal is bargained with.

Silent when: Nobody wrote what comes back and until when it is claimed, no month whose claim is open was probed in half of its hours,
or the probes are too far apart to tell whether a step was broken: a single failed probe never owes a credit.

What to do: Claim the months that are named, with the probes as evidence, before the day.

Source: The contract's own terms over imported probes. Severity is our judgement: medium where a claim lapses within a fortnight, else low.
"""

from __future__ import annotations

from datetime import date

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, number, say
from quarterdeck.steering.vendors.measures.service_credits_due import SERVICE_CREDITS_DUE, Owed, owed

_FORTNIGHT = 14


def judge(due: Measurement, bench: Bench) -> Verdict:
    """A credit that is owed for sure: not met. One that only may be owed is not assessed."""
    where = bench.name("contract", due.subject.key)
    months = owed(bench.rows(due))
    sure = [one for one in months if one.least > 0]
    if not months:
        return Verdict(Outcome.MET, say("{where}: no credit is owed for a month that can still be claimed.", where=where))
    if not sure:
        why = f"probes are too far apart to tell whether the outages of {months[0].month} owe a credit"
        missing = NotAssessed(why, "Probe more often, or ask the vendor for what it measured itself")
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=why), missing=missing)
    currency, first = sure[0].currency, min(one.until for one in sure)
    least, most = sum(one.least for one in sure), sum(one.most for one in sure)
    between = f", between {number(round(least))} and {number(round(most))}," if round(least) != round(most) else ""
    amount = Cited(f"{number(round(sum(one.middle for one in sure)))} {currency}", due.id)
    return Verdict(
        Outcome.NOT_MET,
        say(
            "{where}: {amount}{between} can be claimed back for broken promises, the first until {day}.", where=where, amount=amount, between=between, day=first
        ),
        action=say("Claim it from the vendor of {where} by {day}, with the probes as evidence.", where=where, day=first),
        severity=Severity.MEDIUM if (date.fromisoformat(first) - bench.as_of).days <= _FORTNIGHT else Severity.LOW,
        detail=Detail(("Month", "Credit", "At least", "At most", "Claim until"), "lrrrl", tuple(_row(one) for one in months)),
    )


def _row(one: Owed) -> tuple[Phrase, ...]:
    return ((one.month,), *((number(round(amount)),) for amount in (one.middle, one.least, one.most)), (one.until,))


SERVICE_CREDIT_CAN_BE_CLAIMED = Judgement(
    name="service-credit-can-be-claimed",
    title="Credits that vendors owe and nobody has claimed",
    strength="No vendor owes a credit that can still be claimed",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(SERVICE_CREDITS_DUE,),
    judge=judge,
)
