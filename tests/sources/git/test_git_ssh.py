"""Repositories brought by ssh, from a server of this machine alone: with a key, with one that an agent lends, and refused in words that help."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from quarterdeck.sources.git.remotes import SyncError, bring, remote
from tests.builders import Told

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
SETTINGS = """
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized
PidFile none
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
StrictModes no
"""


@dataclass(frozen=True)
class Server:
    """A server of ssh, and the keys that lie beside it: `mine` and `locked` (with a passphrase) are let in, `other` is not."""

    folder: Path
    port: int

    def address(self, path: Path) -> str:
        return f"ssh://{getpass.getuser()}@127.0.0.1:{self.port}{path}"

    def client(self, key: str, known: str = "known") -> str:
        """The user's own ssh settings."""
        identity = f"-o IdentitiesOnly=yes -i {self.folder}/{key}" if key else ""
        return f"ssh -F /dev/null -o UserKnownHostsFile={self.folder}/{known} -o GlobalKnownHostsFile=/dev/null {identity}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if not SSHD or not shutil.which("ssh-keygen") or not shutil.which("ssh-agent"):
        pytest.skip("No ssh server here: install it to try `sync` by ssh (Debian: apt-get install openssh-server)")
    folder = tmp_path_factory.mktemp("ssh")
    for name, passphrase in (("host", ""), ("elsewhere", ""), ("mine", ""), ("other", ""), ("locked", "a passphrase")):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", str(folder / name)], check=True)
    (folder / "authorized").write_text((folder / "mine.pub").read_text() + (folder / "locked.pub").read_text())
    (folder / "settings").write_text(SETTINGS.format(folder=folder))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name, key in (("known", "host"), ("changed", "elsewhere")):
        (folder / name).write_text(f"[127.0.0.1]:{port} {(folder / f'{key}.pub').read_text()}")
    (folder / "nobody").touch()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([SSHD, "-D", "-e", "-f", str(folder / "settings"), "-p", str(port)], stderr=log)
    for _ in range(100):
        if process.poll() is not None or "listening" in (folder / "log").read_text():
            break
        time.sleep(0.05)
    if process.poll() is not None:
        pytest.skip(f"The ssh server does not start here: {(folder / 'log').read_text().strip()}")
    yield Server(folder, port)
    process.terminate()
    process.wait()


@pytest.fixture(scope="module")
def till(tmp_path_factory: pytest.TempPathFactory) -> Told:
    told = Told(tmp_path_factory.mktemp("code") / "till.git", bare=True)
    told.commit({"till.py": "x = 1\n"})
    told.save()
    return told


def test_a_key_opens_the_door(server: Server, till: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_SSH_COMMAND", server.client("mine"))
    one = remote(server.address(till.path))
    assert (bring(one, tmp_path), bring(one, tmp_path)) == (True, False)
    told = [path for path in tmp_path.rglob("*") if path.is_file() and b"127.0.0.1" in path.read_bytes()]
    assert told == []  # the clone keeps no address


def test_an_agent_lends_a_key_with_a_passphrase(server: Server, till: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = tmp_path / "ask"
    ask.write_text("#!/bin/sh\necho a passphrase\n")
    ask.chmod(0o700)
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", str(server.folder / "agent")], stdout=subprocess.DEVNULL)
    try:
        monkeypatch.setenv("SSH_AUTH_SOCK", str(server.folder / "agent"))
        while not (server.folder / "agent").exists():
            time.sleep(0.02)
        asked = {**os.environ, "SSH_ASKPASS": str(ask), "SSH_ASKPASS_REQUIRE": "force"}
        subprocess.run(["ssh-add", "-q", str(server.folder / "locked")], env=asked, stdin=subprocess.DEVNULL, check=True, capture_output=True)
        monkeypatch.setenv("GIT_SSH_COMMAND", server.client(""))
        assert bring(remote(server.address(till.path)), tmp_path / "cache")
    finally:
        agent.terminate()
        agent.wait()


@pytest.mark.parametrize(
    ("key", "known", "what", "mend"),
    [
        ("other", "known", "Permission denied (publickey", "`ssh-add` lends it one"),
        ("locked", "known", "Permission denied (publickey", "`ssh-add` lends it one"),
        ("mine", "nobody", "this host is not known here yet", "compare the fingerprint"),
        ("mine", "changed", "the host shows another key than it did before", "somebody may stand in between"),
    ],
    ids=["another's key", "a passphrase that nobody is asked for", "an unknown host", "a host that changed"],
)
def test_a_closed_door_is_said_with_what_to_do(
    server: Server, till: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, known: str, what: str, mend: str
) -> None:
    """Nobody is asked anything, also where a program to ask with is set, as on a desktop."""
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("SSH_ASKPASS", "/bin/false")
    monkeypatch.setenv("GIT_SSH_COMMAND", server.client(key, known))
    with pytest.raises(SyncError) as refused:
        bring(remote(server.address(till.path)), tmp_path)
    assert what in str(refused.value)
    assert mend in refused.value.mend


def test_a_path_that_is_not_there(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_SSH_COMMAND", server.client("mine"))
    with pytest.raises(SyncError, match="does not appear to be a git repository") as refused:
        bring(remote(server.address(tmp_path / "nothing.git")), tmp_path / "cache")
    assert refused.value.mend == "Check the path, and that your account may read it"
