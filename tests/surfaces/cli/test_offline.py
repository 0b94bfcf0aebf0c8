"""Nothing but `sync` touches a network: a server that is listed as a repository hears of nobody until then."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from quarterdeck.surfaces.cli.application import call
from tests.builders import ANN, BEN, Told

WHO = ["--author", "Cleo Page <cleo@acme.example>"]


@dataclass
class Ear:
    """A server on this machine that counts who knocks, and lets nobody in."""

    port: int
    heard: list[bytes] = field(default_factory=list)


@pytest.fixture
def ear() -> Iterator[Ear]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = Ear(server.getsockname()[1])

        def listen() -> None:
            while True:
                try:
                    visitor, _ = server.accept()
                except OSError:
                    return
                with visitor:
                    visitor.settimeout(1)
                    found.heard.append(visitor.recv(100))

        threading.Thread(target=listen, daemon=True).start()
        yield found
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.usefixtures("no_sockets")
def test_every_command_but_sync_keeps_to_this_machine(tmp_path: Path, ear: Ear, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    told = Told(tmp_path / "code" / "shop")
    for number, author in enumerate((ANN, BEN) * 3):
        told.commit({"pyproject.toml": '[project]\nname = "shop"\ndependencies = ["boto3"]\n', f"p{number}.py": "x = 1\n" * 20}, by=author)
    root = tmp_path / "acme"
    assert call(["init", str(root), "--company", "Acme", "--repos", str(told.save()), *WHO]) == 0
    settings = root / "quarterdeck.yaml"
    address = f"http://127.0.0.1:{ear.port}/till.git"
    settings.write_text(settings.read_text().replace("repositories:\n", f"repositories:\n  - {address}\n"))
    monkeypatch.chdir(root)
    for arguments in (
        ["check"],
        ["assess"],
        ["query", "SELECT count(*) FROM findings"],
        ["record", "list"],
        ["record", "new", "team/till", "name=Till", *WHO],
        ["record", "set", "team/till", "mission=Take the money", *WHO],
        ["data"],
    ):
        assert call(arguments) == 0, arguments
    assert ear.heard == []
    capsys.readouterr()
    assert call(["sync"]) == 1
    assert ear.heard[0].startswith(b"GET /till.git/")
    assert f"{address} could not be brought" in capsys.readouterr().out


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own process opens none at all; what git opens, the ear would hear."""

    def refused(*_: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket.socket, "connect_ex", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
