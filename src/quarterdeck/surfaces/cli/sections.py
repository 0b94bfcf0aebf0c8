"""Sections on a terminal."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Chart, Figure, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Phrase, number, plain
from quarterdeck.reports.render.plain import clean

_LONG_CELL = 60
_NAMES, _BARS, _FEWEST = 30, 60, 12
"""How wide names and bars are at most, and the fewest cells that still show a range."""
_GAP = 2
"""Between two columns."""


def print_section(section: Section) -> None:
    """Print a section with everything in it; never wider than the terminal."""
    console = Console(highlight=False, width=shutil.get_terminal_size().columns)
    console.print(Text(clean(section.heading), style="bold"))
    for block in section.blocks:
        console.print()
        if isinstance(block, Sentence):
            console.print(_text(block.words, "dim" if block.tone == "note" else "default"))
        elif isinstance(block, TableBlock):
            widths = _widths(block, console.width)
            if any(len(plain(cell)) > _LONG_CELL for row in block.rows for cell in row) or not widths:
                _print_rows(console, block)
            else:
                console.print(_table(block, widths))
        elif isinstance(block, Section):
            print_section(block)
        elif isinstance(block, Statement):
            console.print(_text(block.words))
        elif isinstance(block, Figure):
            console.print(Text(clean(f"{block.label}: {block.value} {block.unit}")))
        elif isinstance(block, Chart):
            if block.kind in {"ranges", "gantt"}:
                _print_ranges(console, _in_days(block) if block.kind == "gantt" else block)
            console.print(_text(block.alternative))


def _print_rows(console: Console, block: TableBlock) -> None:
    """A table with long texts as paragraphs: columns of a few letters each could not be read."""
    console.print(Text(clean(block.caption), style="italic"))
    for first, *others in block.rows:
        console.print(_text(first))
        for column, cell in zip(block.columns[1:], others, strict=True):
            if not plain(cell):
                continue
            console.print(Text(f"  {clean(column)}: " if column else "  ", style="dim").append(clean(plain(cell)), style="default"))
    if block.more:
        console.print(f"and {number(block.more)} more")


def _widths(block: TableBlock, room: int) -> list[int] | None:
    """How wide each column is, so that no number, path or word is broken; ``None`` where that takes more room than there is.

    A number with its thousands apart is one word, and so is all that stands in a cell of a column of numbers.
    """
    columns = [[column, *cells] for column, *cells in zip(block.columns, *block.rows, strict=True)]
    told = [[clean(plain(cell)) for cell in cells] for cells in columns]
    words = [[*cells[0].split(" "), *(cells[1:] if side == "r" else " ".join(cells).split(" "))] for cells, side in zip(told, block.align, strict=True)]
    widths = [max(map(cell_len, cells)) for cells in words]
    spare = room - sum(widths) - _GAP * (len(widths) - 1)
    if spare < 0:
        return None
    for wished in ([max(map(cell_len, cells[1:]), default=0) for cells in told], [cell_len(cells[0]) for cells in told]):  # rather a heading in two lines
        while spare and (short := [place for place, width in enumerate(widths) if width < wished[place]]):
            place = min(short, key=lambda place: widths[place] / wished[place])
            widths[place], spare = widths[place] + 1, spare - 1
    return widths


def _in_days(chart: Chart) -> Chart:
    """A roadmap as ranges: from the first day to the last that is likely, with the planned end as its middle."""
    marks = []
    for mark in chart.marks:
        begins = float(date.fromisoformat(mark.at).toordinal())
        marks.append(replace(mark, spread=Range(begins, begins + mark.value, begins + max(mark.value, mark.spread.p90 if mark.spread else 0.0))))
    return replace(chart, marks=tuple(marks), unit="to the last likely day; the dot is the planned end")


def _print_ranges(console: Console, chart: Chart) -> None:
    """Bars from low to high with their middle, as wide as there is room; a bar without a width is its middle alone."""
    spreads = [mark.spread for mark in chart.marks if mark.spread]
    edges = [end for spread in spreads for end in (spread.p10, spread.p90)] + ([chart.reference[0]] if chart.reference else [])
    names = min(_NAMES, max((len(clean(plain(mark.label))) for mark in chart.marks), default=0))
    room = min(_BARS, console.width - names - 3)
    if not spreads or room < _FEWEST or max(edges) <= min(edges):
        return
    console.print(Text(clean(f"{chart.title} ({chart.unit})"), style="italic"))
    low, step = min(edges), (max(edges) - min(edges)) / (room - 1)
    for mark in chart.marks:
        if mark.spread:
            cells = [" "] * room
            if chart.reference:
                cells[round((chart.reference[0] - low) / step)] = "│"
            first, last = (round((end - low) / step) for end in (mark.spread.p10, mark.spread.p90))
            cells[first : last + 1] = "━" * (last + 1 - first)
            cells[round((mark.spread.p50 - low) / step)] = "●"
            console.print(Text(f"{clean(plain(mark.label))[:names]:<{names}}  {''.join(cells)}".rstrip()))


def _text(words: Phrase, style: str = "default") -> Text:
    return Text(clean(plain(words)), style=style)


def _table(block: TableBlock, widths: list[int]) -> Table:
    table = Table(title=Text(clean(block.caption)), title_justify="left", box=None, pad_edge=False)
    for column, side, width in zip(block.columns, block.align, widths, strict=True):
        table.add_column(clean(column), justify="right" if side == "r" else "left", overflow="fold", width=width)
    for row in block.rows:
        table.add_row(*(_text(cell) for cell in row))
    if block.more:
        table.caption = f"and {number(block.more)} more"
    return table
