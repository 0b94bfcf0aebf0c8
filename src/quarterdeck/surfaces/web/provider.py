"""Signing in at the organisation's identity provider: there, and back."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from quarterdeck.app.access.accounts import Account
from quarterdeck.app.access.asking import ProviderError
from quarterdeck.app.access.audit import Deed
from quarterdeck.app.access.oidc import LASTS, NotProvenError, Proven, Provider, configured
from quarterdeck.app.access.sessions import SIGNED_IN
from quarterdeck.reports.render.plain import clean
from quarterdeck.surfaces.web.house import House, house_of
from quarterdeck.surfaces.web.permissions import EVERYBODY
from quarterdeck.surfaces.web.rendering import outside
from quarterdeck.surfaces.web.signing import inside
from quarterdeck.surfaces.web.ways_in import BACK, PROVIDER, cookie_for

ROUTES = APIRouter()
_COOKIE = "quarterdeck-way"
_BY = "identity provider"


@ROUTES.get(PROVIDER, dependencies=EVERYBODY)
def there(request: Request) -> Response:
    """Send the browser to the provider."""
    house = house_of(request)
    provider = _provider(house)
    try:
        address, browser = house.relying.begin(provider, inside(request.query_params.get("then", "")))
    except ProviderError as error:
        return _wrong(str(error), 502)
    return RedirectResponse(address, 303, {"set-cookie": _way(house, browser, LASTS)})


@ROUTES.get(BACK, dependencies=EVERYBODY)
def back(request: Request) -> Response:
    """Let in whom the provider vouches for, where an account is theirs."""
    house, origin = house_of(request), request.state.origin
    provider = _provider(house)
    request.state.noted = True
    try:
        proven, then = house.relying.finish(provider, request.query_params, _browser(request))
    except NotProvenError as error:
        house.note(Deed("sign-in refused", by=_BY, on=clean(str(error)), status=401, origin=origin))
        return _wrong(str(error), 401)
    except ProviderError as error:
        house.note(Deed("sign-in refused", by=_BY, on=clean(str(error)), status=502, origin=origin))
        return _wrong(str(error), 502)
    account = _account(house, provider, proven)
    if account is None:
        house.note(Deed("sign-in refused", by=_BY, on=clean(f"no account for {proven.email or proven.subject}"), status=403, origin=origin))
        return _wrong("you are known there, and have no account here. Whoever runs this server gives one: `quarterdeck account add`", 403)
    cookie = house.sessions.sign_in(account)
    house.note(Deed("signed in", account.name, account.role, _BY, origin=origin))
    # A page, not a redirect: a browser that comes from elsewhere sends a strict cookie only with what this server's own page asks for.
    answer = outside("arrived.html.jinja", then=then)
    answer.headers.append("set-cookie", cookie_for(house.settings, cookie, SIGNED_IN))
    answer.headers.append("set-cookie", _way(house, "", 0))
    return answer


def _account(house: House, provider: Provider, proven: Proven) -> Account | None:
    """By who they are there; at the first time by their e-mail address, where the provider vouches for it."""
    accounts, subject = house.accounts.now().accounts.values(), f"{provider.issuer} {proven.subject}"
    known = next((one for one in accounts if one.subject == subject), None)
    if known is None and proven.email:
        known = next((one for one in accounts if not one.subject and one.email.casefold() == proven.email.casefold()), None)
        if known and not known.disabled:
            house.accounts.know(known.name, subject)
    return known if known and not known.disabled else None


def _provider(house: House) -> Provider:
    provider = configured(house.access)
    if provider is None:
        raise HTTPException(404)
    return provider


def _wrong(words: str, status: int) -> Response:
    return outside("not_arrived.html.jinja", status, words=f"{words[:1].upper()}{words[1:].rstrip('.')}.")


def _way(house: House, value: str, seconds: int) -> str:
    """The cookie of one way there and back: it comes with the browser from elsewhere, and says nothing but that it is the same one."""
    secure = "; Secure" if house.settings.address.startswith("https:") else ""
    return f"{_COOKIE}={value}; Path={BACK}; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"


def _browser(request: Request) -> str:
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(_COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""
