"""Signing in with a password, and leaving. What is refused says the same whoever was meant, and takes as long."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from quarterdeck.app.access.accounts import Account
from quarterdeck.app.access.audit import Deed
from quarterdeck.app.access.oidc import configured
from quarterdeck.app.access.passwords import TooManyError
from quarterdeck.app.access.sessions import SIGNED_IN
from quarterdeck.surfaces.web.forms import Said, fields_of
from quarterdeck.surfaces.web.house import House, house_of, session_of
from quarterdeck.surfaces.web.permissions import EVERYBODY, OWN
from quarterdeck.surfaces.web.rendering import outside
from quarterdeck.surfaces.web.ways_in import SIGN_IN, cookie_for

ROUTES = APIRouter()
_INSIDE = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")
_REFUSED = "That name and that password do not go together, or the account is closed."


@ROUTES.get(SIGN_IN, dependencies=EVERYBODY)
def ask(request: Request) -> Response:
    """The form."""
    if hasattr(request.state, "session"):
        return RedirectResponse("/", 303)
    return _form(request, request.query_params.get("then", ""))


@ROUTES.post(SIGN_IN, dependencies=EVERYBODY)
def sign_in(request: Request, said: Annotated[Mapping[str, str], Depends(fields_of)]) -> Response:
    """Let in who knows the password of an account."""
    house, origin = house_of(request), request.state.origin
    name, then = said.get("name", "").strip().casefold()[:64], said.get("then", "")
    request.state.noted = True
    wait = max(house.attempts.take(f"{origin} {name}"), house.attempts_from.take(origin), house.attempts_to.take(name))
    account = house.accounts.now().accounts.get(name)
    known = account.name if account else ""  # people type their password in the wrong field: an unknown name is not logged
    if wait:
        house.note(Deed("sign-in refused", known, by="password", on="too often", status=429, origin=origin))
        minutes = -(-wait // 60)
        words = f"That was tried too often. Try again in {minutes} minute{'s' if minutes > 1 else ''}."
        return _form(request, then, name, words, 429, {"retry-after": str(wait)})
    try:
        fits = house.passwords.fits(said.get("password", ""), account.password if account else "")
    except TooManyError as error:
        return _form(request, then, name, f"{str(error)[:1].upper()}{str(error)[1:]}.", 503, {"retry-after": "5"})
    if account is None or not fits or account.disabled:
        house.note(Deed("sign-in refused", known, by="password", on="" if known else "unknown name", status=401, origin=origin))
        return _form(request, then, name, _REFUSED, 401)
    house.attempts.forget(f"{origin} {name}")
    house.attempts_from.give_back(origin)  # a whole office signs in from one address
    house.attempts_to.give_back(name)
    return let_in(house, account, "password", origin, inside(then))


@ROUTES.post("/sign-out", dependencies=OWN)
def sign_out(request: Request, _said: Said) -> Response:
    """Leave: whoever kept the cookie is out too."""
    house, session = house_of(request), session_of(request)
    house.sessions.end(session)
    request.state.noted = True
    house.note(Deed("signed out", session.person.account, session.person.role, "browser", origin=request.state.origin))
    answer = outside("signed_out.html.jinja", team=house.team)
    answer.headers["set-cookie"] = cookie_for(house.settings, "", 0)
    return answer


def let_in(house: House, account: Account, by: str, origin: str, then: str) -> Response:
    """The way in for who proved to be that."""
    cookie = house.sessions.sign_in(account)
    house.note(Deed("signed in", account.name, account.role, by, origin=origin))
    return RedirectResponse(then, 303, {"set-cookie": cookie_for(house.settings, cookie, SIGNED_IN)})


def inside(then: str) -> str:
    """The page that somebody was on their way to, if it is one of this server."""
    return then if _INSIDE.fullmatch(then) and not then.startswith(SIGN_IN) else "/"


def _form(request: Request, then: str, name: str = "", wrong: str = "", status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    provider = configured(house_of(request).access)
    return outside(
        "sign_in.html.jinja", status, headers, then=inside(then), name=name, wrong=wrong, company=house_of(request).company,
        provider=provider.title if provider else "",
    )  # fmt: skip
