"""Signing in at an identity provider: what is believed, and everything that is not. The provider lives in memory; nothing is asked of a network."""

from __future__ import annotations

import http.server
import json
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest
from joserfc.jwk import ECKey, OctKey

from quarterdeck.app.access.asking import ProviderError, ask
from quarterdeck.app.access.oidc import NotProvenError, Proven, Relying, usable
from tests.app.access.fake_provider import ISSUER, NOW, PROVIDER, FakeProvider

BACK = "https://quarterdeck.example.org/sign-in/back"


class Clock:
    """A moment that a test moves on."""

    now: float = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def there() -> FakeProvider:
    return FakeProvider()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def here(there: FakeProvider, clock: Clock) -> Relying:
    return Relying(BACK, there, clock)


def test_who_signs_in_there_is_proven_here_once(here: Relying, there: FakeProvider) -> None:
    address, browser = here.begin(PROVIDER, "/findings")
    assert address.startswith(
        f"{ISSUER}/authorize?response_type=code&client_id=quarterdeck&redirect_uri=https%3A%2F%2Fquarterdeck.example.org%2Fsign-in%2Fback"
    )
    assert browser not in address
    said = there.sign_in(address, email="carl@example.org", email_verified=True)
    assert here.finish(PROVIDER, said, browser) == (Proven("42", "carl@example.org"), "/findings")
    with pytest.raises(NotProvenError, match="not begun in this browser, or was used"):
        here.finish(PROVIDER, said, browser)


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_the_provider_does_not_vouch_for_is_none(here: Relying, there: FakeProvider, verified: object) -> None:
    address, browser = here.begin(PROVIDER, "/")
    assert here.finish(PROVIDER, there.sign_in(address, email="olga@example.org", email_verified=verified), browser)[0] == Proven("42", "")


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"nonce": "another"}, "not for this sign-in"),
        ({"nonce": None}, "not for this sign-in"),
        ({"aud": "another"}, "not for this sign-in"),
        ({"iss": "https://evil.example"}, "not for this sign-in"),
        ({"exp": NOW - 61}, "not for this sign-in"),
        ({"exp": None}, "not for this sign-in"),
        ({"sub": None}, "not for this sign-in"),
        ({"aud": ["quarterdeck", "another"]}, "made for another program"),
        ({"azp": "another"}, "made for another program"),
    ],
)
def test_a_token_for_something_else_proves_nothing(here: Relying, there: FakeProvider, claims: dict[str, object], why: str) -> None:
    address, browser = here.begin(PROVIDER, "/")
    with pytest.raises(NotProvenError, match=why):
        here.finish(PROVIDER, there.sign_in(address, **claims), browser)


def test_what_the_providers_keys_did_not_sign_proves_nothing(here: Relying, there: FakeProvider) -> None:
    public = json.dumps(there.key.as_dict(private=False))
    tries: list[tuple[dict[str, str], ECKey | OctKey]] = [
        ({"alg": "ES256", "kid": "one"}, ECKey.generate_key("P-256", {"kid": "one"})),
        ({"alg": "none"}, there.key),
        ({"alg": "HS256", "kid": "one"}, OctKey.import_key(public.encode())),
        ({"alg": "HS256"}, OctKey.import_key(b"the client's secret and some more")),
    ]
    for header, key in tries:
        there.header, there.signs_with = header, key
        address, browser = here.begin(PROVIDER, "/")
        with pytest.raises(NotProvenError, match="did not sign"):
            here.finish(PROVIDER, there.sign_in(address), browser)


def test_keys_that_the_provider_changed_are_fetched_anew_and_not_at_every_try(here: Relying, there: FakeProvider, clock: Clock) -> None:
    def tried() -> bool:
        address, browser = here.begin(PROVIDER, "/")
        try:
            return bool(here.finish(PROVIDER, there.sign_in(address), browser))
        except NotProvenError:
            return False

    assert tried()
    there.key = ECKey.generate_key("P-256", {"kid": "two"})
    there.header = {"alg": "ES256", "kid": "two"}
    assert [tried() for _ in range(3)] == [False] * 3
    assert there.asked.count(f"{ISSUER}/keys") == 1
    clock.now += 61
    there.now = int(clock.now)
    assert tried()


