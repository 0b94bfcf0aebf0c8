"""Maps: the landscape of systems, where change piles up, who knows what; the charts that reports have, to be looked at closely."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from quarterdeck.app.catalogue import PRACTICES
from quarterdeck.app.reports.landscapes import systems
from quarterdeck.app.server.showing import Shown
from quarterdeck.kernel.section import Chart, Section
from quarterdeck.records.collection import Records
from quarterdeck.reports.landscape import landscape
from quarterdeck.surfaces.web.house import House, house_of
from quarterdeck.surfaces.web.navigation import Place
from quarterdeck.surfaces.web.permissions import READ
from quarterdeck.surfaces.web.rendering import blocks, page
from quarterdeck.surfaces.web.ways import door_of, doored

ROUTES = APIRouter()
_KINDS = frozenset({"treemap", "matrix", "graph", "map"})
_FROM = ("strategy", "quality", "knowledge", "architecture")
_MOST = 16
"""Maps in one page: a dependency matrix of each of thousands of repositories stands in the pages of its practice."""


@dataclass(frozen=True, slots=True)
class Map:
    """A picture to look at closely: its name, where it stands in a page of its own, how it is drawn."""

    title: str
    address: str
    body: str


@ROUTES.get("/maps", dependencies=READ)
def maps(request: Request) -> HTMLResponse:
    """Every map, with a way to come nearer."""
    house = house_of(request)
    shown, workspace = house.now, house.workspace
    found = draw(house, shown)
    own = workspace.once(("landscape", shown.run.id), lambda: list(_of_systems(workspace.records, shown))) if workspace else []
    return page(request, "maps.html.jinja", here=Place("/maps", "Maps"), maps=[*own, *found][:_MOST], systems=bool(own), recorded=bool(workspace))


def draw(_house: House, shown: Shown) -> list[Map]:
    """The maps of what was assessed."""
    return shown.drawn(("maps",), lambda: list(_of_practices(shown)))


def _of_systems(records: Records, shown: Shown) -> Iterator[Map]:
    chart = landscape(systems(records))
    if chart:
        yield _drawn(chart, "/records/system", "systems", shown)


def _of_practices(shown: Shown) -> Iterator[Map]:
    titles = {practice.name for practice in PRACTICES}
    for name in _FROM:
        if name in titles and name in shown.practices:
            yield from (_drawn(chart, f"/practices/{name}", f"practices-{name}", shown) for chart in _charts(shown.practices[name]))


def _charts(section: Section) -> Iterator[Chart]:
    for block in section.blocks:
        if isinstance(block, Section):
            yield from _charts(block)
        elif isinstance(block, Chart) and block.kind in _KINDS:
            yield block


def _drawn(chart: Chart, address: str, name: str, shown: Shown) -> Map:
    return Map(chart.title, address, blocks(doored(shown, Section("map", chart.title, (chart,)), name), door_of(shown), 3))
