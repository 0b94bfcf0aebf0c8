"""For owners: who has an account, as what, given and changed by an owner who says their own password again; API tokens; the log of what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from quarterdeck.app.access.accounts import Account, RefusedAccountError
from quarterdeck.app.access.audit import Deed
from quarterdeck.app.access.passwords import TooManyError, UnfitPasswordError
from quarterdeck.app.access.roles import Role
from quarterdeck.surfaces.web.forms import Said
from quarterdeck.surfaces.web.house import house_of, session_of
from quarterdeck.surfaces.web.navigation import Place
from quarterdeck.surfaces.web.permissions import MANAGE
from quarterdeck.surfaces.web.rendering import page

ROUTES = APIRouter()
_HERE = Place("/log", "People and log")
_LINES = 300
_SAYS = {
    Role.OWNER: "everything", Role.CONTRIBUTOR: "all but people and log", Role.READER: "look at all of it", Role.BOARD: "look at what was published",
}  # fmt: skip
_FIRST = "There are no accounts here. `quarterdeck account add` makes the first, an owner's, where the workspace lies."


@ROUTES.get("/log", dependencies=MANAGE)
def log(request: Request) -> Response:
    """Who has an account, and what everybody did."""
    return _page(request)


@ROUTES.post("/people", dependencies=MANAGE)
def add(request: Request, said: Said) -> Response:
    """Give somebody an account. Without a password they sign in through the identity provider alone."""
    house = house_of(request)
    name, full_name, email = (said.get(key, "").strip() for key in ("name", "full_name", "email"))

    def do() -> str:
        kept = house.passwords.hash(said["first"], name, full_name, email) if said.get("first") else ""
        house.accounts.add(Account(name, full_name, email, _role(said), str(datetime.now(UTC).date()), kept))
        return f"account added, {said.get('role')}"

    return _done(request, said, name, do)


@ROUTES.post("/people/{name}", dependencies=MANAGE)
def change(request: Request, name: str, said: Said) -> Response:
    """Change an account: its role, its password, closed or open. Its sessions end."""
    house, what = house_of(request), said.get("do", "")

    def do() -> str:
        if what == "role":
            role = _role(said)
            house.accounts.alter(name, lambda one: replace(one, role=role))
            return f"role changed, {role}"
        if what == "password":
            held = house.accounts.now().accounts.get(name)
            kept = house.passwords.hash(said.get("first", ""), name, *((held.full_name, held.email) if held else ()))
            house.accounts.alter(name, lambda one: replace(one, password=kept))
            return "password changed"
        if what not in {"close", "open"}:
            raise RefusedAccountError("that is nothing that is done with accounts")
        house.accounts.alter(name, lambda one: replace(one, disabled=what == "close"))
        return "account closed" if what == "close" else "account opened"

    return _done(request, said, name, do)


def _done(request: Request, said: Mapping[str, str], name: str, do: Callable[[], str]) -> Response:
    """Do it, if whoever asks says their own password: a session that was stolen makes no accounts."""
    house, person = house_of(request), session_of(request).person
    own = house.accounts.now().accounts.get(person.account)
    if own is None or not own.password:
        why = _FIRST if own is None else "Who signs in through the identity provider has no password to say again: use `quarterdeck account`."
        return _page(request, 409, why, said)
    wait = house.attempts.take(f"people {own.name}")
    if wait:
        return _page(request, 429, f"That was tried too often. Try again in {wait} seconds.", said)
    try:
        if not house.passwords.fits(said.get("own", ""), own.password):
            return _page(request, 403, "That is not your own password, so nothing was changed.", said)
        house.attempts.forget(f"people {own.name}")
        told = do()
    except (RefusedAccountError, UnfitPasswordError, TooManyError) as error:
        return _page(request, 422, f"{str(error)[:1].upper()}{str(error)[1:]}.", said)
    house.note(Deed(told, person.account, person.role, "browser", name, origin=request.state.origin))
    request.state.noted = True
    return RedirectResponse("/log", 303)


def _role(said: Mapping[str, str]) -> Role:
    try:
        return Role(said.get("role", ""))
    except ValueError as error:
        raise RefusedAccountError(f"a role is one of {', '.join(Role)}") from error


def _page(request: Request, status: int = 200, wrong: str = "", said: Mapping[str, str] | None = None) -> Response:
    house, now = house_of(request), datetime.now(UTC)
    book = house.accounts.now()
    own = book.accounts.get(session_of(request).person.account)
    return page(
        request, "log.html.jinja", status, here=_HERE, accounts=sorted(book.accounts.values(), key=lambda one: one.name), roles=_SAYS,
        tokens=[one for one in book.tokens.values() if one.holds(now)], lines=list(house.audit.newest(_LINES)), wrong=wrong, said=said or {},
        may_change=bool(own and own.password),
    )  # fmt: skip
