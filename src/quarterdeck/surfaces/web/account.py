"""One's own account: what it allows, its password, its API tokens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from quarterdeck.app.access.accounts import SCOPES, RefusedAccountError
from quarterdeck.app.access.audit import Deed
from quarterdeck.app.access.passwords import TooManyError, UnfitPasswordError
from quarterdeck.app.access.roles import Permission
from quarterdeck.surfaces.web.forms import Said
from quarterdeck.surfaces.web.house import house_of, session_of
from quarterdeck.surfaces.web.navigation import Place
from quarterdeck.surfaces.web.permissions import OWN
from quarterdeck.surfaces.web.rendering import page
from quarterdeck.surfaces.web.signing import let_in

ROUTES = APIRouter()
_HERE = Place("/account", "Account")
_DAYS = (7, 30, 90, 366)
_SAYS = {
    Permission.PUBLISHED: "see what was published",
    Permission.READ: "see the assessment and the record",
    Permission.WRITE: "change the record",
    Permission.RUN: "start and stop work",
    Permission.MANAGE: "see and change accounts, see the log",
}


@ROUTES.get("/account", dependencies=OWN)
def account(request: Request) -> Response:
    """Who is signed in, and what they may do."""
    return _page(request)


@ROUTES.post("/account/password", dependencies=OWN)
def password(request: Request, said: Said) -> Response:
    """Another password: every session of the account ends, and a new one begins in this browser."""
    house, person = house_of(request), session_of(request).person
    held = house.accounts.now().accounts.get(person.account)
    if held is None:
        raise HTTPException(409, "There are no accounts here, and so no passwords. `quarterdeck account add` makes the first.")
    wait = house.attempts.take(f"password {held.name}")
    if wait:
        return _page(request, 429, wrong=f"That was tried too often. Try again in {wait} seconds.")
    try:
        if not house.passwords.fits(said.get("old", ""), held.password):
            return _page(request, 403, wrong="That is not the password that you have now.")
        kept = house.passwords.hash(said.get("new", ""), held.name, held.full_name, held.email)
    except (UnfitPasswordError, TooManyError) as error:
        return _page(request, 422, wrong=f"{str(error)[:1].upper()}{str(error)[1:]}.")
    changed = house.accounts.alter(held.name, lambda one: replace(one, password=kept))
    house.attempts.forget(f"password {held.name}")
    _note(request, "password changed", held.name)
    return let_in(house, changed, "password", request.state.origin, "/account")


@ROUTES.post("/account/tokens", dependencies=OWN)
def make_token(request: Request, said: Said) -> Response:
    """A token, shown this once."""
    house, person = house_of(request), session_of(request).person
    scopes = tuple(scope for scope in SCOPES if said.get(f"scope-{scope}"))
    days = said.get("days", "")
    try:
        number = int(days) if re.fullmatch("[0-9]{1,3}", days) else 0
        token, told = house.accounts.make_token(person, said.get("name", ""), scopes, number, datetime.now(UTC))
    except RefusedAccountError as error:
        return _page(request, 422, wrong=f"{str(error)[:1].upper()}{str(error)[1:]}.")
    _note(request, "token made", f"{token.id} {' '.join(token.scopes)}")
    return _page(request, 201, told=told)


@ROUTES.post("/account/tokens/{id_}/revoke", dependencies=OWN)
def revoke(request: Request, id_: str, _said: Said) -> Response:
    """Take a token back."""
    house, person = house_of(request), session_of(request).person
    try:
        gone = house.accounts.revoke(id_, person)
    except RefusedAccountError as error:
        raise HTTPException(404, f"{error}.") from error
    _note(request, "token revoked", id_)
    return RedirectResponse("/account" if gone.account == person.account else "/log", 303)


def _page(request: Request, status: int = 200, **said: str) -> Response:
    house, session = house_of(request), session_of(request)
    book, now = house.accounts.now(), datetime.now(UTC)
    held = book.accounts.get(session.person.account)
    own = [token for token in book.tokens.values() if token.account == session.person.account]
    told: Mapping[str, str] = {"wrong": "", "told": "", **said}
    return page(
        request, "account.html.jinja", status, here=_HERE, person=session.person, team=house.team, scopes=[one for one in SCOPES if one in session.may],
        tokens=[(token, token.holds(now)) for token in own], days=_DAYS, by_password=bool(held and held.password),
        says=_SAYS, **told,
    )  # fmt: skip


def _note(request: Request, what: str, on: str) -> None:
    """Write it into the log in its own words, in place of those of the guard."""
    person = session_of(request).person
    house_of(request).note(Deed(what, person.account, person.role, "browser", on, origin=request.state.origin))
    request.state.noted = True
