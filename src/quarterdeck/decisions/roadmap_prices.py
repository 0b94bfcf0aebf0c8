"""What every constraint of a roadmap costs: one more person or more money, and each rule of order and date that could be let go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from quarterdeck.decisions.roadmap import ANYONE, Formulated, Initiative, Numbers, Person, Roadmap, Scarce, expected, formulate
from quarterdeck.maths.optimisation import formulated as programme
from quarterdeck.maths.optimisation import relaxed
from quarterdeck.maths.planning import Plan, gained
from quarterdeck.maths.scheduling import Problem

_PRICED = 4
_PRICE_SECONDS = 2.0
_TRIED_SECONDS = 4.0
"""How long the relaxations of rules let go may take together: those of the costliest initiatives come first."""
_BUDGET_STEP, _NOTHING = 0.1, 1e-6


@dataclass(frozen=True, slots=True)
class Price:
    """What one more of something adds over the horizon: what a new plan found, and the most that the bound allows for.

    ``step`` is how much more was tried: a person, or this much money a quarter. ``rule`` says in words what is let go instead, where it is a rule.
    """

    scarce: Scarce
    step: float
    found: float
    most: float
    rule: str = ""


def all_prices(roadmap: Roadmap, formulated: Formulated, found: Plan, orders: Sequence[Numbers]) -> tuple[Price, ...]:
    """Of people and money, then of rules; nothing where nothing can be planned."""
    if not roadmap.initiatives or found.starts is None:
        return ()
    return (*_prices(roadmap, formulated, found, orders), *_rules(roadmap, formulated, found, orders))


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


def _rules(roadmap: Roadmap, formulated: Formulated, found: Plan, orders: Sequence[Numbers]) -> tuple[Price, ...]:
    """What is gained where one may start before another is done, later than promised or earlier than said, or be left out: the dearest, dearest first."""
    base = relaxed(formulated.problem, programme(formulated.problem))
    if base is None:
        return ()
    tried: list[tuple[float, str, int, Problem]] = []
    spent = 0.0
    for place, one in sorted(enumerate(roadmap.initiatives), key=lambda told: -expected(told[1].cost_of_delay)):
        for rule, freer in _let_go(one, roadmap):
            if spent > _TRIED_SECONDS:
                break
            initiatives = (*roadmap.initiatives[:place], freer, *roadmap.initiatives[place + 1 :])
            problem = formulate(replace(roadmap, initiatives=initiatives)).problem
            richer = relaxed(problem, programme(problem))
            spent += richer.seconds if richer else 0.0
            if richer and richer.bound - base.bound > _NOTHING * abs(found.worth):
                tried.append((richer.bound - base.bound, rule, place, problem))
    return tuple(_gain(most, rule, place, problem, found, orders) for most, rule, place, problem in sorted(tried, key=lambda one: (-one[0], one[1]))[:_PRICED])


def _gain(most: float, rule: str, place: int, problem: Problem, found: Plan, orders: Sequence[Numbers]) -> Price:
    """Planned anew with the rule let go: the initiative, and whatever shares people with it, may move."""
    uses = {resource for resource, _ in problem.activities[place].uses}
    users = np.array([bool(uses & {resource for resource, _ in one.uses}) for one in problem.activities])
    users[place] = True
    more = gained(problem, found, users, orders, _PRICE_SECONDS)
    return Price(Scarce(), 0.0, more, max(most, more), rule)


def _let_go(one: Initiative, roadmap: Roadmap) -> Iterator[tuple[str, Initiative]]:
    """Each rule about an initiative, in words, and the initiative without it."""
    called = {other.name: other.called for other in roadmap.initiatives}
    for name in one.after:
        yield f"{one.called} waits for {called[name]}", replace(one, after=tuple(other for other in one.after if other != name))
    if one.due is not None:
        yield f"{one.called} must be done by month {one.due}", replace(one, due=None)
    if one.first:
        yield f"{one.called} does not start before month {one.first + 1}", replace(one, first=0)
    if one.must:
        yield f"{one.called} is not left out", replace(one, must=False)
