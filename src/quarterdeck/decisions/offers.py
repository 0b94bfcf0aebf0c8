"""What models of technical options share: an offer with its figures and gates, where data must stay, and what leaving an offer would cost."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, TypeVar

import numpy as np

from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.decisions.build_or_buy import DISCOUNT, YEARLY
from quarterdeck.decisions.case import Asked, Drawing, Numbers, unknowns
from quarterdeck.decisions.recommendation import Outlook
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.text import Phrase, say
from quarterdeck.maths.cashflow import annuity

PERSON = Asked(
    "what somebody who does this work costs in a year", YEARLY,
    evidence="the company's `loaded_engineer_cost`, else the benchmark that findings are priced with",
)  # fmt: skip
OVERRUN = Asked(
    "how many times its estimate such a move really takes", "times", "amount", Range(1.0, 1.35, 2.2), "Take your own history.",
    evidence="how the company's own estimates ended, once five have (`quarterdeck calibration`)",
)  # fmt: skip
LEAVING = Asked(
    "the chance of having to leave the chosen option within the horizon", "", "probability", Range(0.05, 0.15, 0.35), "Its maker may end, change or fail.",
)  # fmt: skip
_MONTHS = 12
_NAMES = (
    "austria belgium bulgaria croatia cyprus czechia denmark estonia finland france germany greece hungary ireland italy latvia lithuania luxembourg malta "
    "netherlands poland portugal romania slovakia slovenia spain sweden"
)
_CODES = "at be bg hr cy cz dk ee fi fr de gr hu ie it lv lt lu mt nl pl pt ro sk si es se"
_UNION = frozenset(f"{_NAMES} {_CODES}".split())
"""The member states of the European Union, by name and by ISO 3166 code."""
_AREAS = {"eu": _UNION | {"eu"}, "eea": _UNION | {"eu", "eea", "iceland", "liechtenstein", "norway", "is", "li", "no"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One offer: its name, the must-haves that it fails, where it would keep data, the skills that it needs, and what leaving it would cost."""

    name: str
    fails: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    exit_cost: tuple[Assumption, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """What every choice among technical options asks. ``residency`` lists the places where data must stay, ``in_place`` is the offer in use today."""

    person: Annotated[Assumption, PERSON]
    overrun: Annotated[Assumption, OVERRUN]
    leaving: Annotated[Assumption, LEAVING]
    discount: Annotated[Assumption, DISCOUNT]
    horizon: int = 4
    residency: str = ""
    in_place: str = ""
    currency: str = "EUR"


OfferT = TypeVar("OfferT", bound=Offered)


def barred(case: Among, offer: Offered) -> Phrase:
    """Why an offer may not be chosen: a must-have that it fails, or data that would leave where it must stay. Nobody having said where is no pass."""
    if offer.fails:
        return say("fails a must-have: {what}", what=", ".join(offer.fails))
    if not case.residency:
        return ()
    if not offer.where:
        return say("nobody said where it keeps data, which must stay in {place}: write `where`", place=case.residency)
    outside = [place for place in offer.where if not within(place, case.residency)]
    return say("keeps data in {where}, and it must stay in {place}", where=", ".join(outside), place=case.residency) if outside else ()


def within(place: str, areas: str) -> bool:
    """Whether a place is one of those allowed: by name, or as a member of the EU or the EEA. A name that is not known is outside."""
    word = place.strip().casefold()
    return any(word == area or word in _AREAS.get(area, frozenset()) for area in (one.strip().casefold() for one in areas.split(",")))


def moved(case: Among, offer: Offered, work: Assumption | None, of: Drawing) -> Numbers:
    """What moving to an offer costs: person-months with the usual overrun. Nothing where it is in place or nobody named any work."""
    if work is None or offer.name == case.in_place:
        return np.zeros(of.runs)
    return of(work) * of(case.overrun) * of(case.person) / _MONTHS


def left(case: Among, offer: Offered, of: Drawing) -> Numbers:
    """What leaving again costs on average, in the middle of the horizon; nothing where nobody said what it would cost, which the page tells."""
    if not offer.exit_cost:
        return np.zeros(of.runs)
    chance: Numbers = of(case.leaving) * of(offer.exit_cost[0]) / (1 + of(case.discount)) ** (case.horizon / 2)
    return chance


def sunk(case: Among, offer: Offered, spent: Numbers, of: Drawing) -> Numbers | None:
    """What is gone when one changes one's mind after a year: what moving cost, and the exit. Unknown where nobody said what the exit costs."""
    if offer.name == case.in_place:
        return np.zeros(of.runs)
    return spent + of(offer.exit_cost[0]) if offer.exit_cost else None


def each(case: Among, offers: Sequence[OfferT], of: Drawing, outlook: Callable[[OfferT], Outlook]) -> Sequence[Outlook]:
    """An outlook per offer, made again only where one of the numbers that it rests on was fixed: the shared ones, its own, and those of what is in place."""
    shared = [value for one in dataclasses.fields(case) if isinstance(value := getattr(case, one.name), Assumption)]
    place = [unknown for offer in offers if offer.name == case.in_place for unknown in unknowns(offer)]
    return [of.once(offer.name, (*shared, *place, *unknowns(offer)), partial(outlook, offer)) for offer in offers]


@dataclass(frozen=True, slots=True)
class Years:
    """What 1 paid evenly in each year of the horizon is worth now, before and after an offer is in use."""

    ends: tuple[Numbers, ...]
    turn: Numbers

    def before(self, year: int) -> Numbers:
        """The part of a year in which it is not in use yet."""
        return self._turned(year) - self.ends[year]

    def after(self, year: int) -> Numbers:
        """The part of a year in which it is."""
        return self.ends[year + 1] - self._turned(year)

    def _turned(self, year: int) -> Numbers:
        turned: Numbers = np.clip(self.turn, self.ends[year], self.ends[year + 1])
        return turned


def years(case: Among, ready: Numbers, of: Drawing) -> Years:
    """The years of the horizon, for an offer that is in use after so many."""
    rate = of(case.discount)
    ends = of.once("years", (case.discount,), lambda: tuple(np.broadcast_to(annuity(rate, year), (of.runs,)) for year in range(case.horizon + 1)))
    return Years(ends, np.broadcast_to(annuity(rate, ready), (of.runs,)) if ready.any() else ends[0])


def uncounted(offers: Sequence[Offered], fields: Iterable[tuple[str, str]]) -> tuple[Phrase, ...]:
    """What nobody named, and so is not counted: told by field, because absent is not free."""
    found = []
    for name, says in fields:
        missing = [offer.name for offer in offers if getattr(offer, name) in (None, ())]
        if missing:
            whose = "any option" if len(missing) == len(offers) else ", ".join(missing)
            found.append(f"{says} ({whose})")
    return (say("Not counted, because nobody named it: {what}.", what="; ".join(found)),) if found else ()
