"""Where software runs: cloud, private cloud, own machines, containers, serverless.

Decides: on which platform a system runs, from its own load, its growth and its peaks.

Options: the offers. One that fails a must-have, or keeps data where it must not be, is barred, whatever it costs; so is one of which nobody said where,
once the record names a place (`residency`).

Counted how: what each option costs over the horizon, as a net present value of 100 000 draws; less is better. A year costs what runs whatever the load
(`run`), a price for each unit of average load (`each`), pieces of capacity bought for the peak (`carries`, `piece`, rounded up) and the people who run it.
Load grows by a rate from what it is. Moving costs person-months with the usual overrun, and what is in place is paid until the move is done. Whoever has to
learn it works at half speed for the time that learning takes. Outages cost their hours. Leaving within the horizon costs the exit, in some of the futures.
The cost curve is shown over load, and where two of the options cross: (difference of fixed costs) / (difference of costs for each unit).

Leaves out: what one platform would bring more than another (features, speed of work), prices that change, and taxes. Weekly or monthly series cannot show
peaks: `peak` has to come from your own busiest hour.

Source: the cost indifference point of cost accounting (calculator.academy, *Cost Indifference Point Calculator*, an excerpt read: 10 000 of fixed
difference and 500 for each unit meet at 20 units); provisioned against pay-per-use in codingclave.com, *The Economics of Serverless* (an excerpt read);
net present value as in Brealey, Myers & Allen, *Principles of Corporate Finance*. Half speed while learning is our judgement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Annotated

import numpy as np

from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.decisions.build_or_buy import MONEY, YEARLY
from quarterdeck.decisions.case import Asked, Drawing, Numbers, unknowns
from quarterdeck.decisions.model import MODEL_HEADINGS, Model
from quarterdeck.decisions.offers import Among, Offered, barred, each, left, moved, sunk, uncounted, years
from quarterdeck.decisions.recommendation import Outlook, Standing
from quarterdeck.decisions.wording import amount, share, span
from quarterdeck.kernel.measure import Page
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Block, Chart, Mark, TableBlock
from quarterdeck.kernel.text import Phrase, say
from quarterdeck.maths.curves import crossing
from quarterdeck.maths.draws import quantiles

_LOADS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""The cost curve is told at these multiples of today's load."""
_FAR, _STEPS = 4.0, 33
"""How far the picture reaches, in times of today's load, and in how many steps."""
_LIKELY = 0.05
_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform(Offered):
    """A platform on offer, with its figures."""

    run: Annotated[Assumption, Asked("what it costs in a year whatever the load", YEARLY)]
    each: Annotated[Assumption, Asked("what one unit of average load costs in a year", YEARLY)]
    people: Annotated[Assumption, Asked("how many people it takes to run it, in full time", "people")]
    carries: Annotated[Assumption | None, Asked("the peak load that one piece of capacity carries", "of load", optional=True)] = None
    piece: Annotated[Assumption | None, Asked("what one piece of capacity costs in a year", YEARLY, optional=True)] = None
    setup: Annotated[Assumption | None, Asked("what it costs to set it up: machines, contracts, tools", MONEY, optional=True)] = None
    move: Annotated[Assumption | None, Asked("how much work moving to it is", "person-months", optional=True)] = None
    months: Annotated[Assumption | None, Asked("how long moving to it takes", "months", optional=True)] = None
    known: Annotated[
        Assumption | None,
        Asked("how many people can run it today", "people", optional=True, evidence="the skills (`needs`) of people on record"),
    ] = None
    outages: Annotated[Assumption | None, Asked("how many hours a year it is down", "hours a year", optional=True)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosting(Among):
    """The inputs; ``horizon`` is in years, ``load_series`` names the imported series that is the load."""

    load: Annotated[Assumption, Asked("the average load today, in the unit that prices are told for", "of load", evidence="the imported series `load_series`")]
    growth: Annotated[Assumption, Asked("how much load grows in a year", "a year", "signed", evidence="the imported series `load_series`")]
    peak: Annotated[
        Assumption, Asked("how many times its average the load is at its highest", "times", "amount", Range(1.5, 3.0, 6.0), "Take your own busiest hour.")
    ]
    hour: Annotated[Assumption | None, Asked("what an hour of outage costs", MONEY, optional=True)] = None
    learning: Annotated[
        Assumption, Asked("how long somebody learns to run a platform", "months", "amount", Range(1, 3, 8), "Wide: take the last platform that you changed.")
    ]
    load_series: str = ""
    offers: tuple[Platform, ...] = ()


def outlooks(case: Hosting, of: Drawing) -> Sequence[Outlook]:
    """Each offer's costs over the horizon, in the same futures of load."""
    place = next((one for one in case.offers if one.name == case.in_place), None)
    return each(case, case.offers, of, lambda offer: _outlook(case, offer, place, of))


def _outlook(case: Hosting, offer: Platform, place: Platform | None, of: Drawing) -> Outlook:
    held = years(case, _ready(case, offer, of), of)
    running = sum((cost * held.after(year) for year, cost in enumerate(_costs(case, offer, of))), np.zeros(of.runs))
    if place is not None and place is not offer and offer.months is not None:
        running = sum((cost * held.before(year) for year, cost in enumerate(_costs(case, place, of))), running)
    spent = moved(case, offer, offer.move, of) + _once(case, offer, of)
    exits = left(case, offer, of)
    cost = running + spent + exits
    return Outlook(offer.name, -cost, np.maximum(cost, 1e-9), sunk(case, offer, spent, of), barred(case, offer))


def _ready(case: Hosting, offer: Platform, of: Drawing) -> Numbers:
    """When it is in use, in years."""
    if offer.months is None or offer.name == case.in_place:
        return np.zeros(of.runs)
    ready: Numbers = np.minimum(of(offer.months) * of(case.overrun) / 12, case.horizon)
    return ready


def _once(case: Hosting, offer: Platform, of: Drawing) -> Numbers:
    """What is paid once: the set-up, and learning by those who run it and cannot yet. Nobody learns or sets up what is in place."""
    if offer.name == case.in_place:
        return np.zeros(of.runs)
    paid = of(offer.setup) if offer.setup else np.zeros(of.runs)
    if offer.known is None:
        return paid
    learners = np.maximum(of(offer.people) - of(offer.known), 0.0)
    return paid + learners * of(case.learning) / 12 * of(case.person) * _HALF


def _costs(case: Hosting, offer: Platform, of: Drawing) -> Sequence[Numbers]:
    """What each year of the horizon costs."""
    shared = (one for one in (case.load, case.growth, case.peak, case.person, case.hour) if one)
    return of.once(
        f"years of {offer.name}", (*shared, *unknowns(offer)), lambda: [_yearly(case, offer, year + _HALF, of) for year in range(case.horizon)]
    )  # fmt: skip


def _yearly(case: Hosting, offer: Platform, ahead: float, of: Drawing) -> Numbers:
    """What a year costs, so many years from now."""
    load = _load(case, ahead, of)
    cost = of(offer.run) + of(offer.people) * of(case.person) + of(offer.each) * load
    if offer.carries is not None and offer.piece is not None:
        cost = cost + np.ceil(load * of(case.peak) / np.maximum(of(offer.carries), 1e-9)) * of(offer.piece)
    if offer.outages is not None and case.hour is not None:
        cost = cost + of(offer.outages) * of(case.hour)
    return cost


def _load(case: Hosting, ahead: float, of: Drawing) -> Numbers:
    """The average load, so many years from now."""
    return of.once(f"load {ahead}", (case.load, case.growth), lambda: of(case.load) * np.maximum(1 + of(case.growth), 0.01) ** ahead)


def _straight(case: Hosting, offer: Platform, of: Drawing) -> tuple[Numbers, Numbers]:
    """The cost curve without its steps: what is fixed, and what each unit of load adds."""
    fixed = of(offer.run) + of(offer.people) * of(case.person)
    if offer.outages is not None and case.hour is not None:
        fixed = fixed + of(offer.outages) * of(case.hour)
    each = of(offer.each)
    if offer.carries is not None and offer.piece is not None:
        each = each + of(case.peak) / np.maximum(of(offer.carries), 1e-9) * of(offer.piece)
    return fixed, each


def argue(case: Hosting, standings: Sequence[Standing], of: Drawing) -> tuple[Phrase, ...]:
    """Where the cost curves cross, when the load gets there, and what nobody named."""
    allowed = {standing.option for standing in standings if not standing.barred}
    offers = [offer for offer in case.offers if offer.name in allowed]
    told = [words for one, other in combinations(offers, 2) for words in _crossings(case, one, other, of)]
    fields = (("setup", "what setting up costs"), ("move", "the work of moving"), ("known", "who can run it already"), ("outages", "hours of outage"),
              ("exit_cost", "what leaving costs"))  # fmt: skip
    elsewhere = [offer for offer in offers if offer.name != case.in_place]
    return (*told, *uncounted(elsewhere, fields))


def _crossings(case: Hosting, one: Platform, other: Platform, of: Drawing) -> Iterator[Phrase]:
    """Where two options cost the same in a year once they run."""
    (fixed, each), (other_fixed, other_each) = _straight(case, one, of), _straight(case, other, of)
    meets = crossing(fixed, each, other_fixed, other_each)
    crossed = np.isfinite(meets)
    if crossed.mean() < _LIKELY:
        return
    later = one if float(np.median((fixed - other_fixed)[crossed])) > 0 else other
    before = other if later is one else one
    load = of(case.load)
    grown = _load(case, case.horizon, of)
    above = crossed & (meets < load)
    reached = crossed & ~above & (meets <= grown)
    yield say(
        "Running {later} costs less than {before} from a load of {at} on (p10 to p90 where they cross, in {share} of futures). Load is there today in {now}, "
        "and gets there within {years} years in another {soon}.",
        later=later.name, before=before.name, at=span(quantiles(meets[crossed]), "").strip(), share=share(float(crossed.mean())),
        now=share(float(above.mean())), years=case.horizon, soon=share(float(reached.mean())),
    )  # fmt: skip


def draw(case: Hosting, of: Drawing) -> tuple[Block, ...]:
    """The cost curves over load, every number at its middle, with the steps in which capacity is bought: as a picture, and as a table."""
    middles = {unknown.name: unknown.range.p50 for unknown in unknowns(case)}
    today = case.load.range.p50

    def costs(times: float) -> list[float]:
        still = Drawing(of.seed, 1, {**middles, case.load.name: today * times})
        return [float(_yearly(case, offer, 0.0, still)[0]) for offer in case.offers]

    rows = []
    for times in _LOADS:
        told = costs(times)
        cells = (f"{amount(cost, case.currency)}{' *' if cost == min(told) else ''}" for cost in told)
        rows.append(((amount(today * times, "").strip(),), *((cell,) for cell in cells)))
    title = "What a year costs at a load, once it runs, every number at its middle"
    table = TableBlock(f"{title} (* the least)", ("load", *(o.name for o in case.offers)), "r" * (1 + len(case.offers)), tuple(rows))
    return (_curves(case, title, today, [(step, costs(step)) for step in np.linspace(0, _FAR, _STEPS)]), table)


def _curves(case: Hosting, title: str, today: float, found: Sequence[tuple[float, Sequence[float]]]) -> Chart:
    marks = tuple(
        Mark((offer.name,), round(told[place]), say("{name}: {cost} at a load of {load}.", name=offer.name, cost=amount(told[place], case.currency),
             load=amount(today * times, "").strip()), group=((offer.name,),), at=str(float(f"{today * times:.4g}")))
        for place, offer in enumerate(case.offers)
        for times, told in found
    )  # fmt: skip
    now, far = ([told for times, told in found if times <= end][-1] for end in (1.0, _FAR))
    least, later = (case.offers[told.index(min(told))].name for told in (list(now), list(far)))
    beyond = f"At {_FAR:g} times that, {later if later != least else 'it still'} does."
    so_what = say("At the load of today {least} costs the least to run. {beyond}", least=least, beyond=beyond)
    ends = [f"{offer.name}: {amount(now[place], case.currency)} today, {amount(far[place], case.currency)} at {_FAR:g} times the load"
            for place, offer in enumerate(case.offers)]  # fmt: skip
    return Chart("curve", f"{title}; load from left to right", so_what, case.currency, marks, (f"{'; '.join(ends)}.",))


HOSTING = Model("hosting", Page.of(__doc__, MODEL_HEADINGS), Hosting, outlooks, lambda case: case.currency, argue, draw, offer=Platform)
