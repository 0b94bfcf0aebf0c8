"""What happens in a repository and when: changes that people propose, story events, bumped packages, releases. Before any text is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from quarterdeck.demo.calendar import Moment, months, next_working_day, season, working_day
from quarterdeck.demo.chance import Chance
from quarterdeck.demo.story import Event, Human, RepositoryStory, Stint, Story

_RAMP = (0.35, 0.6, 0.8)
"""How much of the usual work somebody does in the first three months."""
_LEAVING = (0.5, 0.75)
"""And in the last two before they go."""
BOT = "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>"
AUTOMATION = "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>"


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happens in a repository. ``kind``: ``change``, ``event``, ``bump`` or ``release``."""

    moment: Moment
    kind: str
    who: str
    ticket: str = ""
    event: Event | None = None
    package: str = ""
    version: str = ""
    stint: Stint | None = None


def happenings(story: Story, seed: int) -> dict[str, list[Happening]]:
    """Everything that happens, by repository, in order; tickets are counted over all repositories that share a prefix."""
    chance = Chance(f"{seed}/schedule")
    found = {one.name: sorted(_of(story, one, chance.of(one.name)), key=_order) for one in story.repositories}
    prefixes = {one.name: one.tickets for one in story.repositories}
    counters: dict[str, int] = {}
    everything = [(thing, name, at) for name, things in found.items() for at, thing in enumerate(things) if thing.kind == "change"]
    for thing, name, at in sorted(everything, key=lambda one: (_order(one[0]), one[1])):
        counters[prefixes[name]] = number = counters.get(prefixes[name], 0) + 1 + (chance.below(4) == 0)  # some tickets end without a change
        found[name][at] = replace(thing, ticket=f"{prefixes[name]}-{number}")
    return found


def _order(thing: Happening) -> tuple[int, str, str]:
    return thing.moment.at, thing.kind, f"{thing.who} {thing.package}"


def _of(story: Story, told: RepositoryStory, chance: Chance) -> Iterator[Happening]:
    for index, stint in enumerate(told.work):
        yield from _changes(story, told, stint, chance.of(f"{stint.who} {index}"))
    for event in told.events:
        who = story.people[event.by]
        yield Happening(who.place.at_work(event.at, chance), "event", event.by, event=event)
    yield from _bumps(story, told, chance.of("packages"))
    yield from _releases(story, told, chance.of("releases"))


def _changes(story: Story, told: RepositoryStory, stint: Stint, chance: Chance) -> Iterator[Happening]:
    human = story.people[stint.who]
    first, last = max(stint.first, human.starts, told.born), min(stint.last, human.ends or story.ends, story.ends)
    every = months(first, last)
    for index, (year, month) in enumerate(every):
        ramp = _RAMP[index] if index < len(_RAMP) and first > told.born else 1.0
        left = len(every) - 1 - index
        leaving = _LEAVING[left] if left < len(_LEAVING) and last < story.ends else 1.0
        for _ in range(chance.poisson(stint.rate * ramp * leaving * season(month))):
            day = working_day(year, month, chance)
            if first <= day <= last and not _away(human, day):
                yield Happening(human.place.at_work(day, chance), "change", stint.who, stint=stint)


def _away(human: Human, day: date) -> bool:
    """Everybody is away for two weeks and a half a year, at a time of their own."""
    start = _holiday(human.id, day.year)
    return start <= day.timetuple().tm_yday < start + 18


@cache
def _holiday(who: str, year: int) -> int:
    return Chance(f"holiday {who} {year}").between(120, 300)


def _bumps(story: Story, told: RepositoryStory, chance: Chance) -> Iterator[Happening]:
    """A package's next version: by the bot where one works, else by whoever works on the repository."""
    for package, ladder in told.dependencies.items():
        for day, version in ladder[1:]:
            by_bot = told.bots is not None and day >= told.bots
            there = [one.who for one in told.work if one.first <= day <= one.last and story.people[one.who].there(day)]
            if by_bot or there:
                who = "bot" if by_bot else chance.pick(there)
                yield Happening(Moment(int(_noon(day)) + chance.below(14_400), 0), "bump", who, package=package, version=version)


def _noon(day: date) -> int:
    return (day - date(1970, 1, 1)).days * 86_400 + 32_400


def _releases(story: Story, told: RepositoryStory, chance: Chance) -> Iterator[Happening]:
    plan = told.releases
    if plan is None:
        return
    day = plan.first
    while day <= story.ends:
        who = chance.pick(_still_there(story, plan.by, day))
        when = next_working_day(day + timedelta(days=chance.below(max(1, plan.every // 5))))
        if who != "automation" and _away(story.people[who], when):
            when = next_working_day(when + timedelta(days=18))
        place = story.people[who].place if who != "automation" else story.people["ines"].place
        moment = place.moment(when, 60 * chance.between(10, 16) + chance.below(60))
        if when <= story.ends:
            yield Happening(moment, "release", who)
        day = max(day, when if plan.every > 30 else day) + timedelta(days=plan.every)  # noqa: PLR2004  # rare releases wait for whoever makes them


def _still_there(story: Story, names: Sequence[str], day: date) -> list[str]:
    return [name for name in names if name == "automation" or story.people[name].there(day)] or ["automation"]
