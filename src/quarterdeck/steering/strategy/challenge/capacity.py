"""Whether the people are there for what is promised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from quarterdeck.kernel.text import Name, counted, listing, number, say
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.kinds.team import Team
from quarterdeck.records.values import Ref
from quarterdeck.steering.strategy.challenge.plan import Argument, Plan, Silent

_WORKING_SHARE = 220 / 365.25
"""Days that a person works, of all days: 220 a year, as efforts are read."""
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Promise:
    """An initiative with a day: the work that is left of it for one team, and the days in which it is to be done."""

    initiative: Initiative
    start: date
    end: date
    days: float


def promises(plan: Plan, team: Ref) -> list[Promise]:
    """What a team has promised for days to come. The work is shared evenly among an initiative's teams; of what runs, the days that are left count."""
    found = []
    for one in plan.initiatives:
        if team in one.teams and one.effort and one.ends and one.ends > plan.as_of:
            begun = one.starts or plan.as_of
            start = max(plan.as_of, begun)
            left = (one.ends - start).days / max(1, (one.ends - begun).days)
            found.append(Promise(one, start, one.ends, one.effort.days.p50 * min(1.0, left) / len(one.teams)))
    return found


def working_days(plan: Plan, team: Ref, start: date, end: date) -> float:
    """Days of work that the members have for initiatives between two days: whoever comes later or leaves earlier counts for that time."""
    days = 0
    for member in plan.members(team):
        first, last = max(start, member.started or start), min(end, member.left or end)
        days += max(0, (last - first).days)
    return days * _WORKING_SHARE * plan.share


def people_are_promised_twice(plan: Plan) -> Iterator[Argument | Silent]:
    """A stretch of days in which a team's initiatives take more work than its people have. Of all such stretches, the one that is furthest from working."""
    undated = [one for one in plan.initiatives if not (one.effort and one.ends and one.teams)]
    if undated:
        names = ", ".join(one.id for one in undated[:_NAMED])
        yield Silent(
            "people-are-promised-twice", f"{counted(len(undated), 'initiative')} without effort, end or team ({names})", "Write `effort`, `ends` and `teams`"
        )
    for team in plan.records.of(Team):
        told = promises(plan, team.ref)
        windows = [(start, end) for start in {one.start for one in told} for end in {one.end for one in told} if start < end]
        worst: tuple[float, date, date, float, float, list[Promise]] | None = None
        for start, end in sorted(windows):
            within = [one for one in told if start <= one.start and one.end <= end]
            demand, there = sum(one.days for one in within), working_days(plan, team.ref, start, end)
            if demand > there and (worst is None or demand / max(there, 1) > worst[0]):
                worst = (demand / max(there, 1), start, end, demand, there, within)
        if worst:
            yield _overfull(plan, team, *worst[1:])


def _overfull(plan: Plan, team: Team, start: date, end: date, demand: float, there: float, within: list[Promise]) -> Argument:
    names: list[Name] = [plan.name(one.initiative) for one in sorted(within, key=lambda one: -one.days)]
    people = counted(len(plan.members(team.ref)), "person", "people")
    told = say(
        "{team} promised {names} between {start} and {end}: {demand} person-days, as likely more as less. "
        "Its {people} {have} {there} for initiatives in that time.",
        team=plan.name(team),
        names=listing(names),
        start=str(start),
        end=str(end),
        demand=number(demand),
        people=people,
        have="has" if people.startswith("1 ") else "have",
        there=number(there),
    )
    return Argument("people-are-promised-twice", within[0].initiative.ref, "ends", told, say("Which of them moves, and who tells those who wait?"))


def too_much_at_once(plan: Plan) -> Iterator[Argument]:
    """A team that runs more initiatives at once than it has pairs of people (our judgement: fewer than two on one is nobody's main work)."""
    for team in plan.records.of(Team):
        running = [one for one in plan.initiatives if one.status == "running" and team.ref in one.teams]
        people = len(plan.members(team.ref))
        if len(running) > 1 and len(running) * 2 > people:
            told = say(
                "{team} runs {names} at once, with {people}: fewer than two on each.",
                team=plan.name(team),
                names=listing([plan.name(one) for one in running]),
                people=counted(people, "person", "people"),
            )
            yield Argument("too-much-at-once", team.ref, "members", told, say("Which one is done first, and which one waits?"))
