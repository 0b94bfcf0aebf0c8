"""What accounts, the log and limits do apart from any page."""

from __future__ import annotations

import json
import multiprocessing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from quarterdeck.app.access.accounts import Account, Accounts
from quarterdeck.app.access.audit import Audit, Deed
from quarterdeck.app.access.folder import NotPrivateError
from quarterdeck.app.access.limits import Limit
from quarterdeck.app.access.passwords import Passwords, TooManyError
from quarterdeck.app.access.roles import Role
from quarterdeck.app.access.sessions import SIGNED_IN, Sessions

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def added(folder: Path, number: int) -> None:
    """One of many programs that write at the same time."""
    Accounts(folder, versioned=False).add(Account(f"p{number}", f"P {number}", f"p{number}@example.org", Role.OWNER, "2026-11-27"))
    Audit(folder).add(Deed("account added", on=f"p{number}"))


def test_programs_that_write_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    folder = tmp_path / ".quarterdeck" / "access"
    workers = [multiprocessing.get_context("fork").Process(target=added, args=(folder, number)) for number in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(Accounts(folder, versioned=False).now().accounts) == 6
    assert sorted(line.deed.on for line in Audit(folder).newest(10)) == [f"p{number}" for number in range(6)]
    assert [path.stat().st_mode & 0o777 for path in (folder, folder / "accounts.json", folder / "audit.jsonl")] == [0o700, 0o600, 0o600]


def test_a_killed_writer_leaves_the_accounts_as_they_were(tmp_path: Path) -> None:
    folder = tmp_path / "access"
    added(folder, 1)
    (folder / "accounts.json.new").write_text('{"accounts": {"half')  # what it was writing
    assert list(Accounts(folder, versioned=False).now().accounts) == ["p1"]
    added(folder, 2)
    assert list(Accounts(folder, versioned=False).now().accounts) == ["p1", "p2"]


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / ".quarterdeck").symlink_to(elsewhere)
    with pytest.raises(NotPrivateError, match="is a link"):
        added(tmp_path / ".quarterdeck" / "access", 1)
    assert not list(elsewhere.iterdir())
    folder = tmp_path / "access"
    folder.mkdir()
    (folder / "accounts.json").symlink_to(elsewhere / "accounts.json")
    with pytest.raises(NotPrivateError):
        Accounts(folder, versioned=False).now()


def test_the_log_keeps_its_lines_whatever_is_written_into_it(tmp_path: Path) -> None:
    log = Audit(tmp_path / "access", lambda: NOW)
    log.add(Deed("refused", on='GET /"\n{"what": "signed in"}\x1b[2J' + "x" * 5000, status=404))
    path = tmp_path / "access" / "audit.jsonl"
    with path.open("a") as file:
        file.write('{"at": "2026-11-27T12:00:00+00:00", "wh')  # cut off by a full disk
    log.add(Deed("signed in", "anna", "owner", "password", origin="192.0.2.1"))
    lines = path.read_text().splitlines()
    assert len(lines) == 3
    assert json.loads(lines[2]) == {
        "at": "2026-11-27T12:00:00+00:00", "what": "signed in", "who": "anna", "role": "owner", "by": "password", "origin": "192.0.2.1",
    }  # fmt: skip
    assert "\x1b" not in lines[0]
    assert [line.deed.what for line in log.newest(9)] == ["signed in", "refused"]
    assert max(map(len, lines)) < 600
    assert list(Audit(tmp_path / "nothing").newest(9)) == []


def test_a_limit_is_counted_apart_for_each_and_ends_with_time() -> None:
    now = [0.0]
    limit = Limit(2, 60, lambda: now[0])
    assert [limit.take("ann"), limit.take("ann"), limit.take("ann")] == [0, 0, 61]
    assert limit.take("ben") == 0
    now[0] = 59.5
    assert limit.take("ann") == 1
    now[0] = 60.0
    assert limit.take("ann") == 0
    limit.forget("ann")
    assert limit.wait("ann") == 0


def test_who_would_wait_too_long_for_a_hash_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    kept = passwords.hash("correct horse battery")
    assert passwords.fits("correct horse battery", kept)
    assert not passwords.fits("correct horse battery", "")
    monkeypatch.setattr("quarterdeck.app.access.passwords._PATIENCE", 0.001)
    with passwords._turns, passwords._turns, pytest.raises(TooManyError):
        passwords.fits("correct horse battery", kept)
    assert passwords.fits("correct horse battery", kept)


def test_a_session_ends_where_nobody_used_it_for_an_hour_and_not_while_somebody_does(tmp_path: Path) -> None:
    now = [NOW]
    added(tmp_path / "access", 1)
    accounts = Accounts(tmp_path / "access", versioned=False)

    def server(idle: int = 3600) -> Sessions:
        return Sessions(tmp_path, accounts, "a secret", "", lambda: now[0], idle)

    def used(sessions: Sessions, *minutes: int) -> list[bool]:
        """Whether it still lets in, so many minutes after one another."""
        found = []
        for each in minutes:
            now[0] += timedelta(minutes=each)
            found.append(sessions.read(cookie) is not None)
        return found

    begun = server()
    cookie = begun.sign_in(accounts.now().accounts["p1"])
    now[0] += timedelta(minutes=20)
    assert used(begun, 39, 59, 59) == [True, True, True]
    anew, without = server(), server(0)
    assert used(begun, 61, 1) == [False, False], "it does not come back by asking"
    assert used(anew, 0) == [False], "a server started anew counts from its start"
    assert used(server(), 59) == [True]
    assert used(without, 0) == [True]
    assert used(without, SIGNED_IN // 60) == [False], "the day is over, whatever the limit"
