"""What stands before every page: under which name the server is called, who is in, from where a change comes, and what a browser may do with an answer."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any, TypeAlias
from urllib.parse import parse_qs, quote, urlsplit

from quarterdeck.surfaces.web.sessions import COOKIE, LIFETIME, Sessions

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

STATIC = "/static/"
LARGEST = 2_000_000
"""Bytes of a form."""
_UPLOAD = re.compile(r"/supply/[a-z-]+")
_LARGEST_UPLOAD = 201_000_000
"""Bytes of a form that brings a file: those of the file, and of what is around it."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),  # with none at all, browsers do not say either from where a form comes
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
_SAFE = frozenset({"GET", "HEAD"})


class Guard:
    """Asked before the application; what it refuses never gets there."""

    def __init__(self, app: App, sessions: Sessions, hosts: tuple[str, ...]) -> None:
        """``hosts`` are the names, with their ports, under which the server may be called."""
        self._app, self._sessions, self._hosts = app, sessions, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        path, asked = scope["path"], scope["method"]
        scope = {**scope, "method": "GET"} if asked == "HEAD" else scope  # answered as GET is, but for the body

        async def sent(message: Message) -> None:
            if asked == "HEAD" and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            if message["type"] == "http.response.start":
                kept = [pair for pair in message["headers"] if pair[0] != b"server"]
                caching = [] if any(name == b"cache-control" for name, _ in kept) else [(b"cache-control", b"no-store")]
                message = {**message, "headers": [*kept, *_ALWAYS, *caching]}
            await send(message)

        refusal = self._refusal(scope, headers)
        if refusal:
            await _answer(sent, *refusal)
            return
        if path.startswith(STATIC):
            await self._app(scope, receive, sent)
            return
        key = parse_qs(scope["query_string"].decode("latin-1")).get("key", [""])[0]
        if key and asked == "GET":
            await self._let_in(sent, path, key)
            return
        session = self._sessions.read(_cookie(headers.get("cookie", "")))
        if session is None:
            await _answer(sent, 401, "Nobody is signed in here. Open the address that `quarterdeck serve` printed: it holds the key.")
            return
        scope.setdefault("state", {})["session"] = session
        await self._app(scope, receive, sent)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        if headers.get("host", "") not in self._hosts:
            return 421, "This server is not called by that name."
        if scope["method"] in _SAFE:
            return None
        size = headers.get("content-length", "" if "transfer-encoding" in headers or scope["method"] == "POST" else "0")
        most = _LARGEST_UPLOAD if _UPLOAD.fullmatch(scope["path"]) else LARGEST
        if not (size.isascii() and size.isdigit()) or int(size) > most:
            return 413, f"A form may hold {most} bytes at most, and says how many it holds."
        origin = urlsplit(headers.get("origin", ""))
        if headers.get("sec-fetch-site", "same-origin") != "same-origin" or (headers.get("origin") and origin.netloc not in self._hosts):
            return 403, "A change comes from this server's own pages, or not at all."
        return None

    async def _let_in(self, send: Send, path: str, key: str) -> None:
        cookie = self._sessions.let_in(key)
        if cookie is None:
            await _answer(send, 403, "That is not this server's key. Open the address that `quarterdeck serve` printed.")
            return
        told = f"{COOKIE}={cookie}; Path=/; HttpOnly; SameSite=Strict; Max-Age={LIFETIME}"
        there = path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"
        headers = [(b"location", quote(there).encode()), (b"set-cookie", told.encode()), (b"content-length", b"0")]
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


def _cookie(told: str) -> str:
    try:
        found = SimpleCookie(told).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


async def _answer(send: Send, status: int, words: str) -> None:
    body = f"{words}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
