"""A small company with its record and one assessment, and the application over it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from quarterdeck.app.asking.recall import recall
from quarterdeck.app.keeping.store import MANIFEST
from quarterdeck.app.server.newest import Showing
from quarterdeck.app.server.serving import Settings
from quarterdeck.app.server.showing import Shown, shown
from quarterdeck.surfaces.cli.application import call
from quarterdeck.surfaces.web.application import application
from tests.builders import ANN, Told, git

HOST = "127.0.0.1:8425"
KEY = "the-key-of-this-start"
RECORDS = {
    "quarterdeck.yaml": "schema: 1\ncompany: Acme\ncurrency: EUR\nrepositories: [code/shop]\n",
    "people/ann.yaml": "name: Ann Lee\nemails: [ann@example.org]\n",
    "risks/fire.yaml": "# A comment that stays.\nname: Fire in the only server room\nlikelihood: 2%..8%\nimpact: 200k..1.5M EUR\nowner: person/ann\n",
    ".gitignore": "code/\n",
}


_ASSESSED: dict[bytes, Path] = {}
"""Assessments that stay as they are, by their manifest."""


def concluded(out: Path) -> Shown:
    """What a folder's run shows: copies of one assessment show the same, so that it is concluded once for all tests; another one is concluded anew."""
    held = _ASSESSED.get((out / MANIFEST).read_bytes()) if (out / MANIFEST).is_file() else None
    return _once(held) if held else shown(recall(out))


@cache
def _once(out: Path) -> Shown:
    return shown(recall(out))


@dataclass(frozen=True)
class Acme:
    """The company's folder, and where its assessment lies."""

    root: Path

    @property
    def out(self) -> Path:
        """The folder of the assessment."""
        return self.root / "quarterdeck-out"

    def text(self, path: str) -> str:
        """A file of the workspace."""
        return (self.root / path).read_text()

    def last_commit(self) -> str:
        """Subject of the newest commit."""
        return git(self.root, "log", "-1", "--format=%s").decode().strip()


def over(acme: Acme) -> FastAPI:
    """The application over a company, for one person."""
    app = application(Settings(str(acme.out), str(acme.root), KEY, "a secret of the tests", (HOST,)))
    app.state.house.showing = Showing(acme.out, concluded)
    return app


@pytest.fixture(scope="session")
def assessed_acme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built and assessed once."""
    root = tmp_path_factory.mktemp("assessed") / "acme"
    shop = Told(root / "code" / "shop")
    for number in range(9):
        shop.commit({f"part{number}.py": f"x = {number}\n" * 30, "requirements.txt": f"flask=={number}.0\n"}, by=ANN, at=f"2026-10-{number + 1:02}")
    shop.save()
    for path, text in RECORDS.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "Ann Lee")
    git(root, "config", "user.email", "ann@example.org")
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "-m", "The record")
    assert call(["assess", "--workspace", str(root), "--as-of", "2026-11-21"]) == 0
    _ASSESSED[(root / "quarterdeck-out" / MANIFEST).read_bytes()] = root / "quarterdeck-out"
    return root


@pytest.fixture
def acme(assessed_acme: Path, tmp_path: Path) -> Acme:
    """A copy that a test may change."""
    shutil.copytree(assessed_acme, tmp_path / "acme")
    return Acme(tmp_path / "acme")


@pytest.fixture
def stranger(acme: Acme) -> Iterator[TestClient]:
    """Somebody who reaches the server and has no key."""
    with TestClient(over(acme), base_url=f"http://{HOST}", follow_redirects=False) as client:
        yield client


@pytest.fixture
def anna(stranger: TestClient) -> TestClient:
    """The one person, signed in."""
    answer = stranger.get("/", params={"key": KEY})
    assert answer.status_code == 303
    return stranger


@pytest.fixture(scope="session")
def looking(assessed_acme: Path) -> Iterator[TestClient]:
    """The same person for tests that only look: the run is concluded once for all of them."""
    with TestClient(over(Acme(assessed_acme)), base_url=f"http://{HOST}", follow_redirects=False) as client:
        assert client.get("/", params={"key": KEY}).status_code == 303
        yield client
