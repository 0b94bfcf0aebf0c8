"""What stands before every page: under which name the server is called, who is in, from where a change comes, and what a browser may do with an answer."""

from __future__ import annotations

import re
import sys
from contextlib import nullcontext
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, quote, urlsplit

from starlette.concurrency import run_in_threadpool

from quarterdeck.app.access.audit import Deed
from quarterdeck.app.access.folder import NotPrivateError
from quarterdeck.app.access.sessions import AT_HOME, Session
from quarterdeck.app.server.showing import patient
from quarterdeck.reports.render.plain import clean
from quarterdeck.surfaces.web.answering import App, Message, Receive, Scope, Send, answer, policy
from quarterdeck.surfaces.web.house import House
from quarterdeck.surfaces.web.ways_in import API, FORM_TOKEN, OUTSIDE, STATIC, cookie_for, cookie_name

LARGEST = 2_000_000
"""Bytes of a form."""
_UPLOAD = re.compile(rf"(?:/supply|{API}exports)/[a-z-]+")
_LARGEST_UPLOAD = 201_000_000
"""Bytes of a form that brings a file: those of the file, and of what is around it."""
_SAFE = frozenset({"GET", "HEAD"})
_BARE = frozenset({"DELETE", "OPTIONS"})
"""Methods whose requests need not say how long they are: nothing reads what they bring."""
_TO_LOG = frozenset({401, 403, 413, 421, 429})
_BROKEN = "The accounts of this server cannot be believed. Whoever runs it reads why where it was started."


