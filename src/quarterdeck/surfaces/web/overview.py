"""The overview, a page per practice, the evidence, and what explains a number."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from quarterdeck import __version__
from quarterdeck.app.access.roles import Permission
from quarterdeck.app.reports.memos import memo
from quarterdeck.app.server.showing import Shown
from quarterdeck.kernel.section import Document, Section
from quarterdeck.surfaces.web.explanations import explained
from quarterdeck.surfaces.web.house import House, house_of, session_of
from quarterdeck.surfaces.web.navigation import places
from quarterdeck.surfaces.web.permissions import OWN, READ
from quarterdeck.surfaces.web.rendering import blocks, page, seen_by
from quarterdeck.surfaces.web.ways import EXPLAIN, door_of, doored

ROUTES = APIRouter()
_OF_THE_WEEK = ("changed", "due")


@ROUTES.get("/", dependencies=OWN)
def overview(request: Request) -> Response:
    """What matters most, in one page: the assessment's own. Who may not see it is led to the first place that they may."""
    house = house_of(request)
    if Permission.READ not in session_of(request).may:
        return RedirectResponse(seen_by(house, session_of(request))[0].address, 303)
    shown = house.now
    since = house.accepted_since(shown.run)
    costs = shown.costs
    more = [(costs.heading, "costs", _drawn_costs(shown))] if costs else []
    title = shown.run.request.company.name or "Overview"
    return _section(request, shown, _front(shown), "/", title=title, more=more, since=[shown.findings[id_] for id_ in since])


@ROUTES.get("/practices/{name}", dependencies=READ)
def practice(request: Request, name: str) -> HTMLResponse:
    """Everything that one practice says."""
    shown = house_of(request).now
    if name not in shown.practices:
        raise HTTPException(404)
    return _section(request, shown, shown.practices[name], f"/practices/{name}")


@ROUTES.get("/evidence", dependencies=READ)
def evidence(request: Request) -> HTMLResponse:
    """What was looked at, when, and what was wrong with it."""
    shown = house_of(request).now
    return _section(request, shown, shown.looked_at, "/evidence")


@ROUTES.get(EXPLAIN + "{id_}", dependencies=READ)
def explanation(request: Request, id_: str) -> HTMLResponse:
    """The chain behind a number or a finding: as a page of its own, or for the drawer of another."""
    return explained(request, id_)


def draw(_house: House, shown: Shown) -> None:
    """Make what these pages are made of."""
    _drawn_costs(shown)
    for address, section in (("/", _front(shown)), ("/evidence", shown.looked_at), *((f"/practices/{name}", one) for name, one in shown.practices.items())):
        _drawn(shown, section, address)


def _front(shown: Shown) -> Section:
    """The assessment's first page, and after its first words what changed and what falls due, as the memo of the week tells it."""
    return shown.made(("front",), lambda run: _with_week(shown.first, memo(run, None)))


def _with_week(first: Section, week: Document) -> Section:
    told = tuple(block for block in week.sections[0].blocks if isinstance(block, Section) and block.anchor in _OF_THE_WEEK)
    begins = next((place for place, block in enumerate(first.blocks) if isinstance(block, Section)), len(first.blocks))
    return replace(first, blocks=(*first.blocks[:begins], *told, *first.blocks[begins:]))


def _drawn_costs(shown: Shown) -> str:
    costs = shown.costs
    return shown.drawn(("costs",), lambda: blocks(doored(shown, costs, "money"), door_of(shown), 3)) if costs else ""


def _drawn(shown: Shown, section: Section, address: str) -> str:
    return shown.drawn(("section", address), lambda: blocks(doored(shown, section, address.strip("/").replace("/", "-") or "overview"), door_of(shown)))


def _section(request: Request, shown: Shown, section: Section, address: str, **values: object) -> HTMLResponse:
    here = next(place for place in places(recorded=True) if place.address == address)
    by = str(shown.run.store.manifest.get("program", ""))
    versions = (by, __version__) if by and by != __version__ else ()
    behind = house_of(request).showing.behind
    told: dict[str, Any] = {"title": section.heading, "versions": versions, "more": (), "since": (), "behind": behind, **values}
    return page(
        request, "section.html.jinja", here=here, as_of=str(shown.run.request.as_of), front=address == "/",
        body=_drawn(shown, section, address), **told,
    )  # fmt: skip
