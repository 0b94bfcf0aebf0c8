"""What a chart shows, as rows: for a reader who cannot see it, wants the numbers, or reads where there are no pictures."""

from __future__ import annotations

from quarterdeck.kernel.section import Chart, Mark, TableBlock
from quarterdeck.kernel.text import Phrase
from quarterdeck.reports.render.charts.paper import figure
from quarterdeck.reports.render.look import ours
from quarterdeck.reports.render.prose import prose

_TIME = {"lines", "columns"}


def chart_table(chart: Chart, limit: int) -> TableBlock:
    """The marks of a chart in columns: over time in order of time (the latest ``limit``), else largest first.

    Only columns that say something are there: group, date, value and, where there is one, the spread.
    """
    marks = [mark for mark in chart.marks if mark.value or chart.kind != "matrix"]  # the diagonal of a matrix gives the order alone
    every = len(marks)
    if chart.kind in _TIME:
        marks = sorted(marks, key=lambda mark: mark.at)[-limit:]
    elif chart.kind in {"treemap", "matrix"}:
        marks = sorted(marks, key=lambda mark: -mark.value)[:limit]
    else:
        marks = marks[:limit]
    grouped = any(mark.group for mark in marks)
    dated = any(mark.at for mark in marks)
    spread = any(mark.spread for mark in marks)
    value = chart.unit or ours("Value")
    group = "To" if chart.kind == "matrix" else "Group"
    columns = [ours("What"), *([ours(group)] if grouped else []), *([ours("Date")] if dated else []), ours("Middle") if spread else value]
    align = "l" * (len(columns) - 1) + "r"
    if spread:
        columns += [ours("Low (p10)"), ours("High (p90)")]
        align += "rr"
    rows = tuple(_row(mark, grouped=grouped, dated=dated, spread=spread) for mark in marks)
    caption = f"{chart.title} ({chart.unit})" if spread and chart.unit else chart.title
    return TableBlock(caption, tuple(columns), align, rows, more=every - len(marks))


def _row(mark: Mark, *, grouped: bool, dated: bool, spread: bool) -> tuple[Phrase, ...]:
    cells: list[Phrase] = [mark.label]
    if grouped:
        cells.append(_path(mark.group))
    if dated:
        cells.append((figure(float(mark.at)),) if mark.at.isdigit() else (prose(mark.at),))
    cells.append((figure(mark.spread.p50 if mark.spread else mark.value),))
    if spread:
        cells += [(figure(mark.spread.p10),), (figure(mark.spread.p90),)] if mark.spread else [(), ()]
    return tuple(cells)


def _path(group: tuple[Phrase, ...]) -> Phrase:
    parts: Phrase = ()
    for index, step in enumerate(group):
        parts = (*parts, " / ", *step) if index else step
    return parts
