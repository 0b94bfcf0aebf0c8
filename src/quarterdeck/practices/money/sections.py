"""What reports show of money beside the findings: the cloud bill by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from quarterdeck.kernel.finding import Bench, Finding
from quarterdeck.kernel.section import Block, Chart, Mark
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Cited, counted, listing, number, say
from quarterdeck.practices.money.measures.cloud_cost import CLOUD_COST

_NAMED = 3


def sections(bench: Bench, _findings: Sequence[Finding]) -> tuple[Block, ...]:
    """The cloud bill, a column a month, where there is one of two months or more."""
    cost = bench.beside(CLOUD_COST, Subject("company", "company"))
    if cost.missing:
        return ()
    months: dict[str, float] = defaultdict(float)
    services: dict[str, float] = defaultdict(float)
    currency = ""
    for row in bench.rows(cost):
        currency, _, service = row.part.partition(" ")
        months[row.key] += row.contribution
        services[service] += row.contribution
    if len(months) < 2:  # noqa: PLR2004  # one month is a number and no picture
        return ()
    marks = tuple(
        Mark((month[:7],), max(0.0, amount), say("{month}: {amount} {currency}", month=month[:7], amount=number(round(amount)), currency=currency), at=month)
        for month, amount in sorted(months.items())
    )
    dearest = sorted(services.items(), key=lambda item: (-item[1], item[0]))[:_NAMED]
    names = listing([say("{service} ({amount})", service=bench.name("service", name), amount=number(round(amount))) for name, amount in dearest])
    total = Cited(f"{number(round(cost.value))} {currency}", cost.id)
    so_what = say("The cloud cost {total} in {months}; most of it {names}.", total=total, months=counted(len(months), "month"), names=names)
    return (Chart("columns", "The cloud bill by month", so_what, currency, marks, so_what),)
