"""A vendor was less available than it promised, and the credit for it can still be claimed.

Judges: The credits of the months whose claim is open: any amount is not met.

Matters because: It was earned by the company's own outage, and it lapses on a day. The claim is also what a renewal is bargained with.

Silent when: Nobody wrote what comes back and until when it is claimed, or no probes of the vendor stand in a month whose claim is open.

What to do: Claim the months that are named, with the probes as evidence, before the day.

Source: The contract's own terms over imported probes. Severity is our judgement: medium where a claim lapses within a fortnight, else low.
"""

from __future__ import annotations

from datetime import date

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, number, say
from quarterdeck.steering.vendors.measures.service_credits_due import SERVICE_CREDITS_DUE

_FORTNIGHT = 14


def judge(due: Measurement, bench: Bench) -> Verdict:
    """Any credit: not met."""
    where = bench.name("contract", due.subject.key)
    months = sorted((row.key[:7], *row.part.partition(" until ")[::2], row.contribution) for row in bench.rows(due) if row.contribution > 0)
    if not months:
        return Verdict(Outcome.MET, say("{where}: no credit is owed for a month that can still be claimed.", where=where))
    currency, first = months[0][1], min(until for _, _, until, _ in months)
    amount = Cited(f"{number(round(due.value))} {currency}", due.id)
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {amount} can be claimed back for broken promises, the first until {day}.", where=where, amount=amount, day=first),
        action=say("Claim it from the vendor of {where} by {day}, with the probes as evidence.", where=where, day=first),
        severity=Severity.MEDIUM if (date.fromisoformat(first) - bench.as_of).days <= _FORTNIGHT else Severity.LOW,
        detail=Detail(("Month", "Credit", "Claim until"), "lrl", tuple(((month,), (number(round(owed)),), (until,)) for month, _, until, owed in months)),
    )


SERVICE_CREDIT_CAN_BE_CLAIMED = Judgement(
    name="service-credit-can-be-claimed",
    title="Credits that vendors owe and nobody has claimed",
    strength="No vendor owes a credit that can still be claimed",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(SERVICE_CREDITS_DUE,),
    judge=judge,
)
