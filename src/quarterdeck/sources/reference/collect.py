"""The published files, fetched or copied into a folder of our own. The only part of reference data that does I/O.

Each file is checked before it replaces the one before, and replaces it whole: a reader sees the old file or the new. One set that
fails leaves the others alone.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from quarterdeck.evidence.reference import ReferenceSet
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.sources.reference import shipped
from quarterdeck.sources.reference.extract import CYCLES, EXPLOITED, SHIPPED, VERSION, one_set
from quarterdeck.sources.reference.unpack import LARGEST_ENTRY, MOST_ENTRIES, packed

Fetch: TypeAlias = Callable[[str], bytes]
"""Gives the bytes at an address. Raises ``FileNotFoundError`` where this place has no such set, ``OSError`` when it fails."""


@dataclass(frozen=True, slots=True)
class Published:
    """A set as its publisher offers it: our name for it, where it lies in a folder, its address."""

    name: str
    path: str
    address: str


PUBLISHED = (
    Published("advisories/PyPI", "osv/PyPI/all.zip", "https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip"),
    Published("advisories/Go", "osv/Go/all.zip", "https://osv-vulnerabilities.storage.googleapis.com/Go/all.zip"),
    Published("advisories/npm", "osv/npm/all.zip", "https://osv-vulnerabilities.storage.googleapis.com/npm/all.zip"),
    Published(
        EXPLOITED,
        "kev/known_exploited_vulnerabilities.json",
        "https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json",
    ),
    Published(CYCLES, "endoflife/products.json", "https://endoflife.date/api/v1/products/full"),
)
"""Every set that is collected. The addresses are the publishers' own; unverified from the network."""

LARGEST_DOWNLOAD = 1024**3
TIMEOUT = 60.0
"""Seconds without an answer, after which a download fails."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What one update did: the sets now in the cache through it, those that this place does not have, and what failed."""

    sets: tuple[ReferenceSet, ...]
    missing: tuple[str, ...]
    problems: tuple[Problem, ...]


def collect(cache: Path, fetch: Fetch) -> Collected:
    """Bring every published set that ``fetch`` can give into ``cache``: ``download``, or ``from_folder(DIR)``.

    A set that cannot be fetched, read or written becomes a problem, and the file of an earlier update stays.
    """
    sets: list[ReferenceSet] = []
    missing: list[str] = []
    problems: list[Problem] = []
    for published in PUBLISHED:
        try:
            data = fetch(published.address)
            one = one_set(published.name, data)
            problems.extend(one.problems)
            if one.summary is not None:
                replace(cache / published.path, data)
                sets.append(one.summary)
        except FileNotFoundError:
            missing.append(published.name)
        except OSError as fault:
            what = f"the set could not be brought in: {str(fault)[:200] or type(fault).__name__}"
            mend = "Check the connection and the folder's rights, or use `quarterdeck data update --from DIR`"
            problems.append(Problem(Place(published.name, published.address), what, mend))
    if not sets and not problems:
        layout = ", ".join(published.path for published in PUBLISHED)
        mend = f"Give a folder that holds any of {layout}"
        problems.append(Problem(Place("reference data"), "no published file was found", mend))
    return Collected(tuple(sets), tuple(missing), tuple(problems))


def from_folder(folder: Path) -> Fetch:
    """A fetch that reads a folder laid out like the cache, where an OSV archive may lie unpacked: ``osv/ECOSYSTEM/*.json``."""
    paths = {published.address: published.path for published in PUBLISHED}

    def fetch(address: str) -> bytes:
        path = folder / paths[address]
        if not path.exists() and path.name == "all.zip":
            return _unpacked(path.parent)
        if path.stat().st_size > LARGEST_DOWNLOAD:
            raise OSError(f"{path} is larger than {LARGEST_DOWNLOAD} bytes")
        return path.read_bytes()

    return fetch


def download(address: str) -> bytes:
    """The bytes at an ``https`` address, followed through ``https`` redirects only. Raises ``OSError``.

    Unverified: it was never run against the publishers, only against a fake.
    """
    import http.client  # noqa: PLC0415  # 24 ms that only an update needs to pay
    import urllib.request as web  # noqa: PLC0415  # likewise

    opener = web.OpenerDirector()
    handlers = (web.ProxyHandler, web.HTTPSHandler, web.HTTPRedirectHandler, web.HTTPDefaultErrorHandler, web.HTTPErrorProcessor)
    for handler in (*handlers, web.UnknownHandler):
        opener.add_handler(handler())
    try:
        request = web.Request(address, headers={"User-Agent": "quarterdeck"})  # noqa: S310  # this opener knows https alone
        with opener.open(request, timeout=TIMEOUT) as answer:
            data: bytes = answer.read(LARGEST_DOWNLOAD + 1)
    except http.client.HTTPException as fault:
        raise OSError(f"the answer broke off ({fault})") from fault
    if len(data) > LARGEST_DOWNLOAD:
        raise OSError(f"the answer is larger than {LARGEST_DOWNLOAD} bytes")
    return data


def stored(cache: Path) -> Mapping[str, bytes]:
    """Set name → bytes of every set in the cache, and the shipped support cycles: what ``extract`` takes."""
    found = {}
    for published in PUBLISHED:
        try:
            found[published.name] = (cache / published.path).read_bytes()
        except FileNotFoundError:
            continue
    found[SHIPPED] = shipped.read()
    return found


def fingerprint(cache: Path) -> str:
    """64 hexadecimal digits that change with the contents of any set, of the shipped table, and with the extractor's version."""
    digest = hashlib.sha256(f"{VERSION}\n".encode())
    for name, data in stored(cache).items():
        digest.update(f"{name}\n{hashlib.sha256(data).hexdigest()}\n".encode())
    return digest.hexdigest()


def replace(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` whole or not at all. Raises ``OSError``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _unpacked(folder: Path) -> bytes:
    files = sorted(folder.glob("*.json"))
    if not files:
        raise FileNotFoundError(folder)
    if len(files) > MOST_ENTRIES:
        raise OSError(f"{folder} holds more than {MOST_ENTRIES} files")
    return packed({file.name: file.read_bytes() for file in files if file.stat().st_size <= LARGEST_ENTRY})