class Guard:
    """Asked before the application; what it refuses never gets there."""

    def __init__(self, app: App, house: House) -> None:
        """``house`` knows the names of the server, its sessions and its log."""
        self._app, self._house = app, house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        asked, status = scope["method"], 0
        scope = {**scope, "method": "GET"} if asked == "HEAD" else scope  # answered as GET is, but for the body
        state = scope.setdefault("state", {})
        state["origin"] = _origin(scope, headers, forwarded=self._house.settings.forwarded)

        async def sent(message: Message) -> None:
            nonlocal status
            if asked == "HEAD" and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": policy(message["headers"], https=self._house.settings.address.startswith("https:"))}
            await send(message)

        try:
            await self._answered(scope, headers, receive, sent, looks_ahead=asked == "HEAD")
        finally:
            self._log(scope, asked, status)

    async def _answered(self, scope: Scope, headers: dict[str, str], receive: Receive, send: Send, *, looks_ahead: bool) -> None:
        path, house = scope["path"], self._house
        refusal = self._refusal(scope, headers)
        if refusal:
            await answer(send, path, *refusal)
            return
        if path.startswith(STATIC):
            await self._app(scope, receive, send)
            return
        try:
            key = parse_qs(scope["query_string"].decode("latin-1")).get("key", [""])[0]
            if key and scope["method"] == "GET" and not looks_ahead and not house.team:
                await self._let_in(scope, send, key)
                return
            session = self._session(path, headers)
            team = house.team
        except NotPrivateError as error:
            sys.stderr.write(f"{clean(str(error))}\n")
            await answer(send, scope["path"], 503, _BROKEN)
            return
        if session is None:
            await self._stranger(scope, headers, receive, send, team=team)
            return
        await self._known(scope, headers, receive, send, session, team=team)

    async def _known(self, scope: Scope, headers: dict[str, str], receive: Receive, send: Send, session: Session, *, team: bool) -> None:
        house = self._house
        scope["state"]["session"] = session
        wait = house.often.take(session.id) if team else 0
        by_browser = not session.token and scope["method"] not in _SAFE and scope["path"].startswith(API)
        if wait:
            said = f"That is more than anybody asks for by hand. Go on in {wait} seconds."
            await answer(send, scope["path"], 429, said, (b"retry-after", str(wait).encode()))
        elif by_browser and not house.sessions.fits(session, headers.get(FORM_TOKEN, "")):
            said = f"A browser that is signed in says by the header {FORM_TOKEN} that it is a page of this server that asks."
            await answer(send, scope["path"], 403, said)
        else:  # a whole page opens again by itself where it cannot be shown at once; programs, parts of pages and what changes something wait
            whole = scope["method"] == "GET" and not scope["path"].startswith(API) and "hx-request" not in headers
            with nullcontext() if whole else patient():
                await self._app(scope, receive, send)

    def _session(self, path: str, headers: dict[str, str]) -> Session | None:
        """Who asks: a token counts for the API alone, and whoever brings one is not asked for a cookie."""
        if "authorization" in headers:
            scheme, _, told = headers["authorization"].partition(" ")
            return self._house.sessions.bearer(told.strip()) if path.startswith(API) and scheme.casefold() == "bearer" else None
        cookie = _cookie(headers.get("cookie", ""), cookie_name(self._house.settings))
        return self._house.sessions.read(cookie) if cookie else None

    async def _stranger(self, scope: Scope, headers: dict[str, str], receive: Receive, send: Send, *, team: bool) -> None:
        path, wait = scope["path"], self._house.strangers.take(scope["state"]["origin"])
        if wait:
            await answer(send, scope["path"], 429, f"That is too often. Try again in {wait} seconds.", (b"retry-after", str(wait).encode()))
        elif team and path in OUTSIDE:
            await self._app(scope, receive, send)
        elif path.startswith(API) or "authorization" in headers:
            said = "Bring a token that holds, as «Authorization: Bearer qd_…»: who is signed in makes one on the page «Account»."
            await answer(send, scope["path"], 401, said, (b"www-authenticate", b"Bearer"))
        elif team and scope["method"] == "GET":
            there = "" if path == "/" else f"?then={quote(path)}"
            await answer(send, scope["path"], 303, "Sign in first.", (b"location", f"/sign-in{there}".encode()))
        elif team:
            await answer(send, scope["path"], 401, "Nobody is signed in here, so nothing was done. Sign in, and do it again.")
        else:
            await answer(send, scope["path"], 401, "Nobody is signed in here. Open the address that `quarterdeck serve` printed: it holds the key.")

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        hosts, address = self._house.settings.hosts, self._house.settings.address
        if headers.get("host", "") not in hosts:
            return 421, "This server is not called by that name."
        if scope["method"] in _SAFE:
            return None
        size = headers.get("content-length", "0" if scope["method"] in _BARE else "")  # HTTP/2 sends a body of any size without saying so
        most = _LARGEST_UPLOAD if _UPLOAD.fullmatch(scope["path"]) else LARGEST
        if not (size.isascii() and size.isdigit()) or int(size) > most:
            return 413, f"A form may hold {most} bytes at most, and says how many it holds."
        origin = headers.get("origin", "")
        own = origin == address if urlsplit(origin).scheme == "https" else urlsplit(origin).netloc in hosts
        if headers.get("sec-fetch-site", "same-origin") != "same-origin" or (origin and not own):
            return 403, "A change comes from this server's own pages, or not at all."
        return None

    async def _let_in(self, scope: Scope, send: Send, key: str) -> None:
        path, house = scope["path"], self._house
        cookie = await run_in_threadpool(house.sessions.by_key, key)
        house.note(Deed("signed in" if cookie else "sign-in refused", by="key", origin=scope["state"]["origin"]))
        if cookie is None:
            await answer(send, scope["path"], 403, "That is not this server's key. Open the address that `quarterdeck serve` printed.")
            return
        there = path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"
        told = cookie_for(house.settings, cookie, AT_HOME)
        await answer(send, scope["path"], 303, "", (b"location", quote(there).encode()), (b"set-cookie", told.encode()))

    def _log(self, scope: Scope, asked: str, status: int) -> None:
        """A line for what changed something and for what was refused; strangers cannot fill the disk with theirs."""
        state = scope["state"]
        session: Session | None = state.get("session")
        used = bool(session and session.token) and not self._house.used.take(f"{session.id if session else ''} {state['origin']}")
        refused = status in _TO_LOG
        if state.get("noted") or not (refused or used or (session and asked not in _SAFE)):
            return
        if session is None and self._house.refusals.take("strangers"):
            return
        what = "refused" if refused else "changed" if asked not in _SAFE else "token used"
        by = session.id if session and session.token else "browser" if session else ""
        person = session.person if session else None
        on = f"{clean(asked)[:10]} {clean(scope['path'])}"
        self._house.note(Deed(what, person.account if person else "", person.role if person else "", by, on, status, state["origin"]))


def _origin(scope: Scope, headers: dict[str, str], *, forwarded: bool) -> str:
    """The address of the other end; that which the proxy saw, where the server was told that one stands before it: the last, for others may be invented."""
    client = scope.get("client")
    told = headers.get("x-forwarded-for", "").rpartition(",")[2].strip() if forwarded else ""
    return clean(told)[:60] or (str(client[0]) if client else "")


def _cookie(told: str, name: str) -> str:
    try:
        found = SimpleCookie(told).get(name)
    except CookieError:
        return ""
    return found.value if found else ""
