"""Dependency matrices: a row and a column for each thing, in one order, and a box where the row leans on the column.

The order is that of the marks on the diagonal (label and group alike). Where it goes from what leans on others down to what others lean on,
boxes stand above the diagonal; one below it leads back up and is framed. Steward: The Design Structure System, 1981.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.kernel.text import Phrase
from quarterdeck.reports.render.charts.paper import (
    SMALL,
    Drawing,
    clipped,
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
from quarterdeck.reports.render.plain import text

_HEAD = 18.0
_LARGEST, _NAMES = 26.0, 0.42
_PRINTED = 18.0
"""From this size of a box on its number stands in it."""


def matrix(chart: Chart, width: int) -> Drawing:
    """The boxes, with numbered columns and named rows."""
    marks = finite(chart.marks)
    order = [mark for mark in marks if mark.group and mark.group[0] == mark.label]
    if not order:
        return empty()
    names = [text(mark.label) for mark in order]
    numbered = [f"{place} {name}" for place, name in enumerate(names, 1)]
    room = min(max(text_width(name, SMALL) for name in numbered) + 8, width * _NAMES)
    size = min(_LARGEST, (width - room) / len(order))
    if is_narrow(width):
        size = (width - room) / len(order)
    places: Mapping[Phrase, int] = {mark.label: place for place, mark in enumerate(order)}
    body = [*_frame(order, numbered, room, size), *_boxes(marks, places, room, size)]
    return Drawing(_HEAD + size * len(order) + 2, tuple(body))


def _frame(order: Sequence[Mark], numbered: Sequence[str], room: float, size: float) -> Iterator[str]:
    """Names at the left, numbers on top, hairlines between, and the diagonal."""
    far = room + size * len(order)
    for place, (mark, name) in enumerate(zip(order, numbered, strict=True)):
        y = _HEAD + size * place
        yield label(0, y + size / 2 + 4, clipped(name, room - 6, SMALL), size=SMALL)
        yield label(room + size * place + size / 2, _HEAD - 5, str(place + 1), "muted", "middle", SMALL if size >= _PRINTED else SMALL - 2)
        yield line(room, y, far, y, "grid")
        yield line(room + size * place, _HEAD, room + size * place, _HEAD + size * len(order), "grid")
        yield opened(mark, [rectangle(room + size * place + 1, y + 1, size - 2, size - 2, "s0", words_of(mark))])


def _boxes(marks: Sequence[Mark], places: Mapping[Phrase, int], room: float, size: float) -> Iterator[str]:
    for mark in marks:
        row, column = places.get(mark.label), places.get(mark.group[0]) if mark.group else None
        if row is None or column is None or row == column:
            continue
        x, y, shade = room + size * column, _HEAD + size * row, shade_class(max(mark.shade, 0.1))
        yield opened(mark, [rectangle(x + 1, y + 1, size - 2, size - 2, shade if column > row else f"{shade} against", words_of(mark))])
        words = figure(mark.value)
        if size >= _PRINTED and text_width(words, SMALL - 1) < size - 2:
            yield label(x + size / 2, y + size / 2 + 3.5, words, f"t{shade[1:]}", "middle", SMALL - 1)