def test_another_browser_another_state_and_another_day_do_not_come_in(here: Relying, there: FakeProvider, clock: Clock) -> None:
    for wrong in ("browser", "state", "time", "issuer", "code", "verifier"):
        address, browser = here.begin(PROVIDER, "/")
        said = there.sign_in(address)
        if wrong == "time":
            clock.now += 601
        if wrong == "verifier":
            there._codes["a-code"]["code_challenge"] = "another"
        changed = {"state": {"state": "x"}, "issuer": {"iss": "https://evil.example"}, "code": {"code": "", "error": "access_denied"}}.get(wrong, {})
        with pytest.raises((NotProvenError, ProviderError)):
            here.finish(PROVIDER, said | changed, "another" if wrong == "browser" else browser)


def test_strangers_that_begin_and_never_come_back_keep_nobody_out(here: Relying, there: FakeProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quarterdeck.app.access.oidc._MOST", 2)
    for _ in range(5):
        here.begin(PROVIDER, "/")
    address, browser = here.begin(PROVIDER, "/findings")
    assert here.finish(PROVIDER, there.sign_in(address), browser)[1] == "/findings"


def test_a_provider_that_calls_itself_otherwise_is_not_asked(here: Relying, there: FakeProvider) -> None:
    there.issuer = "https://evil.example"
    with pytest.raises(ProviderError, match="calls itself otherwise"):
        here.begin(PROVIDER, "/")


@pytest.mark.parametrize(
    ("address", "fits"),
    [(ISSUER, True), ("http://127.0.0.1:9000/realm", True), ("http://login.example.org", False), ("ftp://x", False), ("", False), (f"{ISSUER}?x=1", False)],
)
def test_a_provider_is_reached_over_https(address: str, fits: bool) -> None:
    assert usable(address) is fits


class Answers(http.server.BaseHTTPRequestHandler):
    """Redirects, refuses, answers too much, or for too long."""

    def do_GET(self) -> None:
        status = {"/redirects": 302, "/refuses": 400}.get(self.path, 200)
        self.send_response(status)
        self.send_header("location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()
        with suppress(ConnectionError):  # who asked has gone
            for piece in [b"x"] * 100 if self.path == "/drips" else [b"x" * 1_000_001 if self.path == "/much" else b"{}"]:
                self.wfile.write(piece)
                time.sleep(0.02 if self.path == "/drips" else 0)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the standard library's own name
        """Say nothing."""


@pytest.fixture(scope="module")
def listening() -> Iterator[str]:
    with http.server.HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "why"), [("/redirects", "refused .status 302"), ("/refuses", "refused .status 400"), ("/much", "more than can be meant"), ("/well", "")]
)
def test_a_provider_is_followed_nowhere(listening: str, path: str, why: str) -> None:
    if not why:
        assert ask(listening + path, None, ("name", "secret")) == b"{}"
        return
    with pytest.raises(ProviderError, match=why):
        ask(listening + path, None, None)


def test_a_provider_that_is_not_there_or_has_no_https() -> None:
    with pytest.raises(ProviderError, match="without https"):
        ask("http://login.example.org/token", None, None)
    with pytest.raises(ProviderError, match="cannot be reached"):
        ask("http://127.0.0.1:1/", None, None)


def test_a_provider_that_is_slow_is_not_waited_for_by_everybody(listening: str, here: Relying, there: FakeProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quarterdeck.app.access.asking._SECONDS", 0.1)
    with pytest.raises(ProviderError, match="cannot be reached"):
        ask(listening + "/drips", None, None)  # a byte now and then, for two seconds
    monkeypatch.setattr("quarterdeck.app.access.oidc._PATIENCE", 0.001)
    with ExitStack() as others:
        for _ in range(4):
            others.enter_context(here._turns)
        with pytest.raises(ProviderError, match="others wait for it already"):
            here.begin(PROVIDER, "/")
    assert here.begin(PROVIDER, "/")[0].startswith(ISSUER)
