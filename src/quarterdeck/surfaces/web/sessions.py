"""Who is in: a signed cookie, given to whoever brings the key; and a token in each form, bound to that cookie."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer

from quarterdeck.app.access.roles import ALLOWED, ALONE, Permission, Person

COOKIE = "quarterdeck"
LIFETIME = 30 * 24 * 3600
"""Seconds for which a session holds."""


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is in: as whom, and what it may do."""

    id: str
    person: Person = ALONE

    @property
    def may(self) -> frozenset[Permission]:
        """What its person's role allows."""
        return ALLOWED[self.person.role]


class Sessions:
    """Makes and reads sessions; forms carry a token that only the session's own pages hold."""

    def __init__(self, secret: str, key: str) -> None:
        """``secret`` signs; ``key`` lets in."""
        self._signer = URLSafeTimedSerializer(secret, salt="session")
        self._secret = secret.encode()
        self._key = key.encode()

    def let_in(self, key: str) -> str | None:
        """The cookie for who brings the right key; ``None`` otherwise."""
        if not hmac.compare_digest(key.encode(), self._key):
            return None
        return str(self._signer.dumps(secrets.token_urlsafe(16)))

    def read(self, cookie: str) -> Session | None:
        """The session of a cookie; ``None`` where it is forged or has run out."""
        try:
            told = self._signer.loads(cookie, max_age=LIFETIME)
        except BadSignature:
            return None
        return Session(told) if isinstance(told, str) else None

    def token(self, session: Session) -> str:
        """What forms of this session carry."""
        return hmac.digest(self._secret, f"form {session.id}".encode(), "sha256").hex()

    def fits(self, session: Session, token: str) -> bool:
        """Whether a form came from a page of this session."""
        return hmac.compare_digest(self.token(session).encode(), token.encode())
