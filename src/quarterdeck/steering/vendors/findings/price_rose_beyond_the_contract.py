"""A vendor charges more for the same than its contract allows.

Judges: By which share the same purchases became dearer within a year, against the greatest rise that the contract gives (`uplift`), with a hundredth of room
for rounding.

Matters because: Price lists change, renewals are sent by mail, and what was agreed lies in a drawer. Nobody but the payer compares them.

Silent when: No invoices of two years tell how much of the same was bought, or nobody wrote what rise the contract allows.

What to do: Lay the invoices beside the contract and ask for the difference back. Where the vendor is right, correct `uplift`.

Source: Arithmetic over imported invoices and the company's own record. Severity is our judgement: medium where more than a tenth is above what was agreed,
else low. The amount that was paid in excess is told; it is no yearly loss of ours.
"""

from __future__ import annotations

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, number, say
from quarterdeck.steering.vendors.measures.agreed_uplift import AGREED_UPLIFT
from quarterdeck.steering.vendors.measures.invoiced_price_change import INVOICED_PRICE_CHANGE

PRICE_ROOM = Criterion("price_room", 0.01, "of the price", "So much above the agreed rise is rounding.", "Our judgement: one in a hundred.")
_MUCH = 0.1


def judge(change: Measurement, bench: Bench) -> Verdict:
    """Dearer than was agreed, with the room: not met."""
    where = bench.name("contract", change.subject.key)
    agreed = bench.beside(AGREED_UPLIFT, change.subject)
    if agreed.missing:
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=agreed.missing.why), missing=agreed.missing)
    allowed = agreed.value if agreed.high is None else agreed.high
    most, rose = Cited(percent(allowed), agreed.id), Cited(percent(abs(change.value)), change.id)
    if change.value <= allowed + bench.criterion(PRICE_ROOM):
        if not change.value:
            same = "{where}: the same costs {what} it did a year ago; {most} more was agreed."
            return Verdict(Outcome.MET, say(same, where=where, what=Cited("what", change.id), most=most))
        told = "{where}: the same became {rose} {dearer} within a year; {most} was agreed."
        return Verdict(Outcome.MET, say(told, where=where, rose=rose, dearer="dearer" if change.value >= 0 else "cheaper", most=most))
    rows = bench.rows(change)
    old = {row.key: row.contribution for row in rows if row.part == "at the old price"}
    dearer = sorted(((row.key, row.contribution) for row in rows if row.part == "price"), key=lambda item: (-item[1], item[0]))
    currency = rows[0].key[-4:-1]
    excess = sum(amount for _, amount in dearer) - allowed * sum(old.values())
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: the same became {rose} dearer within a year, and {most} was agreed; that is {excess} too much.", where=where, rose=rose, most=most,
            excess=Cited(f"{number(round(excess))} {currency}", change.id)),
        action=say("Lay the invoices of {where} beside the contract, and ask for the difference back; or correct `uplift` in its record.", where=where),
        severity=Severity.MEDIUM if change.value > allowed + _MUCH else Severity.LOW,
        detail=Detail(
            ("What is bought", "At the old price", "Dearer by"), "lrr",
            tuple(((bench.name("line of an invoice", key),), (number(round(old[key])),), (number(round(amount)),)) for key, amount in dearer),
        ),
    )  # fmt: skip


PRICE_ROSE_BEYOND_THE_CONTRACT = Judgement(
    name="price-rose-beyond-the-contract",
    title="Vendors that charge more than was agreed",
    strength="Vendors charge what was agreed",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(INVOICED_PRICE_CHANGE, AGREED_UPLIFT),
    judge=judge,
    criteria=(PRICE_ROOM,),
)
