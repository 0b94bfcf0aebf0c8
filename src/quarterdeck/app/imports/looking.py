"""A look at a file that was uploaded: how it would be read. A small one at once; a large one in a process of its own, for no page waits for it.

What came of a look lies beside the file until something else is said about it, so that opening the page again costs nothing.
"""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from quarterdeck.app.imports.importing import Glance, UnreadableFileError, UnusableMappingError, Wish, glance, kind_named
from quarterdeck.app.imports.mappings import BrokenMappingError, Remembered, home, remembered
from quarterdeck.app.imports.uploads import NoUploadError, Upload, Uploads
from quarterdeck.app.keeping.store import write_atomically
from quarterdeck.kernel.subject import stable_id

if TYPE_CHECKING:
    from pydantic import TypeAdapter

UNUSABLE = (UnreadableFileError, UnusableMappingError, BrokenMappingError)
_SMALL = 2_000_000
"""Bytes up to which a look takes a few tenths of a second."""
_PATIENCE, _LONGEST, _AT_ONCE = 2.0, 300.0, 2
"""Seconds for which a page waits for a look, and after which a look is given up; looks at a time."""
_FILE = "look.json"


class BeingReadError(Exception):
    """The file is large, and still being read."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a look: how the file would be read, or why it cannot be."""

    asked: str
    """What was said and remembered when it was looked at."""
    glance: Glance | None
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class _Going:
    process: subprocess.Popen[bytes]
    since: float


@cache
def _adapter() -> TypeAdapter[Seen]:
    from pydantic import TypeAdapter  # noqa: PLC0415  # loaded when somebody uploads a large file

    return TypeAdapter(Seen)


class Looking:
    """The looks of one server."""

    def __init__(self) -> None:
        """Nothing is looked at before somebody asks."""
        self._going: dict[str, _Going] = {}
        self._lock = Lock()

    def at(self, upload: Upload, wish: Wish, known: Remembered, out: Path, workspace: str) -> Glance:
        """How the file would be read. Raises one of ``UNUSABLE``, or ``BeingReadError``."""
        if upload.path.stat().st_size <= _SMALL:
            return glance(upload.folder, wish, known)
        asked = stable_id(str(wish.said), str(known.mappings))
        end = time.monotonic() + _PATIENCE
        while (seen := self._seen(upload, asked)) is None:
            self._begin(upload, [asked, str(out), workspace])
            if time.monotonic() > end:
                raise BeingReadError("the file is being read")
            time.sleep(0.05)
        with self._lock:
            if going := self._going.get(upload.id):
                with suppress(subprocess.TimeoutExpired):  # another look, at what was said meanwhile
                    going.process.wait(0.5)
                    del self._going[upload.id]
        if seen.glance is None:
            raise UnreadableFileError(seen.wrong)
        return seen.glance

    @staticmethod
    def _seen(upload: Upload, asked: str) -> Seen | None:
        with suppress(OSError, ValueError):
            seen = _adapter().validate_json((upload.folder / _FILE).read_bytes())
            return seen if seen.asked == asked else None
        return None

    def _begin(self, upload: Upload, told: list[str]) -> None:
        """Look at it, unless somebody looks already; what takes too long, or was ended from outside, is given up."""
        with self._lock:
            going = self._going.get(upload.id)
            if going:
                code = going.process.poll()
                if code is None and time.monotonic() < going.since + _LONGEST:
                    return
                del self._going[upload.id]
                if code:
                    _keep(upload, Seen(told[0], None, "it could not be read to its end; divide it, or import it on the command line"))
                if code is None:
                    going.process.kill()
                    going.process.wait()
                    _keep(upload, Seen(told[0], None, f"it was not read within {_LONGEST / 60:.0f} minutes; import it on the command line"))
                return
            if sum(one.process.poll() is None for one in self._going.values()) < _AT_ONCE:
                command = [sys.executable, "-P", "-m", __name__, str(upload.folder.parent.parent), upload.id, *told]
                process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
                self._going[upload.id] = _Going(process, time.monotonic())


def _keep(upload: Upload, seen: Seen) -> None:
    with suppress(OSError):  # it was forgotten meanwhile
        write_atomically(upload.folder / _FILE, _adapter().dump_json(seen))


def main() -> int:
    """``STATE ID ASKED OUT WORKSPACE``: look at an upload, and keep what came of it."""
    state, id_, asked, out, workspace = sys.argv[1:6]
    with suppress(NoUploadError):
        upload = Uploads(Path(state)).get(id_)
        kind = kind_named(upload.kind)
        assert kind is not None, "a page took it as of this kind"
        try:
            known = remembered(home(Path(workspace or out), Path(out)), kind.name)
            seen = Seen(asked, glance(upload.folder, Wish(kind, [upload.path], upload.said), known))
        except UNUSABLE as error:
            seen = Seen(asked, None, str(error))
        _keep(upload, seen)
    return 0


if __name__ == "__main__":
    sys.exit(main())
