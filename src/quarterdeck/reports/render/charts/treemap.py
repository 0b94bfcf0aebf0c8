"""Treemaps: the area of a box is a mark's value, its shade a second reading, nested by the mark's path of groups.

Squarified layout: Bruls, Huizing, van Wijk: Squarified Treemaps, 2000. What would be too small to see or to point at is folded into
one box «n more» of its group, so that ten thousand files cost no more than a few hundred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.kernel.text import Phrase, number
from quarterdeck.reports.render.charts.paper import (
    ABOUT,
    SMALL,
    Drawing,
    clipped,
    door_of,
    empty,
    finite,
    is_narrow,
    label,
    linked,
    rectangle,
    shade_class,
    shading,
    short,
    text_width,
    words_of,
)
from quarterdeck.reports.render.look import ours
from quarterdeck.reports.render.plain import text

SMALLEST = 90.0
SMALLEST_GROUP = 900.0
MOST_BOXES = 320
MOST_BOXES_NARROW = 180
DEEPEST = 6
HEADER = 18.0
LABEL_WIDTH, LABEL_HEIGHT, LINE = 34, 17, 14
TELLING = 0.8
"""A name that keeps less than this share of its letters says nothing."""

_PIECES = re.compile(r"[A-Z]*[^A-Z_.\- ]*[_.\- ]?")
"""Words of a name, each with what ends it: `test_`, `Order`, `py`."""

Box: TypeAlias = tuple[float, float, float, float]
"""x, y, width, height."""


@dataclass(slots=True)
class _Node:
    """A group under construction: its name, what lies in it, and the sums that its box and shade come from."""

    name: Phrase
    marks: list[Mark] = field(default_factory=list)
    groups: dict[Phrase, _Node] = field(default_factory=dict)
    value: float = 0.0
    shaded: float = 0.0
    count: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A box to draw: a mark, a group too small to open, or what was folded."""

    name: str
    title: str
    value: float
    shade: float
    door: str
    """The address of what explains it."""
    folded: bool = False


@dataclass(frozen=True, slots=True)
class _Fold:
    """What decides whether something is drawn: the area for each unit of value, and the marks (by identity) that are large enough."""

    area: float
    kept: frozenset[int]

    def opens(self, node: _Node) -> bool:
        """True for a group whose inside is worth a look: it has room, and marks or groups that can be told apart."""
        room = node.value * self.area
        return room >= SMALLEST_GROUP and (node.kept > 0 or (bool(node.groups) and room >= SMALLEST_GROUP * 3))


def treemap(chart: Chart, width: int) -> Drawing:
    """Boxes within boxes, largest first, with names where they fit and a legend for the shade."""
    marks = [mark for mark in finite(chart.marks) if mark.value > 0]
    if not marks:
        return empty()
    height = 460.0 if is_narrow(width) else 420.0
    fold = _fold(marks, MOST_BOXES_NARROW if is_narrow(width) else MOST_BOXES, width * height)
    body = list(_group(_tree(marks, fold), (0, 0, width, height), fold, 0))
    if any(chart.legend):
        body += shading(chart.legend, width, height + 10)
        height += 30
    return Drawing(height, tuple(body))


def _fold(marks: Sequence[Mark], most: int, room: float) -> _Fold:
    """The largest marks are kept, as many as ``most`` and as are large enough to see."""
    area = room / sum(mark.value for mark in marks)
    ranked = sorted(marks, key=lambda mark: -mark.value)[:most]
    return _Fold(area, frozenset(id(mark) for mark in ranked if mark.value * area >= SMALLEST))


def _tree(marks: Sequence[Mark], fold: _Fold) -> _Node:
    paths: dict[tuple[Phrase, ...], list[Mark]] = {}
    for mark in marks:
        paths.setdefault(mark.group, []).append(mark)
    root = _Node(())
    for path, inside in paths.items():
        value = sum(mark.value for mark in inside)
        shaded = sum(mark.value * mark.shade for mark in inside)
        kept = sum(id(mark) in fold.kept for mark in inside)
        node = root
        for name in (None, *path[:DEEPEST]):
            if name is not None:
                if name not in node.groups:
                    node.groups[name] = _Node(name)
                node = node.groups[name]
            node.value, node.shaded = node.value + value, node.shaded + shaded
            node.count, node.kept = node.count + len(inside), node.kept + kept
        node.marks += inside
    return root


