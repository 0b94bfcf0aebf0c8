"""The application: what is asked where, and what stands before it."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, Response
from starlette.exceptions import HTTPException

from quarterdeck import __version__
from quarterdeck.app.asking.recall import NothingThereError
from quarterdeck.app.server.newest import BeingReadError
from quarterdeck.app.server.serving import Settings
from quarterdeck.app.server.showing import BeingMadeError
from quarterdeck.surfaces.web import acceptances, account, api, findings, overview, parts, people, provider, records, search, shared, signing, work
from quarterdeck.surfaces.web.api.problems import ApiError, answer, unanswered
from quarterdeck.surfaces.web.guard import Guard
from quarterdeck.surfaces.web.house import House, house_of
from quarterdeck.surfaces.web.mishaps import Mishaps
from quarterdeck.surfaces.web.navigation import shows
from quarterdeck.surfaces.web.permissions import require_decided
from quarterdeck.surfaces.web.rendering import page
from quarterdeck.surfaces.web.ways_in import API

ROUTES = (
    shared.ROUTES, overview.ROUTES, findings.ROUTES, acceptances.ROUTES, records.ROUTES, search.ROUTES, *parts.ROUTES, work.ROUTES,
    signing.ROUTES, provider.ROUTES, account.ROUTES, people.ROUTES, *api.ROUTES,
)  # fmt: skip
_TITLES = {403: "That is not yours to do", 404: "Not here", 405: "Not here"}
_AGAIN = 3
"""Seconds after which a page that could not be shown yet is asked for again."""
_WORDS = {404: "There is no such page.", 405: "That cannot be done here."}


def application(settings: Settings) -> FastAPI:
    """The whole application over one assessment and, where there is one, its workspace."""
    house = House(settings)
    # Behind a proxy a redirect to the address without its last slash would lead to http.
    app = FastAPI(title="Quarterdeck", version=__version__, docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.add_middleware(Mishaps)
    app.add_middleware(Guard, house=house)
    app.state.house = house
    require_decided(ROUTES)
    for routes in ROUTES:
        app.include_router(routes)
    for met in (404, 405, HTTPException, RequestValidationError):
        app.add_exception_handler(met, _not_there)
    app.add_exception_handler(NothingThereError, _nothing_assessed)
    app.add_exception_handler(BeingReadError, _being_read)
    app.add_exception_handler(BeingMadeError, _being_made)
    app.add_exception_handler(ApiError, _refused)
    return app


def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, ApiError)
    return answer(error.status, error.detail, error.problems)


def _not_there(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 422
    if request.url.path.startswith(API):
        return unanswered(error)
    if not hasattr(request.state, "session"):  # only what every page shares is given to strangers
        return PlainTextResponse("There is no such file.\n", status)
    said = error.detail if isinstance(error, HTTPException) else ""
    if not said or said == HTTPStatus(status).phrase:
        said = _WORDS.get(status, "That form is not one of these pages.")
    return page(
        request,
        "message.html.jinja",
        status,
        title=_TITLES.get(status, "That did not work"),
        words=[f"{said[:1].upper()}{said[1:].rstrip('.')}."],
    )


def _being_read(request: Request, error: Exception) -> Response:
    return _soon(request, "Reading the assessment", str(error), _AGAIN)


def _being_made(request: Request, error: Exception) -> Response:
    return _soon(request, "Working it out", str(error), 1)


def _soon(request: Request, title: str, words: str, again: int) -> Response:
    if request.url.path.startswith(API):
        found: Response = answer(503, f"{words}.")
    else:
        told = [f"{words[:1].upper()}{words[1:]}.", "This page opens by itself as soon as there is something to show."]
        found = page(request, "message.html.jinja", 202, title=title, words=told, again=again)  # accepted, and not there yet: no error to a browser
    found.headers["retry-after"] = str(again)
    return found


def _nothing_assessed(request: Request, error: Exception) -> Response:
    if request.url.path.startswith(API):
        return answer(409, f"{error}.")
    assess, here = bool(house_of(request).settings.workspace), shows(request.url.path)
    words = [f"Here stands {here.rstrip('.')}{'' if here.endswith('?') else '.'}", f"{error}."]
    if not assess:
        words += [
            "For risks, contracts, plans and decisions too, start a company's record with `quarterdeck init`, and serve that folder.",
            "To look around first, build an invented company: `quarterdeck demo FOLDER`.",
        ]
    return page(request, "message.html.jinja", title="No assessment to show yet", words=[*words, "Reload this page afterwards."], assess=assess)
