"""Treemaps: the area of a box is a mark's value, its shade a second reading, nested by the mark's path of groups.

Squarified layout: Bruls, Huizing, van Wijk: Squarified Treemaps, 2000. What would be too small to see or to point at is folded into
one box «n more» of its group, so that ten thousand files cost no more than a few hundred.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.kernel.text import Phrase, number
from quarterdeck.reports.render.charts.paper import (
    EMPTY,
    SMALL,
    Drawing,
    clipped,
    finite,
    is_narrow,
    label,
    rectangle,
    shade_class,
    short,
    text_width,
    words_of,
)
from quarterdeck.reports.render.plain import clean, text

SMALLEST = 90.0
SMALLEST_GROUP = 700.0
MOST_BOXES = 320
MOST_BOXES_NARROW = 180
DEEPEST = 6
HEADER = 18.0
LABEL_WIDTH, LABEL_HEIGHT = 34, 17
TELLING = 0.8
"""A name that keeps less than this share of its letters says nothing."""

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

    def add(self, mark: Mark) -> None:
        self.value += mark.value
        self.shaded += mark.value * mark.shade
        self.count += 1


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A box to draw: a mark, a group too small to open, or what was folded."""

    name: str
    title: str
    value: float
    shade: float
    folded: bool = False


@dataclass(frozen=True, slots=True)
class _Fold:
    """What decides whether something is drawn: area for each unit of value, and the value below which a mark is folded."""

    area: float
    least: float


def treemap(chart: Chart, width: int) -> Drawing:
    """Boxes within boxes, largest first, with names where they fit and a legend for the shade."""
    marks = [mark for mark in finite(chart.marks) if mark.value > 0]
    if not marks:
        return EMPTY
    height = 460.0 if is_narrow(width) else 420.0
    root = _tree(marks)
    most = MOST_BOXES_NARROW if is_narrow(width) else MOST_BOXES
    area = width * height / root.value
    ranked = sorted((mark.value for mark in marks), reverse=True)
    fold = _Fold(area, max(SMALLEST / area, ranked[min(most, len(ranked)) - 1]))
    left = [most]
    body = list(_group(root, (0, 0, width, height), fold, 0, left))
    if any(chart.legend):
        body += _legend(chart.legend, width, height + 10)
        height += 30
    return Drawing(height, tuple(body))


def _tree(marks: Sequence[Mark]) -> _Node:
    root = _Node(())
    for mark in marks:
        node = root
        node.add(mark)
        for name in mark.group[:DEEPEST]:
            node = node.groups.setdefault(name, _Node(name))
            node.add(mark)
        node.marks.append(mark)
    return root


def _children(node: _Node, fold: _Fold, left: list[int]) -> list[_Leaf | _Node]:
    """What is drawn in a group, largest first: its marks and groups, and last one box for all that is too small."""
    shown: list[_Leaf | _Node] = []
    rest, shaded, count = 0.0, 0.0, 0
    things: list[Mark | _Node] = [*node.marks, *node.groups.values()]
    for thing in sorted(things, key=lambda thing: -thing.value):
        small = thing.value < fold.least if isinstance(thing, Mark) else thing.value * fold.area < SMALLEST
        if small or left[0] <= 0:
            rest += thing.value
            shaded += thing.value * thing.shade if isinstance(thing, Mark) else thing.shaded
            count += 1 if isinstance(thing, Mark) else thing.count
            continue
        left[0] -= 1
        if isinstance(thing, Mark):
            shown.append(_Leaf(text(thing.label), words_of(thing), thing.value, thing.shade))
        elif thing.value * fold.area < SMALLEST_GROUP:
            name = text(thing.name)
            shown.append(_Leaf(name, f"{short(thing.name)}: {number(thing.count)} in all", thing.value, thing.shaded / thing.value))
        else:
            shown.append(_opened(thing))
    if count:
        words = f"{number(count)} more"
        title = f"{words} in {short(node.name)}" if node.name else words
        shown.append(_Leaf(words, title, rest, shaded / rest, folded=True))
    return shown


def _opened(node: _Node) -> _Node:
    """A group that holds nothing but one group is drawn as that one, named by both: a box in a box says nothing."""
    while not node.marks and len(node.groups) == 1:
        (inner,) = node.groups.values()
        separator: Phrase = ("/",) if node.name and inner.name else ()
        inner.name = (*node.name, *separator, *inner.name)
        node = inner
    return node


def _group(node: _Node, box: Box, fold: _Fold, depth: int, left: list[int]) -> Iterator[str]:
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
    children = _children(node, fold, left)
    for child, inner in zip(children, squarified([child.value for child in children], (x, y, width, height)), strict=True):
        if isinstance(child, _Node):
            yield from _group(child, inner, fold, depth + 1, left)
        else:
            yield from _leaf(child, inner)


def _leaf(leaf: _Leaf, box: Box) -> Iterator[str]:
    x, y, width, height = box
    shade = shade_class(leaf.shade)
    yield rectangle(x, y, width, height, f"{shade} more" if leaf.folded else shade, leaf.title)
    if height < LABEL_HEIGHT or width < LABEL_WIDTH:
        return
    name = leaf.name if text_width(leaf.name, SMALL) <= width - 9 else clipped(leaf.name.rsplit("/", 1)[-1], width - 9, SMALL)
    if len(name) > len(leaf.name) * TELLING:
        yield label(x + 5, y + 14, name, f"t{shade[1:]}", size=SMALL)


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


def _legend(ends: tuple[str, str], width: float, y: float) -> list[str]:
    """The two ends of the shade with five steps between them."""
    low, high = (clipped(clean(end), width / 2 - 60, SMALL) for end in ends)
    x = text_width(low, SMALL) + 6
    swatches = [rectangle(x + 16 * step, y + 1, 16, 11, shade_class(step / 4)) for step in range(5)]
    return [label(0, y + 10.5, low, "muted", size=SMALL), *swatches, label(x + 86, y + 10.5, high, "muted", size=SMALL)]
