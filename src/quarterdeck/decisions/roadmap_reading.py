"""From records to a roadmap: initiatives, the people of teams with their skills, and money. What cannot be planned says why, and what to write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from quarterdeck.assumptions.catalogue import LEARNING_MONTHS
from quarterdeck.decisions.roadmap import ANYONE, QUARTER, Demand, Initiative, Numbers, Person, Roadmap, expected
from quarterdeck.decisions.roadmap_holding import Busy, Kept, keep_back, lasting
from quarterdeck.kernel.quantity import Range
from quarterdeck.records.collection import Records
from quarterdeck.records.kinds.budget_line import BudgetLine
from quarterdeck.records.kinds.initiative import Initiative as Written
from quarterdeck.records.kinds.person import Person as Member
from quarterdeck.records.kinds.team import Team
from quarterdeck.records.values import Ref

SHARE = 0.6
"""How much of people's time goes to initiatives, the rest to keeping things running (our judgement; `--share` replaces it)."""
_STALE = 31
"""What was left a month ago is not what is left (our judgement)."""
_MONTH = 365.25 / 12
_WORKING_DAYS = 220 / 12
_PER_MONTH = {"week": _MONTH / 7, "month": 1.0, "quarter": 1 / 3}
_OPEN = frozenset({"idea", "planned", "running", "paused"})


