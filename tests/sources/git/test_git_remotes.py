"""Repositories brought from elsewhere: from folders and a web server of this machine; hostile addresses and hosts get nothing."""

from __future__ import annotations

import base64
import functools
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.sources.git.refusals import hidden, refusal
from quarterdeck.sources.git.remotes import SyncError, UnusableAddressError, bring, is_address, remote
from tests.builders import BEN, Told, git


def shop(path: Path, *, sha256: bool = False) -> Told:
    told = Told(path, bare=True, sha256=sha256)
    told.commit({"app.py": "one\n"})
    told.tag("v1")
    told.commit({"web.py": "one\n"}, branch="trunk", by=BEN)
    told.save()
    git(told.path, "symbolic-ref", "HEAD", "refs/heads/trunk")
    return told


def refs(clone: Path) -> list[str]:
    return [line.split()[1] for line in git(clone, "show-ref", "--head").decode().splitlines()]


@pytest.mark.parametrize("sha256", [False, True], ids=["sha1", "sha256"])
def test_a_clone_and_what_is_new_since(tmp_path: Path, sha256: bool) -> None:
    told = shop(tmp_path / "shop.git", sha256=sha256)
    one = remote(f"file://{told.path}")
    assert bring(one, tmp_path / "cache")
    clone = tmp_path / "cache" / one.folder
    assert refs(clone) == ["HEAD", "refs/heads/main", "refs/heads/trunk", "refs/tags/v1"]
    assert git(clone, "symbolic-ref", "HEAD") == b"refs/heads/trunk\n"
    assert not bring(one, tmp_path / "cache")
    told.commit({"app.py": "two\n"})
    told.save()
    git(told.path, "update-ref", "-d", "refs/heads/trunk")
    git(told.path, "symbolic-ref", "HEAD", "refs/heads/main")
    assert bring(one, tmp_path / "cache")
    assert refs(clone) == ["HEAD", "refs/heads/main", "refs/tags/v1"]
    assert git(clone, "rev-parse", "HEAD") == git(told.path, "rev-parse", "main")


@pytest.mark.parametrize("left", ["an empty folder", "half of an empty repository", "a repository without refs", "half a pack"])
def test_an_interrupted_clone_is_done_anew(tmp_path: Path, left: str) -> None:
    told = shop(tmp_path / "shop.git")
    one = remote(f"file://{told.path}")
    clone = tmp_path / "cache" / one.folder
    clone.mkdir(parents=True)
    if left == "half of an empty repository":
        (clone / "HEAD").write_text("ref: refs/heads/main\n")
    elif left != "an empty folder":
        git(clone, "init", "-q", "--bare", "--template=", ".")
    if left == "half a pack":
        (clone / "objects" / "pack" / "tmp_pack_x1").write_bytes(b"PACK")
    assert bring(one, tmp_path / "cache")
    assert refs(clone) == ["HEAD", "refs/heads/main", "refs/heads/trunk", "refs/tags/v1"]
    assert list((clone / "objects" / "pack").glob("tmp_*")) == []


