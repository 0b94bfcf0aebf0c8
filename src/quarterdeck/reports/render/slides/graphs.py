"""Charts on slides: native and editable where slides have the form, else a picture."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from pptx.chart.chart import Chart as Graph
from pptx.chart.data import ChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.reports.render.charts.axes import day, day_month, month_year
from quarterdeck.reports.render.charts.curve import curves
from quarterdeck.reports.render.charts.paper import finite
from quarterdeck.reports.render.charts.rows import steps
from quarterdeck.reports.render.light import mixed, tokens
from quarterdeck.reports.render.look import ours
from quarterdeck.reports.render.plain import clean, text

FONT = "Arial"
"""On every machine, and as wide everywhere: a deck that needs a font falls apart where it is missing."""
MOST_BARS = 12
_JOINER = "\u2060"
_PLAIN = re.compile(r"\w[^:]*\Z")
_DAY, _A_YEAR = re.compile(r"\d{4}-\d\d-\d\d"), 330
_GAP, _LABELS = 60, 10
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DASHES = (MSO_LINE.SOLID, MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.DASH_DOT, MSO_LINE.SQUARE_DOT, MSO_LINE.LONG_DASH)
"""Lines differ by more than their colour, as they do on paper."""
_ENDS = {"p10": "low (p10)", "p90": "high (p90)"}


def is_native(chart: Chart) -> bool:
    """Whether slides have a form for it: bars, ranges above zero, lines and columns."""
    marks = finite(chart.marks)
    if not marks or chart.kind in {"treemap", "matrix", "gantt", "graph", "map", "courses"}:
        return False
    if chart.kind == "curve":
        return bool(curves(chart))
    if chart.kind == "waterfall":
        return all(low >= 0 for _, low, _ in steps(chart))
    return chart.kind != "ranges" or all((mark.spread.p10 if mark.spread else mark.value) >= 0 for mark in marks)


def cell(words: str) -> str:
    """Words for the workbook behind a chart, where nothing becomes a formula or a link."""
    shown = clean(words)
    return shown if _PLAIN.match(shown) else _JOINER + shown


def kind_of(chart: Chart) -> XL_CHART_TYPE:
    """The form that slides know it by."""
    forms = {
        "bars": XL_CHART_TYPE.BAR_CLUSTERED, "ranges": XL_CHART_TYPE.BAR_STACKED, "lines": XL_CHART_TYPE.LINE, "columns": XL_CHART_TYPE.COLUMN_STACKED,
        "waterfall": XL_CHART_TYPE.BAR_STACKED, "curve": XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS,
    }  # fmt: skip
    return forms[chart.kind]


def data_of(chart: Chart) -> ChartData | XyChartData:
    """The numbers, as the workbook behind the chart holds them."""
    if chart.kind == "curve":
        return _of_curves(chart)
    marks = finite(chart.marks)
    data = ChartData()
    if chart.kind == "waterfall":
        told = steps(chart)[:MOST_BARS]
        data.categories = [cell(text(mark.label)) for mark, _, _ in told]
        data.add_series(ours("before"), [low for _, low, _ in told])
        data.add_series(cell(chart.unit or ours("Value")), [high - low for _, low, high in told])
        return data
    if chart.kind in {"lines", "columns"}:
        _over_time(data, chart, marks)
        return data
    shown = marks[:MOST_BARS]
    data.categories = [cell(text(mark.label)) for mark in shown]
    if chart.kind == "bars":
        data.add_series(cell(chart.unit or ours("Value")), [mark.value for mark in shown])
    else:
        spreads = [(mark.spread.p10, mark.spread.p50, mark.spread.p90) if mark.spread else (mark.value,) * 3 for mark in shown]
        data.add_series(ours("up to p10"), [low for low, _, _ in spreads])
        data.add_series(ours("low (p10) to middle"), [middle - low for low, middle, _ in spreads])
        data.add_series(ours("middle to high (p90)"), [high - middle for _, middle, high in spreads])
    return data


def _over_time(data: ChartData, chart: Chart, marks: Sequence[Mark]) -> None:
    days = sorted({mark.at for mark in marks if mark.at}) or list(dict.fromkeys(text(mark.label) for mark in marks))
    data.categories = [cell(_short(moment, days)) for moment in days]
    names = list(dict.fromkeys(_series(mark) for mark in marks))
    for name in names:
        told = {mark.at or text(mark.label): mark.value for mark in marks if _series(mark) == name}
        data.add_series(cell(name or chart.unit or ours("Value")), [told.get(day) for day in days])
    for end in _ENDS if fanned(chart) else ():
        told = {mark.at or text(mark.label): getattr(mark.spread, end) for mark in marks if mark.spread}
        data.add_series(ours(_ENDS[end]), [told.get(day) for day in days])


def _short(moment: str, all_: Sequence[str]) -> str:
    """A month where all are firsts of one, a day without its year where all lie within one."""
    if not all(_DAY.fullmatch(one) for one in all_):
        return moment
    when = [day(one) for one in all_]
    if len(when) > 1 and {one.day for one in when} == {1}:  # a series by month
        return month_year(day(moment))
    return moment if (when[-1] - when[0]).days > _A_YEAR else day_month(day(moment))


def fanned(chart: Chart) -> bool:
    """Whether its range is drawn beside the middle: over time, where one series alone has one."""
    spread = {_series(mark) for mark in finite(chart.marks) if mark.spread}
    return chart.kind == "lines" and len(spread) == 1


def _of_curves(chart: Chart) -> XyChartData:
    data = XyChartData()
    for name, points in curves(chart).items():
        series = data.add_series(cell(text(name) or chart.unit or ours("Value")))
        for amount, mark in points:
            series.add_data_point(amount, mark.value)
    return data


def _series(mark: Mark) -> str:
    return " / ".join(text(step) for step in mark.group)


def styled(graph: Graph, chart: Chart) -> None:
    """Calm: our colours, hairlines, small type, no title of its own."""
    graph.font.size, graph.font.name = Pt(11), FONT
    graph.font.color.rgb = _colour("ink")
    graph.has_title = False
    series = list(graph.plots[0].series)
    graph.has_legend = len(series) > 1 and chart.kind not in {"ranges", "waterfall"}
    if graph.has_legend and graph.legend:
        graph.legend.position, graph.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    graph.value_axis.major_gridlines.format.line.color.rgb = _colour("line")
    graph.value_axis.format.line.fill.background()
    graph.value_axis.tick_labels.number_format, graph.value_axis.tick_labels.number_format_is_linked = _numbers(chart), False
    graph.category_axis.format.line.color.rgb = _colour("muted")
    if chart.kind == "curve":  # amounts, where other charts have names
        graph.category_axis.tick_labels.number_format, graph.category_axis.tick_labels.number_format_is_linked = _numbers(chart), False
        graph.category_axis.has_major_gridlines = False
    graph.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    moments = len({mark.at for mark in chart.marks})
    if chart.kind in {"lines", "columns"} and moments > _LABELS:
        skip = parse_xml(f'<c:tickLblSkip xmlns:c="{_CHART}" val="{math.ceil(moments / _LABELS)}"/>')
        graph.category_axis._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)  # noqa: SLF001  # the library has no name for it
    if chart.kind in {"bars", "ranges", "waterfall"}:
        graph.category_axis.reverse_order = True
        graph.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    _painted(graph, chart)


def _painted(graph: Graph, chart: Chart) -> None:
    series = list(graph.plots[0].series)
    if chart.kind not in {"lines", "curve"}:
        graph.plots[0].gap_width = _GAP
    if chart.kind in {"bars", "columns", "ranges", "waterfall"} and all(mark.value >= 0 for mark in finite(chart.marks)):
        graph.value_axis.minimum_scale = 0  # a bar is as long as its number, whatever a program would begin its axis with
    if chart.kind == "bars":
        _towards(graph, chart)
        plot = graph.plots[0]
        plot.has_data_labels = True
        plot.data_labels.font.size, plot.data_labels.number_format, plot.data_labels.number_format_is_linked = Pt(11), _numbers(chart), False
    if chart.kind == "waterfall":
        _as_steps(graph, chart)
        return
    if chart.kind == "ranges":
        series[0].format.fill.background()
        colours = [mixed(tokens()["accent"], "#ffffff", share) for share in (0.45, 0.25)]
        for one, shade in zip(series[1:], colours, strict=True):
            one.format.fill.solid()
            one.format.fill.fore_color.rgb = RGBColor.from_string(shade[1:].upper())
        return
    ends = len(_ENDS) if fanned(chart) else 0
    colours = [*_palette(len(series) - ends), *["accent"] * ends]
    for place, (one, name) in enumerate(zip(series, colours, strict=False)):
        if chart.kind in {"lines", "curve"}:
            one.format.line.color.rgb, one.format.line.width, one.smooth = _colour(name), Pt(2.25), False
            one.format.line.dash_style = _DASHES[place % len(_DASHES)]
            if place >= len(series) - ends:
                one.format.line.width, one.format.line.dash_style = Pt(1), MSO_LINE.DASH
        else:
            one.format.fill.solid()
            one.format.fill.fore_color.rgb = _colour(name)
            one.invert_if_negative = False


def _as_steps(graph: Graph, chart: Chart) -> None:
    """The way before a step is unseen; totals are dark."""
    before, way = list(graph.plots[0].series)
    before.format.fill.background()
    for index, (mark, _, _) in enumerate(steps(chart)[:MOST_BARS]):
        fill = way.points[index].format.fill
        fill.solid()
        fill.fore_color.rgb = _colour("ink" if mark.group else "accent")


def _towards(graph: Graph, chart: Chart) -> None:
    """The whole way to what bars are compared with: an axis that reaches it, and the one gridline there, dashed."""
    if not chart.reference or chart.reference[0] <= 0:
        return
    aim, values, axis = chart.reference[0], [mark.value for mark in finite(chart.marks)[:MOST_BARS]], graph.value_axis
    axis.minimum_scale, axis.maximum_scale = -aim * math.ceil(max(0.0, -min(values)) / aim), max(aim, *values)
    axis.major_unit = aim
    axis.major_gridlines.format.line.dash_style = MSO_LINE.DASH
    axis.major_gridlines.format.line.color.rgb = _colour("ink")


def _numbers(chart: Chart) -> str:
    """How numbers are printed: thousands as the language sets them apart, whatever the machine that shows them is set to.

    A format tells two sizes apart and knows no third for what is below nothing.
    """
    if any(mark.value < 0 for mark in finite(chart.marks)):
        return "#,##0.##"
    apart = ours(f"{1000:,}".replace(",", "\u202f"))[1:-3]
    return f'[>=1000000]#"{apart}"###"{apart}"##0;[>=1000]#"{apart}"##0;General'


def _palette(count: int) -> list[str]:
    names = ["accent", "ink", "muted", "high", "critical", "medium"]
    return [names[index % len(names)] for index in range(count)]


def _colour(name: str) -> RGBColor:
    return RGBColor.from_string(tokens()[name][1:].upper())
