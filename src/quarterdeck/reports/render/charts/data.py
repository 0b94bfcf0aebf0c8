"""What a chart shows, as rows: for a reader who cannot see it, wants the numbers, or reads where there are no pictures."""

from __future__ import annotations

from quarterdeck.kernel.section import Chart, Mark, TableBlock
from quarterdeck.kernel.text import Cited, Phrase, listing
from quarterdeck.reports.render.charts.courses import PHASES, courses
from quarterdeck.reports.render.charts.gantt import work
from quarterdeck.reports.render.charts.paper import door_of, figure
from quarterdeck.reports.render.look import ours
from quarterdeck.reports.render.plain import text
from quarterdeck.reports.render.prose import prose

_TIME = {"lines", "columns"}


def chart_table(chart: Chart, limit: int) -> TableBlock:
    """The marks of a chart in columns: over time in order of time (the latest ``limit``), else largest first.

    Only columns that say something are there: group, date, value and, where there is one, the spread.
    """
    if chart.kind == "gantt":
        return _days(chart, limit)
    if chart.kind == "courses":
        return _courses(chart, limit)
    if chart.kind in {"graph", "map"}:
        return _needs(chart, limit)
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


def _days(chart: Chart, limit: int) -> TableBlock:
    """A roadmap: when each begins and shall be done, and how sure that is."""
    every = work(chart)
    grouped = any(one.mark.group for one in every)
    rows = tuple(
        (
            one.mark.label, *([_path(one.mark.group)] if grouped else []), (str(one.begins),), (str(one.ends),), (str(one.half or "–"),),
            (str(one.sure or "–"),),
        )
        for one in every[:limit]
    )  # fmt: skip
    columns = (*map(ours, ("What", *(("When",) if grouped else ()), "Begins", "To be done by", "Even odds", "85 of 100")),)
    return TableBlock(chart.title, columns, "l" * len(columns), rows, more=len(every) - len(rows))


def _courses(chart: Chart, limit: int) -> TableBlock:
    """When each began, and how long it took to each of its phases."""
    every = courses(chart)
    rows = []
    for one in every[:limit]:
        reached = {text(step.phase): step.hours for step in one.steps}
        told = [_opening(one.mark, _lasting(reached[phase])) if (phase := ours(word)) in reached else ("–",) for word in PHASES]
        still: Phrase = () if ours(PHASES[-1]) in reached else (*_opening(one.mark, _lasting(one.hours)), ours(", still open"))
        rows.append((one.mark.label, one.lane, one.graveness, (f"{one.began:%Y-%m-%d %H:%M}",), *told[:3], still or told[3], one.change or ("–",)))
    columns = ("What", "Of", "How grave", "Began (UTC)", "Noticed after", "Taken on after", "Mitigated after", "Over after", "After a change")
    return TableBlock(chart.title, tuple(map(ours, columns)), "llllrrrrl", tuple(rows), more=len(every) - len(rows))


def _lasting(hours: float) -> str:
    """``25 min``, ``3.5 h``, ``6 days``."""
    if hours < 2:  # noqa: PLR2004  # from two hours on minutes say too much
        return f"{round(hours * 60)} min"
    return f"{figure(round(hours, 1))} h" if hours < 96 else ours(f"{figure(round(hours / 24))} days")  # noqa: PLR2004  # four days


def _needs(chart: Chart, limit: int) -> TableBlock:
    """A landscape or a map: each thing with what it leans on."""
    things = [mark for mark in chart.marks if mark.group and mark.group[0] == mark.label]
    leans: dict[Phrase, list[Phrase]] = {}
    for mark in chart.marks:
        if mark.group and mark.group[0] != mark.label:
            leans.setdefault(mark.label, []).append(mark.group[0])
    rows = tuple((mark.label, listing(leans[mark.label]) if mark.label in leans else ("–",)) for mark in things[:limit])
    return TableBlock(chart.title, (ours("What"), ours("Leans on")), "ll", rows, more=len(things) - len(rows))


def _row(mark: Mark, *, grouped: bool, dated: bool, spread: bool) -> tuple[Phrase, ...]:
    cells: list[Phrase] = [mark.label]
    if grouped:
        cells.append(_path(mark.group))
    if dated:
        cells.append(_opening(mark, figure(float(mark.at))) if mark.at.isdigit() else (prose(mark.at),))
    cells.append(_opening(mark, figure(mark.spread.p50 if mark.spread else mark.value)))
    if spread:
        cells += [_opening(mark, figure(end)) for end in (mark.spread.p10, mark.spread.p90)] if mark.spread else [(), ()]
    return tuple(cells)


def _opening(mark: Mark, number: str) -> Phrase:
    """A number with what explains its mark."""
    door = door_of(mark)
    return (Cited(number, door),) if door else (number,)


def _path(group: tuple[Phrase, ...]) -> Phrase:
    parts: Phrase = ()
    for index, step in enumerate(group):
        parts = (*parts, " / ", *step) if index else step
    return parts
