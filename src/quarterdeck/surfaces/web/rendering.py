"""From values to pages: the templates, and what they may ask."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from quarterdeck.app.access.roles import Permission
from quarterdeck.app.access.sessions import Session
from quarterdeck.kernel.section import Section
from quarterdeck.reports.render.html import SHAPES, font, parts, sheet, sorting, typeface
from quarterdeck.reports.render.plain import clean
from quarterdeck.surfaces.web.house import House, house_of, session_of
from quarterdeck.surfaces.web.navigation import Place, places
from quarterdeck.surfaces.web.ways_in import STATIC

_TYPED = re.compile("`([^`]+)`")
_OWN = ("app.css", "app.js", "palette.js", "htmx.min.js")


@cache
def static(name: str) -> tuple[bytes, str] | None:
    """A file that every page shares, with its type; ``None`` for another name."""
    if name == "blocks.css":
        own_faces = typeface(lambda font_file: f"{STATIC}{font_file}")
        return f"{own_faces}{sheet()}".encode(), "text/css; charset=utf-8"
    if name == "sort.js":
        return sorting().encode(), "text/javascript; charset=utf-8"
    if name.startswith("inter-") and name.endswith(".woff2"):
        return font(name), "font/woff2"
    if name in _OWN:
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        return files(__package__).joinpath("static", name).read_bytes(), f"{kind}; charset=utf-8"
    return None


@cache
def address(name: str) -> str:
    """Where such a file lies: with its hash, so that browsers keep it until it changes."""
    found = static(name)
    assert found is not None
    return f"{STATIC}{name}?{hashlib.sha256(found[0]).hexdigest()[:12]}"


@cache
def _environment() -> Environment:
    environment = Environment(loader=PackageLoader(__package__), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals |= {"address": address}
    environment.filters |= {"line": clean, "shape": SHAPES.__getitem__, "typed": _typed}
    return environment


def _typed(words: str) -> Markup:
    """Words with what somebody would type, between backticks, as code."""
    return Markup(_TYPED.sub(r"<code>\1</code>", str(escape(words))))  # noqa: S704  # escaped before anything is put around it


def seen_by(house: House, session: Session) -> list[Place]:
    """The places of the navigation that somebody may see."""
    return [place for place in places(recorded=bool(house.settings.workspace)) if place.needs in session.may]


def page(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """A page from its template. ``here`` among the values is the place that the navigation marks; ``may`` says what the reader may do."""
    house, session = house_of(request), session_of(request)
    told: dict[str, object] = {
        "places": seen_by(house, session),
        "here": Place("", ""),
        "token": house.sessions.form_token(session),
        "may": session.may,
        "person": session.person,
        "spoken_of": _spoken_of(house) if Permission.READ in session.may else "",
        "fragment": request.headers.get("hx-request") == "true",
        **values,
    }
    return HTMLResponse(_environment().get_template(template).render(told), status)


def _spoken_of(house: House) -> str:
    """The day that every page speaks of, as soon as something is in view."""
    held = house.showing.held
    return str(held.run.request.as_of) if held else ""


def outside(template: str, status: int = 200, headers: Mapping[str, str] | None = None, **values: object) -> HTMLResponse:
    """A page for who is not signed in: it knows nothing but what it is given."""
    return HTMLResponse(_environment().get_template(template).render(values), status, dict(headers or {}))


def blocks(section: Section, door_to: Callable[[str], str], level: int = 2) -> str:
    """A section's blocks, as a template prints them."""
    return parts([section], door_to, level)[0]
