"""Browsers that are in: a secret in their cookie, its hash in a private file. A session ends by its time, by leaving, and when its account changes."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from quarterdeck.app.access.accounts import Account, Accounts
from quarterdeck.app.access.folder import Kept
from quarterdeck.app.access.roles import ALLOWED, ALONE, Permission, Person

if TYPE_CHECKING:
    from pydantic import TypeAdapter

AT_HOME = 30 * 24 * 3600
"""Seconds for which the one person of a machine stays in."""
SIGNED_IN = 12 * 3600
"""Seconds for which somebody with an account stays in: a day's work."""
IDLE = 3600
"""Seconds after which somebody with an account, who asked for nothing meanwhile, signs in again; a server may be told another limit."""
_MOST = 20
"""Browsers in which one person is in at a time; the oldest gives way."""


@dataclass(frozen=True, slots=True)
class Session:
    """Who asks, how they came in, and what they may do."""

    id: str
    person: Person
    may: frozenset[Permission]
    token: str = ""
    """The id of the API token that was brought; empty for a browser."""


@dataclass(frozen=True, slots=True)
class Held:
    """A session as it is kept: by the hash of its secret."""

    account: str
    stamp: str
    until: float


@cache
def _adapter() -> TypeAdapter[dict[str, Held]]:
    from pydantic import TypeAdapter  # noqa: PLC0415  # loaded when sessions are read

    return TypeAdapter(dict[str, Held])


class Sessions:
    """Makes, reads and ends sessions; forms carry a token that only the session's own pages hold."""

    def __init__(
        self, folder: Path, accounts: Accounts, secret: str, key: str, clock: Callable[[], datetime] = lambda: datetime.now(UTC), idle: int = IDLE
    ) -> None:
        """``folder`` is private; ``secret`` makes the forms' tokens; ``key`` lets the one person in, where there are no accounts; no ``idle`` is no limit."""
        self._kept: Kept[dict[str, Held]] = Kept(folder / "sessions.json", _adapter, {})
        self._accounts, self._secret, self._key, self._clock = accounts, secret.encode(), key, clock
        self._idle, self._begun = idle, self._now()
        self._used: dict[str, float] = {}
        """When each session asked for something, as far as this server knows: what was before its start counts from there."""

    def by_key(self, key: str) -> str | None:
        """The cookie for who brings the right key; ``None`` otherwise, and where people have accounts."""
        fits = hmac.compare_digest(key.encode(), self._key.encode()) and bool(self._key)
        return self._open(Held("", "", self._now() + AT_HOME)) if fits and not self._accounts.now().accounts else None

    def sign_in(self, account: Account) -> str:
        """The cookie for whoever proved to be that."""
        return self._open(Held(account.name, account.stamp, self._now() + SIGNED_IN))

    def read(self, cookie: str) -> Session | None:
        """The session of a cookie; ``None`` where it is forged, has run out or ended, or its account is not what it was. Raises ``NotPrivateError``."""
        id_ = _hashed(cookie)
        held, book = self._kept.now().get(id_), self._accounts.now()
        if held is None or held.until <= self._now():
            return None
        if not held.account:
            return None if book.accounts else Session(id_, ALONE, ALLOWED[ALONE.role])
        account = book.accounts.get(held.account)
        if account is None or account.disabled or account.stamp != held.stamp or self._was_idle(id_, held):
            return None
        self._used[id_] = self._now()
        return Session(id_, account.person, ALLOWED[account.role])

    def _was_idle(self, id_: str, held: Held) -> bool:
        """Whether nobody asked by it for too long."""
        return bool(self._idle) and self._now() - max(self._used.get(id_, 0.0), self._begun, held.until - SIGNED_IN) > self._idle

    def bearer(self, told: str) -> Session | None:
        """The session of an API token: what its person's role and its scopes both allow. Raises ``NotPrivateError``."""
        found = self._accounts.now().bearer(told, self._clock())
        if found is None:
            return None
        token, person = found
        return Session(f"token {token.id}", person, ALLOWED[person.role] & frozenset(token.scopes), token.id)

    def end(self, session: Session) -> None:
        """Leave: the cookie is worth nothing from now on, wherever somebody kept it."""
        self._kept.change(lambda held: {id_: one for id_, one in held.items() if id_ != session.id})

    def form_token(self, session: Session) -> str:
        """What forms of this session carry."""
        return hmac.digest(self._secret, f"form {session.id}".encode(), "sha256").hex()

    def fits(self, session: Session, token: str) -> bool:
        """Whether a form came from a page of this session."""
        return hmac.compare_digest(self.form_token(session).encode(), token.encode())

    def _open(self, new: Held) -> str:
        cookie, now = secrets.token_urlsafe(32), self._now()

        def how(held: dict[str, Held]) -> dict[str, Held]:
            going = {id_: one for id_, one in held.items() if one.until > now}
            for id_ in self._used.keys() - going.keys():
                self._used.pop(id_, None)
            own = sorted((id_ for id_, one in going.items() if one.account == new.account), key=lambda id_: going[id_].until)
            for id_ in own[: max(0, len(own) - _MOST + 1)]:
                del going[id_]
            return going | {_hashed(cookie): new}

        self._kept.change(how)
        return cookie

    def _now(self) -> float:
        return self._clock().timestamp()


def _hashed(cookie: str) -> str:
    return hashlib.sha256(cookie.encode("utf-8", "replace")).hexdigest()
