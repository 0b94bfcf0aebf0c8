"""Files that somebody uploaded: each in a folder of its own that only the user of this machine reads, until it was imported or forgotten.

What was said about a file lies beside it, so that a server started again goes on where the other one ended. Nothing in a file is executed, and it
is called by the name that it had only where that is a name and nothing else.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from quarterdeck.app.keeping.store import write_atomically
from quarterdeck.sources.exports.said import Said

LARGEST = 200_000_000
"""Bytes of one file."""
_MOST = 20
_KEPT = timedelta(days=1)
"""For how long a file waits to be imported."""
_TOLD = timedelta(days=30)
"""For how long it is told what came of an import."""
_ID = re.compile(r"[a-f0-9]{24}")
_UNFIT = re.compile(r"[^\w .()+-]+")
_LONGEST_NAME, _MOST_BYTES = 100, 200


class NoUploadError(LookupError):
    """No such file waits here: it was imported, forgotten, or never there."""


class TooLargeError(ValueError):
    """The file is larger than what is taken."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that waits: what it holds, its name, where it lies, what was said about it."""

    id: str
    kind: str
    path: Path
    at: str
    said: Said = field(default_factory=Said)
    came: Mapping[str, Any] | None = None
    """What came of its import, once it is done."""

    @property
    def folder(self) -> Path:
        """Its own, with everything about it."""
        return self.path.parent.parent


class Uploads:
    """The uploads of one server, below ``folder``."""

    def __init__(self, folder: Path) -> None:
        """Nothing is made before somebody uploads."""
        self._folder = folder / "uploads"

    def take(self, kind: str, name: str, pieces: Iterable[bytes], now: datetime) -> Upload:
        """Keep a file. Raises ``TooLargeError``, ``OSError``; then nothing of it stays."""
        self.sweep(now)
        id_ = secrets.token_hex(12)
        home = self._folder / id_
        (home / "file").mkdir(parents=True, mode=0o700)
        self._folder.chmod(0o700)
        home.chmod(0o700)
        path = home / "file" / fitting(name)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                _fill(file, pieces, f"{path.name} is larger than {LARGEST // 1_000_000} MB; import it on the command line: `quarterdeck import {kind} FILE`")
            upload = Upload(id_, kind, path, now.astimezone(UTC).isoformat(timespec="seconds"))
            self._keep(upload)
        except BaseException:
            shutil.rmtree(home, ignore_errors=True)
            raise
        return upload

    def get(self, id_: str) -> Upload:
        """One that is there. Raises ``NoUploadError``."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            if _ID.fullmatch(id_):
                home = self._folder / id_
                told = json.loads((home / "upload.json").read_text())
                came = json.loads((home / "came.json").read_text()) if (home / "came.json").exists() else None
                return Upload(id_, told["kind"], home / "file" / told["name"], told["at"], Said(**told["said"]), came)
        raise NoUploadError("that file is not here any more; upload it again")

    def say(self, id_: str, said: Said) -> Upload:
        """Keep what somebody says about a file. Raises ``NoUploadError``."""
        found = self.get(id_)
        renewed = Upload(found.id, found.kind, found.path, found.at, said, found.came)
        self._keep(renewed)
        return renewed

    def sweep(self, now: datetime) -> None:
        """Forget what waits for too long, and the oldest where too much waits; only what came of an import is remembered for longer."""
        waiting: list[tuple[datetime, Path]] = []
        for home in self._folder.iterdir() if self._folder.is_dir() else ():
            with suppress(OSError):
                at = datetime.fromtimestamp(home.stat().st_mtime, UTC)
                if now - at > (_TOLD if (home / "came.json").exists() else _KEPT):
                    shutil.rmtree(home, ignore_errors=True)
                elif (home / "file").exists():
                    waiting.append((at, home))
        for _, home in sorted(waiting)[: max(0, len(waiting) - _MOST + 1)]:
            shutil.rmtree(home, ignore_errors=True)

    def _keep(self, upload: Upload) -> None:
        told = {name: value for name, value in asdict(upload.said).items() if name != "recalled"}
        kept = {"kind": upload.kind, "name": upload.path.name, "at": upload.at, "said": told}
        write_atomically(upload.folder / "upload.json", json.dumps(kept).encode())


def done(folder: Path, came: Mapping[str, Any]) -> None:
    """Note what came of an import, and remove the file: it may hold what nobody wants kept."""
    write_atomically(folder / "came.json", json.dumps(came).encode())
    shutil.rmtree(folder / "file", ignore_errors=True)


def forget(upload: Upload) -> None:
    """Remove a file and all that was said about it."""
    shutil.rmtree(upload.folder, ignore_errors=True)


def _fill(file: BinaryIO, pieces: Iterable[bytes], too_large: str) -> None:
    for piece in pieces:
        file.write(piece)
        if file.tell() > LARGEST:
            raise TooLargeError(too_large)


def fitting(name: str) -> str:
    """A file's name without folders and without anything that leads elsewhere or is not seen."""
    plain = _UNFIT.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    return f"{_short(stem)}{dot}{ending[:10]}" if stem else _short(plain) or "export"


def _short(name: str) -> str:
    """As many letters as a file's name has room for: it is counted in bytes, and a letter may take four."""
    return name[:_LONGEST_NAME].encode()[:_MOST_BYTES].decode(errors="ignore")
