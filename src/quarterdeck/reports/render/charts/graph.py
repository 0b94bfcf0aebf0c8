"""Landscapes: boxes in layers, each above what it leans on, with a line to everything that it leans on.

Layers by the longest way down, boxes within a layer beside what they hang on (barycentres). Sugiyama, Tagawa, Toda: Methods for Visual
Understanding of Hierarchical System Structures, 1981 (not opened). A line that leads back up is dashed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.kernel.text import Phrase, number
from quarterdeck.reports.render.charts.paper import (
    SMALL,
    Drawing,
    clipped,
    empty,
    finite,
    is_narrow,
    label,
    opened,
    polyline,
    rectangle,
    shade_class,
    shading,
    text_width,
    words_of,
)
from quarterdeck.reports.render.look import ours
from quarterdeck.reports.render.plain import text

MOST_THINGS = 40
_BOX, _GAP, _BETWEEN = 36.0, 40.0, 14.0
_WIDEST, _LEAST = 150.0, 92.0
_SWEEPS = 6
Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Landscape:
    """Things in their order, and pairs of places: who leans on whom."""

    things: Sequence[Mark]
    edges: Sequence[Edge]
    left_out: int = 0


def landscape(chart: Chart) -> Landscape:
    """What a chart shows: the things with the most lines, where there are too many to tell apart."""
    marks = finite(chart.marks)
    every = [mark for mark in marks if mark.group and mark.group[0] == mark.label]
    lines = [(mark.label, mark.group[0]) for mark in marks if mark.group and mark.group[0] != mark.label]
    busy = {mark.label: sum(mark.label in pair for pair in lines) for mark in every}
    kept = sorted(sorted(range(len(every)), key=lambda place: (-busy[every[place].label], place))[:MOST_THINGS])
    things = [every[place] for place in kept]
    places: Mapping[Phrase, int] = {mark.label: place for place, mark in enumerate(things)}
    edges = [(places[one], places[other]) for one, other in dict.fromkeys(lines) if one in places and other in places]
    return Landscape(things, edges, len(every) - len(things))


def graph(chart: Chart, width: int) -> Drawing:
    """The boxes with their lines behind them."""
    shown = landscape(chart)
    if not shown.things:
        return empty()
    rows = _rows(shown, width)
    spots = _spots(rows, width)
    body = [_line(spots[one], spots[other], back=spots[one].y >= spots[other].y) for one, other in shown.edges]
    for place, mark in enumerate(shown.things):
        body += _box(mark, spots[place])
    height = len(rows) * (_BOX + _GAP) - _GAP + 4
    if any(chart.legend):
        body += shading(chart.legend, width, height + 8)
        height += 28
    if shown.left_out:
        height += 20
        body.append(label(0, height - 4, ours(f"and {number(shown.left_out)} more"), "muted", size=SMALL))
    return Drawing(height, tuple(body))


@dataclass(frozen=True, slots=True)
class Spot:
    """The middle of a box's upper edge, and how wide the box is."""

    x: float
    y: float
    width: float


