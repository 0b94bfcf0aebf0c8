"""On which database engine a system keeps its data.

Decides: which engine to use, from how much data there is, how it grows, what is asked of it, and who has to run it.

Options: the offers. One that fails a must-have, or keeps data where it must not be, is barred.

Counted how: what each option costs over the horizon, as a net present value of 100 000 draws; less is better. A year costs what runs whatever the size, a
price for each GB, the people who run it, the extra work because its queries do not fit (`queries`: joins in code, caches, searches built beside it), and
what analytics needs beside it (`analytics`: a replica, a warehouse, exports). Data grows by a rate; in the year in which it outgrows what the engine
carries as it stands (`ceiling`), a rebuild is paid. A new major version is due once in the time for which one is supported, and costs work each time. Moving
costs person-months with the usual overrun, and what is in place is paid until then. Leaving within the horizon costs the exit, in some of the futures.

Leaves out: data that is lost on the way, licences that change, and speed that customers feel. Query shapes are not read from code or logs: `queries` is the
team's own estimate, and nothing gathered here bears it.

Source: cost over the life of a system as in Brealey, Myers & Allen, *Principles of Corporate Finance* (net present value); support cycles as published by
endoflife.date; the parts of the cost are our judgement, after the questions in Kleppmann, *Designing Data-Intensive Applications*, 2017 (not opened).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.decisions.build_or_buy import YEARLY
from quarterdeck.decisions.case import Asked, Drawing, Numbers, unknowns
from quarterdeck.decisions.model import MODEL_HEADINGS, Model
from quarterdeck.decisions.offers import Among, Offered, barred, each, left, moved, sunk, uncounted, years
from quarterdeck.decisions.recommendation import Outlook, Standing
from quarterdeck.decisions.wording import share
from quarterdeck.kernel.measure import Page
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.text import Phrase, say

UPGRADE = Asked("how much work a new major version is", "person-months", "amount", Range(0.3, 1.0, 4.0), "Take your own last upgrade.")
SUPPORTED = Asked(
    "how long a major version is supported", "years", "amount", Range(2, 4, 6), "Between a year and ten, as makers differ.",
    evidence="published support cycles (`quarterdeck data update`)",
)  # fmt: skip
_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine(Offered):
    """An engine on offer, with its figures."""

    run: Annotated[Assumption, Asked("what it costs in a year whatever the size: instances, licences, support", YEARLY)]
    each: Annotated[Assumption, Asked("what a GB costs in a year", YEARLY)]
    people: Annotated[Assumption, Asked("how many people it takes to run it, in full time", "people")]
    queries: Annotated[Assumption | None, Asked("the extra work in a year because its queries do not fit", "person-months a year", optional=True)] = None
    analytics: Annotated[Assumption | None, Asked("what analytics needs beside it in a year", YEARLY, optional=True)] = None
    ceiling: Annotated[Assumption | None, Asked("how much data it carries as it stands, before it is rebuilt", "GB", optional=True)] = None
    rebuild: Annotated[Assumption | None, Asked("how much work that rebuild is: sharding, a larger class, archives", "person-months", optional=True)] = None
    move: Annotated[Assumption | None, Asked("how much work moving to it is", "person-months", optional=True)] = None
    months: Annotated[Assumption | None, Asked("how long moving to it takes", "months", optional=True)] = None
    upgrade: Annotated[Assumption, UPGRADE]
    supported: Annotated[Assumption, SUPPORTED]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseEngine(Among):
    """The inputs; ``horizon`` is in years, ``size_series`` names the imported series that is the size."""

    size: Annotated[Assumption, Asked("how much data there is today", "GB", evidence="the imported series `size_series`")]
    growth: Annotated[Assumption, Asked("how much data grows in a year", "a year", "signed", evidence="the imported series `size_series`")]
    size_series: str = ""
    offers: tuple[Engine, ...] = ()


def outlooks(case: DatabaseEngine, of: Drawing) -> Sequence[Outlook]:
    """Each engine's costs over the horizon, with the same data in it."""
    place = next((one for one in case.offers if one.name == case.in_place), None)
    return each(case, case.offers, of, lambda offer: _outlook(case, offer, place, of))


