"""The addresses that the guard treats in ways of their own, and the cookie."""

from __future__ import annotations

from quarterdeck.app.server.serving import Settings

STATIC = "/static/"
API = "/api/v1/"
SIGN_IN = "/sign-in"
PROVIDER = "/sign-in/provider"
BACK = "/sign-in/back"
OUTSIDE = frozenset({SIGN_IN, PROVIDER, BACK})
"""Where whoever has an account and is not signed in gets to, beside what every page shares."""
FORM_TOKEN = "x-quarterdeck-form"  # a header's name
"""By this header a page of the server says that a request of its script is its own."""


def cookie_name(settings: Settings) -> str:
    """With https one that no other name of the same domain can set."""
    return "__Host-quarterdeck" if settings.address.startswith("https:") else "quarterdeck"


def cookie_for(settings: Settings, value: str, seconds: int) -> str:
    """The header that gives a browser its session, or takes it away."""
    secure = "; Secure" if settings.address.startswith("https:") else ""
    return f"{cookie_name(settings)}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}"
