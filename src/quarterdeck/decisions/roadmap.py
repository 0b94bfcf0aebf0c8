"""Which initiatives, and when: the roadmap as a problem of scarce people and money.

Decides: which initiatives to do within the horizon, and in which month each starts, so that waiting costs least.

Options: every choice and order of initiatives that teams, skills, hiring, quarterly budget, order and dates allow.

Counted how: an initiative brings its cost of delay for each month between its end and the horizon. It takes its expected length, the people that it asks
for with their skills from their teams, and spends its money evenly. A month counts each person once, however many skills they have, and somebody new grows
linearly to full work. Whoever a running initiative that cannot be planned keeps busy is taken out first, as far as the records tell. The schedule is found
by greedy CD3 (cost of delay divided by duration), search, and a mixed-integer programme (HiGHS), whose bound says how far the plan can be from the best.
The price of a constraint is what one more of it adds: at least what a new plan found, at most what the relaxed programme says. Expected values are
Swanson's mean of each range.

Leaves out: what initiatives bring after the horizon, people who are lent between teams, work that is interrupted, and several ways to do one initiative.

Source: cost of delay and CD3 after Reinertsen, *The Principles of Product Development Flow*, 2009; the time-indexed programme after Pritsker, Watters & Wolfe
1969 with disaggregated precedence (Christofides et al. 1987); Swanson's mean after Hurst, Brown & Swanson 2000.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from quarterdeck.kernel.quantity import Range
from quarterdeck.maths.scheduling import NEVER, Activity, Problem, Resource

Numbers = NDArray[np.float64]
QUARTER = 3
ANYONE = "anyone"
"""The skill that everybody has."""
_MOST_SKILLS = 10


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a team: skills, and how much of them there is in each month (0 before they come, less than 1 while they are new)."""

    team: str
    skills: frozenset[str]
    months: Numbers


@dataclass(frozen=True, slots=True)
class Demand:
    """So many people of one skill from one team, for as long as an initiative takes."""

    team: str
    skill: str
    people: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """One initiative. ``cost_of_delay`` is by month, ``length`` in months; ``due`` is the month (excluded) by which it must be done, where it must."""

    name: str
    cost_of_delay: Range
    length: Range
    demands: tuple[Demand, ...] = ()
    spend: Range = field(default_factory=lambda: Range(0.0, 0.0, 0.0))
    after: tuple[str, ...] = ()
    first: int = 0
    due: int | None = None
    must: bool = False
    title: str = ""
    days: float = 0.0
    """The person-days that are left of it, as its length was made of them."""

    @property
    def called(self) -> str:
        """How people call it: ``name`` is its id."""
        return self.title or self.name

    @property
    def months(self) -> int:
        """Its expected length in whole months."""
        return max(1, math.ceil(expected(self.length) - 0.05))


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadmap:
    """Everything that a roadmap is made of. ``budget`` is what each quarter may spend; ``None`` where nobody said."""

    months: int
    people: tuple[Person, ...]
    initiatives: tuple[Initiative, ...]
    budget: Numbers | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Scarce:
    """One resource of the problem: people of a team with any of some skills (no skills: the whole team), or the budget (no team)."""

    team: str = ""
    skills: frozenset[str] = frozenset()

    def __str__(self) -> str:
        """How people call it."""
        return f"{self.team}: {' or '.join(sorted(self.skills))}" if self.team else "budget"


@dataclass(frozen=True, slots=True)
class Formulated:
    """The problem, with what each of its resources is."""

    problem: Problem
    scarce: tuple[Scarce, ...]


def expected(spread: Range) -> float:
    """Swanson's mean of a range."""
    return 0.3 * spread.p10 + 0.4 * spread.p50 + 0.3 * spread.p90


def cd3(roadmap: Roadmap) -> Numbers:
    """Cost of delay divided by duration, for each initiative."""
    return np.array([expected(one.cost_of_delay) / expected(one.length) for one in roadmap.initiatives])


def by_effort(roadmap: Roadmap) -> Numbers:
    """Cost of delay divided by the people-months that it takes: another order to start from."""
    return np.array([expected(one.cost_of_delay) / (one.months * max(sum(d.people for d in one.demands), 0.25)) for one in roadmap.initiatives])


def formulate(roadmap: Roadmap) -> Formulated:
    """The scheduling problem of a roadmap. Raises ``KeyError`` for an initiative that waits for one that is not there: a bug."""
    scarce: list[tuple[Scarce, Resource]] = []
    for number, team in enumerate(sorted({demand.team for one in roadmap.initiatives for demand in one.demands})):
        scarce += [(what, replace(resource, group=number)) for what, resource in _of_team(roadmap, team)]
    if roadmap.budget is not None:
        scarce.append((Scarce(), Resource(roadmap.budget, block=QUARTER)))
    place = {one.name: number for number, one in enumerate(roadmap.initiatives)}
    activities = tuple(_activity(one, roadmap.months, place, [what for what, _ in scarce]) for one in roadmap.initiatives)
    return Formulated(Problem(roadmap.months, activities, tuple(resource for _, resource in scarce)), tuple(what for what, _ in scarce))


def _activity(one: Initiative, months: int, place: Mapping[str, int], scarce: Sequence[Scarce]) -> Activity:
    starts = np.arange(months)
    last = (months if one.due is None else min(one.due, months)) - one.months
    left = months - starts - one.months
    worth = np.where((starts >= one.first) & (starts <= last), expected(one.cost_of_delay) * np.maximum(left, 0), NEVER)
    uses = tuple((number, amount) for number, what in enumerate(scarce) if (amount := _use(one, what)) > 0)
    return Activity(one.months, uses, worth, tuple(place[name] for name in one.after), one.must)


def _use(one: Initiative, what: Scarce) -> float:
    """What an initiative takes of a resource in a month: of several skills together, all that asks for any of them."""
    if not what.team:
        return expected(one.spend) / one.months
    return sum(demand.people for demand in one.demands if demand.team == what.team and demand.skill in what.skills)


def _of_team(roadmap: Roadmap, team: str) -> list[tuple[Scarce, Resource]]:
    """Each skill that is asked of the team, and each group of skills whose people are fewer than its parts suggest, because some have several.

    These are Hall's conditions: where all of them hold, everybody can be given one task at a time.
    """
    asked = sorted({demand.skill for one in roadmap.initiatives for demand in one.demands if demand.team == team})[:_MOST_SKILLS]
    members = [person for person in roadmap.people if person.team == team]
    kept: dict[frozenset[str], Numbers] = {}
    for size in range(1, len(asked) + 1):
        for skills in map(frozenset, combinations(asked, size)):
            there = sum((person.months for person in members if person.skills & skills), np.zeros(roadmap.months))
            if size == 1 or not _implied(skills, there, members, roadmap.months):
                kept[skills] = there
    return [(Scarce(team, skills), Resource(there)) for skills, there in kept.items()]


def _implied(skills: frozenset[str], there: Numbers, members: Sequence[Person], months: int) -> bool:
    """True where two parts of the group that share nobody add up to it: then nothing new is said."""
    ordered = sorted(skills)
    for size in range(1, len(ordered) // 2 + 1):
        for part in map(frozenset, combinations(ordered, size)):
            one = sum((person.months for person in members if person.skills & part), np.zeros(months))
            other = sum((person.months for person in members if person.skills & (skills - part)), np.zeros(months))
            if (one + other <= there + 1e-9).all():
                return True
    return False
