"""Courses: what began at a moment, went through phases and was over, each in the lane of what it concerns.

Above, all of them along the calendar: a sign for how grave each was, a bar as long as it lasted, a notch under what followed a change; what
would touch another moves a row down. Below, the first of them from their beginning on, phase by phase, on hours that grow by multiples:
minutes and days stand side by side.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.kernel.text import Phrase, number
from quarterdeck.reports.render.charts.axes import Calendar, day, day_month
from quarterdeck.reports.render.charts.paper import (
    NORMAL,
    SMALL,
    WIDE,
    Drawing,
    anchored,
    at,
    circle,
    clipped,
    empty,
    finite,
    is_narrow,
    label,
    line,
    opened,
    rectangle,
    text_width,
    words_of,
)
from quarterdeck.reports.render.look import ours
from quarterdeck.reports.render.plain import text

MOST_LANES, MOST_ROWS, MOST_SHOWN = 14, 12, 12
_SIGN, _ROW, _LANE = 9.0, 12.0, 8.0
_HEAD, _NAMES, _STACKED, _COURSE = 26.0, 0.24, 18.0, 24.0
_LONGEST = 87_600.0
"""In hours: nothing is drawn longer than ten years."""
_LOOKS = ("c5", "c4", "c1", "c3")
_STAGES = ("s10", "s7", "s4", "s1")
_TICKS = ((1 / 6, "10 min"), (1, "1 h"), (4, "4 h"), (24, "1 day"), (168, "1 week"), (730, "1 month"), (8766, "1 year"))


class Step(NamedTuple):
    """A phase: what it is called, and after how many hours it was reached."""

    phase: Phrase
    hours: float


@dataclass(frozen=True, slots=True)
class Course:
    """One of them: how grave is 0 (critical) to 3 (low)."""

    mark: Mark
    lane: Phrase
    grave: int
    graveness: Phrase
    change: Phrase
    began: datetime
    steps: tuple[Step, ...]

    @property
    def hours(self) -> float:
        """How long it lasted."""
        return self.steps[-1].hours


def courses(chart: Chart) -> list[Course]:
    """What the marks tell: those of one label and moment are the phases of one course. Raises ``ValueError`` for a day that is none."""
    found = []
    for _, marks in groupby(finite(chart.marks), key=lambda mark: (mark.label, mark.at)):
        told = list(marks)
        first = told[0]
        lane, graveness, _, change = (*first.group, *((),) * 4)[:4]
        steps = [Step((*mark.group, (), (), ())[2], min(max(mark.value, 0.0), _LONGEST)) for mark in told]
        grave = min(max(round(3 * (1 - first.shade)), 0), 3) if math.isfinite(first.shade) else 3
        found.append(Course(told[-1], lane, grave, graveness, change, _moment(first.at), tuple(sorted(steps, key=lambda step: step.hours))))
    return found


def _moment(words: str) -> datetime:
    when = day(words)
    hour, minute = (int(words[11:13]), int(words[14:16])) if len(words) > 15 else (0, 0)  # noqa: PLR2004  # as long as `2026-11-21T10:30`
    return datetime(when.year, when.month, when.day, hour, minute)  # noqa: DTZ001  # times are UTC without a zone


def drawn_courses(chart: Chart, width: int) -> Drawing:
    """The lanes along the calendar, then the first courses phase by phase."""
    every = courses(chart)
    if not every:
        return empty()
    lanes = _lanes(every)
    narrow = is_narrow(width)
    left = 2.0 if narrow else min(max(text_width(text(lane), NORMAL) for lane, _ in lanes) + 14, width * _NAMES)
    head, body = _signs(every, width)
    bottom, drawn = _calendar(lanes, head, left, width)
    body += drawn
    most = MOST_SHOWN if width <= WIDE else MOST_SHOWN // 2  # a drawing that was widened is one for a slide, where more would be small
    height, told = _phases(every[:most], bottom + 40, left, width)
    body += told
    if len(every) > most:
        height += 18
        body.append(label(0, height - 4, ours(f"and {number(len(every) - most)} more"), "muted", size=SMALL))
    return Drawing(height, tuple(body))


def _lanes(every: Sequence[Course]) -> list[tuple[Phrase, list[Course]]]:
    """Lanes by how many lie in them; what finds no lane of its own shares the last."""
    found: dict[Phrase, list[Course]] = {}
    for one in every:
        found.setdefault(one.lane, []).append(one)
    lanes = sorted(found.items(), key=lambda lane: (-len(lane[1]), text(lane[0])))
    if len(lanes) > MOST_LANES:
        rest = [one for _, inside in lanes[MOST_LANES - 1 :] for one in inside]
        lanes[MOST_LANES - 1 :] = [((f"{number(len(lanes) - MOST_LANES + 1)} more",), rest)]
    return lanes


def _signs(every: Sequence[Course], width: int) -> tuple[float, list[str]]:
    """What the signs mean: only those that stand in the picture."""
    body: list[str] = []
    named = {one.grave: text(one.graveness) for one in reversed(every) if one.graveness}
    x, y = 0.0, 12.0
    entries = [(grave, words) for grave, words in sorted(named.items())] + ([(-1, ours("after a change"))] if any(one.change for one in every) else [])
    for grave, words in entries:
        shown = clipped(words, width - 30, SMALL)
        taken = 16 + text_width(shown, SMALL) + 16
        if x and x + taken > width:
            x, y = 0.0, y + 16
        body.append(_sign(x + 5, y - 4, grave) if grave >= 0 else rectangle(x + 1, y - 3, _SIGN, 2.5, "tick"))
        body.append(label(x + 16, y, shown, size=SMALL))
        x += taken
    return y + 12, body


def _sign(x: float, y: float, grave: int, title: str = "") -> str:
    """▲ critical, ◆ high, ● medium, ○ low: by shape as well as by colour."""
    half = _SIGN / 2
    if grave > 1:
        return circle(x, y, half - 0.5, f"dot {_LOOKS[grave]}" if grave == 2 else "edge", title)  # noqa: PLR2004  # two is medium
    corners = [(x, y - half), (x + half, y + half), (x - half, y + half)] if grave == 0 else [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
    points = " ".join(f"{at(a)},{at(b)}" for a, b in corners)
    inside = f"<title>{_escaped(title)}</title>" if title else ""
    return f'<polygon points="{points}" class="dot {_LOOKS[grave]}">{inside}</polygon>'


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _calendar(lanes: Sequence[tuple[Phrase, list[Course]]], top: float, left: float, width: int) -> tuple[float, list[str]]:
    """All courses, lane by lane, over days."""
    narrow = is_narrow(width)
    starts = [one.began for _, inside in lanes for one in inside]
    ends = [one.began + timedelta(hours=one.hours) for _, inside in lanes for one in inside]
    calendar = Calendar(min(starts).date().replace(day=1), max(ends).date() + timedelta(days=1), left, width - 30.0)
    drawn: list[str] = []
    rules: list[str] = []
    y = top
    for lane, inside in lanes:
        rules.append(line(0, y, width, y, "grid"))
        name = clipped(text(lane), (width - 40 if narrow else left) - 10, NORMAL)
        if narrow:
            drawn.append(label(2, y + 15, name))
            y += _STACKED
        rows = _rows(inside, calendar)
        height = _LANE + _ROW * max(rows)
        if not narrow:
            drawn.append(label(0, y + height / 2 + 5, name))
        drawn.append(label(width, y + height / 2 + 4, number(len(inside)), "muted num", "end", SMALL))
        for one, row in zip(inside, rows, strict=True):
            drawn += _thing(one, calendar, y + _LANE / 2 + _ROW * (row - 0.5))
        y += height
    return y, [*calendar.drawn(4 if narrow else 7, y, top), *rules, *drawn]


def _along(calendar: Calendar, when: datetime) -> float:
    """The coordinate of a moment."""
    begin = calendar.at(when.date())
    return begin + (calendar.at(when.date() + timedelta(days=1)) - begin) * (when.hour / 24 + when.minute / 1440)


def _rows(inside: Sequence[Course], calendar: Calendar) -> list[int]:
    """The row of each, from 1: the first in which it touches none before it; where all are taken, the one that is free first."""
    free = [-math.inf] * MOST_ROWS
    rows = [1] * len(inside)
    for index in sorted(range(len(inside)), key=lambda index: inside[index].began):
        one = inside[index]
        begin = _along(calendar, one.began) - _SIGN / 2
        row = next((row for row in range(MOST_ROWS) if free[row] <= begin), min(range(MOST_ROWS), key=lambda row: free[row]))
        free[row] = max(begin + _SIGN, _along(calendar, one.began + timedelta(hours=one.hours))) + 1
        rows[index] = row + 1
    return rows


def _thing(one: Course, calendar: Calendar, y: float) -> Iterator[str]:
    yield opened(one.mark, _drawn(one, calendar, y))


def _drawn(one: Course, calendar: Calendar, y: float) -> Iterator[str]:
    begin, end = _along(calendar, one.began), _along(calendar, one.began + timedelta(hours=one.hours))
    if end - begin > _SIGN / 2:
        yield rectangle(begin, y - 2, end - begin, 4, f"fill {_LOOKS[one.grave]}", words_of(one.mark), 1)
    yield _sign(begin, y, one.grave, words_of(one.mark))
    if one.change:
        yield rectangle(begin - _SIGN / 2, y + _SIGN / 2 + 0.5, _SIGN, 2, "tick")


def _phases(shown: Sequence[Course], top: float, left: float, width: int) -> tuple[float, list[str]]:
    """A row for each course, from its beginning on."""
    narrow = is_narrow(width)
    named = width * 0.42
    start, right = (2.0, width - 4.0) if narrow else (max(left, named), width - 12.0)
    longest = max(*(one.hours for one in shown), _TICKS[0][0])
    scale = (right - start) / _growing(longest)
    body, y = _stages(width, top)
    y += 8
    ticks, free = [], -math.inf
    bottom = y + len(shown) * (_COURSE + (_STACKED if narrow else 0))
    for hours, words in _TICKS:
        x = start + scale * _growing(hours)
        size = text_width(ours(words), SMALL)
        if x <= right and x - size / 2 > free:
            ticks += [line(x, y, x, bottom, "grid"), label(x, bottom + 15, ours(words), "muted", anchored(x, size, 0, width), SMALL)]
            free = x + size / 2 + 6
    body += [*ticks, line(start, y, start, bottom, "axis")]
    for one in shown:
        body += _named(one, y, width if narrow else start - 10, narrow=narrow)
        y += _STACKED if narrow else 0
        body += _bars(one, start, scale, y + _COURSE / 2)
        y += _COURSE
    return bottom + 24, body


def _growing(hours: float) -> float:
    """Hours as they are drawn: minutes and days side by side."""
    return math.log1p(hours * 6)


def _named(one: Course, y: float, room: float, *, narrow: bool) -> list[str]:
    when = f"{day_month(one.began.date())} {one.began:%H:%M}"
    wide = text_width(when, SMALL)
    name = clipped(f"{text(one.lane)}: {text(one.mark.label)}" if one.lane else text(one.mark.label), room - wide - 24, SMALL)
    middle = y + (_STACKED if narrow else _COURSE) / 2
    return [
        opened(one.mark, [_sign(5, middle, one.grave, words_of(one.mark))]),
        label(16, middle + 4, name, size=SMALL),
        label(room, middle + 4, when, "muted num", "end", SMALL),
    ]


def _bars(one: Course, start: float, scale: float, y: float) -> list[str]:
    """A bar for each phase, darkest where nobody knew yet (known only where the beginning is told apart), and a tick where it ends, unless it is open."""
    names = _stage_names()
    bars, ticks = [], []
    since, stage = 0.0, 0 if names[1] in {text(step.phase) for step in one.steps} else 1
    for step in one.steps:
        begin, end = start + scale * _growing(since), start + scale * _growing(step.hours)
        if end > begin:
            bars.append(rectangle(begin, y - 6, max(end - begin, 1.5), 12, _STAGES[stage], words_of(one.mark)))
        phase = text(step.phase)
        since, stage = step.hours, names.index(phase) if phase in names else stage
        if phase in names or phase == ours(PHASES[-1]):
            ticks.append(rectangle(end - 1, y - 9, 2, 18, "tick"))
    return [opened(one.mark, bars), *ticks]


PHASES = ("noticed", "taken on", "mitigated", "over")
"""What the phases are called."""


def _stage_names() -> list[str]:
    return ["", *(ours(phase) for phase in PHASES[:3])]


def _stages(width: int, top: float) -> tuple[list[str], float]:
    """What the shades mean, under a heading."""
    heading = ours("How each went from its beginning on; a tick where the next phase begins")
    body = [label(0, top, clipped(heading, width, SMALL), "group", size=SMALL)]
    x, y = 0.0, top + 18
    for stage, words in enumerate(("nobody knew yet", "noticed", "taken on", "mitigated, not over")):
        shown = ours(words)
        taken = 18 + text_width(shown, SMALL) + 14
        if x and x + taken > width:
            x, y = 0.0, y + 16
        body += [rectangle(x, y - 9, 11, 11, _STAGES[stage]), label(x + 17, y, shown, size=SMALL)]
        x += taken
    return body, y + 8
