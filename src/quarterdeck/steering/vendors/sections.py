"""The picture of vendors: where the money of the contracts goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import Bench, Finding
from quarterdeck.kernel.section import Block, Chart, Mark
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Cited, Phrase, counted, number, say
from quarterdeck.steering.vendors.measures.renews_by_itself import RENEWS_BY_ITSELF
from quarterdeck.steering.vendors.measures.spend_with_one_vendor import SPEND_WITH_ONE_VENDOR
from quarterdeck.steering.vendors.measures.term_days_left import TERM_DAYS_LEFT

_DRAWN = 12


def sections(bench: Bench, findings: Sequence[Finding]) -> tuple[Block, ...]:  # noqa: ARG001  # what every practice's sections take
    """What each vendor costs in a year, dearest first."""
    spend = bench.beside(SPEND_WITH_ONE_VENDOR, Subject("company", "company"))
    if spend.missing:
        return ()
    yearly: Counter[str] = Counter()
    for row in bench.rows(spend):
        yearly[row.key] += round(row.contribution)
    (first, most), *_ = yearly.most_common(1)
    marks = tuple(
        Mark((bench.name("vendor", vendor),), cost, say("{vendor}: {cost} a year", vendor=bench.name("vendor", vendor), cost=number(cost)))
        for vendor, cost in yearly.most_common(_DRAWN)
    )
    so_what = say("{share} of what contracts cost in a year goes to {vendor}.", share=Cited(percent(spend.value), spend.id), vendor=bench.name("vendor", first))
    vendors = counted(len(yearly), "vendor")
    more: Phrase = say(" The {count} dearest are drawn.", count=str(_DRAWN)) if len(yearly) > _DRAWN else ()
    unsaid = sum(_ended_perhaps(Subject("contract", row.part), bench) for row in bench.rows(spend))
    if unsaid:
        past = "{contracts} past {their} end {count} as running: nobody wrote whether {they} by {self}."
        one = unsaid == 1
        more += say(
            f" {past}", contracts=Cited(counted(unsaid, "contract"), spend.id), their="its" if one else "their", count="counts" if one else "count",
            they="it renews" if one else "they renew", self="itself" if one else "themselves",
        )  # fmt: skip
    alternative = say("{vendors} with contracts; {first} costs most, {cost} a year.", vendors=vendors, first=bench.name("vendor", first), cost=number(most))
    unit = "a year, the middle of what the record gives"
    return (Chart("bars", "What vendors cost", (*so_what, *more), unit, marks, alternative),)


def _ended_perhaps(contract: Subject, bench: Bench) -> bool:
    """Whether its end has gone by while nobody wrote whether it renews."""
    term, renews = bench.beside(TERM_DAYS_LEFT, contract), bench.beside(RENEWS_BY_ITSELF, contract)
    return renews.missing is not None and term.missing is None and term.value < 0
