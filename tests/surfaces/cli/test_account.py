"""`quarterdeck account`: who may sign in, told and changed on the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Protocol

import pytest

from quarterdeck.app.access import passwords
from quarterdeck.app.access.accounts import Accounts
from quarterdeck.app.access.folder import access_folder
from quarterdeck.app.access.passwords import Passwords
from quarterdeck.surfaces.cli.application import call
from tests.builders import git
from tests.surfaces.web.team import PASSWORD, QUICK

ANNA = ["--name", "Anna Lind", "--email", "anna@example.org"]


class Say(Protocol):
    """Calls `quarterdeck account`, with what is typed."""

    def __call__(self, *arguments: str, typed: str = "") -> tuple[int, str]: ...


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "quarterdeck.yaml").write_text("schema: 1\ncompany: Acme\ncurrency: EUR\n")
    git(tmp_path, "init", "--quiet")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(passwords, "Passwords", lambda: Passwords(QUICK._given))
    return tmp_path


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    def said(*arguments: str, typed: str = "") -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = call(["account", *arguments])
        told = capsys.readouterr()
        return code, told.out + told.err

    return said


def test_an_account_from_its_first_day_to_its_last(acme: Path, say: Say) -> None:
    assert say("list") == (0, "There is no account: `quarterdeck serve` lets in whoever brings the key that it prints.\n")
    assert say("add", "anna", "--role", "reader", *ANNA, typed=PASSWORD)[0] == 2, "the first is an owner"
    code, told = say("add", "anna", "--role", "owner", *ANNA, typed=f"{PASSWORD}\n")
    assert (code, told) == (0, "anna may sign in as owner. A server that runs knows it already.\n")
    assert say("add", "ben", "--role", "board", "--name", "Ben Ek", "--email", "ben@example.org", "--no-password")[0] == 0
    assert say("list")[1] == (
        "anna  owner  Anna Lind <anna@example.org>  signs in by password\nben  board  Ben Ek <ben@example.org>  signs in by identity provider\n"
    )
    assert "the only owner" in say("set-role", "anna", "reader")[1]
    assert "the only owner" in say("disable", "anna")[1]
    assert say("set-role", "ben", "owner")[0] == 0
    assert say("disable", "anna")[0] == 0
    assert say("password", "ben", typed="another horse battery\n")[0] == 0
    assert "anna  closed" in say("list")[1]
    accounts = json.loads(say("list", "--format", "json")[1])["accounts"]
    assert [(one["account"], one["role"], one["closed"]) for one in accounts] == [("anna", "owner", True), ("ben", "owner", False)]
    assert PASSWORD not in (access_folder(acme) / "accounts.json").read_text()
    log = [line.split("  ", 1)[1] for line in say("audit")[1].splitlines()]
    assert [line.split("  ")[1:3] for line in log] == [
        ["account added", "anna owner"], ["account added", "ben board"], ["role changed", "ben owner"], ["account closed", "anna"], ["password changed", "ben"],
    ]  # fmt: skip
    assert len(say("audit", "--last", "2", "--format", "json")[1].splitlines()) == 2
    assert not [path for path in git(acme, "status", "--porcelain").decode().splitlines() if ".quarterdeck" in path]


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (["add", "Anna!", "--role", "owner", *ANNA], PASSWORD, "is no name for an account"),
        (["add", "anna", "--role", "owner", "--name", "Anna <x>", "--email", "a@b.example"], PASSWORD, "a commit names who made it"),
        (["add", "anna", "--role", "owner", "--name", "Anna", "--email", "a@b.example\nx"], PASSWORD, "a commit names who made it"),
        (["add", "anna", "--role", "owner", *ANNA], "short", "from 12 to 256 characters"),
        (["add", "anna", "--role", "owner", *ANNA], "anna@example.org", "guessed first"),
        (["add", "anna", "--role", "king", *ANNA], PASSWORD, "king"),
        (["password", "nobody"], PASSWORD, "there is no account 'nobody'"),
        (["revoke", "abc"], "", "no such token"),
        (["provider", "http://idp.example.org", "--client", "x"], "secret", "begins with https://"),
    ],
)
def test_what_cannot_be_is_said(acme: Path, say: Say, arguments: list[str], typed: str, said: str) -> None:
    code, told = say(*arguments, typed=f"{typed}\n")
    assert code == 2
    assert said in told
    assert not Accounts.of(acme).now().accounts


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--address", "https://q.example.org"], "nobody has an account"),
        (["--address", "http://q.example.org"], "write where people reach it, as https://"),
        (["--listen", "0.0.0.0"], "say by --address https://"),
        (["--forwarded"], "say by --address"),
    ],
)
def test_a_server_is_not_shown_to_others_unguarded(acme: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    assert call(["serve", "--no-browser", "--port", "48425", *arguments]) == 2
    assert said in capsys.readouterr().err
