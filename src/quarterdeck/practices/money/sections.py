"""What reports show of money beside the findings: the cloud bill by month and for each sale, what commitments do for it, and what it will come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import Bench, Finding
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Block, Chart, Mark, Sentence
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Cited, Name, counted, listing, number, say
from quarterdeck.practices.money.measures.cloud_cost import CLOUD_COST
from quarterdeck.practices.money.measures.cloud_forecast import FORECAST, KEPT, NEXT_CLOUD_BILL, NEXT_CLOUD_BILL_OF_SYSTEM, TRIAL
from quarterdeck.practices.money.measures.commitments import COMMITMENT_COVERAGE, COMMITMENT_UTILISATION
from quarterdeck.practices.money.measures.unit_cost import CLOUD_UNIT_COST, COST_IN

_NAMED, _RANGES = 3, 11
_COMPANY = Subject("company", "company")


def sections(bench: Bench, findings: Sequence[Finding]) -> tuple[Block, ...]:
    """The cloud bill by month, what each sale takes of it, how well it is committed, and what the next three months will cost."""
    return (*_months(bench), *_for_each(bench), *_commitments(bench), *_forecast(bench, findings))


def _months(bench: Bench) -> tuple[Block, ...]:
    """The cloud bill, a column a month; of one month alone its sum, and what more of them would tell."""
    cost = bench.beside(CLOUD_COST, _COMPANY)
    if cost.missing:
        return ()
    months: dict[str, float] = defaultdict(float)
    services: dict[str, float] = defaultdict(float)
    currency = ""
    for row in bench.rows(cost):
        currency, _, service = row.part.partition(" ")
        months[row.key] += row.contribution
        services[service] += row.contribution
    marks = tuple(
        Mark((month[:7],), max(0.0, amount), say("{month}: {amount} {currency}", month=month[:7], amount=number(round(amount)), currency=currency), at=month)
        for month, amount in sorted(months.items())
    )
    dearest = sorted(services.items(), key=lambda item: (-item[1], item[0]))[:_NAMED]
    names = listing([say("{service} ({amount})", service=bench.name("service", name), amount=number(round(amount))) for name, amount in dearest])
    total = Cited(f"{number(round(cost.value))} {currency}", cost.id)
    so_what = say("The cloud cost {total} in {months}; most of it {names}.", total=total, months=counted(len(months), "month"), names=names)
    if len(marks) == 1:
        return Sentence(so_what), Sentence(
            say("One month tells no course: import older bills, and it is told how the bill moves, what is usual, and what is to come.")
        )
    return (Chart("columns", "The cloud bill by month", so_what, currency, marks, so_what),)


def _for_each(bench: Bench) -> tuple[Block, ...]:
    """What the cloud costs for each thing that the business counts, a column a month, where two months have both."""
    cost = bench.beside(CLOUD_UNIT_COST, _COMPANY)
    if cost.missing:
        return ()
    paid, counts, thing, currency = dict[str, float](), dict[str, float](), "", ""
    for row in bench.rows(cost):
        if row.part.startswith(COST_IN):
            paid[row.key], currency = row.contribution, row.part.removeprefix(COST_IN)
        else:
            counts[row.key], thing = row.contribution, row.part
    each = {month: paid[month] / counts[month] for month in sorted(paid)}
    if len(each) < 2:  # noqa: PLR2004  # as above
        return ()
    marks = tuple(
        Mark((month[:7],), amount, say("{month}: {amount} {currency}", month=month[:7], amount=f"{amount:.3g}", currency=currency), at=month)
        for month, amount in each.items()
    )
    first, last = marks[0], marks[-1]
    so_what = say(
        "The cloud cost {each} for each of the {thing}: {before} in {first}, {now} in {last}.",
        each=Cited(f"{cost.value:.3g} {currency}", cost.id), thing=Name("series", thing),
        before=f"{first.value:.3g}", first=first.label, now=f"{last.value:.3g}", last=last.label,
    )  # fmt: skip
    return (Chart("columns", "What the cloud costs for each sale, by month", so_what, currency, marks, so_what),)


def _commitments(bench: Bench) -> tuple[Block, ...]:
    """How much of what commitments could cover they cover, and how much of their cost is used."""
    covered, used = bench.beside(COMMITMENT_COVERAGE, _COMPANY), bench.beside(COMMITMENT_UTILISATION, _COMPANY)
    if covered.missing or used.missing:
        return ()
    return (
        Sentence(say(
            "Commitments cover {covered} of what they could cover, at list prices, and {used} of their own cost is used.",
            covered=Cited(percent(covered.value), covered.id), used=Cited(percent(used.value), used.id),
        )),
    )  # fmt: skip


def _forecast(bench: Bench, findings: Sequence[Finding]) -> tuple[Block, ...]:
    """What the next three months will cost, of each system, greatest first; with how often such forecasts of the past were kept."""
    whole = bench.beside(NEXT_CLOUD_BILL, _COMPANY)
    if whole.missing:
        return ()
    rows = bench.rows(whole)
    currency = next(row.part.removeprefix(FORECAST) for row in rows if row.part.startswith(FORECAST))
    kept, tried = sum(row.part == KEPT for row in rows), sum(row.part == TRIAL for row in rows)
    systems = sorted({finding.subject for finding in findings if finding.subject.kind == "system"})
    told = [one for one in (bench.beside(NEXT_CLOUD_BILL_OF_SYSTEM, subject) for subject in systems) if not one.missing]
    told.sort(key=lambda one: (-one.value, one.subject))
    named = [(bench.name("system", one.subject.key), one) for one in told[:_RANGES]] or [(bench.name("company", "company"), whole)]
    marks = tuple(_ranged(name, one, currency) for name, one in named)
    so_what = say(
        "The next three months of the cloud will cost {range}. Of {tried} such forecasts of the past, {kept} were kept.",
        range=Cited(str(Money(Range(_end(whole.low, whole), whole.value, _end(whole.high, whole)), currency)), whole.id), tried=tried, kept=kept,
    )  # fmt: skip
    alternative = (*so_what, " ", *(part for mark in marks for part in (*mark.words, ". ")))
    return (
        Chart(
            "ranges",
            "What the cloud will cost in the next three months, by system" if told else "What the cloud will cost in the next three months",
            so_what,
            currency,
            marks,
            alternative,
        ),
    )


def _ranged(name: Name, one: Measurement, currency: str) -> Mark:
    low, high = _end(one.low, one), _end(one.high, one)
    words = say("{name}: {low} to {high} {currency}", name=name, low=number(round(low)), high=number(round(high)), currency=currency)
    return Mark((name,), one.value, words, spread=Range(low, one.value, high))


def _end(end: float | None, one: Measurement) -> float:
    return one.value if end is None else end
