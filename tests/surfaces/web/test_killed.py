"""A server killed at any moment, and its long work too: what it had accepted is there, whole and committed; nothing is half."""

from __future__ import annotations

import os
import random
import re
import signal
import time
from dataclasses import dataclass, field

import httpx2
import pytest
from fastapi.testclient import TestClient

from quarterdeck.app.imports.uploads import Uploads
from quarterdeck.app.reports.documents import FORMATS
from quarterdeck.app.reports.editions import content, editions
from quarterdeck.app.server.background import Background
from quarterdeck.app.server.serving import state_folder
from quarterdeck.app.server.studies import kept
from tests.builders import git
from tests.surfaces.web.conftest import RECORDS, Acme
from tests.surfaces.web.server import Served
from tests.surfaces.web.test_guard import token
from tests.surfaces.web.test_leading import RECORD
from tests.surfaces.web.test_work import until

_ROUNDS = 3
_FILE = b"Deployed At,App\n" + b"2026-02-02,shop\n" * 5000


@dataclass
class Told:
    """What a server was asked to write in one round, and what it said that it had written."""

    plans: int = 0
    tried: int = 0
    said: list[str] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)


def test_no_accepted_write_is_lost_and_none_is_half(acme: Acme) -> None:
    """A record is saved, something is said about a finding, a file is uploaded, in turn, until the server is killed."""
    chance = random.Random(11)
    said: list[str] = []
    for number in range(_ROUNDS):
        before = acme.text("risks/fire.yaml")
        told = _write_until_killed(acme, chance.uniform(0.3, 1.5), number)
        held = acme.text("risks/fire.yaml")
        (acme.root / ".git" / "index.lock").unlink(missing_ok=True)
        said += told.said
        _require_plan(told, held, before, number)
        texts = [path.read_text() for path in (acme.root / "comments").glob("*")] if (acme.root / "comments").is_dir() else []
        assert len(texts) - len(said) in {0, 1}, "the last may be written and not yet answered for"
        assert all(any(one in text for text in texts) for one in said)
        assert all(text.endswith("\n") and "finding:" in text for text in texts)
        said = [re.findall(r"Words \d+-\d+\.", text)[0] for text in texts]
        committed = git(acme.root, "ls-files", "comments").decode().split()
        assert len(texts) - len(committed) in {0, 1}
        for id_ in told.uploads:
            assert Uploads(state_folder(acme.out)).get(id_).path.read_bytes() == _FILE
    assert not [path.name for path in (acme.root / "risks").iterdir() if path.name != "fire.yaml"]


def _require_plan(told: Told, held: str, before: str, number: int) -> None:
    """The record holds what was accepted last, or what was tried last."""
    found = re.search(r"^plan: Plan (\d+)-(\d+)$", held, re.MULTILINE)
    if not told.plans and held == before:
        return
    assert found, held
    assert (int(found[1]), int(found[2])) in {(number, told.plans), (number, told.tried)}
    assert held.startswith(RECORDS["risks/fire.yaml"].partition("\n")[0])
    assert held.endswith("\n")


def _write_until_killed(acme: Acme, seconds: float, number: int) -> Told:
    """One thing after the other; the server is killed while it does the last."""
    told = Told()
    with Served(acme.root) as served, httpx2.Client(base_url=served.own, follow_redirects=False, timeout=60) as client:
        client.get("/", params={"key": served.key})
        finding = re.findall(r'"/explain/([0-9a-f]+)"', client.get("/findings").text)[0]
        end = time.monotonic() + seconds
        try:
            while True:
                page = client.get("/records/risk/fire").text
                fields = {name: value_of(page, name) for name in ("token", "seen")}
                if time.monotonic() > end:
                    os.killpg(served.group, signal.SIGKILL)
                told.tried += 1
                if client.post("/records/risk/fire", data={**fields, "plan": f"Plan {number}-{told.tried}"}).status_code == 303:
                    told.plans = told.tried
                words = f"Words {number}-{told.tried}."
                if client.post(f"/findings/{finding}/comment", data={"token": fields["token"], "text": words}).status_code == 303:
                    told.said.append(words)
                answer = client.post("/supply/deployments", data={"token": fields["token"]}, files={"file": ("a.csv", _FILE)})
                if answer.status_code == 303:
                    told.uploads.append(answer.headers["location"].rpartition("/")[2])
        except httpx2.HTTPError:
            return told


@pytest.mark.parametrize(("address", "asked", "at"), [("/reports/chief/publish", {}, "writing"), ("/roadmap", {"seconds": "1", "share": "60"}, "carrying")])
def test_long_work_that_is_killed_leaves_nothing_half(anna: TestClient, acme: Acme, address: str, asked: dict[str, str], at: str) -> None:
    """An edition, and the study of a roadmap."""
    (acme.root / "initiatives").mkdir()
    (acme.root / "initiatives/index.yaml").write_text(RECORD["initiatives/index.yaml"])
    assert anna.post(address, data={"token": token(anna), **asked}).headers["location"] == "/again"
    state = state_folder(acme.out)
    background, end = Background(state), time.monotonic() + 60
    while (seen := background.seen()) and seen.running and at not in " ".join(seen.said) and time.monotonic() < end:
        time.sleep(0.01)
    os.killpg(int((state / "work" / "group").read_text()), signal.SIGKILL)
    until(background, running=False)
    for one in editions(acme.out):  # it may have come to its end a moment before
        assert all(content(acme.out, one.id, form)[1] for form in FORMATS)
    study = kept(state, "roadmap")
    assert study is None or study.read.leaves
    assert all(anna.get(path).status_code == 200 for path in ("/again", "/reports", "/published", "/roadmap"))
    background.start("Something else", ["/bin/true"])  # nothing is busy


def value_of(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]
