"""Wardley maps: what users see at the top, what that needs below it; from left to right how evolved each is.

Simon Wardley: Wardley Maps, https://medium.com/wardleymaps (not opened). The borders of the stages are those of OnlineWardleyMaps.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.reports.render.charts.curve import amount_of
from quarterdeck.reports.render.charts.paper import (
    SMALL,
    Drawing,
    anchored,
    circle,
    clipped,
    empty,
    finite,
    is_narrow,
    label,
    line,
    opened,
    polyline,
    text_width,
    words_of,
)
from quarterdeck.reports.render.look import ours
from quarterdeck.reports.render.plain import text

STAGES = ((0.0, "Genesis"), (0.175, "Custom-built"), (0.4, "Product"), (0.7, "Commodity"), (1.0, ""))
"""Where each stage begins, and its name."""
_HEIGHT, _NARROW, _LEFT, _TOP = 380.0, 340.0, 18.0, 12.0


def wardley(chart: Chart, width: int) -> Drawing:
    """The map with its stages."""
    marks = finite(chart.marks)
    things = {mark.label: mark for mark in marks if mark.group and mark.group[0] == mark.label and amount_of(mark) is not None}
    if not things:
        return empty()
    bottom = _TOP + (_NARROW if is_narrow(width) else _HEIGHT)
    spots = {name: _spot(mark, width, bottom) for name, mark in things.items()}
    pairs = [(mark.label, mark.group[0]) for mark in marks if mark.group and mark.group[0] != mark.label]
    body = [*_stages(width, bottom), *(polyline([spots[one], spots[other]], "edge") for one, other in pairs if one in spots and other in spots)]
    for name, mark in things.items():
        body += _thing(mark, spots[name], width)
    return Drawing(bottom + 26, tuple(body))


def _spot(mark: Mark, width: float, bottom: float, evolved: float | None = None) -> tuple[float, float]:
    across = min(max(amount_of(mark) or 0.0 if evolved is None else evolved, 0.0), 1.0)
    return _LEFT + across * (width - _LEFT - 8), bottom - min(max(mark.value, 0.0), 1.0) * (bottom - _TOP)


def _stages(width: float, bottom: float) -> Iterator[str]:
    yield line(_LEFT, _TOP, _LEFT, bottom, "axis")
    yield line(_LEFT, bottom, width, bottom, "axis")
    for (starts, name), (ends, _) in pairwise(STAGES):
        left, right = (_LEFT + share * (width - _LEFT) for share in (starts, ends))
        if starts:
            yield line(left, _TOP, left, bottom, "grid")
        yield label(left + 4, bottom + 16, clipped(ours(name), right - left - 6, SMALL), "muted", size=SMALL)


def _thing(mark: Mark, spot: tuple[float, float], width: float) -> Iterator[str]:
    """A dot with its name; an arrow where it is said to move on."""
    x, y = spot
    if mark.spread is not None:
        ahead = _LEFT + min(max(mark.spread.p90, 0.0), 1.0) * (width - _LEFT - 8)
        yield polyline([(x, y), (ahead, y)], "edge back")
        yield circle(ahead, y, 3.5, "dot c4")
    yield opened(mark, [circle(x, y, 5, "dot c1", words_of(mark))])
    name = clipped(text(mark.label), 150, SMALL)
    anchor = anchored(x, 2 * text_width(name, SMALL) + 16, 0, width) if x > width / 2 else ""
    side = -9 if anchor == "end" else 9
    yield label(x + side, y - 6, name, "halo", "end" if anchor == "end" else "", SMALL)
