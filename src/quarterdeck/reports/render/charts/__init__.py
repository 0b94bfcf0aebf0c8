"""Charts as SVG: pure functions from a `kernel.section.Chart` to a picture that takes its colours from the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files

from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.kernel.text import Cited, Part
from quarterdeck.reports.render.charts.courses import drawn_courses
from quarterdeck.reports.render.charts.curve import curve
from quarterdeck.reports.render.charts.gantt import gantt
from quarterdeck.reports.render.charts.graph import graph
from quarterdeck.reports.render.charts.matrix import matrix
from quarterdeck.reports.render.charts.paper import WIDE, Drawing, wrap
from quarterdeck.reports.render.charts.rows import bars, ranges, waterfall
from quarterdeck.reports.render.charts.timeline import columns, lines
from quarterdeck.reports.render.charts.treemap import treemap
from quarterdeck.reports.render.charts.wardley import wardley
from quarterdeck.reports.render.plain import clean, text

_KINDS: dict[str, Callable[[Chart, int], Drawing]] = {
    "treemap": treemap,
    "bars": bars,
    "ranges": ranges,
    "lines": lines,
    "columns": columns,
    "matrix": matrix,
    "waterfall": waterfall,
    "curve": curve,
    "gantt": gantt,
    "graph": graph,
    "map": wardley,
    "courses": drawn_courses,
}


def picture(chart: Chart, key: str, width: int = WIDE, door_to: Callable[[str], str] | None = None) -> str:
    """The chart as an ``<svg>`` element for a place about ``width`` pixels wide. ``key`` begins its ids and is unique on the page.

    ``door_to`` gives the address of what explains an id: with it marks that cite something are links.

    Colours are classes of ``style()``; text is escaped; what a screen reader says is the chart's title and alternative.
    """
    drawn = replace(chart, marks=tuple(_addressed(mark, door_to) for mark in chart.marks))
    return wrap(_KINDS[chart.kind](drawn, width), width, key, clean(chart.title), text(chart.alternative))


def _addressed(mark: Mark, door_to: Callable[[str], str] | None) -> Mark:
    """The mark with the address of what its words cite, as words that cite nothing where there is none."""
    if not any(isinstance(part, Cited) for part in mark.words):
        return mark
    return replace(mark, words=tuple(_at_address(part, door_to) if isinstance(part, Cited) else part for part in mark.words))


def _at_address(cited: Cited, door_to: Callable[[str], str] | None) -> Part:
    address = door_to(cited.explains) if door_to else ""
    return Cited(cited.text, address) if address else cited.text


def style() -> str:
    """The style sheet that gives charts their colours from the page's custom properties, in light and dark."""
    return files("quarterdeck.reports.render").joinpath("assets", "chart.css").read_text(encoding="utf-8")
