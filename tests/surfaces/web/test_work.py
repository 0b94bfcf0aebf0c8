"""Long work in the background: it outlives the server, can be stopped, and what it publishes is shown."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from quarterdeck.app.background import Background, BusyError, Seen
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

    assert "Ben Kay" not in anna.get("/practices/knowledge").text
    shop = acme.root / "code" / "shop"
    (shop / "new.py").write_text("y = 1\n")
    git(shop, "add", "-A")
    name, email = BEN.rstrip(">").split(" <")
    git(shop, "-c", f"user.name={name}", "-c", f"user.email={email}", "commit", "-q", "-m", "New")
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
            return
        time.sleep(0.1)
    raise AssertionError("the new run is not shown")
