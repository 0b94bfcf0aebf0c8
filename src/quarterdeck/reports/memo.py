"""The weekly memo: what changed, what went out, what broke, what falls due within two weeks, and what is asked. One page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quarterdeck.kernel.section import Block, Document, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Name, Phrase, counted, listing, number, say
from quarterdeck.reports.changes import Change
from quarterdeck.reports.facts import Choice, Promise, Task
from quarterdeck.reports.telling import asked, day, late, missing, spelled, who

WEEK, AHEAD = timedelta(days=7), timedelta(days=14)
_CHANGES, _INCIDENTS, _DUE, _ASKS, _NAMED = 6, 4, 8, 3, 4
_HOURS_A_DAY = 48
_TOLD = ("new", "worse", "better", "gone", "accepted")
"""Changes that page one tells; all kinds stand behind it."""


@dataclass(frozen=True, slots=True)
class Broke:
    """An incident that began within the week; ``hours`` is ``None`` while it is open or where nobody said when it ended."""

    name: Name
    service: Name | None
    severity: str
    began: date
    hours: float | None
    open: bool


@dataclass(frozen=True, slots=True)
class Went:
    """What one service or repository brought to production within the week."""

    name: Name
    times: int
    failed: int


@dataclass(frozen=True, slots=True)
class Falls:
    """Something that falls due within two weeks: what it is, of which record, on which day."""

    what: str
    name: Name
    due: date
    owner: Name | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a tool told of the week; ``newest`` is the day of its newest row at all, ``None`` where nothing was ever imported."""

    newest: date | None


@dataclass(frozen=True, slots=True)
class Week:
    """Everything that the memo tells."""

    as_of: date
    since: date | None
    """The day of the earlier assessment that it is compared with; ``None`` where the folder keeps none."""
    changes: Sequence[Change]
    broke: Sequence[Broke]
    incidents: Seen
    went: Sequence[Went]
    deployments: Seen
    releases: Sequence[tuple[Name, Name]]
    """Repository and tag of each release that was made within the week."""
    reached: Sequence[Promise]
    falls: Sequence[Falls]
    late: Sequence[Task]
    choices: Sequence[Choice]
    recorded: bool
    """Whether something is on record of a kind that can fall due: without, «nothing falls due» would be said of nothing."""
    asking: bool = False
    """Whether a decision or an action is on record, taken and done or not."""
    unread: Sequence[str] = ()
    """Files of records that could not be read: what they say falls due is not known."""


def weekly_memo(given: Week, company: str, program: str) -> Document:
    """The whole page."""
    parts = (
        Section("changed", _since(given), tuple(_changed(given))),
        Section("shipped", "What went out", tuple(_shipped(given))),
        Section("broke", "What broke", tuple(_broke(given))),
        Section("due", "What falls due within two weeks", tuple(_due(given))),
        Section("asks", "What we ask", tuple(_asks(given))),
    )
    page = Section("summary", "The week in one page", (Sentence(_lead(given), "lead"), *parts))
    subtitle = say("{company}: technology, the week to {day}.", company=Name("company", company) if company else "The company", day=day(given.as_of))
    footer = say("Made by Quarterdeck {program}. What each finding rests on stands in the assessment.", program=program)
    return Document("Weekly memo", subtitle, str(given.as_of), (page,), (footer,))


def _since(given: Week) -> str:
    return f"What changed since {day(given.since)}" if given.since else "What changed"


def _lead(given: Week) -> Phrase:
    """What of the week matters most, in a sentence; what nobody told is not counted as nothing."""
    found: list[Phrase] = []
    worse = sum(one.kind in {"new", "worse"} for one in given.changes)
    if given.since and worse:
        found.append((f"{spelled(worse, 'finding')} {'is' if worse == 1 else 'are'} new or worse",))
    if given.broke:
        found.append((f"{spelled(len(given.broke), 'incident')} began",))
    if given.falls:
        found.append((f"{spelled(len(given.falls), 'date')} {'falls' if len(given.falls) == 1 else 'fall'} within two weeks",))
    if not found:
        return _quiet(given)
    told = listing(found)
    return (str(told[0])[:1].upper() + str(told[0])[1:], *told[1:], ".")


def _quiet(given: Week) -> Phrase:
    """A week of which nothing is told: quiet only in what somebody could see."""
    broken, sent = given.incidents.newest is not None, given.deployments.newest is not None
    seen = [(words,) for words, known in (("got worse", given.since), ("broke", broken), ("falls due", given.recorded)) if known]
    asked = (("what got worse", given.since), ("what went out", sent), ("what broke", broken), ("what falls due", given.recorded))
    untold = [(words,) for words, known in asked if not known]
    quiet = say("Nothing that we could see {told}.", told=listing(seen, "or")) if seen else ()
    more = say("It is not known {told}.", told=listing(untold)) if untold else ()
    return (*quiet, *((" ",) if quiet and more else ()), *more)


