"""Seats of licensed products are paid for that nobody uses.

Judges: for each product, the seats that are unused against the share, and the number, that a company may keep in hand.

Matters because: Nobody gives seats back unless somebody asks. It is money for nothing, and each unused account of somebody who left is a door that
stands open.

Silent when: no counts of seats were imported.

What to do: Take the accounts of people who left away, and give back the rest at the next renewal, less a few in hand. Ask the vendor for fewer seats
before the notice date, not after.

Source: Our own definition; the share and the number are our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, listing, number, say
from quarterdeck.practices.money.measures.seats import SEATS_PAID, SEATS_UNUSED, UNUSED_SEATS_COST
from quarterdeck.practices.money.waste import currency_of, loss, told

MOST_UNUSED = Criterion("most_unused_seats", 0.25, "of the seats", "A product with a greater share unused is paid for in vain.", "Our judgement: one in four.")
SEATS_IN_HAND = Criterion("seats_in_hand", 5, "seats", "So many unused seats of a product are no waste: people come.", "Our judgement.")
_NAMED = 3


def judge(unused: Measurement, bench: Bench) -> Verdict:
    """One product with too many unused seats is enough."""
    paid, cost = bench.beside(SEATS_PAID, unused.subject), bench.beside(UNUSED_SEATS_COST, unused.subject)
    held = {row.key: row.contribution for row in bench.rows(paid)}
    share, few = bench.criterion(MOST_UNUSED), bench.criterion(SEATS_IN_HAND)
    wasted = [row for row in bench.rows(unused) if row.contribution > few and row.contribution > share * held[row.key]]
    where = bench.name("company", unused.subject.key)
    of = Cited(counted(round(paid.value), "seat"), paid.id)
    count = Cited(number(unused.value), unused.id)
    if not wasted:
        return Verdict(Outcome.MET, say("{where}: of {of} paid for, {count} are unused, and no product has too many.", where=where, of=of, count=count))
    names = listing([bench.name("product", row.key) for row in wasted[:_NAMED]] + ([(f"{len(wasted) - _NAMED} more",)] if wasted[_NAMED:] else []))
    currency = currency_of(cost, bench)
    amount = say(", {amount} a year", amount=told(cost, currency)) if currency else ()
    sentence = say("{where}: {count} of {of} that are paid for are used by nobody{amount}; most stand idle in {names}.", where=where, count=count, of=of,
                   amount=amount, names=names)  # fmt: skip
    rows = tuple(
        ((bench.name("product", row.key),), (number(held[row.key]),), (number(held[row.key] - row.contribution),), (number(row.contribution),))
        for row in bench.rows(unused)
    )
    return Verdict(
        Outcome.NOT_MET,
        sentence,
        action=say("Give back unused seats of {names} at the next renewal, and take away the accounts of people who left today.", names=names),
        severity=Severity.LOW,
        loss=loss("seats stay unused", "price of the unused seats for a year", cost, currency),
        detail=Detail(("Product", "Paid for", "Used", "Unused"), "lrrr", rows),
    )


SEATS_PAID_AND_NOT_USED = Judgement(
    name="seats-paid-and-not-used",
    title="Seats that are paid for and not used",
    strength="Seats that are paid for are used",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(SEATS_UNUSED, SEATS_PAID, UNUSED_SEATS_COST),
    judge=judge,
    criteria=(MOST_UNUSED, SEATS_IN_HAND),
)
