"""The overview, a page per practice, the evidence, and what explains a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from quarterdeck.app.access.roles import Permission
from quarterdeck.app.explain import UnknownIdError
from quarterdeck.app.showing import Shown
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.section import Section
from quarterdeck.surfaces.web.acceptances import may_accept
from quarterdeck.surfaces.web.house import house_of, session_of
from quarterdeck.surfaces.web.navigation import places
from quarterdeck.surfaces.web.permissions import OWN, READ
from quarterdeck.surfaces.web.rendering import blocks, page, seen_by

ROUTES = APIRouter()
EXPLAIN = "/explain/"


@ROUTES.get("/", dependencies=OWN)
def overview(request: Request) -> Response:
    """What matters most, in one page: the assessment's own. Who may not see it is led to the first place that they may."""
    house = house_of(request)
    if Permission.READ not in session_of(request).may:
        return RedirectResponse(seen_by(house, session_of(request))[0].address, 303)
    shown = house.now
    since = house.accepted_since(shown.run)
    costs = shown.costs
    more = [(costs.heading, "costs", shown.made(("costs",), lambda _: blocks(costs, door_of(shown), 3)))] if costs else []
    title = shown.run.request.company.name or "Overview"
    return _section(request, shown, shown.first, "/", title=title, more=more, since=[shown.findings[id_] for id_ in since])


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
    house = house_of(request)
    shown = house.now
    try:
        heading, body = shown.once("page", id_, lambda section: (section.heading, blocks(section, door_of(shown), 3)))
    except UnknownIdError as error:
        raise HTTPException(404, str(error)) from error
    finding = next((finding for whole, finding in shown.findings.items() if whole.startswith(id_)), None)
    since = house.accepted_since(shown.run).get(finding.id) if finding else None
    acceptable = finding is not None and finding.verdict.outcome is Outcome.NOT_MET and finding.id not in shown.run.accepted and since is None
    by = may_accept(house.workspace) if acceptable else []
    return page(
        request, "explanation.html.jinja", heading=heading, body=body, finding=finding, since=since, by=by, acceptable=acceptable,
        recorded=bool(house.settings.workspace),
    )  # fmt: skip


def door_of(shown: Shown) -> Callable[[str], str]:
    """Where this server explains an id: its explanation, or the page that is its section."""

    def door(id_: str) -> str:
        if id_ in shown.explained:
            return f"{EXPLAIN}{id_}"
        if id_ == "money" and shown.costs:
            return "/#costs"
        return f"/practices/{id_}" if id_ in shown.practices else ""

    return door


def _section(request: Request, shown: Shown, section: Section, address: str, **values: object) -> HTMLResponse:
    here = next(place for place in places(recorded=True) if place.address == address)
    told: dict[str, Any] = {"title": section.heading, "more": (), "since": (), **values}
    return page(
        request, "section.html.jinja", here=here, as_of=str(shown.run.request.as_of), front=address == "/",
        body=shown.made(("section", address), lambda _: blocks(section, door_of(shown))), **told,
    )  # fmt: skip
