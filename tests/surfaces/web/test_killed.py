"""A server killed at any moment: what it had accepted is there, whole and committed; nothing is half."""

from __future__ import annotations

import os
import random
import re
import signal
import time

import httpx2

from tests.surfaces.web.conftest import RECORDS, Acme
from tests.surfaces.web.server import Served

_ROUNDS = 3


def test_no_accepted_write_is_lost_and_none_is_half(acme: Acme) -> None:
    chance = random.Random(11)
    for number in range(_ROUNDS):
        before = acme.text("risks/fire.yaml")
        accepted, tried = _write_until_killed(acme, chance.uniform(0.2, 1.5), number)
        held = acme.text("risks/fire.yaml")
        told = re.search(r"^plan: Plan (\d+)-(\d+)$", held, re.MULTILINE)
        if not accepted and held == before:
            continue
        assert told, held
        assert (int(told[1]), int(told[2])) in {(number, accepted), (number, tried)}
        assert held.startswith(RECORDS["risks/fire.yaml"].partition("\n")[0])
        assert held.endswith("\n")
        (acme.root / ".git" / "index.lock").unlink(missing_ok=True)
    assert not [path.name for path in (acme.root / "risks").iterdir() if path.name != "fire.yaml"]


def _write_until_killed(acme: Acme, seconds: float, number: int) -> tuple[int, int]:
    """The last write that was accepted, and the last that was tried (0: none)."""
    accepted = tried = 0
    with Served(acme.root) as served, httpx2.Client(base_url=served.own, follow_redirects=False, timeout=20) as client:
        client.get("/", params={"key": served.key})
        end = time.monotonic() + seconds
        try:
            while True:
                page = client.get("/records/risk/fire").text
                fields = {name: value_of(page, name) for name in ("token", "seen")}
                if time.monotonic() > end:
                    os.killpg(served.group, signal.SIGKILL)
                tried += 1
                if client.post("/records/risk/fire", data={**fields, "plan": f"Plan {number}-{tried}"}).status_code == 303:
                    accepted = tried
        except httpx2.HTTPError:
            return accepted, tried


def value_of(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]
