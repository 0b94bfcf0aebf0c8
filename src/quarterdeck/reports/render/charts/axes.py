"""The axes that charts share: numbers at the left or below, days along a calendar, and a dashed line to compare with."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from quarterdeck.reports.render.charts.paper import SMALL, Scale, anchored, figure, label, line, text_width
from quarterdeck.reports.render.look import ours

SHORT_SPAN, YEAR = 2, 12
"""In months: below the first an axis names days, from the second on years."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(words: str) -> date:
    """The day that a mark stands at: `2026-11-21`, or the first of `2026-11` or `2026`. Raises ``ValueError`` for other words."""
    parts = [int(part) for part in words[:10].split("-")]
    year, month, of_month = (*parts, 1, 1)[:3]
    return date(year, month, of_month)


def day_month(when: date) -> str:
    """``21 Nov``."""
    return f"{when.day} {ours(MONTHS[when.month - 1])}"


def month_year(when: date) -> str:
    """``Nov 2026``."""
    return f"{ours(MONTHS[when.month - 1])} {when.year}"


def room_for(scale: Scale, spell: Callable[[float], str] = figure) -> float:
    """How wide the numbers of an upright axis are."""
    return max(text_width(spell(tick), SMALL) for tick in scale.ticks)


def upright(scale: Scale, left: float, right: float, spell: Callable[[float], str] = figure) -> list[str]:
    """Hairlines across, with their numbers at the left."""
    body = []
    for tick in scale.ticks:
        y = scale.at(tick)
        body += [line(left, y, right, y, "axis" if tick == 0 else "grid"), label(left - 6, y + 4, spell(tick), "muted", "end", SMALL)]
    return body


def level(scale: Scale, top: float, bottom: float, width: float) -> list[str]:
    """Hairlines upwards, with their numbers below; a number that would touch the one before it is left out."""
    body = []
    free = -math.inf
    for tick in scale.ticks:
        x = scale.at(tick)
        body.append(line(x, top, x, bottom, "axis" if tick == 0 else "grid"))
        words = figure(tick)
        size = text_width(words, SMALL)
        anchor = anchored(x, size, 0, width)
        start = x - {"end": size, "middle": size / 2, "": 0}[anchor]
        if start > free:
            body.append(label(x, bottom + 15, words, "muted", anchor, SMALL))
            free = start + size + 8
    return body


_APART = 14.0
"""Between two dates below a plot."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days on a line from left to right, a little within its ends."""

    first: date
    last: date
    left: float
    right: float

    def at(self, when: date) -> float:
        """The coordinate of a day."""
        span = (self.last - self.first).days
        return self.left + 4 + (self.right - self.left - 8) * ((when - self.first).days / span if span else 0.5)

    def ticks(self, most: int) -> list[tuple[date, str]]:
        """Few round dates: days, months or years, whichever the span asks for."""
        first, last = self.first, self.last
        months = (last.year - first.year) * 12 + last.month - first.month
        if months < SHORT_SPAN:
            step = max(1, -(-(last - first).days // most))
            days = [first + timedelta(days=count) for count in range(0, (last - first).days + 1, step)]
            return [(when, day_month(when)) for when in days]
        step = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120) if months / s <= most), 240)
        start = first.year * 12 + first.month - 1 + (first.day > 1)
        start += -start % step
        counted = range(start, last.year * 12 + last.month, step)
        return [(date(m // 12, m % 12 + 1, 1), str(m // 12) if step >= YEAR else month_year(date(m // 12, m % 12 + 1, 1))) for m in counted]

    def drawn(self, most: int, bottom: float, top: float | None = None) -> list[str]:
        """Marks below a plot with at most so many dates, fewer where they would touch; hairlines over it where ``top`` is given."""
        body = []
        room = int((self.right - self.left) // (text_width(f"{MONTHS[8]} {self.last.year}", SMALL) + _APART))
        for when, words in self.ticks(max(1, min(most, room))):
            x = self.at(when)
            anchor = anchored(x, text_width(words, SMALL), 0, self.right + 10)
            rule = line(x, bottom, x, bottom + 4, "axis") if top is None else line(x, top, x, bottom, "grid")
            body += [rule, label(x, bottom + 17, words, "muted", anchor, SMALL)]
        return body
