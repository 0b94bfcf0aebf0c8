"""Lines and columns over time.

Each series has a colour and, for lines, a pattern of its own, so that colour never speaks alone; at most six, the others are grey.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.kernel.text import Phrase
from quarterdeck.reports.render.charts.axes import Calendar, day, day_month, room_for, upright
from quarterdeck.reports.render.charts.paper import (
    SMALL,
    Drawing,
    Scale,
    at,
    circle,
    clipped,
    door_of,
    empty,
    finite,
    is_narrow,
    label,
    line,
    opened,
    polyline,
    rectangle,
    text_width,
    words_of,
)
from quarterdeck.reports.render.look import ours
from quarterdeck.reports.render.plain import clean, text

MOST_SERIES = 6
MOST_COLUMNS = 120
MOST_DOTS = 60
HEIGHT, HEIGHT_NARROW = 250.0, 230.0

_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class _Plot:
    """The frame that marks are drawn in: values from bottom to top, days from left to right."""

    left: float
    right: float
    top: float
    bottom: float
    values: Scale


def _frame(chart: Chart, width: int, head: float, right: float, extent: Sequence[float]) -> _Plot:
    height = HEIGHT_NARROW if is_narrow(width) else HEIGHT
    top, bottom = head + 8, head + height - 24
    values = [*extent, *([chart.reference[0]] if chart.reference else [])]
    scale = Scale.over(min(values), max(values), bottom, top, 4)
    left = room_for(scale) + 8
    return _Plot(left, width - right, top, bottom, scale)


def _reference(chart: Chart, plot: _Plot, *, named: bool) -> list[str]:
    """A dashed line over the plot, with its name above its end unless that stands elsewhere."""
    if not chart.reference:
        return []
    y = plot.values.at(chart.reference[0])
    words = "" if named else clipped(clean(chart.reference[1]), plot.right - plot.left, SMALL)
    return [line(plot.left, y, plot.right, y, "reference"), *([label(plot.right, y - 5, words, "muted halo", "end", SMALL)] if words else [])]


def _series(marks: Sequence[Mark]) -> dict[Phrase, list[Mark]]:
    """The marks by the name of their series, in order of first appearance."""
    series: dict[Phrase, list[Mark]] = {}
    for mark in marks:
        series.setdefault(mark.group[0] if mark.group else (), []).append(mark)
    return series


def _legend(names: Sequence[str], width: int, kind: str, reference: str = "") -> tuple[float, list[str]]:
    """A swatch and a name for each series, in as many lines as needed: the height taken, and the elements."""
    entries = [(name, f"{kind} c{index + 1}") for index, name in enumerate(names[:MOST_SERIES])]
    entries += [(ours(f"{len(names) - MOST_SERIES} more"), f"{kind} c0")] if len(names) > MOST_SERIES else []
    entries += [(reference, "reference")] if reference else []
    body: list[str] = []
    x, y = 0.0, 10.0
    for name, look in entries:
        shown = clipped(name, width - 30, SMALL)
        taken = 22 + text_width(shown, SMALL) + 18
        if x and x + taken > width:
            x, y = 0.0, y + 18
        swatch = rectangle(x, y - 9, 11, 11, look) if look.startswith("fill") else line(x, y - 4, x + 16, y - 4, look)
        body += [swatch, label(x + 22, y, shown, size=SMALL)]
        x += taken
    return y + 8, body


def lines(chart: Chart, width: int) -> Drawing:
    """One line for each group; a spread becomes a band behind it. Names stand at the ends, on a phone above."""
    marks = sorted(finite(chart.marks), key=lambda mark: day(mark.at))
    if not marks:
        return empty()
    series = _series(marks)
    names = [text(name) for name in series]
    reference = clean(chart.reference[1]) if chart.reference else ""
    named = any(names)
    head, right, body = 0.0, 12.0, list[str]()
    if named and (is_narrow(width) or len(series) > MOST_SERIES):
        head, body = _legend(names, width, "line", reference)
    elif named:
        right = min(max(text_width(name, SMALL) for name in (*names, reference)) + 16, width * 0.3)
    extent = [value for mark in marks for value in ((mark.spread.p10, mark.spread.p90) if mark.spread else (mark.value,))]
    plot = _frame(chart, width, head, right, extent)
    first, last = day(marks[0].at), day(marks[-1].at)
    calendar = Calendar(first, last, plot.left, plot.right)
    body += upright(plot.values, plot.left, plot.right) + calendar.drawn(4 if is_narrow(width) else 7, plot.bottom)
    for index, points in reversed(list(enumerate(series.values()))):
        places = [(calendar.at(day(mark.at)), mark) for mark in points]
        body += _line(places, plot, f"c{index + 1}" if index < MOST_SERIES else "c0")
    if named and not head:
        ends = [(calendar.at(day(points[-1].at)), plot.values.at(points[-1].value), names[i], f"text-c c{i + 1}") for i, points in enumerate(series.values())]
        body += [label(x + 6, y + 18, name, f"{look} halo", size=SMALL) for x, y, name, look in ends if _early(x, name, plot)]
        late = [(y, name, look) for x, y, name, look in ends if not _early(x, name, plot)]
        body += _end_names([*late, *([(plot.values.at(chart.reference[0]), reference, "muted")] if chart.reference else [])], plot, right)
    return Drawing(plot.bottom + 24, (*body, *_reference(chart, plot, named=named)))


def _early(x: float, name: str, plot: _Plot) -> bool:
    """Whether a line ends so far before the plot does that its name has room below its end."""
    return x + text_width(name, SMALL) + 24 < plot.right


def _line(places: Sequence[tuple[float, Mark]], plot: _Plot, colour: str) -> list[str]:
    body = []
    band = [(x, mark.spread) for x, mark in places if mark.spread]
    if len(band) > 1:
        upper = [f"{at(x)},{at(plot.values.at(spread.p90))}" for x, spread in band]
        lower = [f"{at(x)},{at(plot.values.at(spread.p10))}" for x, spread in reversed(band)]
        body.append(f'<polygon points="{" ".join(upper + lower)}" class="band {colour}"/>')
    last = places[-1][1]
    title = words_of(last) if len(places) > MOST_DOTS and door_of(last) else ""
    course = polyline([(x, plot.values.at(mark.value)) for x, mark in places], f"line {colour}", title)
    if len(places) > MOST_DOTS:
        return [*body, opened(last, [course])]
    return [*body, course, *(opened(mark, [circle(x, plot.values.at(mark.value), 2.5, f"dot {colour}", words_of(mark))]) for x, mark in places)]


def _end_names(ends: Sequence[tuple[float, str, str]], plot: _Plot, room: float) -> list[str]:
    """Names at the heights where their lines end, moved down where they would touch, up where the plot ends."""
    body = []
    free = plot.top - 20
    spare = len(ends) * 14
    for y, name, look in sorted(ends):
        spare -= 14
        place = min(max(y, free), plot.bottom + 4 - spare)
        free = place + 14
        body.append(label(plot.right + 4, place + 4, clipped(name, room - 6, SMALL), look, size=SMALL))
    return body


def columns(chart: Chart, width: int) -> Drawing:
    """One column for each moment, stacked by group when there are several. Moments are named by `at`, else by the label."""
    marks = finite(chart.marks)
    if not marks:
        return empty()
    moments = sorted({mark.at for mark in marks if mark.at}) or list(dict.fromkeys(text(mark.label) for mark in marks))
    moments = moments[-MOST_COLUMNS:]
    order = list(_series(marks))
    by_moment: dict[str, list[Mark]] = {moment: [] for moment in moments}
    for mark in marks:
        if (moment := mark.at or text(mark.label)) in by_moment:
            by_moment[moment].append(mark)
    head, body = _legend([text(name) for name in order], width, "fill") if len(order) > 1 else (0.0, list[str]())
    sums = [_stacked(stack) for stack in by_moment.values()]
    plot = _frame(chart, width, head, 2, [value for pair in sums for value in pair])
    body += upright(plot.values, plot.left, plot.right)
    step = (plot.right - plot.left) / len(moments)
    for index, stack in enumerate(by_moment.values()):
        body += _column(stack, order, plot, plot.left + index * step, step)
    return Drawing(plot.bottom + 24, (*body, *_moment_names(by_moment, plot, step), *_reference(chart, plot, named=False)))


def _stacked(stack: Sequence[Mark]) -> tuple[float, float]:
    """How far down and up a stack reaches."""
    return sum(min(mark.value, 0) for mark in stack), sum(max(mark.value, 0) for mark in stack)


def _column(stack: Sequence[Mark], order: Sequence[Phrase], plot: _Plot, x: float, step: float) -> list[str]:
    body = []
    wide = min(step * 0.72, 44)
    up, down = 0.0, 0.0
    for mark in sorted(stack, key=lambda mark: order.index(mark.group[0] if mark.group else ())):
        start = up if mark.value >= 0 else down
        if mark.value >= 0:
            up += mark.value
        else:
            down += mark.value
        y1, y2 = sorted((plot.values.at(start), plot.values.at(start + mark.value)))
        series = order.index(mark.group[0] if mark.group else ())
        colour = f"fill c{series + 1}" if series < MOST_SERIES else "fill c0"
        body.append(opened(mark, [rectangle(x + (step - wide) / 2, y1, wide, max(y2 - y1, 0.5), colour, words_of(mark), 1)]))
    return body


def _moment_names(by_moment: dict[str, list[Mark]], plot: _Plot, step: float) -> list[str]:
    """Every name under its column, from the latest back; one that would touch the one after it is left out."""
    body = []
    edge = plot.right + 6
    for index, (moment, stack) in reversed(list(enumerate(by_moment.items()))):
        name = clipped(_moment_name(moment, stack), plot.right - plot.left, SMALL)
        size = text_width(name, SMALL)
        start = min(plot.left + (index + 0.5) * step - size / 2, plot.right + 4 - size)
        if name and start + size <= edge and start > 0:
            body.append(label(start, plot.bottom + 17, name, "muted", size=SMALL))
            edge = start - 12
    return body


def _moment_name(moment: str, stack: Sequence[Mark]) -> str:
    """The mark's own label; a bare date is shortened to day and month."""
    name = text(stack[0].label) if stack else moment
    return day_month(day(name)) if name == moment and _DATE.fullmatch(name) else name
