"""Bars and ranges: one row for each mark, its name at the left, its number at the right, on one common axis.

A range is a bar from the tenth to the ninetieth percentile with a tick at the middle estimate (tornado charts, money).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from quarterdeck.kernel.quantity import Range, two_digits
from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.kernel.text import number
from quarterdeck.reports.render.charts.axes import level
from quarterdeck.reports.render.charts.paper import (
    NORMAL,
    SMALL,
    Drawing,
    Scale,
    anchored,
    clipped,
    door_of,
    empty,
    figure,
    finite,
    is_narrow,
    label,
    line,
    opened,
    rectangle,
    shade_class,
    text_width,
    words_of,
)
from quarterdeck.reports.render.look import ours
from quarterdeck.reports.render.plain import clean, text

MOST_ROWS = 24


class _Draw(Protocol):
    """Draws one mark on the common axis."""

    def __call__(self, mark: Mark, scale: Scale, centre: float, *, tinted: bool) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand: the plot between two x, the first row's top, the height of a row, where its bar's middle is in it."""

    width: float
    left: float
    right: float
    top: float
    row: float
    middle: float
    stacked: bool

    def centre(self, index: int) -> float:
        """The y of the middle of a row's bar."""
        return self.top + index * self.row + self.middle


def bars(chart: Chart, width: int) -> Drawing:
    """Horizontal bars from zero, in the order given."""
    return _rows(chart, width, _bar)


def ranges(chart: Chart, width: int) -> Drawing:
    """Bars from p10 to p90 with a tick at p50; a mark without a spread is a tick alone."""
    return _rows(chart, width, _range)


def waterfall(chart: Chart, width: int) -> Drawing:
    """From one total to the next: each step begins where the one before ended. A total begins at zero."""
    marks = steps(chart)
    floating = replace(chart, marks=tuple(replace(mark, spread=Range(low, low, high), shade=float(bool(mark.group))) for mark, low, high in marks))
    return _rows(floating, width, _step, _signed)


def steps(chart: Chart) -> list[tuple[Mark, float, float]]:
    """Each step with its two ends, the lower first."""
    found, reached = [], 0.0
    for mark in finite(chart.marks):
        start = 0.0 if mark.group else reached
        reached = start + mark.value
        found.append((mark, min(start, reached), max(start, reached)))
    return found


def _signed(mark: Mark) -> str:
    """A step with its sign, a total without."""
    return figure(mark.value) if mark.group or mark.value <= 0 else f"+{figure(mark.value)}"


def _step(mark: Mark, scale: Scale, centre: float, *, tinted: bool) -> list[str]:
    del tinted  # a total is told from a step by its look
    low, high = (scale.at(mark.spread.p10), scale.at(mark.spread.p90)) if mark.spread else (scale.at(0), scale.at(mark.value))
    return [rectangle(low, centre - 6, max(high - low, 1.5), 12, "tick" if mark.group else "bar", words_of(mark), 1.5)]


def _rows(chart: Chart, width: int, draw: _Draw, spell: Callable[[Mark], str] | None = None) -> Drawing:
    marks = finite(chart.marks)
    shown = marks[:MOST_ROWS]
    if not shown:
        return empty()
    numbers = [(spell or _printed)(mark) for mark in shown]
    layout = _layout(shown, numbers, width, has_reference=chart.reference is not None)
    reference = [chart.reference[0]] if chart.reference else []
    values = [*reference, *(value for mark in shown for value in _extent(mark))]
    scale = Scale.over(min(values), max(values), layout.left, layout.right, 3 if layout.stacked else 5)
    bottom = layout.top + len(shown) * layout.row
    body = level(scale, layout.top, bottom, layout.width)
    tinted = any(mark.shade for mark in shown)
    for index, mark in enumerate(shown):
        drawn = draw(mark, scale, layout.centre(index), tinted=tinted)
        if door_of(mark):
            drawn.insert(0, rectangle(0, layout.top + layout.row * index, layout.width, layout.row, "hit"))
        body.append(opened(mark, drawn))
    if chart.reference:
        body += _reference(chart.reference, scale, layout, bottom)
    for index, (mark, printed) in enumerate(zip(shown, numbers, strict=True)):
        body += _names(mark, printed, layout, layout.centre(index), width)
    height = bottom + 22
    if len(marks) > len(shown):
        height += 20
        body.append(label(0, height - 4, ours(f"and {number(len(marks) - len(shown))} more"), "muted", size=SMALL))
    return Drawing(height, tuple(body))


def _printed(mark: Mark) -> str:
    """The number at the right of a row."""
    if mark.spread is None:
        return figure(mark.value)
    low, high = figure(two_digits(mark.spread.p10)), figure(two_digits(mark.spread.p90))
    return low if low == high else f"{low} {ours('to')} {high}"


def _extent(mark: Mark) -> tuple[float, ...]:
    return (mark.value,) if mark.spread is None else (mark.spread.p10, mark.spread.p90)


def _layout(marks: list[Mark], numbers: list[str], width: int, *, has_reference: bool) -> _Layout:
    top = 20.0 if has_reference else 6.0
    if is_narrow(width):
        return _Layout(width, 2, width - 2, top, 42, 29, stacked=True)
    names = max(text_width(text(mark.label), NORMAL) for mark in marks)
    printed = max(text_width(words, NORMAL) for words in numbers)
    return _Layout(width, min(names + 14, width * 0.4), width - min(printed + 12, width * 0.3), top, 28, 14, stacked=False)


def _names(mark: Mark, printed: str, layout: _Layout, centre: float, width: int) -> list[str]:
    name = text(mark.label)
    if layout.stacked:
        room = width - text_width(printed, NORMAL) - 14
        return [label(2, centre - 12, clipped(name, room, NORMAL), "halo"), label(width - 2, centre - 12, printed, "num halo", "end")]
    return [label(0, centre + 4.5, clipped(name, layout.left - 10, NORMAL)), label(width, centre + 4.5, printed, "num", "end")]


def _reference(reference: tuple[float, str], scale: Scale, layout: _Layout, bottom: float) -> list[str]:
    """A dashed line over all rows, named on top; the name stays inside the plot."""
    x = scale.at(reference[0])
    words = clipped(clean(reference[1]), layout.width, SMALL)
    anchor = anchored(x, text_width(words, SMALL), 0, layout.width)
    return [line(x, layout.top - 4, x, bottom, "reference"), label(x, layout.top - 8, words, "muted", anchor, SMALL)]


def _bar(mark: Mark, scale: Scale, centre: float, *, tinted: bool) -> list[str]:
    zero, end = scale.at(0), scale.at(mark.value)
    classes = shade_class(max(mark.shade, 0.1)) if tinted else "bar"
    return [rectangle(min(zero, end), centre - 6, max(abs(end - zero), 1), 12, classes, words_of(mark), 1.5)]


def _range(mark: Mark, scale: Scale, centre: float, *, tinted: bool) -> list[str]:
    del tinted  # a range is told from a bar by its look, which shading would blur
    body = []
    if mark.spread is not None:
        low, high = scale.at(mark.spread.p10), scale.at(mark.spread.p90)
        body.append(rectangle(low, centre - 5, max(high - low, 2), 10, "range", words_of(mark), 2))
        middle = scale.at(mark.spread.p50)
    else:
        middle = scale.at(mark.value)
    body.append(rectangle(middle - 1.25, centre - 8, 2.5, 16, "tick", words_of(mark), 1))
    return body
