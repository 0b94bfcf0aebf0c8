"""What goes wrong is said in words, loses nothing that was saved, and shows nothing of the program's inside."""

from __future__ import annotations

import json
import os
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from quarterdeck.app.server.newest import Showing
from tests.builders import git
from tests.surfaces.web.conftest import HOST, KEY, Acme, concluded, over
from tests.surfaces.web.test_guard import token
from tests.surfaces.web.test_pages import words

FORM = {"content-type": "application/x-www-form-urlencoded"}
FIRE = "/records/risk/fire"


def form(client: TestClient, path: str = FIRE) -> dict[str, str]:
    """What the page's own form carries beside its fields."""
    found = dict(re.findall(r'name="(token|seen)" value="([^"]*)"', client.get(path).text))
    assert "token" in found
    return found


def test_an_assessment_that_this_program_cannot_show_is_a_page_in_words(anna: TestClient, acme: Acme, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = acme.out / "manifest.json"
    said = json.loads(manifest.read_text())
    del said["assume"]
    manifest.write_text(json.dumps(said))
    answer = anna.get("/findings")
    assert answer.status_code == 500
    assert "Something went wrong" in answer.text
    assert "assess again" in words(answer.text)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "KeyError" not in answer.text
    told = capsys.readouterr().err
    assert "GET /findings went wrong" in told
    assert "KeyError: 'assume'" in told
    assert anna.get("/records").status_code == 200, "what needs no assessment is there all the same"


def test_where_nothing_is_assessed_the_page_leads_to_assessing(anna: TestClient, acme: Acme) -> None:
    (acme.out / "manifest.json").write_text("{}")
    text = anna.get("/").text
    assert "by another version of quarterdeck" in words(text)
    assert 'href="/again">assess it now' in text


@pytest.mark.parametrize(
    ("odd", "status"),
    [
        ("plan=%ff%fe", 400),
        ("plan=a&plan=b", 303),
        ("plan=a%00b", 422),
        ("plan=x&message=a%00b", 303),
        (f"plan=x&message={'m' * 300_000}", 303),
        ("plan=x&message=--amend%0a%0aSigned-off-by:%20x", 303),
        ("&".join(f"f{number}=1" for number in range(1001)), 400),
        ("text=name:%20%26a%20[*a]", 422),
        (f"text=name:%20{'[' * 50_000}", 422),
        ("text=name:%20!!python/object/apply:os.system%20[id]", 422),
        (f"text=%23{'y' * 1_500_000}", 422),
    ],
)
def test_an_odd_form_is_answered_in_words_and_leaves_a_whole_committed_record(anna: TestClient, acme: Acme, odd: str, status: int) -> None:
    before = acme.text("risks/fire.yaml")
    answer = anna.post(FIRE, content=f"{urlencode(form(anna))}&{odd}".encode(), headers=FORM)
    assert answer.status_code == status
    assert status == 303 or "<main" in answer.text
    assert (acme.text("risks/fire.yaml") == before) == (status != 303)
    assert git(acme.root, "status", "--porcelain", "risks") == b""
    assert len(acme.last_commit()) <= 200


@pytest.mark.parametrize("path", ["/findings/zzz/accept", "/again/stop", "/new/risk", FIRE])
def test_a_form_with_a_file_is_refused_as_a_page(looking: TestClient, path: str) -> None:
    answer = looking.post(path, data={"token": token(looking)}, files={"text": ("x", b"name: x")})
    assert answer.status_code == 400
    assert "<main" in answer.text


def lock(acme: Acme) -> None:
    """Another git is at work, or died there."""
    (acme.root / ".git" / "index.lock").write_text("")


def hook(acme: Acme) -> None:
    """The company's own check says no."""
    path = acme.root / ".git" / "hooks" / "pre-commit"
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\necho '<b>not today</b>' >&2\nexit 1\n")
    path.chmod(0o755)


def nobody(acme: Acme) -> None:
    """Git does not know who commits."""
    git(acme.root, "config", "--unset", "user.name")
    git(acme.root, "config", "--unset", "user.email")
    git(acme.root, "config", "user.useConfigOnly", "true")


@pytest.mark.parametrize(("trouble", "why"), [(lock, "index.lock"), (hook, "&lt;b&gt;not today"), (nobody, "tell me who you are")])
def test_what_git_does_not_take_is_written_and_the_page_says_how_to_go_on(
    anna: TestClient, acme: Acme, trouble: Callable[[Acme], None], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    trouble(acme)
    answer = anna.post(FIRE, data={**form(anna), "plan": "A second room."})
    assert answer.status_code == 500
    assert "Written, and not committed" in answer.text
    assert why in answer.text
    assert "git commit risks/fire.yaml" in words(answer.text)
    assert "plan: A second room." in acme.text("risks/fire.yaml")
    again = anna.post(FIRE, data=form(anna))
    assert again.headers["location"] == f"{FIRE}?saved=none"
    assert "Nothing was changed" in anna.get(again.headers["location"]).text
    assert "Saved and committed" not in anna.get(again.headers["location"]).text


def test_nothing_is_read_or_written_through_a_link(anna: TestClient, acme: Acme) -> None:
    (acme.root / "systems").symlink_to("/etc")
    (acme.root / "risks" / "evil.yaml").symlink_to("/etc/passwd")
    assert anna.get("/records/risk/evil").status_code == 404
    answer = anna.post("/new/system", data={"record-id": "shop", "name": "Shop", "token": token(anna)})
    assert answer.status_code == 500
    assert "systems is a link, and nothing is written through links" in words(answer.text)
    assert 'value="Shop"' in answer.text
    assert str(acme.root) not in answer.text


def test_a_broken_record_says_on_its_own_page_what_is_wrong(anna: TestClient, acme: Acme) -> None:
    (acme.root / "risks" / "flood.yaml").write_text("name: Flood\nlikelihood: much\nimpact: 1k..2k EUR\n")
    assert "risks/flood.yaml:2:13" in words(anna.get("/records/risk/flood").text)
    (acme.root / "risks" / "flood.yaml").write_bytes(b"\xff\x00name: x")
    assert "This record is broken" in anna.get("/records/risk/flood").text


def test_the_key_in_an_address_writes_no_header(stranger: TestClient) -> None:
    answer = stranger.get("/%0d%0aset-cookie:x", params={"key": KEY})
    assert answer.headers["location"] == "/%0D%0Aset-cookie%3Ax"


@pytest.mark.parametrize("page", ["0", "²", "٣", "-1", "1e9", "9999999"])
def test_no_number_of_a_page_is_too_odd(looking: TestClient, page: str) -> None:
    assert looking.get("/findings", params={"page": page}).status_code == 200


@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "OPTIONS"])
def test_what_cannot_be_done_is_said_as_such(looking: TestClient, method: str) -> None:
    answer = looking.request(method, "/records")
    assert answer.status_code == 405
    assert "That cannot be done here." in answer.text


def test_what_somebody_would_type_is_set_as_code(looking: TestClient) -> None:
    text = looking.get(FIRE).text
    assert "as a range: <code>5%..20%</code>" in text
    assert "`" not in words(text)


def test_a_page_that_is_being_made_says_so_and_opens_by_itself(assessed_acme: Path) -> None:
    acme = Acme(assessed_acme)
    app = over(acme)
    app.state.house.showing = Showing(acme.out, lambda out: replace(concluded(out), patience=0.0, _kept=OrderedDict()))
    with TestClient(app, base_url=f"http://{HOST}", follow_redirects=False) as reader:
        reader.get("/", params={"key": KEY})
        answer = reader.get("/teams")
        assert (answer.status_code, answer.headers["retry-after"]) == (202, "1")
        assert "This page opens by itself" in words(answer.text)
        assert reader.get("/vendors", headers={"hx-request": "true"}).status_code == 200, "a part of a page waits"
        assert reader.get("/api/v1/renewals").status_code == 200, "programs wait"
        for _ in range(200):
            answer = reader.get("/teams")
            if answer.status_code == 200:
                break
            time.sleep(0.02)
        assert "No team is on record yet." in words(answer.text)
