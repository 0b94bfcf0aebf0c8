"""Long work: begun by a button, watched while it goes on, stopped by another."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from quarterdeck.app.server.background import BusyError
from quarterdeck.surfaces.web.forms import Said
from quarterdeck.surfaces.web.house import House, house_of
from quarterdeck.surfaces.web.navigation import Place
from quarterdeck.surfaces.web.permissions import READ, RUN
from quarterdeck.surfaces.web.rendering import page

ROUTES = APIRouter()
_PROGRAM = "from quarterdeck.surfaces.cli import main; main()"


def ours(*asked: str) -> list[str]:
    """A command of the command line, as a process of its own."""
    return python("-c", _PROGRAM, *asked)


def python(*asked: str) -> list[str]:
    """A process of ours. It works in the workspace, and takes no file that lies there for a part of the program (`-P`)."""
    return [sys.executable, "-P", *asked]


def assessing(house: House) -> list[str]:
    """The command that assesses the workspace again."""
    return ours("assess", "--workspace", house.settings.workspace, "--out", house.settings.out)


def begin(house: House, what: str, command: Sequence[str], shows: str = "/") -> Response:
    """Do it in the background, in the workspace; the page that shows how it goes. Refused while something else is being done."""
    try:
        house.background.start(what, command, shows, house.settings.workspace or None)
    except BusyError as error:
        raise HTTPException(409, f"{error}. See how it goes under Work.") from error
    return RedirectResponse("/again", 303)


@ROUTES.get("/again", dependencies=READ)
def work(request: Request) -> HTMLResponse:
    """What is being done, or was done last."""
    house = house_of(request)
    return page(request, "work.html.jinja", here=Place("/again", "Work"), seen=house.background.seen(), recorded=bool(house.settings.workspace))


@ROUTES.post("/again/assess", dependencies=RUN)
def assess(request: Request, _said: Said) -> Response:
    """Assess the workspace again."""
    house = house_of(request)
    if not house.settings.workspace:
        raise HTTPException(409, "Only a workspace says what is to be assessed. Assess again from the command line: `quarterdeck assess PATH --out DIR`.")
    return begin(house, "The assessment", assessing(house))


@ROUTES.post("/again/stop", dependencies=RUN)
def stop(request: Request, _said: Said) -> Response:
    """Stop what goes on."""
    house_of(request).background.stop()
    return RedirectResponse("/again", 303)
