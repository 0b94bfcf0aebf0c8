"""Who gets in, under which name, and from where a change may come: tried as an attacker would."""

from __future__ import annotations

import re

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from quarterdeck.surfaces.web.application import ROUTES
from quarterdeck.surfaces.web.ways_in import OUTSIDE
from tests.surfaces.web.conftest import HOST, KEY, Acme


def routes() -> list[tuple[str, str]]:
    """Every method and path of the application, its parameters filled in."""
    found = [route for part in ROUTES for route in part.routes if isinstance(route, APIRoute)]
    assert len(found) > 10
    return [(method, re.sub(r"\{[^}]*\}", "risk", route.path)) for route in found for method in sorted(route.methods or ())]


def test_without_a_session_nothing_is_told_but_how_to_come_in(stranger: TestClient) -> None:
    for method, path in routes():
        answer = stranger.request(method, path, data={"x": "1"} if method == "POST" else None)
        if path.startswith("/static/"):
            continue
        assert answer.status_code == 401, path
        assert "Acme" not in answer.text
        assert ("Bring a token" if path.startswith("/api/v1/") else "quarterdeck serve") in answer.text


def test_a_forged_old_or_foreign_cookie_is_none(anna: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    good = anna.cookies["quarterdeck"]
    anna.cookies.clear()
    for cookie in ("", "x", good[:-2], good.swapcase(), f"{good}x", "quarterdeck=quarterdeck", '"', "a" * 5000):
        assert anna.get("/", headers={"cookie": f"quarterdeck={cookie}"}).status_code == 401, cookie
    assert anna.get("/", headers={"cookie": f"other=1; quarterdeck={good}"}).status_code == 200
    monkeypatch.setattr("quarterdeck.app.access.sessions.AT_HOME", -1)
    old = anna.get("/", params={"key": KEY}).cookies["quarterdeck"]
    assert anna.get("/", headers={"cookie": f"quarterdeck={old}"}).status_code == 401


@pytest.mark.parametrize("key", ["", "x", KEY[:-1], f"{KEY}x", KEY.upper(), "ключ"])
def test_another_key_lets_nobody_in(stranger: TestClient, key: str) -> None:
    answer = stranger.get("/", params={"key": key})
    assert answer.status_code in {401, 403}
    assert "set-cookie" not in answer.headers


def test_the_key_leaves_the_address_and_the_cookie_is_for_this_server_alone(stranger: TestClient) -> None:
    answer = stranger.get("/findings", params={"key": KEY})
    assert (answer.status_code, answer.headers["location"]) == (303, "/findings")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert KEY not in cookie
    assert stranger.get("//evil.example/", params={"key": KEY}).headers["location"] == "/"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", f"{HOST}.evil.example", "", f"user@{HOST}"])
def test_another_name_is_not_answered(looking: TestClient, host: str) -> None:
    """A page of somebody else's whose name leads to this machine (DNS rebinding)."""
    answer = looking.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "Acme" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_change_from_another_page_is_refused(anna: TestClient, acme: Acme, headers: dict[str, str]) -> None:
    before = acme.text("risks/fire.yaml")
    answer = anna.post("/records/risk/fire", data={"text": "name: x\n", "token": token(anna)}, headers=headers)
    assert answer.status_code == 403
    assert acme.text("risks/fire.yaml") == before


def test_a_change_without_this_sessions_token_is_refused(anna: TestClient, acme: Acme) -> None:
    before, commit = acme.text("risks/fire.yaml"), acme.last_commit()
    for wrong in ("", "x", token(anna)[:-1], token(anna).upper()):
        for method, path in routes():
            if method == "POST" and path not in OUTSIDE:  # whoever signs in has no session yet: there the origin is asked for
                assert anna.post(path, data={"text": "name: x\n", "token": wrong}).status_code in {403, 404}, path
    assert acme.text("risks/fire.yaml") == before
    assert acme.last_commit() == commit
    assert not (acme.root / "acceptances").exists()


def test_a_form_too_large_or_of_unknown_size_is_refused(looking: TestClient) -> None:
    assert looking.post("/records/risk/fire", content=b"x" * 2_000_001).status_code == 413
    assert looking.post("/records/risk/fire", content=iter([b"text=x"])).status_code == 413
    unsaid = looking.build_request("PUT", "/api/v1/records/risk/fire")
    del unsaid.headers["content-length"]
    assert looking.send(unsaid).status_code == 413, "over HTTP/2 a body of any size follows all the same"


@pytest.mark.parametrize(
    "path",
    ["/static/../guard.py", "/static/..%2fguard.py", "/static/%2e%2e/%2e%2e/etc/passwd", "/static/app.css/../../x", "/static/inter-../../README.md.woff2",
     "/records/risk/..%2f..%2fquarterdeck", "/records/..%2f..%2fetc/passwd", "/records/risk/../../etc/passwd", "/explain/..%2f..", "/practices/%00"],
)  # fmt: skip
def test_no_path_leads_out(looking: TestClient, path: str) -> None:
    assert looking.get(path).status_code == 404


def test_every_answer_says_what_a_browser_may_do_with_it(looking: TestClient) -> None:
    for path in ("/", "/findings", "/nothing", "/static/app.css", "/records"):
        headers = looking.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert ("immutable" in headers["cache-control"]) == path.startswith("/static/")


def test_head_is_answered_as_get_is_without_the_body(looking: TestClient, stranger: TestClient) -> None:
    for path in ("/findings", "/static/app.css", "/nothing"):
        seen, asked = looking.get(path), looking.head(path)
        assert (asked.status_code, asked.content) == (seen.status_code, b"")
        assert asked.headers["content-length"] == seen.headers["content-length"]
    assert stranger.head("/findings").status_code == 401
    assert "set-cookie" not in stranger.head("/", params={"key": KEY}).headers, "what looks ahead is not let in"


def token(client: TestClient) -> str:
    """What this session's forms carry."""
    found = re.search(r'name="token" value="([0-9a-f]+)"', client.get("/records/risk/fire").text)
    assert found
    return found[1]
