"""A critical system stands still without one vendor, and nobody wrote down who else could deliver.

Judges: The critical systems that stand on the vendor, and the alternatives that are known: some systems and no alternative is not met.

Matters because: When the vendor fails, doubles its price or is sold, the company begins to search while it stands still.

Silent when: No system says which vendors it stands on or how critical it is. A vendor that no critical system stands on is not judged.

What to do: Write down who else could deliver and what a move would take, even where the answer is that nobody could. Then decide: keep stock, add
a second vendor, or accept it until a day.

Source: The dependence is read in the company's own record. Severity is our judgement: high where a critical system names the vendor itself, medium
where it stands on it through another. No money: what leaving costs is shown as the contract gives it, for it is no yearly loss.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import exact, money_of
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, counted, listing, say
from quarterdeck.steering.vendors.measures.critical_systems_hanging import CRITICAL_SYSTEMS_HANGING
from quarterdeck.steering.vendors.measures.known_alternatives import KNOWN_ALTERNATIVES
from quarterdeck.steering.vendors.measures.leaving_cost import LEAVING_COST

_NAMED = 3


def judge(hanging: Measurement, bench: Bench) -> Verdict:
    """Critical systems and no alternative: not met."""
    where = bench.name("vendor", hanging.subject.key)
    critical = sorted((row for row in bench.rows(hanging) if row.contribution), key=lambda row: (row.part, row.key))
    if not critical:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where}: no critical system stands on it.", where=where))
    others = bench.beside(KNOWN_ALTERNATIVES, hanging.subject)
    systems = Cited(counted(len(critical), "critical system"), hanging.id)
    stand = "stands" if len(critical) == 1 else "stand"
    if others.value > 0:
        known = Cited(counted(int(others.value), "alternative"), others.id)
        are = "is" if others.value == 1 else "are"
        return Verdict(
            Outcome.MET,
            say("{where}: {systems} {stand} on it, and {known} {are} written down.", where=where, systems=systems, stand=stand, known=known, are=are),
        )
    direct = any(row.part == "by itself" for row in critical)
    names = listing(
        [*(bench.name("system", row.key) for row in critical[:_NAMED]), *((f"{len(critical) - _NAMED} more",) for _ in critical[_NAMED : _NAMED + 1])]
    )
    told = say("{where}: {systems} ({names}) {stand} still without it, and {none} could deliver", where=where, systems=systems, names=names, stand=stand,
               none=Cited("nobody wrote down who else", others.id))  # fmt: skip
    return Verdict(
        Outcome.NOT_MET,
        (*told, *_leaving(hanging, bench), "."),
        action=say(
            "Write down who could replace {where} and what a move would take; then decide on a second source, on stock, or to live with it.", where=where
        ),
        severity=Severity.HIGH if direct else Severity.MEDIUM,
        detail=Detail(("Critical system", "How it stands on the vendor"), "ll", tuple(((bench.name("system", row.key),), (row.part,)) for row in critical)),
    )


def _leaving(hanging: Measurement, bench: Bench) -> Phrase:
    """What leaving costs, as the contract gives it."""
    cost = bench.beside(LEAVING_COST, hanging.subject)
    money = money_of(cost, bench)
    return say("; leaving costs {money}", money=Cited(exact(money), cost.id)) if money else ()


CRITICAL_SYSTEM_HANGS_ON_ONE_VENDOR = Judgement(
    name="critical-system-hangs-on-one-vendor",
    title="Vendors that critical systems hang on, without an alternative",
    strength="An alternative is known for the vendors of critical systems",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(CRITICAL_SYSTEMS_HANGING, KNOWN_ALTERNATIVES, LEAVING_COST),
    judge=judge,
)
