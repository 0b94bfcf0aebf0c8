"""The plan of a roadmap, with its distance from the best, the greedy plan beside it, and what every constraint costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from quarterdeck.decisions.roadmap import ANYONE, Formulated, Numbers, Person, Roadmap, Scarce, by_effort, cd3, formulate
from quarterdeck.maths.conflicts import Rule, conflict
from quarterdeck.maths.construction import serial
from quarterdeck.maths.planning import Plan, gained, planned
from quarterdeck.maths.scheduling import LEFT_OUT, Starts

_PRICED = 4
_PRICE_SECONDS = 2.0
_BUDGET_STEP, _NOTHING = 0.1, 1e-6


@dataclass(frozen=True, slots=True)
class Price:
    """What one more of something adds over the horizon: what a new plan found, and the most that the bound allows for.

    ``step`` is how much more was tried: a person, or this much money a quarter.
    """

    scarce: Scarce
    step: float
    found: float
    most: float


@dataclass(frozen=True, slots=True)
class RoadmapPlan:
    """``starts`` is empty where there is no plan; then ``rules`` are what contradicts itself, in words, and ``smallest`` where no fewer do.

    ``ended`` is optimal, stopped (at the time limit), interrupted, infeasible, unknown, or unproved (without the optimiser).
    """

    roadmap: Roadmap
    starts: dict[str, int]
    worth: float
    bound: float
    gap: float
    ended: str
    greedy: dict[str, int]
    greedy_worth: float
    prices: tuple[Price, ...] = ()
    rules: tuple[str, ...] = ()
    smallest: bool = False


def plan(roadmap: Roadmap, seconds: float, seed: int = 1, *, priced: bool = True) -> RoadmapPlan:
    """Plan within about ``seconds``; prices and conflicts take some more."""
    formulated = formulate(roadmap)
    orders = [cd3(roadmap), by_effort(roadmap)]
    found = planned(formulated.problem, orders, seconds, seed)
    simple = serial(formulated.problem, orders[0])
    whole = all(simple[place] != LEFT_OUT for place in formulated.problem.needed())
    against = conflict(formulated.problem) if found.ended == "infeasible" else None
    return RoadmapPlan(
        roadmap, _named(roadmap, found.starts), found.worth, found.bound, found.gap, found.ended, _named(roadmap, simple if whole else None),
        formulated.problem.worth(simple) if whole else 0.0,
        _prices(roadmap, formulated, found, orders) if priced and found.ended in {"optimal", "stopped"} else (),
        tuple(_told(rule, roadmap, formulated) for rule in against.rules) if against else (), against.smallest if against else False,
    )  # fmt: skip


def _named(roadmap: Roadmap, starts: Starts | None) -> dict[str, int]:
    if starts is None:
        return {}
    return {one.name: start for one, start in zip(roadmap.initiatives, starts.tolist(), strict=True) if start != LEFT_OUT}


def _prices(roadmap: Roadmap, formulated: Formulated, found: Plan, orders: Sequence[Numbers]) -> tuple[Price, ...]:
    """One more person of each skill in each team, and more money: the dearest, dearest first. A person counts in each limit that names the skill."""
    limits = list(zip(formulated.scarce, found.prices, strict=True))
    asked = sorted({(demand.team, demand.skill) for one in roadmap.initiatives for demand in one.demands})
    ranked = [(sum(float(prices.sum()) for what, prices in limits if what.team == team and skill in what.skills), team, skill) for team, skill in asked]
    priced = []
    for most, team, skill in sorted(ranked, key=lambda one: (-one[0], one[1:]))[:_PRICED]:
        if most > _NOTHING * abs(found.worth):
            person = Person(team, frozenset({ANYONE, skill}), np.ones(roadmap.months))
            users = np.array([any(demand.team == team for demand in one.demands) for one in roadmap.initiatives])
            richer = formulate(replace(roadmap, people=(*roadmap.people, person))).problem
            more = gained(richer, found, users, orders, _PRICE_SECONDS)
            priced.append(Price(Scarce(team, frozenset({skill})), 1.0, more, max(most, more)))
    return (*priced, *_money(roadmap, limits, found, orders))


def _money(roadmap: Roadmap, limits: Sequence[tuple[Scarce, Numbers]], found: Plan, orders: Sequence[Numbers]) -> tuple[Price, ...]:
    if roadmap.budget is None:
        return ()
    step = _BUDGET_STEP * float(roadmap.budget.mean())
    most = step * sum(float(prices.sum()) for what, prices in limits if not what.team)
    if most <= _NOTHING * abs(found.worth):
        return ()
    richer = formulate(replace(roadmap, budget=roadmap.budget + step)).problem
    more = gained(richer, found, np.array([one.spend.p90 > 0 for one in roadmap.initiatives]), orders, _PRICE_SECONDS)
    return (Price(Scarce(), step, more, max(most, more)),)


def _told(rule: Rule, roadmap: Roadmap, formulated: Formulated) -> str:
    """A rule in words."""
    kind, place, other = rule
    if kind == "capacity":
        what = formulated.scarce[place]
        return f"the people of {what}" if what.team else "the budget"
    one = roadmap.initiatives[place]
    if kind == "order":
        return f"{one.called} waits for {roadmap.initiatives[other].called}"
    if kind == "window":
        return f"{one.called} must be done by month {one.due}" if one.due is not None else f"{one.called} does not start before month {one.first + 1}"
    return f"{one.called} must be done"
