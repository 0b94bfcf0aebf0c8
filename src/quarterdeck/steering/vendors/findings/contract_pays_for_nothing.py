"""A contract is paid, and what it was for is switched off.

Judges: The systems in use that stand on the contract's vendor: none, where at least one retired system did, is not met.

Matters because: Nobody misses what nobody uses, so nobody cancels it either: it renews by itself for years.

Silent when: No system names the vendor, so that the record cannot tell what the contract is for. A contract for seats that no system names is not
judged here: whether people use their seats is another question. One that has ended is not judged.

What to do: Ask who would miss it. Cancel it before its notice day, or name the systems that still need it.

Source: Arithmetic over the company's own record. Severity is our judgement: medium, for the amount is known and the work is a letter; low where
nobody wrote what it costs.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import exact, money_of
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, listing, say
from quarterdeck.steering.vendors.measures.contract_cost import CONTRACT_COST
from quarterdeck.steering.vendors.measures.living_systems_served import LIVING_SYSTEMS_SERVED
from quarterdeck.steering.vendors.measures.notice_days_left import NOTICE_DAYS_LEFT
from quarterdeck.steering.vendors.measures.term_days_left import TERM_DAYS_LEFT

_NAMED = 3


def judge(served: Measurement, bench: Bench) -> Verdict:
    """Only retired systems stand on it: not met."""
    where = bench.name("contract", served.subject.key)
    left, term = (bench.beside(measure, served.subject) for measure in (NOTICE_DAYS_LEFT, TERM_DAYS_LEFT))
    rows = bench.rows(served)
    if not term.missing and term.value < 0:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} has ended.", where=where))
    if served.value > 0:
        systems = Cited(counted(int(served.value), "system"), served.id)
        return Verdict(
            Outcome.MET, say("{where}: {systems} in use {stand} on it.", where=where, systems=systems, stand="stands" if served.value == 1 else "stand")
        )
    if all(row.part == "seats" for row in rows):
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} pays for seats of people, not for systems.", where=where))
    cost = bench.beside(CONTRACT_COST, served.subject)
    money = money_of(cost, bench)
    price = say(", for {money} a year", money=Cited(exact(money), cost.id)) if money else ()
    retired = listing([bench.name("system", row.key) for row in rows[:_NAMED]])
    last = "" if left.missing else f" by {bench.rows(left, 1)[0].part}"
    return Verdict(
        Outcome.NOT_MET,
        (
            *say("{where} is paid", where=where),
            *price,
            *say(", and {all} stood on it was retired: {retired}.", all=Cited("all that", served.id), retired=retired),
        ),
        action=say("Ask who would miss {where}, and cancel it{last}.", where=where, last=last),
        severity=Severity.MEDIUM if money else Severity.LOW,
        detail=Detail(("System", "Place in its life"), "ll", tuple(((bench.name("system", row.key),), (row.part,)) for row in rows)),
    )


CONTRACT_PAYS_FOR_NOTHING = Judgement(
    name="contract-pays-for-nothing",
    title="Contracts that pay for what is switched off",
    strength="What is paid for serves a system in use",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(LIVING_SYSTEMS_SERVED, CONTRACT_COST, NOTICE_DAYS_LEFT, TERM_DAYS_LEFT),
    judge=judge,
)