def _outlook(case: DatabaseEngine, offer: Engine, place: Engine | None, of: Drawing) -> Outlook:
    staying = offer.name == case.in_place
    ready = np.zeros(of.runs) if staying or offer.months is None else np.minimum(of(offer.months) * of(case.overrun) / 12, case.horizon)
    held = years(case, ready, of)
    running = sum((cost * held.after(year) for year, cost in enumerate(_costs(case, offer, of))), np.zeros(of.runs))
    if place is not None and place is not offer and offer.months is not None:
        running = sum((cost * held.before(year) for year, cost in enumerate(_costs(case, place, of))), running)
    spent = moved(case, offer, offer.move, of)
    cost = running + spent + _rebuilt(case, offer, of) + left(case, offer, of)
    return Outlook(offer.name, -cost, np.maximum(cost, 1e-9), sunk(case, offer, spent, of), barred(case, offer))


def _costs(case: DatabaseEngine, offer: Engine, of: Drawing) -> Sequence[Numbers]:
    """What each year of the horizon costs."""
    rests = (case.size, case.growth, case.person, *unknowns(offer))
    return of.once(f"years of {offer.name}", rests, lambda: [_yearly(case, offer, year + _HALF, of) for year in range(case.horizon)])


def _size(case: DatabaseEngine, ahead: float, of: Drawing) -> Numbers:
    """How much data there is, so many years from now."""
    return of.once(f"size {ahead}", (case.size, case.growth), lambda: of(case.size) * np.maximum(1 + of(case.growth), 0.01) ** ahead)


def _yearly(case: DatabaseEngine, offer: Engine, ahead: float, of: Drawing) -> Numbers:
    """What a year costs, so many years from now."""
    month = of(case.person) / 12
    cost = of(offer.run) + of(offer.each) * _size(case, ahead, of) + of(offer.people) * of(case.person)
    cost = cost + of(offer.upgrade) * month / np.maximum(of(offer.supported), 0.1)
    if offer.queries is not None:
        cost = cost + of(offer.queries) * month
    return cost + of(offer.analytics) if offer.analytics is not None else cost


def _full(case: DatabaseEngine, offer: Engine, of: Drawing) -> Numbers:
    """Years until the data outgrows what it carries; never where it does not grow or nobody named a ceiling."""
    if offer.ceiling is None:
        return np.full(of.runs, np.inf)
    room = np.log(np.maximum(of(offer.ceiling), 1e-9) / np.maximum(of(case.size), 1e-9))
    grows = np.log1p(np.maximum(of(case.growth), -0.99))
    full: Numbers = np.where(room <= 0, 0.0, np.where(grows > 0, room / np.where(grows > 0, grows, 1.0), np.inf))
    return full


def _rebuilt(case: DatabaseEngine, offer: Engine, of: Drawing) -> Numbers:
    """The rebuild, in the year in which it is due; nothing where that lies beyond the horizon or nobody named its work."""
    if offer.rebuild is None:
        return np.zeros(of.runs)
    full = _full(case, offer, of)
    within = full < case.horizon
    price = of(offer.rebuild) * of(case.overrun) * of(case.person) / 12
    return np.where(within, price * (1 + of(case.discount)) ** -np.where(within, full, 0.0), 0.0)


def argue(case: DatabaseEngine, standings: Sequence[Standing], of: Drawing) -> tuple[Phrase, ...]:
    """Which engine is outgrown within the horizon, and what nobody named."""
    allowed = {standing.option for standing in standings if not standing.barred}
    offers = [offer for offer in case.offers if offer.name in allowed]
    outgrown = tuple(
        say("Data outgrows {engine} within {years} years in {share} of futures.", engine=offer.name, years=case.horizon, share=share(chance))
        for offer in offers
        if (chance := float((_full(case, offer, of) < case.horizon).mean())) > 0
    )
    fields = (("queries", "extra work for queries that do not fit"), ("analytics", "what analytics needs beside it"),
              ("ceiling", "how much data it carries"), ("exit_cost", "what leaving costs"))  # fmt: skip
    unpriced = tuple(
        say("{engine} has a ceiling and no price for what comes then: write `rebuild`.", engine=offer.name)
        for offer in offers if offer.ceiling is not None and offer.rebuild is None
    )  # fmt: skip
    moving = [offer for offer in offers if offer.name != case.in_place]
    return (*outgrown, *unpriced, *uncounted(offers, fields), *uncounted(moving, (("move", "the work of moving"),)))


DATABASE_ENGINE = Model(
    "database-engine", Page.of(__doc__, MODEL_HEADINGS), DatabaseEngine, outlooks, lambda case: case.currency, argue, offer=Engine
)  # fmt: skip
