"""Long work in the background: it outlives the server, can be stopped, and what it publishes is shown."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from quarterdeck.app.server.background import Background, BusyError, Seen
from quarterdeck.app.server.serving import Settings, handed_over
from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.serve import serve
from tests.surfaces.web.conftest import Acme
from tests.surfaces.web.test_guard import token
from tests.surfaces.web.test_pages import words

SLEEPS = [sys.executable, "-c", "import time; print('at work', flush=True); time.sleep(60)"]


def until(background: Background, *, running: bool) -> Seen:
    """The work, as soon as it is running or has ended."""
    for _ in range(600):
        seen = background.seen()
        if seen and seen.running == running and (not running or seen.said):
            return seen
        time.sleep(0.1)
    raise AssertionError(background.seen())


def test_work_outlives_whoever_began_it_and_is_stopped_by_somebody_else(tmp_path: Path) -> None:
    Background(tmp_path).start("The sleep", SLEEPS)
    seen = until(Background(tmp_path), running=True)
    assert (seen.job.what, seen.said, seen.ended) == ("The sleep", ("at work",), None)
    with pytest.raises(BusyError, match="The sleep is going on since"):
        Background(tmp_path).start("Another", SLEEPS)
    Background(tmp_path).stop()
    assert until(Background(tmp_path), running=False).ended == -1


@pytest.mark.parametrize("code", [0, 1, 2])
def test_the_end_of_work_and_its_last_words_stay(tmp_path: Path, code: int) -> None:
    Background(tmp_path).start("The work", [sys.executable, "-c", f"print('\\n'.join(map(str, range(50)))); raise SystemExit({code})"])
    seen = until(Background(tmp_path), running=False)
    assert (seen.ended, seen.said[-1], len(seen.said)) == (code, "49", 12)
    (tmp_path / "work" / "job.json").write_text("{")
    assert Background(tmp_path).seen() is None


def test_a_commit_is_in_the_pages_after_assessing_again(anna: TestClient, acme: Acme) -> None:
    from tests.builders import BEN, git

    for name in ("duckdb", "json", "quarterdeck"):  # work is done in the workspace, and nothing of it is executed
        (acme.root / f"{name}.py").write_text("raise SystemExit('a file of the workspace was taken for a part of the program')\n")
    assert "Ben Kay" not in anna.get("/practices/knowledge").text
    shop = acme.root / "code" / "shop"
    (shop / "new.py").write_text("y = 1\n")
    git(shop, "add", "-A")
    name, email = BEN.rstrip(">").split(" <")
    git(shop, "-c", f"user.name={name}", "-c", f"user.email={email}", "commit", "-q", "-m", "New")
    (acme.root / "risks" / "flood.yaml").write_text("name: Flood\nlikelihood: much\nimpact: 1k..2k EUR\n")
    before = words(anna.get("/evidence").text)
    answer = anna.post("/again/assess", data={"token": token(anna)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/again")
    assert "The assessment is going on" in words(anna.get("/again").text)
    assert anna.post("/again/assess", data={"token": token(anna)}).status_code == 409
    assert words(anna.get("/evidence").text) == before, "the old one stays in view"
    for _ in range(900):
        if "The assessment is done." in words(anna.get("/again", headers={"hx-request": "true"}).text):
            break
        time.sleep(0.1)
    said = words(anna.get("/again").text)
    assert "The assessment is done." in said
    assert "Report:" in said
    for _ in range(100):  # while the new one is being concluded the old one is shown
        if words(anna.get("/evidence").text) != before:
            break
        time.sleep(0.1)
    told = words(anna.get("/evidence").text)
    assert told != before, "the new run is shown"
    assert re.search(r"What to do (<code>)?risks/flood.yaml :2:13", told), "a place in the workspace stands without a source before it"


def test_processes_of_somebody_else_are_never_taken_for_the_work(tmp_path: Path) -> None:
    """After a restart of the machine its number is another's: nothing is locked, so nothing goes on and nothing is stopped."""
    with subprocess.Popen(["/bin/sleep", "30"], start_new_session=True) as other:
        folder = tmp_path / "work"
        folder.mkdir()
        (folder / "job.json").write_text(json.dumps({"what": "The assessment", "started": "2026-11-21T08:00:00+00:00"}))
        (folder / "group").write_text(str(other.pid))
        (folder / "said").write_text("12 of 40 repositories\n")
        seen = Background(tmp_path).seen()
        assert seen
        assert (seen.running, seen.ended) == (False, -1)
        Background(tmp_path).stop()
        assert other.poll() is None
        other.kill()


def test_work_is_stopped_at_once_after_its_start(tmp_path: Path) -> None:
    for _ in range(5):
        Background(tmp_path).start("The sleep", SLEEPS)
        Background(tmp_path).stop()
        assert until(Background(tmp_path), running=False).ended == -1


def test_git_and_its_hooks_see_no_key_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings("out", "workspace", "key", "secret", ("127.0.0.1:1",))
    monkeypatch.setattr(os, "environ", dict(os.environ))
    settings.hand_over()
    assert handed_over() == settings
    assert not [value for value in os.environ.values() if "secret" in value and "workspace" in value]


def test_a_port_on_which_somebody_listens_is_not_shared(acme: Acme) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UsageError, match="something listens there already"):
            serve(workspace=acme.root, port=port, browser=False)
