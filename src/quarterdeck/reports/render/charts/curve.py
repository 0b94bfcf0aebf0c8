"""Curves over amounts from left to right: how likely a year costs more than each (loss exceedance), what options cost at each load."""

from __future__ import annotations

from collections.abc import Sequence

from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.kernel.text import Phrase
from quarterdeck.reports.render.charts.axes import level, room_for, upright
from quarterdeck.reports.render.charts.paper import (
    SMALL,
    Drawing,
    Scale,
    clipped,
    door_of,
    empty,
    figure,
    finite,
    is_narrow,
    label,
    line,
    opened,
    polyline,
)
from quarterdeck.reports.render.plain import text

MOST_CURVES = 4
_HEIGHT, _NARROW = 230.0, 200.0
_ROW = 18.0


def amount_of(mark: Mark) -> float | None:
    """The amount that a mark stands at; ``None`` where that is no number."""
    try:
        return float(mark.at)
    except ValueError:
        return None


def curves(chart: Chart) -> dict[Phrase, list[tuple[float, Mark]]]:
    """The points of each curve by its name, from the least amount to the greatest."""
    found: dict[Phrase, list[tuple[float, Mark]]] = {}
    for mark in finite(chart.marks):
        amount = amount_of(mark)
        if amount is not None and mark.value >= 0:
            found.setdefault(mark.group[0] if mark.group else (), []).append((amount, mark))
    return {name: sorted(points, key=lambda one: one[0]) for name, points in list(found.items())[:MOST_CURVES]}


def curve(chart: Chart, width: int) -> Drawing:
    """One line for each, named above."""
    known = curves(chart)
    if not known:
        return empty()
    points = [one for told in known.values() for one in told]
    head = _ROW * len(known) + 10
    bottom = head + (_NARROW if is_narrow(width) else _HEIGHT)
    shares = Scale.over(0, max(mark.value for _, mark in points), bottom, head, 4)
    spell = _share if chart.unit == "%" else figure
    left = room_for(shares, spell) + 10
    amounts = Scale.over(0, max(amount for amount, _ in points), left, width - 12, 3 if is_narrow(width) else 5)
    body = [*_legend([text(name) for name in known], width), *upright(shares, left, width - 12, spell)]
    body += level(amounts, bottom, bottom + 4, width)
    for index, (name, told) in reversed(list(enumerate(known.items()))):
        places = [(amounts.at(amount), shares.at(mark.value)) for amount, mark in told]
        body.append(opened(told[0][1], [polyline(places, f"line c{index + 1}", text(name) if door_of(told[0][1]) else "")]))
    return Drawing(bottom + 24, tuple(body))


def _share(value: float) -> str:
    return f"{figure(value)}\u202f%"


def _legend(names: Sequence[str], width: int) -> list[str]:
    body: list[str] = []
    for index, name in enumerate(names):
        y = _ROW * index + 10
        body += [line(0, y - 4, 16, y - 4, f"line c{index + 1}"), label(22, y, clipped(name, width - 30, SMALL), size=SMALL)]
    return body