KILLED = """
import sys
from pathlib import Path
from quarterdeck.sources.git.remotes import bring, remote
print("begun", flush=True)
bring(remote(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("after", [0.0, 0.01, 0.03, 0.06, 0.1])
def test_a_clone_that_is_killed_is_whole_after_the_next(tmp_path: Path, after: float) -> None:
    """Killed with all its children, at several moments; whatever is left then, no ref names what is not there."""
    told = Told(tmp_path / "shop.git", bare=True)
    for number in range(40):
        told.commit({f"{number}.txt": str(number) * 50_000})
    told.save()
    one = remote(f"file://{told.path}")
    process = subprocess.Popen([sys.executable, "-c", KILLED, one.address, str(tmp_path / "cache")], stdout=subprocess.PIPE, start_new_session=True)
    assert process.stdout
    process.stdout.readline()
    time.sleep(after)
    process.kill()
    process.communicate()
    clone = tmp_path / "cache" / one.folder
    for _ in range(50):  # a child of the killed one may still hold its lock for a moment
        try:
            bring(one, tmp_path / "cache")
        except SyncError:
            time.sleep(0.1)
        else:
            break
    assert git(clone, "rev-parse", "HEAD") == git(told.path, "rev-parse", "main")
    git(clone, "fsck", "--strict")


def test_a_remote_that_is_not_there_leaves_the_clone_as_it_was(tmp_path: Path) -> None:
    told = shop(tmp_path / "shop.git")
    one = remote(f"file://{told.path}")
    bring(one, tmp_path / "cache")
    told.path.rename(tmp_path / "moved.git")
    with pytest.raises(SyncError, match=r"does not appear to be a git repository|does not exist"):
        bring(one, tmp_path / "cache")
    assert len(refs(tmp_path / "cache" / one.folder)) == 4


@contextmanager
def served(folder: Path, password: str = "") -> Iterator[str]:
    """A web server of the folder, on this machine alone; with ``password`` for `ann` where there is one."""

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = "Basic " + base64.b64encode(f"ann:{password}".encode()).decode()
            if password and self.headers.get("Authorization") != wanted:
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="git"')
                self.end_headers()
            else:
                super().do_GET()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name that the library gave it
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_from_a_web_server_with_the_users_own_credentials_which_stay_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = shop(tmp_path / "web" / "shop.git")
    git(told.path, "update-server-info")
    with served(tmp_path / "web", "s3cret") as host:
        one = remote(f"{host}/shop.git")
        with pytest.raises(SyncError, match=r"could not read Username|terminal prompts disabled|Authentication failed"):
            bring(one, tmp_path / "cache")
        settings = tmp_path / "gitconfig"
        settings.write_text('[credential]\n\thelper = "!f() { echo username=ann; echo password=s3cret; }; f"\n')
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
        monkeypatch.setenv("GIT_TRACE", str(tmp_path / "cache" / "trace"))
        assert bring(one, tmp_path / "cache")
    held = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert (tmp_path / "cache" / one.folder / "packed-refs" in held) or refs(tmp_path / "cache" / one.folder)
    assert [path for path in held if b"s3cret" in path.read_bytes() or b"127.0.0.1" in path.read_bytes()] == []


def test_nothing_runs_and_nothing_more_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hooks that the user's own git would run in every repository, a template with one, a submodule that leads elsewhere."""
    canary, hooks = tmp_path / "canary", tmp_path / "template" / "hooks"
    hooks.mkdir(parents=True)
    for name in ("reference-transaction", "post-checkout", "post-update", "pre-auto-gc", "post-rewrite"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {canary}\n")
        (hooks / name).chmod(0o755)
    told = Told(tmp_path / "shop.git", bare=True)
    told.commit({".gitmodules": '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch% ' + str(canary) + "\n", "x": "1" * 40}, modes={"x": "160000"})
    told.save()
    settings = tmp_path / "gitconfig"
    settings.write_text(f"[core]\n\thooksPath = {hooks}\n[init]\n\ttemplateDir = {hooks.parent}\n[fetch]\n\trecurseSubmodules = true\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    one = remote(f"file://{told.path}")
    assert bring(one, tmp_path / "cache")
    clone = tmp_path / "cache" / one.folder
    assert not canary.exists()
    assert not (clone / "hooks").exists()
    assert not (clone / "modules").exists()
    assert not (clone / "FETCH_HEAD").exists()
    assert "remote" not in (clone / "config").read_text()


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("ext::sh -c touch% x", "a space"),
        ("ext::touch", "no address that is asked"),
        ("ext::https://example.org/x", "no address that is asked"),
        ("fd::17/x", "no address that is asked"),
        ("https::example.org", "no address that is asked"),
        ("--upload-pack=touch", "cannot begin with a hyphen"),
        ("-oProxyCommand=touch:x", "cannot begin with a hyphen"),
        ("ssh://-oProxyCommand=touch/x", "no host"),
        ("ssh://-x@example.org/x", "no host"),
        ("git@-x:y", "begins with a hyphen"),
        ("example.org:-x", "begins with a hyphen"),
        ("git://example.org/x", "no address that is asked"),
        ("ftp://example.org/x", "no address that is asked"),
        ("https://ann:s3cret@example.org/x", "a user name or password"),
        ("https://ghp_s3cret@example.org/x", "a user name or password"),
        ("ssh://git:s3cret@example.org/x", "a user name or password"),
        ("https://example.org/x?token=s3cret", "names no repository"),
        ("https://example.org", "names no repository"),
        ("https:///x", "no host"),
        ("https://[::1/x", "cannot be taken apart"),
        ("https://example.org/x\ny", "a space"),
        ("https://example.org/\x1b[31m", "a space"),
    ],
)
def test_an_address_that_is_not_asked(address: str, says: str) -> None:
    assert is_address(address)
    with pytest.raises(UnusableAddressError, match=says) as refused:
        remote(address)
    assert "s3cret" not in f"{hidden(address)} {refused.value.what} {refused.value.mend}"


