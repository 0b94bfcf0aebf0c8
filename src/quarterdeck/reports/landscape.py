"""Pictures of the whole: systems with what they lean on, and the roadmap with its dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.kernel.text import Name, Phrase, counted, listing, say
from quarterdeck.reports.telling import day, spelled

_SHADES = {"critical": 1.0, "high": 0.66, "medium": 0.33, "low": 0.1}
_SOON, _NEXT = 92, 274
"""In days: what begins within a quarter is now, within three quarters next."""
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """A system: how critical it is, and the systems that it cannot do without."""

    name: Name
    criticality: str
    leans_on: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """An open initiative with its days on record; ``half`` and ``sure`` are when it is done with even odds and in 85 of 100 futures, by its estimate."""

    name: Name
    running: bool
    begins: date
    ends: date
    half: date | None = None
    sure: date | None = None


def landscape(systems: Sequence[Standing], title: str = "Systems, above what they lean on") -> Chart | None:
    """The boxes and lines; nothing where no system leans on another."""
    known = {one.name for one in systems}
    lines = [(one.name, other) for one in systems for other in one.leans_on if other in known]
    if not lines:
        return None
    boxes = tuple(Mark((one.name,), 1, _told(one), _SHADES.get(one.criticality, 0.0), ((one.name,),)) for one in systems)
    edges = tuple(Mark((one,), 1, say("{one} leans on {other}.", one=one, other=other), group=((other,),)) for one, other in lines)
    alternative = tuple(part for one in systems for part in (*_told(one), " "))
    return Chart("graph", title, _holds(systems), "", (*boxes, *edges), alternative, ("less critical", "critical"))


def _told(one: Standing) -> Phrase:
    leans = say(", leans on {names}", names=listing(list(one.leans_on))) if one.leans_on else ()
    return say("{name}: criticality {how}{leans}.", name=one.name, how=one.criticality or "not said", leans=leans)


def _holds(systems: Sequence[Standing]) -> Phrase:
    """Which system most of the others cannot do without, directly or through others."""
    needs = {one.name: set(one.leans_on) for one in systems}
    whole = {name: _all_below(name, needs) for name in needs}
    counts = {name: sum(name in below for other, below in whole.items() if other != name) for name in needs}
    most = max(counts, key=lambda name: (counts[name], name.text))
    weaker = [
        (one.name, other) for one in systems if one.criticality == "critical" for other in one.leans_on if _criticality(systems, other) in {"low", "medium"}
    ]
    beside = say(" {one} is critical and leans on {other}, which is said to be less so.", one=weaker[0][0], other=weaker[0][1]) if weaker else ()
    others = len(systems) - 1
    return say("{name} holds up {count} of the {others}.{beside}", name=most, count=counts[most], others=f"other {counted(others, 'system')}", beside=beside)


def _criticality(systems: Sequence[Standing], name: Name) -> str:
    return next((one.criticality for one in systems if one.name == name), "")


def _all_below(name: Name, needs: dict[Name, set[Name]]) -> set[Name]:
    found, waiting = set[Name](), [*needs.get(name, ())]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += needs.get(one, ())
    return found


def roadmap(works: Sequence[Work], as_of: date) -> Chart | None:
    """When each open initiative runs, and how sure that is; nothing where none has days."""
    if not works:
        return None
    ordered = sorted(works, key=lambda one: (_PLACES[_when(one, as_of)], one.begins, one.name.text))
    marks = tuple(_mark(one, as_of) for one in ordered)
    alternative = tuple(part for mark in marks for part in (*mark.words, " "))
    today = (float(as_of.toordinal()), day(as_of))
    return Chart("gantt", "Now, next, later: open initiatives with their days", _lead(ordered), "", marks, alternative, reference=today)


_PLACES = {"Now": 0, "Next": 1, "Later": 2}


def _when(one: Work, as_of: date) -> str:
    ahead = (one.begins - as_of).days
    return "Now" if one.running or ahead < _SOON else "Next" if ahead < _NEXT else "Later"


def _mark(one: Work, as_of: date) -> Mark:
    long = float((one.ends - one.begins).days)
    sure = (
        say(" By its estimate it is done by {half} with even odds, by {sure} in 85 of 100 futures.", half=day(one.half), sure=day(one.sure))
        if one.half and one.sure
        else ()
    )
    words = say("{name}: from {begins} to {ends}.{sure}", name=one.name, begins=day(one.begins), ends=day(one.ends), sure=sure)
    half, late = (float((end - one.begins).days) if end else 0.0 for end in (one.half, one.sure))
    spread = Range(min(long, half), half, late) if late else None
    return Mark((one.name,), long, words, group=((_when(one, as_of),),), at=str(one.begins), spread=spread)


def _lead(works: Sequence[Work]) -> Phrase:
    """Which of them will hardly keep their days, by what they were estimated at."""
    known = [one for one in works if one.sure]
    if not known:
        return say("{count} are open; none has an estimate to tell how sure its day is.", count=counted(len(works), "initiative"))
    late = sorted((one for one in known if one.half and one.half > one.ends), key=lambda one: -((one.half or one.ends) - one.ends).days)
    if not late:
        told = spelled(len(known), "initiative")
        return say("By their estimates, {all} keep their days with even odds or better.", all=f"all {told}" if len(known) > 1 else told)
    more = f" and {len(late) - _NAMED} more" if len(late) > _NAMED else ""
    names = listing([one.name for one in late[:_NAMED]]) if not more else _joined([one.name for one in late[:_NAMED]])
    return say(
        "By their estimates, {names}{more} will more likely than not miss {day}.", names=names, more=more, day="their day" if len(late) > 1 else "its day"
    )


def _joined(names: Sequence[Name]) -> Phrase:
    return tuple(part for index, name in enumerate(names) for part in ((", ", name) if index else (name,)))


def neighbourhood(systems: Sequence[Standing], middle: Name) -> Iterator[Chart]:
    """A system with everything that it leans on, and what leans on it."""
    needs = {one.name: set(one.leans_on) for one in systems}
    below = _all_below(middle, needs)
    above = {name for name in needs if middle in _all_below(name, needs)}
    near = [one for one in systems if one.name in {middle, *below, *above}]
    found = landscape(near, "What it leans on, and what leans on it")
    if found:
        words = "{name} stands still when one of {below} does; when it stands still, so do {above}."
        if not below:
            words = "{name} leans on no other; when it stands still, so do {above}."
        elif not above:
            words = "{name} stands still when one of {below} does; no other leans on it."
        told = say(words, name=middle, below=_some(sorted(below, key=_text)), above=_some(sorted(above, key=_text)))
        yield Chart(found.kind, found.title, told, found.unit, found.marks, found.alternative, found.legend)


def _text(name: Name) -> str:
    return name.text


def _some(names: Sequence[Name]) -> Phrase:
    if not names:
        return ("no other system",)
    more = [(f"{len(names) - _NAMED} more",)] if len(names) > _NAMED else []
    return listing([*names[:_NAMED], *more])
