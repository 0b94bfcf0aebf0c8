"""Answers before any page: a few words; and what every answer says that a browser may do with it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http import HTTPStatus
from typing import Any, TypeAlias

from quarterdeck.surfaces.web.ways_in import API

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
Header: TypeAlias = tuple[bytes, bytes]

MEDIA = "application/problem+json"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),  # with none at all, browsers do not say either from where a form comes
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
_USUAL = ((b"content-security-policy", POLICY.encode()), (b"cache-control", b"no-store"))
"""For answers that say nothing else themselves."""
_HTTPS_ALONE = (b"strict-transport-security", b"max-age=31536000")


def policy(headers: Iterable[Header], *, https: bool) -> list[Header]:
    """The headers of an answer, with those that every one has."""
    kept = [pair for pair in headers if pair[0] != b"server"]
    told = {name for name, _ in kept}
    return [*kept, *_ALWAYS, *(pair for pair in _USUAL if pair[0] not in told), *([_HTTPS_ALONE] if https else [])]


async def answer(send: Send, path: str, status: int, words: str, *headers: Header) -> None:
    """A few words and nothing else; for a program as problem details."""
    body, kind = f"{words}\n".encode() if words else b"", b"text/plain; charset=utf-8"
    if path.startswith(API):
        body, kind = json.dumps({"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": words}).encode(), MEDIA.encode()
    told = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), *headers]
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": body})