@pytest.mark.parametrize(
    ("address", "folder"),
    [
        ("https://github.com/acme/shop", "github.com/acme/shop.git"),
        ("https://github.com/acme/shop.git/", "github.com/acme/shop.git"),
        ("git@github.com:acme/shop.git", "github.com/acme/shop.git"),
        ("ssh://git@github.com/acme/shop.git", "github.com/acme/shop.git"),
        ("ssh://git@git.acme.example:2222/shop", "git.acme.example-2222/shop.git"),
        ("file:///srv/git/shop.git", "this-disk/srv/git/shop.git"),
    ],
)
def test_where_a_clone_lies(address: str, folder: str) -> None:
    assert is_address(address)
    assert str(remote(address).folder) == folder
    assert remote(address).name == "shop"


@pytest.mark.parametrize("said", ["../shop", "/srv/shop", "shop", "C/shop:x", "~/clones/shop", "."])
def test_what_is_a_path(said: str) -> None:
    assert not is_address(said)


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_a_clone_never_lies_outside_and_never_where_another_does(path: str) -> None:
    try:
        one = remote(f"https://example.org/{path}")
    except UnusableAddressError:
        return
    assert not one.folder.is_absolute()
    assert not {"..", ".", ""} & set(one.folder.parts)
    assert all(part.isascii() and part[0] not in ".-" for part in one.folder.parts)
    other = remote("https://example.org/a/b")
    assert (one.folder == other.folder) == (path.strip("/").removesuffix(".git").split("/") in (["a", "b"], ["a", "", "b"]))


@pytest.mark.parametrize(
    ("said", "what", "mend"),
    [
        (
            "ssh: connect to host git.acme.example port 22: Connection timed out\nfatal: Could not read from remote repository.\n\nPlease make sure …\n",
            "connect to host git.acme.example port 22: Connection timed out",
            "VPN",
        ),
        ("ERROR: Repository not found.\nfatal: Could not read from remote repository.\n", "Repository not found", "Check the path"),
        (
            "remote: Not Found\nfatal: repository 'https://x:y@git.acme.example/old/' not found\n",
            "repository 'https://***@git.acme.example/old/' not found",
            "path",
        ),
        ("fatal: unable to access 'https://nowhere.invalid/x/': Could not resolve host: nowhere.invalid", "unable to access", "spelling of the host"),
        ("fatal: could not read Username for 'https://git.acme.example': terminal prompts disabled", "could not read Username", "credential helper"),
        ("fatal: Could not read from remote repository.\n", "Could not read from remote repository", "ls-remote ADDRESS"),
        ("", "git gave no reason", "ls-remote ADDRESS"),
    ],
)
def test_why_it_failed_is_told_with_what_to_do(said: str, what: str, mend: str) -> None:
    told = refusal(said)
    assert told[0].startswith(what)
    assert mend in told[1]
