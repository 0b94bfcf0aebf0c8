"""One requirement as Python's tools write it (PEP 508, pip's addresses and file names): name, range, exact version.

Source of method: packaging.requirements; pip's documentation of requirement specifiers and VCS support.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import InvalidSdistFilename, InvalidWheelFilename, parse_sdist_filename, parse_wheel_filename

from quarterdeck.sources.manifests.document import DEPENDENCIES, brief

LONGEST = 10_000
"""Characters of a requirement; what is longer is refused."""
HOW_TO_WRITE = "Write it as 'name==1.2.3', 'name>=1.2' or 'name @ address'"
"""What to do about a requirement that cannot be read."""

_ADDRESS = re.compile(r"(?:(?:git|hg|svn|bzr)\+\S|(?:https?|ftp|ssh|git|file)://|file:)", re.IGNORECASE)
_PATH = re.compile(r"(?:[.~/\\]|[A-Za-z]:\\)|[^@;\s]+\.(?:whl|zip|tar\.gz|tar\.bz2|tar\.xz|tgz)(?:\[[^\]]*\])?\s*(?:;.*)?$", re.IGNORECASE)
_EGG = re.compile(r"[#&]egg=([A-Za-z0-9][A-Za-z0-9._-]*)")
_VERSIONED = frozenset({"git", "hg", "svn", "bzr"})
_INSIDE = re.compile(r"/(?:trunk|branches/[^/]+|tags/[^/]+)$")
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_RANGE = re.compile(r"\s*[\w.-]+\s*(?:\[[^\]]*\])?\s*(?P<range>[^;]*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Wish:
    """A requirement that names a package from outside: the range as written, and the exact version when it fixes one."""

    name: str
    requirement: str | None
    version: str | None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a requirement cannot be read. ``matters`` is False where nothing could be assessed of it anyway: it fixes no version."""

    what: str
    matters: bool = True

    @property
    def silences(self) -> tuple[str, ...]:
        """The tables that this leaves incomplete."""
        return DEPENDENCIES if self.matters else ()


def read_wish(written: str) -> Wish | Unreadable | None:
    """The requirement in ``written``; None for a local path, which is the repository's own code.

    A version counts as exact for one ``==`` without a wildcard, for ``===``, and for the file name of an archive.
    """
    text = written.strip()
    if len(text) > LONGEST:
        return Unreadable(f"a requirement of {len(text)} characters")
    if _ADDRESS.match(text):
        return _address(text)
    return None if _PATH.match(text) else _standard(text)


def _standard(text: str) -> Wish | Unreadable | None:
    """A requirement after PEP 508."""
    try:
        read = Requirement(text)
    except InvalidRequirement as error:
        reason = str(error).partition("\n")[0]
        return Unreadable(f"'{brief(text)}' is not a requirement ({brief(reason)})")
    except RecursionError:
        return Unreadable("a requirement whose marker is nested too deeply")
    if read.url is not None:
        return None if read.url.startswith(("file:", ".", "/")) else Wish(read.name, read.url, _archive(read.url)[1])
    exact = [one.version for one in read.specifier if one.operator in {"==", "==="} and not one.version.endswith(".*")]
    match = _RANGE.match(text)
    as_written = match["range"].strip().removeprefix("(").removesuffix(")").strip() if match else ""
    return Wish(read.name, as_written or None, exact[0] if len(exact) == 1 else None)


def _address(text: str) -> Wish | Unreadable | None:
    """A bare address: its ``#egg=``, the archive's file name, or the repository's own name gives the name; its version stays unknown."""
    address = text.split(maxsplit=1)[0]
    if address.lower().startswith("file:"):
        return None
    egg = _EGG.search(address)
    name, version = _archive(address)
    if egg:
        return Wish(egg.group(1), address, version)
    if name:
        return Wish(name, address, version)
    if own := _repository(address):
        return Wish(own, address, None)
    return Unreadable(f"the address '{brief(address)}' names no package", matters=False)


def _repository(address: str) -> str:
    """The last part of a repository's path, which by custom is called like the package; empty for any other address."""
    system, _, rest = address.partition("+")
    if system.lower() not in _VERSIONED:
        return ""
    _, separator, after = rest.partition("://")
    host, _, path = re.split(r"[?#]", after if separator else rest, maxsplit=1)[0].partition("/" if separator else ":")
    path = _INSIDE.sub("", "/" + path.partition("@")[0].strip("/"))
    name = path.rpartition("/")[2].removesuffix(".git")
    return name if host and _NAME.fullmatch(name) else ""


def _archive(address: str) -> tuple[str, str | None]:
    """Name and version that the file name of a wheel or source archive states; empty for any other address."""
    if address.startswith(("git+", "hg+", "svn+", "bzr+")):
        return "", None
    file_name = re.split(r"[?#]", address, maxsplit=1)[0].rpartition("/")[2].replace("%2B", "+")
    try:
        if file_name.endswith(".whl"):
            name, version, _, _ = parse_wheel_filename(file_name)
            return name, str(version)
        if file_name.endswith((".tar.gz", ".zip")) and "/archive/" not in address:
            name, version = parse_sdist_filename(file_name)
            return name, str(version)
    except (InvalidWheelFilename, InvalidSdistFilename, ValueError):
        return "", None
    return "", None
