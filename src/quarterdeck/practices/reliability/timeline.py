"""The incident timeline: every incident of the period from its beginning to its end, by service, how grave it was and the change it came from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quarterdeck.kernel.finding import Bench, MeasureRow
from quarterdeck.kernel.measure import Measure, Measurement
from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Cited, Phrase, counted, listing, say
from quarterdeck.practices.reliability.basis import hours
from quarterdeck.practices.reliability.measures.incident_courses import STILL_OPEN
from quarterdeck.practices.reliability.measures.incidents_from_changes import INCIDENTS_FROM_CHANGES
from quarterdeck.practices.reliability.measures.repeated_incidents import REPEATED_INCIDENTS
from quarterdeck.practices.reliability.measures.time_to_acknowledge import TIME_TO_ACKNOWLEDGE
from quarterdeck.practices.reliability.measures.time_to_detect import TIME_TO_DETECT
from quarterdeck.practices.reliability.measures.time_to_mitigate import TIME_TO_MITIGATE

_TOLD, _NAMED, _MINUTE = 5, 3, 1 / 60
_GRAVE = ("critical", "high", "medium", "low")
_WORDS = (
    re.compile(r"\b(?:critical|blocker|emergency|highest)\b|[01]\b"),
    re.compile(r"\b(?:major|high|error|severe)\b|2\b"),
    re.compile(r"\b(?:medium|moderate|minor|warning)\b|3\b"),
)
"""How tools and companies name the grave, the less grave and so on: `SEV1`, `P2`, `major`. Our reading; what says nothing is drawn as low."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What the measures say of one incident."""

    where: Subject
    row: MeasureRow
    noticed: float | None
    taken_on: float | None
    mitigated: float | None
    change: str | None
    title: str

    @property
    def began(self) -> str:
        """`2026-05-01T10:10`, as charts place it."""
        return self.row.part[:16].replace(" ", "T")

    @property
    def severity(self) -> str:
        """As the tool names it."""
        return self.row.part[16:].removesuffix(STILL_OPEN).strip()

    @property
    def over(self) -> bool:
        """Whether it was resolved by the day of the assessment."""
        return not self.row.part.endswith(STILL_OPEN)


def grave(severity: str) -> int:
    """How grave a severity is as the tool names it: 0 critical to 3 low."""
    words = severity.lower()
    return next((rank for rank, pattern in enumerate(_WORDS) if pattern.search(words)), 3)


def timeline(lasting: Sequence[Measurement], months: Measurement, bench: Bench) -> Iterator[Chart]:
    """One bar an incident; nothing where no incident names a service. Gravest first, of those the longest."""
    told = [one for measured in lasting for one in _of(measured, bench)]
    if not told:
        return
    told.sort(key=lambda one: (grave(one.severity), -one.row.contribution, one.row.key))
    marks = [mark for one in told for mark in _marks(one, bench)]
    longest = max(told, key=lambda one: (one.row.contribution, one.row.key))
    cited = next(one.id for one in lasting if one.subject == longest.where)
    changed = sum(one.change is not None for one in told)
    so_what = say(
        "{all} in {services}; {changed} came from a change. The longest, of {where}, lasted {time}.",
        all=counted(len(told), "incident"), services=counted(len(lasting), "service"), changed=changed or "none",
        where=bench.name("service", longest.where.key), time=Cited(hours(longest.row.contribution), cited),
    )  # fmt: skip
    yield Chart("courses", "Incident timeline: each from its beginning to its end", (*so_what, *_unnamed(len(told), months, bench)), "", tuple(marks),
                _in_words(told, so_what, bench))  # fmt: skip


def _unnamed(drawn: int, months: Measurement, bench: Bench) -> Phrase:
    """How many are not in the picture: they name no service, or their times contradict each other."""
    every = 0 if months.missing else round(sum(row.contribution for row in bench.rows(months)))
    return say(" {count} more are not drawn: no service named, or times that contradict each other.", count=every - drawn) if every > drawn else ()


def _of(measured: Measurement, bench: Bench) -> Iterator[_Told]:
    """The incidents of a service, with what the other measures say of each."""
    noticed, taken, mitigated = (_minutes(measure, measured, bench) for measure in (TIME_TO_DETECT, TIME_TO_ACKNOWLEDGE, TIME_TO_MITIGATE))
    changes = _parts(INCIDENTS_FROM_CHANGES, measured, bench)
    titles = _parts(REPEATED_INCIDENTS, measured, bench)
    for row in bench.rows(measured):
        begun = noticed.get(row.key)
        since = begun or 0.0
        acknowledged = since + taken[row.key] if row.key in taken else None
        change = changes.get(row.key)
        yield _Told(measured.subject, row, begun, acknowledged, mitigated.get(row.key), None if change is None or " " in change else change,
                    titles.get(row.key) or row.key)  # fmt: skip


def _minutes(measure: Measure, measured: Measurement, bench: Bench) -> Mapping[str, float]:
    """Hours by incident, of a measure in minutes."""
    beside = bench.beside(measure, measured.subject)
    return {} if beside.missing else {row.key: row.contribution / 60 for row in bench.rows(beside)}


def _parts(measure: Measure, measured: Measurement, bench: Bench) -> Mapping[str, str]:
    beside = bench.beside(measure, measured.subject)
    return {} if beside.missing else {row.key: row.part for row in bench.rows(beside)}


def _marks(one: _Told, bench: Bench) -> Iterator[Mark]:
    """A mark for each phase that is known, then the end; the words tell all of it."""
    lasted = one.row.contribution
    steps = [("noticed", one.noticed), ("taken on", one.taken_on), ("mitigated", one.mitigated if (one.mitigated or lasted) < lasted - _MINUTE else None)]
    known = [(phase, at) for phase, at in steps if at is not None and at <= lasted]
    rank = grave(one.severity)
    severity = (f"{_GRAVE[rank]} ({one.severity})" if one.severity and one.severity.lower() != _GRAVE[rank] else one.severity or "not told how grave",)
    where = bench.name("service", one.where.key)
    change: Phrase = () if one.change is None else (bench.name("deployment", one.change),)
    name = bench.name("incident", one.title)
    came = say(", after {change}", change=change) if change else ()
    words = say(
        "{where}, {began}: {name}, {severity}, {phases}{end} {lasted}{came}",
        where=where, began=one.began.replace("T", " "), name=name, severity=severity, phases="".join(f"{phase} after {hours(at)}, " for phase, at in known),
        end="over after" if one.over else "still open after", lasted=hours(lasted), came=came,
    )  # fmt: skip
    for phase, at in [*known, ("over" if one.over else "open", lasted)]:
        yield Mark((name,), at, words, 1 - rank / 3, ((where,), severity, (phase,), change), one.began)


def _in_words(told: Sequence[_Told], so_what: Phrase, bench: Bench) -> Phrase:
    """What a reader who cannot see it hears: how many by how grave, and the first of them."""
    counts = Counter(grave(one.severity) for one in told)
    ranks = listing([(f"{counts[rank]} {_GRAVE[rank]}",) for rank in sorted(counts)])
    first = listing(
        [say("{where} {began}, {lasted}", where=bench.name("service", one.where.key), began=one.began[:10], lasted=hours(one.row.contribution))
         for one in told[:_TOLD]]
    )  # fmt: skip
    return say("{so_what} By how grave: {ranks}. The gravest: {first}.", so_what=so_what, ranks=ranks, first=first)
