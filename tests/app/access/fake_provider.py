"""An identity provider that lives in memory: it answers what a real one would, or what an attacker would like."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey

from quarterdeck.app.access.asking import ProviderError
from quarterdeck.app.access.oidc import Provider

ISSUER = "https://login.example.org"
PROVIDER = Provider(ISSUER, "quarterdeck", "the client's secret", "Acme")
NOW = 1_795_000_000


class FakeProvider:
    """Its keys, the codes that it gave, and what it says in its tokens."""

    def __init__(self) -> None:
        self.key = ECKey.generate_key("P-256", {"kid": "one", "use": "sig", "alg": "ES256"})
        self.issuer, self.now = ISSUER, NOW
        self.claims: dict[str, Any] = {}
        self.header: dict[str, Any] = {"alg": "ES256", "kid": "one"}
        self.signs_with: ECKey | OctKey | None = None
        self.asked: list[str] = []
        self._codes: dict[str, dict[str, str]] = {}

    def sign_in(self, address: str, **claims: object) -> dict[str, str]:
        """Somebody signs in there: what the browser brings back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        self._codes["a-code"] = asked
        told = {"iss": ISSUER, "aud": asked["client_id"], "sub": "42", "iat": self.now, "exp": self.now + 300, "nonce": asked["nonce"]}
        self.claims = {**told, **claims}
        return {"state": asked["state"], "code": "a-code", "iss": ISSUER}

    def __call__(self, address: str, form: Mapping[str, str] | None, signed: tuple[str, str] | None, /) -> bytes:
        """What the provider answers."""
        self.asked.append(address)
        if address.endswith("/.well-known/openid-configuration"):
            ways = {"authorization_endpoint": f"{ISSUER}/authorize", "token_endpoint": f"{ISSUER}/token", "jwks_uri": f"{ISSUER}/keys"}
            return json.dumps({"issuer": self.issuer, **ways}).encode()
        if address.endswith("/keys"):
            return json.dumps(KeySet([self.key]).as_dict(private=False)).encode()
        assert form is not None
        assert signed == ("quarterdeck", "the client's secret")
        asked = self._codes.pop(form["code"], None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if asked is None or asked["code_challenge"] != proof or asked["redirect_uri"] != form["redirect_uri"]:
            raise ProviderError("the identity provider refused (status 400)")
        claims = {name: value for name, value in self.claims.items() if value is not None}
        if self.header["alg"] == "none":
            parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (self.header, claims)]
            return json.dumps({"id_token": ".".join([*parts, ""])}).encode()
        return json.dumps({"id_token": jwt.encode(self.header, claims, self.signs_with or self.key, algorithms=["ES256", "HS256"])}).encode()
