"""Roadmaps: one row for each piece of work, from the day on which it begins to the day on which it shall be done.

Where its length is uncertain, a second bar reaches from even odds (a tick) to 85 of 100. Groups (now, next, later) stand above their rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.kernel.text import Phrase, number
from quarterdeck.reports.render.charts.axes import MONTHS, Calendar, day
from quarterdeck.reports.render.charts.paper import (
    NORMAL,
    SMALL,
    Drawing,
    anchored,
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
from quarterdeck.reports.render.plain import clean, text

MOST_WORK = 24
_ROW, _STACKED, _GROUP, _HEAD = 30.0, 46.0, 24.0, 20.0
_NAMES, _DATES = 0.36, 96.0
_LONGEST = 36_525.0
"""In days: no work is drawn longer than a hundred years."""


@dataclass(frozen=True, slots=True)
class Work:
    """A mark in days: its beginning, its planned end, and where they are known the days of even odds and of 85 in 100."""

    mark: Mark
    begins: date
    ends: date
    half: date | None
    sure: date | None

    @property
    def last(self) -> date:
        """The latest day that is drawn."""
        return max(self.ends, self.sure or self.ends)


def work(chart: Chart) -> list[Work]:
    """What a roadmap shows, in its order. Raises ``ValueError`` for a day that is none."""
    found = []
    for mark in finite(chart.marks):
        begins = day(mark.at)
        spread = mark.spread
        lengths = (mark.value, spread.p50 if spread else 0.0, spread.p90 if spread else 0.0)
        ends, half, sure = (begins + timedelta(days=round(min(max(of, 0.0), _LONGEST))) for of in lengths)
        found.append(Work(mark, begins, ends, half if spread else None, sure if spread else None))
    return found


def today_of(chart: Chart) -> date | None:
    """The day of its dashed line, which counts days from the first of January of year 1."""
    ordinal = int(chart.reference[0]) if chart.reference else 0
    return date.fromordinal(ordinal) if 0 < ordinal <= date.max.toordinal() else None


def gantt(chart: Chart, width: int) -> Drawing:
    """The rows below a line for today."""
    every = work(chart)
    shown = every[:MOST_WORK]
    if not shown:
        return empty()
    narrow, today = is_narrow(width), today_of(chart)
    left = 2.0 if narrow else min(max(text_width(text(one.mark.label), NORMAL) for one in shown) + 14, width * _NAMES)
    right = width - 2.0 if narrow else width - _DATES
    days = [*(one.begins for one in shown), *(one.last for one in shown), *([today] if today else [])]
    calendar = Calendar(min(days).replace(day=1), max(days), left, right)
    rows, bottom = _rows(shown, narrow=narrow)
    body = calendar.drawn(4 if narrow else 7, bottom, _HEAD)
    for group, y in rows.headings:
        body.append(label(0, y + 16, clipped(text(group), width, SMALL), "group", size=SMALL))
    for one, y in zip(shown, rows.tops, strict=True):
        body += _bar(one, calendar, y + (_STACKED - 15 if narrow else _ROW / 2))
        body += _named(one, y, left, width, narrow=narrow)
    if today and chart.reference:
        words = clipped(clean(chart.reference[1]), width, SMALL)
        x = calendar.at(today)
        body += [line(x, _HEAD - 4, x, bottom, "reference"), label(x, _HEAD - 8, words, "muted", anchored(x, text_width(words, SMALL), 0, width), SMALL)]
    height = bottom + 24
    if len(every) > len(shown):
        height += 20
        body.append(label(0, height - 4, ours(f"and {number(len(every) - len(shown))} more"), "muted", size=SMALL))
    return Drawing(height, tuple(body))


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where groups and rows begin."""

    headings: Sequence[tuple[Phrase, float]]
    tops: Sequence[float]


def _rows(shown: Sequence[Work], *, narrow: bool) -> tuple[_Rows, float]:
    headings, tops, y, last = [], [], _HEAD, None
    for one in shown:
        group = one.mark.group[0] if one.mark.group else None
        if group and group != last:
            headings.append((group, y))
            y += _GROUP
        last = group
        tops.append(y)
        y += _STACKED if narrow else _ROW
    return _Rows(headings, tops), y + 4


def _bar(one: Work, calendar: Calendar, centre: float) -> list[str]:
    begins, ends = calendar.at(one.begins), calendar.at(one.ends)
    body = [rectangle(begins, centre - 6, max(ends - begins, 2), 12, "bar", words_of(one.mark), 1.5)]
    if one.half and one.sure:
        half, sure = calendar.at(one.half), calendar.at(one.sure)
        body.append(rectangle(half, centre - 10, max(sure - half, 2), 20, "likely", words_of(one.mark), 2))
        body.append(rectangle(half - 1.25, centre - 10, 2.5, 20, "tick", "", 1))
    return [opened(one.mark, body)]


def _named(one: Work, y: float, left: float, width: float, *, narrow: bool) -> list[str]:
    """Its name, and its planned end with the day by which it is done in 85 of 100."""
    name, ends = text(one.mark.label), printed(one.ends)
    sure = ours(f"85 %: {printed(one.sure)}") if one.sure else ""
    if narrow:
        told = f"{ends} · {sure}" if sure else ends
        room = width - text_width(told, SMALL) - 14
        return [label(2, y + 14, clipped(name, room, NORMAL), "halo"), label(width - 2, y + 14, told, "muted halo", "end", SMALL)]
    body = [label(0, y + _ROW / 2 + 4.5, clipped(name, left - 10, NORMAL)), label(width, y + (13 if sure else 19), ends, "num", "end", SMALL)]
    return [*body, *([label(width, y + 26, sure, "muted num", "end", SMALL)] if sure else [])]


def printed(when: date) -> str:
    """``18 Dec 2026``."""
    return f"{when.day} {ours(MONTHS[when.month - 1])} {when.year}"