def _children(node: _Node, fold: _Fold) -> list[_Leaf | _Node]:
    """What is drawn in a group, largest first: its marks and groups, and last one box for all that is too small."""
    shown: list[_Leaf | _Node] = []
    rest, shaded, count = 0.0, 0.0, 0
    for mark in node.marks:
        if id(mark) in fold.kept:
            shown.append(_Leaf(text(mark.label), words_of(mark), mark.value, mark.shade, door_of(mark)))
        else:
            rest, shaded, count = rest + mark.value, shaded + mark.value * mark.shade, count + 1
    for group in node.groups.values():
        if group.value * fold.area < SMALLEST:
            rest, shaded, count = rest + group.value, shaded + group.shaded, count + group.count
        elif fold.opens(group):
            shown.append(_opened(group))
        else:
            title = f"{short(group.name)}: {number(group.count)} in all"
            shown.append(_Leaf(text(group.name), title, group.value, group.shaded / group.value, _door_of(group)))
    shown.sort(key=lambda child: -child.value)
    if count:
        words = ours(f"{number(count)} more")
        title = f"{words} in {short(node.name)}" if node.name else words
        shown.append(_Leaf(words, title, rest, shaded / rest, _door_of(node), folded=True))
    return shown


def _door_of(node: _Node) -> str:
    """What explains one of the marks of a group explains what the group sums up, without what it says of that one."""
    return door_of(node.marks[0]).partition(ABOUT)[0] if node.marks else next((_door_of(group) for group in node.groups.values()), "")


def _opened(node: _Node) -> _Node:
    """A group that holds nothing but one group is drawn as that one, named by both: a box in a box says nothing."""
    while not node.marks and len(node.groups) == 1:
        (inner,) = node.groups.values()
        separator: Phrase = ("/",) if node.name and inner.name else ()
        inner.name = (*node.name, *separator, *inner.name)
        node = inner
    return node


def _group(node: _Node, box: Box, fold: _Fold, depth: int) -> Iterator[str]:
    """The boxes of a group, inside its own box under its name."""
    x, y, width, height = box
    if depth:
        yield rectangle(x, y, width, height, "area")
        name = clipped(text(node.name), width - 10, SMALL) if height > HEADER * 2 else ""
        header = HEADER if name else 2.0
        if name:
            yield label(x + 5, y + 13, name, "group", size=SMALL)
        x, y, width, height = x + 2, y + header, width - 4, height - header - 2
    if width <= 1 or height <= 1:
        return
    children = _children(node, fold)
    for child, inner in zip(children, squarified([child.value for child in children], (x, y, width, height)), strict=True):
        if isinstance(child, _Node):
            yield from _group(child, inner, fold, depth + 1)
        else:
            yield from _leaf(child, inner)


def _leaf(leaf: _Leaf, box: Box) -> Iterator[str]:
    x, y, width, height = box
    shade = shade_class(leaf.shade)
    drawn = rectangle(x, y, width, height, f"{shade} more" if leaf.folded else shade, leaf.title)
    yield linked(leaf.door, [drawn])
    if height < LABEL_HEIGHT or width < LABEL_WIDTH:
        return
    for step, line in enumerate(lines_in_box(leaf.name, width - 9, int((height - 4) // LINE))):
        yield label(x + 5, y + 14 + LINE * step, line, f"t{shade[1:]}", size=SMALL)


def lines_in_box(name: str, room: float, most: int) -> list[str]:
    """A name in a box: on one line, else its last part, broken where words of it end, else clipped; nothing when too little of it would stay."""
    if text_width(name, SMALL) <= room:
        return [name]
    told = name.rsplit("/", 1)[-1]
    lines = [""]
    for piece in _PIECES.findall(told):
        if text_width(lines[-1] + piece, SMALL) <= room:
            lines[-1] += piece
        else:
            lines.append(piece)
    if len(lines) <= most and all(text_width(line, SMALL) <= room for line in lines):
        return lines
    kept = clipped(told, room, SMALL)
    return [kept] if len(kept) > len(told) * TELLING else []


def squarified(values: Sequence[float], box: Box) -> list[Box]:
    """A box for each value, in proportion and as square as can be; values above zero, largest first (the last may be any)."""
    x, y, width, height = box
    total = sum(values)
    if not values or total <= 0:
        return []
    areas = [value * width * height / total for value in values]
    boxes: list[Box] = []
    start = 0
    while start < len(areas):
        side = max(min(width, height), 1e-6)
        end = _row_end(areas, start, side)
        filled = sum(areas[start:end])
        thick = filled / side
        along = 0.0
        for area in areas[start:end]:
            length = area / thick if thick else 0.0
            boxes.append((x, y + along, thick, length) if width >= height else (x + along, y, length, thick))
            along += length
        if width >= height:
            x, width = x + thick, max(width - thick, 0.0)
        else:
            y, height = y + thick, max(height - thick, 0.0)
        start = end
    return boxes


def _row_end(areas: Sequence[float], start: int, side: float) -> int:
    """Where the row that begins at ``start`` ends: the next box would make its worst one longer than it is now."""
    filled, largest, smallest, worst = 0.0, 0.0, float("inf"), float("inf")
    for end in range(start, len(areas)):
        area = areas[end]
        filled, largest, smallest = filled + area, max(largest, area), min(smallest, area)
        square = (filled / side) ** 2
        now = max(largest / square, square / smallest) if square and smallest else float("inf")
        if end > start and now > worst:
            return end
        worst = now
    return len(areas)
