"""A team over a company: an account for each role, and clients that are signed in as each."""

from __future__ import annotations

from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient

from quarterdeck.app.access.accounts import Account, Accounts
from quarterdeck.app.access.folder import access_folder
from quarterdeck.app.access.passwords import Passwords
from quarterdeck.app.access.roles import Role
from quarterdeck.app.server.newest import Showing
from quarterdeck.app.server.serving import Settings
from quarterdeck.surfaces.web.application import application
from tests.surfaces.web.conftest import HOST, Acme, concluded

QUICK = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
"""As the real ones, for tests that have no time."""
PASSWORD = "correct horse battery"
PEOPLE = {Role.OWNER: "olga", Role.CONTRIBUTOR: "carl", Role.READER: "rita", Role.BOARD: "bert"}


def with_accounts(acme: Acme) -> Accounts:
    """The accounts of the company, one of each role."""
    accounts = Accounts(access_folder(acme.root))
    kept = QUICK.hash(PASSWORD)
    for role, name in PEOPLE.items():
        accounts.add(Account(name, f"{name.title()} Example", f"{name}@example.org", role, "2026-11-27", kept))
    return accounts


def served(acme: Acme, address: str = "", *, forwarded: bool = False) -> FastAPI:
    """The application, as it is served to a team."""
    app = application(Settings(str(acme.out), str(acme.root), "", "a secret of the tests", (HOST, *([address[8:]] if address else [])), address, forwarded))
    app.state.house.passwords = QUICK
    app.state.house.showing = Showing(acme.out, concluded)
    return app


def stranger(app: FastAPI) -> TestClient:
    """A browser that nobody has signed in with."""
    return TestClient(app, base_url=f"http://{HOST}", follow_redirects=False)


def signed_in(app: FastAPI, name: str, password: str = PASSWORD) -> TestClient:
    """A browser of its own, in which somebody has signed in."""
    client = stranger(app)
    answer = client.post("/sign-in", data={"name": name, "password": password})
    assert answer.status_code == 303, answer.text
    return client