def _changed(given: Week) -> Iterator[Block]:
    if given.since is None:
        yield missing(
            "changes-are-compared", "What changed: this folder keeps no assessment of an earlier day.",
            "assess each week into the same folder, or once more with `quarterdeck assess --as-of DAY`",
        )  # fmt: skip
        return
    told = [one for one in given.changes if one.kind in _TOLD]
    if not told:
        yield Sentence(("No finding is new, worse, better or gone.",))
        return
    rows = tuple(((one.kind,), (one.told.title,), (one.told.where,), one.reason) for one in told[:_CHANGES])
    yield TableBlock("", ("Change", "Finding", "Where", "Why"), "llll", rows, len(told) - len(rows))


def _shipped(given: Week) -> Iterator[Block]:
    if given.deployments.newest is None:
        yield missing("deployments-are-known", "What went to production: no deployment was imported.", "`quarterdeck import deployments FILE`")
    elif not given.went:
        told = "No deployment to production of this week was imported; the newest is of {day}."
        yield Sentence(say(told, day=day(given.deployments.newest)))
    else:
        yield Sentence(_went(given.went))
    if given.releases:
        shown = _some([say("{repository} {tag}", repository=repository, tag=tag) for repository, tag in given.releases])
        yield Sentence(say("Released: {shown}.", shown=shown))
    if given.reached:
        yield Sentence(say("Reached: {names}.", names=listing([one.name for one in given.reached])))


def _went(went: Sequence[Went]) -> Phrase:
    times, failed = sum(one.times for one in went), [one for one in went if one.failed]
    shown = _some([say("{times} of {name}", name=one.name, times=number(one.times)) for one in went])
    count = counted(times, "deployment went", "deployments went")
    names = _some([say("{failed} of {name}", failed=number(one.failed), name=one.name) for one in failed])
    broke = say(" Failed, as far as known: {names}.", names=names) if failed else (" None is known to have failed.",)
    return (*say("{count} to production: {shown}.", count=count, shown=shown), *broke)


def _some(told: Sequence[Phrase]) -> Phrase:
    """The first of them, the rest counted."""
    more: list[Phrase] = [(f"{number(len(told) - _NAMED)} more",)] if len(told) > _NAMED else []
    return listing([*told[:_NAMED], *more])


def _broke(given: Week) -> Iterator[Block]:
    if given.incidents.newest is None:
        yield missing("incidents-are-known", "What broke: no incident was imported.", "`quarterdeck import incidents FILE`")
        return
    if not given.broke:
        yield Sentence(say("No incident that began this week was imported; the newest began on {day}.", day=day(given.incidents.newest)))
        return
    rows = tuple(
        (
            (one.name,), (one.service,) if one.service else ("not said",), (Name("severity", one.severity) if one.severity else "not said",),
            (str(one.began),), (_lasted(one),),
        )
        for one in given.broke[:_INCIDENTS]
    )  # fmt: skip
    yield TableBlock("", ("Incident", "Service", "Severity", "Began", "Lasted"), "lllll", rows, len(given.broke) - len(rows))


def _lasted(one: Broke) -> str:
    if one.open:
        return "still open"
    if one.hours is None:
        return "not said"
    if one.hours < 1:
        return f"{number(round(one.hours * 60))} minutes"
    return f"{number(one.hours / 24, 1)} days" if one.hours >= _HOURS_A_DAY else f"{number(one.hours, 1)} hours"


def _due(given: Week) -> Iterator[Block]:
    if not given.recorded and not given.unread:
        supply = "write contracts, decisions, actions or milestones down (`quarterdeck record new`), and assess them"
        yield missing("dates-are-recorded", "What falls due: nothing on record names a day.", supply)
        return
    rows = tuple(((day(one.due),), (late(one.due, given.as_of),), (f"{one.what}: ", one.name), who(one.owner)) for one in given.falls[:_DUE])
    if rows:
        yield TableBlock("", ("Day", "", "What", "Who"), "llll", rows, len(given.falls) - len(rows))
    elif given.recorded:
        yield Sentence(("Nothing on record that could be read falls due.",))
    if given.unread:
        files = listing([Name("path", path) for path in given.unread[:_NAMED]])
        words = say("What records that could not be read make due: {files}.", files=files)
        yield missing("records-are-read", words, "mend what is broken, as `quarterdeck check` says, and assess it")


def _asks(given: Week) -> Iterator[Block]:
    pressing = [one for one in given.choices if one.by and one.by <= given.as_of + AHEAD]
    for choice in pressing[:_ASKS]:
        deciders = say(" {names} decide.", names=listing(list(choice.deciders))) if len(choice.deciders) > 1 else ()
        if len(choice.deciders) == 1:
            deciders = say(" {name} decides.", name=choice.deciders[0])
        yield Sentence((*asked(choice, given.as_of), ".", *deciders))
    if given.late:
        names = _some([say("{what} ({who}, {late})", what=one.what, who=who(one.owner), late=late(one.due, given.as_of)) for one in given.late])
        yield Sentence(say("Promised and overdue: {names}.", names=names))
    if not pressing and not given.late:
        yield Sentence(("Nothing this week.",) if given.asking else ("Whether something waits cannot be said: no decision and no action is on record.",))