def _rows(shown: Landscape, width: int) -> list[list[int]]:
    """Places by row, from top to bottom; a layer that is too wide takes several rows. What has no line at all stands last."""
    fits = max(2, int((width + _BETWEEN) // (_LEAST + _BETWEEN)))
    joined = {place for edge in shown.edges for place in edge}
    ranks = _ranks(len(shown.things), shown.edges)
    layers = [[place for place in range(len(shown.things)) if place in joined and ranks[place] == rank] for rank in range(max(ranks) + 1)]
    layers = _ordered([layer for layer in layers if layer], shown.edges)
    layers.append([place for place in range(len(shown.things)) if place not in joined])
    return [layer[at : at + fits] for layer in layers for at in range(0, len(layer), fits)]


def _ranks(count: int, edges: Sequence[Edge]) -> list[int]:
    """How many steps lie above each place at most; a line that closes a circle counts for none."""
    below: list[list[int]] = [[] for _ in range(count)]
    for one, other in edges:
        below[one].append(other)
    order, state = list[int](), [0] * count
    forward = set[Edge]()
    for start in range(count):
        _walk(start, below, state, order, forward)
    ranks = [0] * count
    for place in reversed(order):
        for other in below[place]:
            if (place, other) in forward:
                ranks[other] = max(ranks[other], ranks[place] + 1)
    return ranks


def _walk(start: int, below: Sequence[Sequence[int]], state: list[int], order: list[int], forward: set[Edge]) -> None:
    """Down from a place, each once; lines that do not lead back to where the walk is are forward."""
    if state[start]:
        return
    state[start] = 1
    waiting = [(start, iter(below[start]))]
    while waiting:
        place, rest = waiting[-1]
        other = next(rest, None)
        if other is None:
            waiting.pop()
            state[place] = 2
            order.append(place)
            continue
        if state[other] != 1:
            forward.add((place, other))
        if not state[other]:
            state[other] = 1
            waiting.append((other, iter(below[other])))


def _ordered(layers: list[list[int]], edges: Sequence[Edge]) -> list[list[int]]:
    """Each layer by the mean place of what its things are joined with above, then below, a few times."""
    near: dict[int, list[int]] = {}
    for one, other in edges:
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)
    for sweep in range(_SWEEPS):
        spread = {place: (index + 0.5) / len(layer) for layer in layers for index, place in enumerate(layer)}
        ranked = {place: rank for rank, layer in enumerate(layers) for place in layer}
        for rank, layer in enumerate(layers):
            means = {}
            for place in layer:
                there = [spread[other] for other in near.get(place, ()) if (ranked[other] < rank) == (sweep % 2 == 0) and ranked[other] != rank]
                means[place] = sum(there) / len(there) if there else spread[place]
            layer.sort(key=lambda place: (means[place], place))
    return layers


def _spots(rows: Sequence[Sequence[int]], width: int) -> list[Spot]:
    found: dict[int, Spot] = {}
    for down, row in enumerate(rows):
        step = width / len(row)
        wide = min(_WIDEST, step - (_BETWEEN if not is_narrow(width) else 6))
        for index, place in enumerate(row):
            found[place] = Spot((index + 0.5) * step, down * (_BOX + _GAP), wide)
    return [found[place] for place in range(len(found))]


def _line(one: Spot, other: Spot, *, back: bool) -> str:
    if back and one.y == other.y:
        middle = one.y + _BOX + _GAP / 3
        return polyline([(one.x, one.y + _BOX), (one.x, middle), (other.x, middle), (other.x, other.y + _BOX)], "edge back")
    start, end = (one.y, other.y + _BOX) if back else (one.y + _BOX, other.y)
    return polyline([(one.x, start), (other.x, end)], "edge back" if back else "edge")


def _box(mark: Mark, spot: Spot) -> list[str]:
    shade = shade_class(mark.shade)
    body = [opened(mark, [rectangle(spot.x - spot.width / 2, spot.y, spot.width, _BOX, f"{shade} thing", words_of(mark), 4)])]
    lines = in_two(text(mark.label), spot.width - 10)
    top = spot.y + _BOX / 2 + (4 if len(lines) == 1 else -3)
    return [*body, *(label(spot.x, top + 13 * row, words, f"t{shade[1:]}", "middle", SMALL) for row, words in enumerate(lines))]


def in_two(words: str, room: float) -> list[str]:
    """A name on one line or on two."""
    if text_width(words, SMALL) <= room:
        return [words]
    first, rest = "", words.split(" ")
    while rest and text_width(f"{first} {rest[0]}".strip(), SMALL) <= room:
        first = f"{first} {rest.pop(0)}".strip()
    return [first, clipped(" ".join(rest), room, SMALL)] if first and rest else [clipped(words, room, SMALL)]
