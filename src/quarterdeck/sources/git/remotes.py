"""Bring repositories from their addresses into a folder of ours, with the user's own git and credentials: the only place where git meets a network.

Whoever answers at an address is a stranger. A clone is bare and made without templates; no hook, file system monitor, submodule or garbage
collection runs; only https, ssh, http and `file://` are spoken; nothing of an address but the address itself reaches git's command line, behind `--`,
and no file of ours keeps one. An interrupted clone is done anew: refs appear only when all that they name is there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from quarterdeck.kernel.subject import stable_id
from quarterdeck.sources.git.refusals import refusal

_SPOKEN = frozenset({"https", "ssh", "http", "file"})
_QUIET = (
    "-c", "core.hooksPath=/dev/null",
    "-c", "core.fsmonitor=false",
    "-c", "core.attributesFile=/dev/null",
    "-c", "submodule.recurse=false",
    "-c", "fetch.recurseSubmodules=false",
    "-c", "gc.auto=0",
    "-c", "maintenance.auto=false",
    "-c", "credential.interactive=false",
    "-c", "http.lowSpeedLimit=1000",
    "-c", "http.lowSpeedTime=60",
    "-c", "protocol.allow=never",
    *(part for name in sorted(_SPOKEN) for part in ("-c", f"protocol.{name}.allow=always")),
)  # fmt: skip
_DROPPED = re.compile(r"GIT_(TRACE|CURL_VERBOSE|DIR$|WORK_TREE$|INDEX_FILE$|OBJECT_DIRECTORY$|ALTERNATE|COMMON_DIR$|TEMPLATE_DIR$|NAMESPACE$|QUARANTINE)")
"""What would print secrets, or lead git to another repository."""
_SHORT = re.compile(r"(?:(?P<user>[A-Za-z0-9._-]+)@)?(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):(?P<path>[^:].*)")
"""``git@host:path``, the short form of ssh."""
_SHA256 = 64  # letters of an id
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


class UnusableAddressError(ValueError):
    """An address that is not asked: what is wrong with it, and what to write instead."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend


