"""Signing in at an identity provider: OpenID Connect, the authorization code flow with PKCE, state and nonce.

Who somebody is, is read from a signed ID token alone. Each way there and back is kept in memory, once, for ten minutes, and belongs to one
browser by a cookie. Nothing of the provider is believed that its keys have not signed, and its keys are those of the address that was set.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from quarterdeck.app.access.asking import Ask, ProviderError, ask
from quarterdeck.app.access.folder import Kept

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FILE = "provider.json"
LASTS = 600
"""Seconds for which a way there and back is open."""
_KEYS_HOLD = 3600.0
_ASKED_AGAIN = 60.0
"""Seconds before keys that do not fit are fetched anew."""
_MOST = 10_000
"""Ways that are open at a time."""
_AT_ONCE, _PATIENCE = 4, 1.0
"""Questions to the provider at a time, and seconds for which another waits: a provider that is slow holds no more of what pages are made with."""
_LEEWAY = 60
_SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA"]
"""Signatures with a public key: never one with a shared secret, never none."""


class NotProvenError(Exception):
    """The provider did not say, in a way that can be believed, who somebody is."""


@dataclass(frozen=True, slots=True)
class Provider:
    """Where people sign in, and what this server is called there."""

    issuer: str
    client_id: str
    client_secret: str = ""
    title: str = "your organisation"


@dataclass(frozen=True, slots=True)
class Proven:
    """Who somebody is, as the provider signed it."""

    subject: str
    email: str
    """Empty where the provider does not vouch for it."""


@dataclass(frozen=True, slots=True)
class _Way:
    """One way there and back."""

    browser: str
    nonce: str
    verifier: str
    then: str
    until: float


@cache
def _adapter() -> TypeAdapter[Provider]:
    from pydantic import TypeAdapter  # noqa: PLC0415  # loaded when a provider is read

    return TypeAdapter(Provider)


def kept_in(folder: Path) -> Kept[Provider]:
    """The file that says which provider."""
    return Kept(folder / FILE, _adapter, Provider("", ""), versioned=True)


def configured(folder: Path) -> Provider | None:
    """The provider that was set; ``None`` where people sign in by password alone. Raises ``NotPrivateError``."""
    found = kept_in(folder).now() if (folder / FILE).exists() else None
    return found if found and found.issuer else None


class Relying:
    """This server, as the provider sees it."""

    def __init__(self, back: str, asking: Ask = ask, clock: Callable[[], float] = lambda: datetime.now(UTC).timestamp()) -> None:
        """``back`` is where the provider sends people; ``asking`` speaks to it."""
        self._back, self._asking, self._clock = back, asking, clock
        self._ways: dict[str, _Way] = {}
        self._documents: dict[str, tuple[float, Mapping[str, object]]] = {}
        self._lock = Lock()
        self._turns = BoundedSemaphore(_AT_ONCE)

    def begin(self, provider: Provider, then: str) -> tuple[str, str]:
        """Where to send a browser, and what its cookie holds. Raises ``ProviderError``."""
        there = _text(self._told(provider), "authorization_endpoint")
        state, nonce, verifier, browser = (secrets.token_urlsafe(32) for _ in range(4))
        with self._lock:
            now = self._clock()
            going = [(key, way) for key, way in self._ways.items() if way.until > now]
            self._ways = dict(going[-_MOST:])  # strangers begin as many as they like: the oldest give way
            self._ways[state] = _Way(_hash(browser), nonce, verifier, then, now + LASTS)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code", "client_id": provider.client_id, "redirect_uri": self._back, "scope": "openid email", "state": state, "nonce": nonce,
            "code_challenge": challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        return f"{there}{'&' if '?' in there else '?'}{urlencode(asked)}", browser

    def finish(self, provider: Provider, said: Mapping[str, str], browser: str) -> tuple[Proven, str]:
        """Who came back, and where they were going. Raises ``NotProvenError``, ``ProviderError``."""
        with self._lock:
            way = self._ways.pop(said.get("state", ""), None)
        if way is None or way.until <= self._clock() or not hmac.compare_digest(way.browser, _hash(browser)):
            raise NotProvenError("this way back was not begun in this browser, or was used, or took longer than ten minutes; begin again")
        if said.get("iss", provider.issuer) != provider.issuer:  # RFC 9207
            raise NotProvenError("another provider answered than the one that was asked")
        if not said.get("code"):
            raise NotProvenError(f"the provider did not sign you in ({said.get('error', 'no reason given')[:60]})")
        return self._read(provider, self._token(provider, said["code"], way.verifier), way.nonce), way.then

    def _token(self, provider: Provider, code: str, verifier: str) -> str:
        told = self._told(provider)
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self._back, "code_verifier": verifier, "client_id": provider.client_id}
        ways = told.get("token_endpoint_auth_methods_supported")
        basic = not isinstance(ways, list) or "client_secret_basic" in ways
        if provider.client_secret and not basic:
            form["client_secret"] = provider.client_secret
        signed = (provider.client_id, provider.client_secret) if provider.client_secret and basic else None
        return _text(_object(self._ask(_text(told, "token_endpoint"), form, signed)), "id_token")

    def _ask(self, address: str, form: Mapping[str, str] | None, signed: tuple[str, str] | None) -> bytes:
        if not self._turns.acquire(timeout=_PATIENCE):
            raise ProviderError("the identity provider answers slowly, and others wait for it already; try again in a few seconds")
        try:
            return self._asking(address, form, signed)
        finally:
            self._turns.release()

    def _read(self, provider: Provider, id_token: str, nonce: str) -> Proven:
        from joserfc import jwt  # noqa: PLC0415  # loaded when somebody comes back
        from joserfc.errors import JoseError  # noqa: PLC0415  # as above

        claims = self._claims(_text(self._told(provider), "jwks_uri"), id_token)
        wanted = jwt.JWTClaimsRegistry(
            now=int(self._clock()), leeway=_LEEWAY, iss={"essential": True, "value": provider.issuer}, aud={"essential": True, "value": provider.client_id},
            exp={"essential": True}, iat={"essential": True}, sub={"essential": True}, nonce={"essential": True, "value": nonce},
        )  # fmt: skip
        try:
            wanted.validate(claims)
        except JoseError as error:
            raise NotProvenError(f"what came back is not for this sign-in ({str(error)[:80]})") from error
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else provider.client_id) != provider.client_id:
            raise NotProvenError("what came back was made for another program")
        vouched = claims.get("email_verified") is True and isinstance(claims.get("email"), str)
        return Proven(str(claims["sub"]), claims["email"] if vouched else "")

    def _claims(self, keys_at: str, id_token: str) -> dict[str, Any]:
        """What an ID token says, if one of the provider's keys signed it; fetched anew where none did, for they may have changed a moment ago."""
        from joserfc import jwt  # noqa: PLC0415  # as above
        from joserfc.errors import JoseError  # noqa: PLC0415  # as above
        from joserfc.jwk import KeySet  # noqa: PLC0415  # as above

        for holds in (_KEYS_HOLD, _ASKED_AGAIN):
            keys = self._document(keys_at, holds)
            with suppress(JoseError, ValueError, TypeError, KeyError):
                return jwt.decode(id_token, KeySet.import_key_set(keys), algorithms=_SIGNED_BY).claims  # type: ignore[arg-type]  # checked by the call
        raise NotProvenError("the provider's keys did not sign what came back")

    def _told(self, provider: Provider) -> Mapping[str, object]:
        """What the provider says of itself, at the address that was set."""
        told = self._document(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration", _KEYS_HOLD)
        if told.get("issuer") != provider.issuer:
            raise ProviderError(f"{provider.issuer} calls itself otherwise; set the issuer as it does")
        return told

    def _document(self, address: str, holds: float) -> Mapping[str, object]:
        now, held = self._clock(), self._documents.get(address)
        if held is None or held[0] + holds <= now:
            held = self._documents[address] = (now, _object(self._ask(address, None, None)))
        return held[1]


def usable(issuer: str) -> bool:
    """Whether a provider may have that address: https, or this machine itself."""
    told = urlsplit(issuer)
    return bool(told.hostname) and (told.scheme == "https" or (told.scheme == "http" and told.hostname in {"127.0.0.1", "localhost"})) and not told.query


def _object(data: bytes) -> Mapping[str, object]:
    try:
        told = json.loads(data)
    except ValueError as error:
        raise ProviderError("the provider answered something that is no JSON") from error
    if not isinstance(told, dict):
        raise ProviderError("the provider answered something else than was asked for")
    return told


def _text(told: Mapping[str, object], name: str) -> str:
    found = told.get(name)
    if not isinstance(found, str) or not found:
        raise ProviderError(f"the provider does not tell its {name}")
    return found


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
