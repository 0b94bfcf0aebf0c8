"""Running initiatives that cannot be planned still keep people busy: those that the record tells of are kept back, and the others are named.

The same rule as for what is planned: each skill that an initiative names is one person, from the first of its teams that has it, for all of its effort (or
until it ends, or for all months, where nobody wrote its effort). Of several who have a skill, whoever has the fewest others is kept, first of
those that are asked. Nobody is
kept whom a running initiative that is planned could not do without: two running ones that share one person do share them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from quarterdeck.decisions.roadmap import ANYONE, Demand, Initiative, Person
from quarterdeck.kernel.text import counted


@dataclass(frozen=True, slots=True)
class Busy:
    """A running initiative that cannot be planned: its teams, the skills that it names, and for how many of the months ahead it goes on."""

    name: str
    teams: tuple[str, ...]
    skills: tuple[str, ...]
    months: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept back for it, in words; and what is not, so that whoever does it counts as free."""

    held: tuple[str, ...]
    free: tuple[str, ...]


def keep_back(busy: Iterable[Busy], people: Sequence[Person], planned: Iterable[Initiative]) -> tuple[tuple[Person, ...], Mapping[str, Kept]]:
    """The people that are left for the plan, and what each of the busy ones keeps."""
    needed = [one.demands for one in planned if one.must]
    left, kept, taken = list(people), {}, set[int]()
    for one in busy:
        held: list[str] = []
        free: list[str] = [] if one.teams else ["no team is on record"]
        for skill in one.skills if one.teams else ():
            having = [place for place, person in enumerate(people) if person.team in one.teams and skill in person.skills and person.months.any()]
            order = sorted(set(having) - taken, key=lambda place: (one.teams.index(people[place].team), *_breadth(people[place], one), place))
            place = next((place for place in order if _enough(people, {*taken, place}, needed)), None)
            if place is None:
                free.append(_why(skill, " or ".join(one.teams), known=bool(having)))
                continue
            taken.add(place)
            left[place] = replace(people[place], months=np.where(np.arange(len(people[place].months)) < one.months, 0.0, people[place].months))
            held.append(f"{_one(skill)} from {people[place].team} for {counted(one.months, 'month')}")
        kept[one.name] = Kept(tuple(held), tuple(free))
    return tuple(left), kept


def lasting(days: float | None, pace: float, ends_in: int | None, months: int) -> int:
    """For how many of the months ahead: all of its effort, else until it ends, else all of them."""
    if days:
        return min(max(1, math.ceil(days / pace - 0.05)), months)
    return months if ends_in is None else min(max(1, ends_in), months)


def _breadth(person: Person, one: Busy) -> tuple[int, int]:
    """How many of the skills that are asked a person has, and how many in all: whoever can do only this does it."""
    return len(person.skills.intersection(one.skills)), len(person.skills)


def _enough(people: Sequence[Person], gone: set[int], needed: Iterable[tuple[Demand, ...]]) -> bool:
    """Whether each of these can still be given different people (Hall's condition) without those who are gone."""
    there = [person for place, person in enumerate(people) if place not in gone and person.months.any()]
    return all(
        sum(1 for person in there if any(person.team == one.team and one.skill in person.skills for one in part)) >= len(part)
        for demands in needed for size in range(1, len(demands) + 1) for part in combinations(demands, size)
    )  # fmt: skip


def _one(skill: str) -> str:
    return "one person" if skill == ANYONE else f"one person who knows {skill}"


def _why(skill: str, teams: str, *, known: bool) -> str:
    who = "" if skill == ANYONE else f"who knows {skill} "
    return f"everyone in {teams} {who}is kept for other running work" if known else f"nobody in {teams} has the skill {skill!r}"
