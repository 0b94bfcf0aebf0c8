"""The plan of today against an earlier one: what slipped, what came earlier, what is done, and why, as far as the records tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from quarterdeck.decisions.roadmap import Initiative
from quarterdeck.decisions.roadmap_paper import month
from quarterdeck.decisions.roadmap_plan import RoadmapPlan
from quarterdeck.decisions.roadmap_reading import Reading
from quarterdeck.kernel.section import Section, Sentence, TableBlock
from quarterdeck.kernel.text import Phrase, counted, number, say
from quarterdeck.records.collection import Records
from quarterdeck.records.kinds.initiative import Initiative as Written

_MORE = 1.02
"""Work that grew by less than this is the same estimate."""
_SAME = 0.06
"""A plan that was kept says person-days to the tenth."""
Became = Literal["slipped", "earlier", "as planned", "done", "stopped", "out of the plan", "new"]


@dataclass(frozen=True, slots=True)
class Was:
    """What an earlier plan said of an initiative: its months (`2026-11`), and the person-days that were left of it then, where it said so."""

    starts: str
    done_in: str
    days: float | None


@dataclass(frozen=True, slots=True)
class Moved:
    """One initiative then and now. ``months`` is by how many it moved, later above zero; ``None`` where it has no month now or had none."""

    name: str
    title: str
    became: Became
    was: str
    now: str
    months: int | None
    why: tuple[str, ...]


def moved(earlier: Mapping[str, Was], found: RoadmapPlan, reading: Reading, records: Records) -> list[Moved]:
    """Every initiative of either plan: the furthest slipped first."""
    planned = {one.name: one for one in found.roadmap.initiatives if one.name in found.starts}
    ends = {name: month(reading.start, found.starts[name] + one.months - 1) for name, one in planned.items()}
    slips = {name: _apart(was.done_in, ends[name]) for name, was in earlier.items() if name in ends}
    told = [_of(name, earlier[name], planned.get(name), ends, slips, records, found, reading) for name in earlier]
    told += [Moved(name, one.called, "new", "", ends[name], None, ()) for name, one in planned.items() if name not in earlier]
    return sorted(told, key=lambda one: (-(one.months or 0), one.name))


def _of(
    name: str, was: Was, one: Initiative | None, ends: Mapping[str, str], slips: Mapping[str, int], records: Records, found: RoadmapPlan, reading: Reading
) -> Moved:  # fmt: skip
    written = records.get(Written, name)
    title = written.name if written else name
    if written is None or written.status in {"done", "stopped"}:
        return _closed(name, title, was, written)
    if one is None:
        aside = next((f"{other.why}" for other in reading.unplanned if other.name == name), "what is worth more takes its people or its money")
        return Moved(name, title, "out of the plan", was.done_in, "", None, (aside, *_status(written)))
    slip = slips[name]
    now = month(reading.start, found.starts[name])
    why = tuple(_why(was, one, written, now, month(reading.start, 0), slips, records)) if slip > 0 else ()
    return Moved(name, title, "slipped" if slip > 0 else "earlier" if slip < 0 else "as planned", was.done_in, ends[name], slip, why)


def _closed(name: str, title: str, was: Was, written: Written | None) -> Moved:
    if written is None:
        return Moved(name, title, "stopped", was.done_in, "", None, ("it is no longer on record",))
    finished = f"{written.finished:%Y-%m}" if written.finished else ""
    months = _apart(was.done_in, finished) if finished and written.status == "done" else None
    unsaid = () if finished else ("nobody wrote on which day (`finished`)",)
    return Moved(name, title, "done" if written.status == "done" else "stopped", was.done_in, finished, months, unsaid)


def _why(was: Was, one: Initiative, written: Written, starts: str, first: str, slips: Mapping[str, int], records: Records) -> Iterator[str]:
    """What the records say that would explain it; that they say nothing is told too. ``first`` is the first month that can be planned today."""
    known = False
    if was.days is not None and one.days > was.days * _MORE:
        known = True
        yield f"{number(one.days)} person-days are left, {number(was.days)} were planned for it"
    elif was.days is not None and abs(one.days - was.days) < _SAME and written.status == "running" and written.left is None:
        known = True
        yield "it runs, and nobody wrote what is left of it (`left`): all of it is planned again"
    held = [other for other in one.after if slips.get(other, 0) > 0]
    if held:
        known = True
        names = ", ".join(record.name if (record := records.get(Written, other)) else other for other in held)
        yield f"it waits for {names}, which slipped"
    status = tuple(_status(written))
    yield from status
    later = _apart(was.starts, starts)
    if later > 0 and written.status != "running" and not held:
        known = True
        yield _unbegun(was.starts, starts, first)
    if not known and not status:
        yield "the same work with the same people fits later: capacity, money or what is worth more has changed"


def _unbegun(was: str, starts: str, first: str) -> str:
    """Why what nobody began comes later: its month has come, or others have its people."""
    if starts == first:
        return f"it was to begin in {was} and nobody wrote that it has: today's plan begins in {first}"
    return f"it has not begun, and starts {counted(_apart(was, starts), 'month')} later: its people or its money go to what is worth more, or are not there"


def _status(written: Written) -> Iterator[str]:
    if written.status == "paused":
        yield "it was paused"


def _apart(earlier: str, later: str) -> int:
    """Months from one to the other."""
    (year, first), (other, second) = (map(int, one.split("-")) for one in (earlier, later))
    return (other - year) * 12 + second - first


def progress_page(of: date | str, found: list[Moved]) -> Section:
    """What became of an earlier plan."""
    rows = tuple(_row(one) for one in found)
    table = TableBlock("Each initiative, then and now", ("initiative", "became", "was done in", "is done in", "months", "why"), "lllrrl", rows)
    return Section("roadmap-progress", "Roadmap: plan against actual", (Sentence(_lead(of, found), "lead"), table))


def _lead(of: date | str, found: list[Moved]) -> Phrase:
    slipped = [one for one in found if one.became == "slipped"]
    late = [one for one in found if one.became == "done" and (one.months or 0) > 0]
    done = [one for one in found if one.became == "done"]
    told = say(
        "Of {count} in the plan from {of}, {slipped} slipped, {done} done ({late} of them late).",
        count=counted(sum(1 for one in found if one.became != "new"), "initiative"), of=str(of), slipped=str(len(slipped)),
        done=f"{len(done)} {'is' if len(done) == 1 else 'are'}", late=str(len(late)),
    )  # fmt: skip
    if not slipped:
        return told
    first = slipped[0]
    why = f": {first.why[0]}" if first.why else ""
    return (*told, *say(" {name} slipped furthest, by {months}{why}.", name=first.title, months=counted(first.months or 0, "month"), why=why))


def _row(one: Moved) -> tuple[Phrase, ...]:
    months = "" if one.months is None else f"{one.months:+d}" if one.months else "0"
    return (one.title,), (one.became,), (one.was,), (one.now,), (months,), ("; ".join(one.why),)