class SyncError(Exception):
    """Git could not bring it: why, without a secret, and what to do."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.mend = mend


@dataclass(frozen=True, slots=True)
class Remote:
    """A repository somewhere else: its address, and the folder (host, path) that its clone lies in below ours."""

    address: str
    folder: PurePosixPath

    @property
    def name(self) -> str:
        """What people call it."""
        return self.folder.name.removesuffix(".git")


def is_address(said: str) -> bool:
    """Whether it names something elsewhere (or tries to), and not a path on this disk."""
    return "://" in said or "::" in said or said.startswith("-") or (_SHORT.fullmatch(said) is not None and "/" not in said.partition(":")[0])


def remote(address: str) -> Remote:
    """An address that git may be given. Raises ``UnusableAddressError``."""
    if any(ord(letter) < 0x21 or ord(letter) == 0x7F for letter in address):  # noqa: PLR2004  # control characters and the space
        raise UnusableAddressError("this address holds a space or a character that cannot be printed", "Write it as your code host shows it")
    if address.startswith("-"):
        raise UnusableAddressError("an address cannot begin with a hyphen", "Write it as your code host shows it")
    short = None if "://" in address else _SHORT.fullmatch(address)
    if short and "::" not in address:
        host, path = short["host"], short["path"]
        if host.startswith("-") or path.startswith("-"):
            raise UnusableAddressError("no part of an address begins with a hyphen", "Write it as your code host shows it")
        return Remote(address, _folder(host, path))
    return Remote(address, _folder(*_taken_apart(address)))


def _taken_apart(address: str) -> tuple[str, str]:
    scheme, _, rest = address.partition("://")
    if scheme not in _SPOKEN or not rest or "::" in scheme:
        known = ", ".join(f"{name}://" for name in sorted(_SPOKEN))
        raise UnusableAddressError("this is no address that is asked", f"Write one that begins with {known}, or git@host:path")
    try:
        parts = urlsplit(address)
        host, user, password = parts.hostname or "", parts.username, parts.password
        _ = parts.port  # raises for what is no number
    except ValueError as error:
        raise UnusableAddressError("this address cannot be taken apart", "Write it as your code host shows it") from error
    if password is not None or (user is not None and scheme != "ssh"):
        raise UnusableAddressError(
            "this address carries a user name or password", "Take it out, and let git's credential helper or an ssh key know it; change it if it was committed"
        )
    if host.startswith("-") or (user or "").startswith("-") or (scheme != "file" and not host):
        raise UnusableAddressError("this address names no host", "Write it as your code host shows it")
    if parts.query or parts.fragment or not parts.path.strip("/"):
        raise UnusableAddressError("this address names no repository", "Write it as your code host shows it, without ? and #")
    return (f"{host}-{parts.port}" if parts.port else host) or "this-disk", parts.path


def _folder(host: str, path: str) -> PurePosixPath:
    """``github.com/acme/shop.git``; what a file system may not like is replaced, and then a hash tells the address apart."""
    wanted = [host, *(part for part in path.removesuffix("/").removesuffix(".git").split("/") if part)]
    safe = [_UNSAFE.sub("-", part).strip(".-") or "x" for part in wanted]
    mark = "" if [part.lower() for part in safe] == wanted else f"-{stable_id(host, path)[:6]}"
    return PurePosixPath(*safe[:-1], f"{safe[-1]}{mark}.git")


def bring(one: Remote, below: Path) -> bool:
    """Clone it, or fetch what is new; whether anything changed. Raises ``SyncError``, and ``OSError`` when the folder cannot be written."""
    place = below / one.folder
    place.parent.mkdir(parents=True, exist_ok=True)
    listed = [line.split("\t") for line in _git(None, place.parent, "ls-remote", "--symref", "--", one.address, "HEAD").splitlines()]
    branch = next((said.removeprefix("ref: ") for said, *_ in listed if said.startswith("ref: refs/heads/")), "")
    wide = any(len(said) == _SHA256 for said, *_ in listed)
    if not _is_sound(place):
        _begin(place, "sha256" if wide else "sha1")
    before = _refs(place)
    for left in place.glob("objects/pack/tmp_*"):
        left.unlink(missing_ok=True)
    _git(
        place, place, "fetch", "--quiet", "--prune", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--no-recurse-submodules", "--force",
        "--update-head-ok", "--", one.address, "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*",
    )  # fmt: skip
    if branch:
        _git(place, place, "symbolic-ref", "HEAD", branch)
    return _refs(place) != before


def _is_sound(place: Path) -> bool:
    """Whether a clone was begun there, and git takes it for one."""
    try:
        return (place / "HEAD").is_file() and _git(place, place, "rev-parse", "--is-bare-repository") == "true\n"
    except SyncError:
        return False


def _begin(place: Path, object_format: str) -> None:
    """An empty repository, made aside and put in place whole: half of one would be in the way for ever."""
    fresh = place.with_name(f"{place.name}.new")
    for left in (fresh, place):
        shutil.rmtree(left, ignore_errors=True)
    _git(None, place.parent, "init", "--quiet", "--bare", "--template=", f"--object-format={object_format}", "--", str(fresh))
    fresh.rename(place)


def _refs(place: Path) -> str:
    return _git(place, place, "for-each-ref", "--format=%(objectname) %(refname)") + (place / "HEAD").read_text(errors="replace")


def _git(git_dir: Path | None, folder: Path, *arguments: str) -> str:
    """Without a terminal, so that neither git nor ssh can ask and wait."""
    command = ["git", *((f"--git-dir={git_dir}",) if git_dir else ()), *_QUIET, *arguments]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, env=_environment(os.environ, folder), check=False, cwd=folder, start_new_session=True
    )
    if done.returncode:
        raise SyncError(*refusal(done.stderr.decode("utf-8", "replace")))
    return done.stdout.decode("utf-8", "replace")


def _environment(own: Mapping[str, str], folder: Path) -> dict[str, str]:
    """The user's own, for their credentials, keys and proxies are theirs; nothing asks questions, nothing leads elsewhere, nothing is traced."""
    kept = {name: value for name, value in own.items() if not _DROPPED.match(name)}
    return kept | {
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "SSH_ASKPASS_REQUIRE": "never",
        "GIT_ALLOW_PROTOCOL": ":".join(sorted(_SPOKEN)),
        "GIT_CEILING_DIRECTORIES": str(folder.parent),
        "GIT_LFS_SKIP_SMUDGE": "1",
    }