@dataclass(frozen=True, slots=True)
class Unplanned:
    """An initiative that cannot be planned: why, what to write and where; and, where it runs, whom it keeps busy and who counts as free though they are not."""

    name: str
    why: str
    supply: str
    title: str = ""
    file: str = ""
    running: bool = False
    held: tuple[str, ...] = ()
    free: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked besides the records: the day, the months ahead, money a quarter (``None``: no limit), the share of time, dates that must hold."""

    as_of: date
    months: int
    budget: float | None = None
    share: float = SHARE
    keep_dates: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """The roadmap, the first day of its first month, what is not in it and why, and what was taken for granted."""

    roadmap: Roadmap
    start: date
    unplanned: tuple[Unplanned, ...]
    notes: tuple[str, ...]
    as_of: date = date.min


def first_month(as_of: date) -> date:
    """The month that begins on this day or next."""
    if as_of.day == 1:
        return as_of
    return date(as_of.year + as_of.month // 12, as_of.month % 12 + 1, 1)


def months_between(start: date, day: date) -> float:
    """Months from one day to another, with the part of a month that days make."""
    return (day.year - start.year) * 12 + day.month - start.month + (day.day - start.day) / _MONTH


def productive(start: date, comes: date | None, leaves: date | None, months: int) -> Numbers:
    """How much of a person there is in each month: none before they come or after they leave, growing evenly to the whole while they learn."""
    ramp = LEARNING_MONTHS.range.p50
    edges = np.arange(months + 1.0)
    tenure = edges - (months_between(start, comes) if comes else -ramp)
    done = np.where(tenure <= 0, 0.0, np.where(tenure < ramp, tenure**2 / (2 * ramp), tenure - ramp / 2))
    if leaves:
        last = np.clip(months_between(start, leaves), 0, months)
        done = np.minimum(done, np.interp(last, edges, done))
    months_of_work: Numbers = np.diff(done)
    return months_of_work


def read(records: Records, terms: Terms) -> Reading:
    """The roadmap that the records describe."""
    start, currency = first_month(terms.as_of), records.company.currency if records.company else ""
    people = tuple(_people(records, start, terms))
    skilled = {(person.team, skill) for person in people for skill in person.skills if person.months.any()}
    spends = _spends(records, currency)
    planned: dict[str, Initiative] = {}
    unplanned: dict[str, Unplanned] = {}
    for written in records.of(Written):
        if written.status in _OPEN:
            found = _initiative(written, skilled, currency, spends, start, terms)
            if isinstance(found, Initiative):
                planned[written.id] = found
            else:
                unplanned[written.id] = found
    _without_what_they_wait_for(records, planned, unplanned)
    budget = None if terms.budget is None else np.full(-(-terms.months // QUARTER), terms.budget)
    busy = (_busy(written, start, terms) for written in records.of(Written) if written.id in unplanned and written.status == "running")
    left, kept = keep_back(busy, people, planned.values())
    roadmap = Roadmap(months=terms.months, people=left, initiatives=tuple(planned.values()), budget=budget, currency=currency)
    aside = tuple(_described(records, one, kept.get(one.name)) for one in unplanned.values())
    return Reading(roadmap, start, aside, tuple(_notes(records, planned, terms)), terms.as_of)


def _busy(written: Written, start: date, terms: Terms) -> Busy:
    skills = tuple(skill.lower() for skill in written.skills) or (ANYONE,)
    days = expected(written.effort.days) if written.effort else None
    ends_in = int(np.ceil(months_between(start, written.ends))) if written.ends else None
    months = lasting(days, _WORKING_DAYS * len(skills) * terms.share, ends_in, terms.months)
    return Busy(written.id, tuple(team.id for team in written.teams), skills, months)


def _described(records: Records, one: Unplanned, kept: Kept | None) -> Unplanned:
    """With its name, its file, and whom it keeps."""
    written = records.get(Written, one.name)
    if written is None:
        return one
    told = replace(one, title=written.name, file=records.files[written.ref].path, running=kept is not None)
    return replace(told, held=kept.held, free=kept.free) if kept else told


def _people(records: Records, start: date, terms: Terms) -> Iterable[Person]:
    for team in records.of(Team):
        for ref in team.members:
            member = records.get(Member, ref.id)
            if member:
                months = productive(start, member.started, member.left, terms.months)
                yield Person(team.id, frozenset({ANYONE, *(skill.lower() for skill in member.skills)}), months)


def _spends(records: Records, currency: str) -> Mapping[Ref, Range]:
    """What budget lines give to each initiative, all quarters together; money in another currency is left out, and said."""
    spends: dict[Ref, Range] = {}
    for line in records.of(BudgetLine):
        for amount in line.amounts.values() if line.initiative and line.category != "staff" else ():
            if amount.currency == currency and line.initiative:
                so_far = spends.get(line.initiative, Range(0, 0, 0))
                spends[line.initiative] = Range(so_far.p10 + amount.range.p10, so_far.p50 + amount.range.p50, so_far.p90 + amount.range.p90)
    return spends


def _initiative(
    written: Written, skilled: set[tuple[str, str]], currency: str, spends: Mapping[Ref, Range], start: date, terms: Terms
) -> Initiative | Unplanned:
    """One initiative as the planner takes it."""
    missing = _missing(written, currency)
    if missing or written.cost_of_delay is None or written.effort is None:
        return missing or Unplanned(written.id, "it cannot be planned", "write cost_of_delay and effort")
    teams = [team.id for team in written.teams]
    demands = []
    for skill in [skill.lower() for skill in written.skills] or [ANYONE]:
        team = next((team for team in teams if (team, skill) in skilled), None)
        if team is None:
            return Unplanned(written.id, f"nobody in {' or '.join(teams)} has the skill {skill!r}", "add it to a person's skills, or name another team")
        demands.append(Demand(team, skill, 1.0))
    if written.people:
        demands = [replace(one, people=written.people / len(demands)) for one in demands]
    factor, pace = _PER_MONTH[written.delay_per], _WORKING_DAYS * sum(one.people for one in demands) * terms.share
    running, work = written.status == "running", (written.left or written.effort).days
    found = Initiative(
        name=written.id,
        title=written.name,
        cost_of_delay=_times(written.cost_of_delay.range, factor),
        length=_times(work, 1 / pace),
        demands=tuple(demands),
        spend=spends.get(written.ref, Range(0.0, 0.0, 0.0)),
        after=tuple(sorted(ref.id for ref in written.depends_on)),
        first=0 if running else _month(written.starts, start),
        due=_due(written.ends, start, terms),
        must=running or (terms.keep_dates and written.ends is not None),
        days=expected(work),
    )
    if found.first + found.months > terms.months:
        return Unplanned(written.id, f"it ends after the {terms.months} months ahead", f"look further ahead: --months {found.first + found.months}")
    return found


def _missing(written: Written, currency: str) -> Unplanned | None:
    """What nobody wrote."""
    if written.cost_of_delay and not written.cost_of_delay.range.p90:
        return Unplanned(written.id, "its record says that waiting costs nothing", "leave it out of the plan, or write what waiting costs in cost_of_delay")
    if written.cost_of_delay is None:
        return Unplanned(written.id, "nobody said what waiting costs", "write cost_of_delay, for instance 10k..30k EUR")
    if written.cost_of_delay.currency != currency:
        return Unplanned(written.id, f"its cost of delay is in {written.cost_of_delay.currency}", f"write it in {currency}")
    if written.effort and not written.effort.days.p90:
        return Unplanned(written.id, "its record says that it is no work", "write effort, for instance 20..60 person-days, or close it")
    if written.effort is None:
        return Unplanned(written.id, "nobody said how much work it is", "write effort, for instance 20..60 person-days")
    return None if written.teams else Unplanned(written.id, "no team works on it", "write teams")


def _month(day: date | None, start: date) -> int:
    return max(0, int(months_between(start, day))) if day else 0


def _due(day: date | None, start: date, terms: Terms) -> int | None:
    """The month (excluded) by which it must be done: a date within a month counts that month."""
    return max(0, int(np.ceil(months_between(start, day)))) if day and terms.keep_dates else None


def _times(spread: Range, factor: float) -> Range:
    return Range(spread.p10 * factor, spread.p50 * factor, spread.p90 * factor)


def _without_what_they_wait_for(records: Records, planned: dict[str, Initiative], unplanned: dict[str, Unplanned]) -> None:
    """What is done no longer holds anybody up; whoever waits for what cannot be planned, cannot be planned either."""
    status: Mapping[str, str] = {one.id: one.status for one in records.of(Written)}
    changed = True
    while changed:
        changed = False
        for name, one in list(planned.items()):
            after = tuple(other for other in one.after if status.get(other) != "done")
            missing = next((other for other in after if other not in planned), None)
            if missing:
                del planned[name]
                stopped = " (stopped)" if status.get(missing) == "stopped" else ""
                unplanned[name] = Unplanned(name, f"it waits for {missing}, which is not planned{stopped}", "mend that one, or take it out of depends_on")
                changed = True
            elif after != one.after:
                planned[name] = replace(one, after=after)


def _notes(records: Records, planned: Mapping[str, Initiative], terms: Terms) -> Iterable[str]:
    judged = "." if terms.share != SHARE else ": our judgement; give yours with --share."
    yield f"{terms.share:.0%} of people's time goes to initiatives{judged}".replace("%", "\u202f%")
    yield "Each skill that an initiative names is one person, from the first of its teams that has it, until it is done."
    running = [one for one in records.of(Written) if one.status == "running" and one.id in planned]
    whole, told = [one.name for one in running if one.left is None], [one for one in running if one.left is not None]
    if whole:
        yield f"Running, so never left out, and counted with all of their effort because nobody wrote what is left (`left`): {', '.join(whole)}."
    if told:
        yield f"Running, so never left out, and counted with what is left of them: {', '.join(one.name for one in told)}."
    stale = [one.name for one in told if one.told is None or (terms.as_of - one.told).days > _STALE]
    if stale:
        yield f"What is left was told more than {_STALE} days ago, or on no day: {', '.join(stale)}. Tell it anew, with `told`."
    if terms.budget is None:
        yield "Money is not limited: give --budget to limit what initiatives may spend in a quarter."
