"""Published files opened with care: bounded in size, depth and name, whatever somebody packed into them."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import TypeAlias

Json: TypeAlias = "Mapping[str, Json] | list[Json] | str | int | float | bool | None"

LARGEST_ENTRY = 16 * 1024 * 1024
"""Bytes of one unpacked entry. The largest published advisory is below 2 MB."""
LARGEST_ARCHIVE = 4 * 1024**3
"""Bytes of all entries together, unpacked. The largest published set (npm) is about 1 GB."""
MOST_ENTRIES = 1_000_000
LARGEST_DOCUMENT = 64 * 1024 * 1024
"""Bytes of a JSON document that stands alone. The largest one taken here (endoflife.date) is about 10 MB."""
BIGGEST_GROWTH = 250
"""How many times larger an entry may be than its packed bytes, once it is over a megabyte: text packs 3 to 30 times smaller."""


_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
"""What zipfile raises on damaged archives, found by changing bytes at random."""


class UnsafeError(ValueError):
    """A file that must not be opened or cannot be read: the message says why, without a full stop."""


def parsed(data: bytes, largest: int = LARGEST_DOCUMENT) -> Json:
    """The JSON value in ``data``. Raises ``UnsafeError`` when it is too large, too deep or not JSON."""
    if len(data) > largest:
        raise UnsafeError(f"it is larger than {largest} bytes")
    try:
        value: Json = json.loads(data)
    except RecursionError:
        raise UnsafeError("it is nested too deeply") from None
    except ValueError as fault:
        raise UnsafeError(f"it is not JSON ({str(fault)[:120]})") from None
    return value


def entries(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and contents of each ``.json`` entry of a ZIP archive, in name order so that packing order never matters.

    Raises ``UnsafeError`` for what is no archive, for entries that lead out of it, for encrypted ones and for bombs.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in checked(archive.infolist()):
                yield info.filename, _contents(archive, info)
    except UnsafeError:
        raise
    except _DAMAGE as fault:
        raise UnsafeError(f"it is not a whole ZIP archive ({str(fault)[:120]})") from None


def checked(infos: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The JSON entries in name order, after every entry was found harmless; else raises ``UnsafeError``."""
    if len(infos) > MOST_ENTRIES:
        raise UnsafeError(f"it holds {len(infos)} entries, more than {MOST_ENTRIES}")
    if sum(info.file_size for info in infos) > LARGEST_ARCHIVE:
        raise UnsafeError(f"it unpacks to more than {LARGEST_ARCHIVE} bytes")
    for info in infos:
        _refuse_unsafe(info)
    files = [info for info in infos if info.filename.endswith(".json")]
    if len({info.filename for info in files}) < len(files):
        raise UnsafeError("it holds two entries of one name")
    return sorted(files, key=lambda info: info.filename)


def packed(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of ``files``: the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, files[name])
    return buffer.getvalue()


def _refuse_unsafe(info: zipfile.ZipInfo) -> None:
    name = info.filename
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        raise UnsafeError(f"its entry {name[:120]!r} leads out of the archive")
    if info.flag_bits & 0x1:
        raise UnsafeError(f"its entry {name[:120]!r} is encrypted")
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise UnsafeError(f"its entry {name[:120]!r} is packed by an unusual method")
    if info.file_size > LARGEST_ENTRY:
        raise UnsafeError(f"its entry {name[:120]!r} unpacks to {info.file_size} bytes, more than {LARGEST_ENTRY}")
    if info.file_size > 1024 * 1024 and info.file_size > BIGGEST_GROWTH * max(info.compress_size, 1):
        raise UnsafeError(f"its entry {name[:120]!r} unpacks to {info.file_size} bytes from {info.compress_size}")


def _contents(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Read no further than the entry declares: a lying header ends as a damaged archive, not as a full memory."""
    with archive.open(info) as stream:
        contents = stream.read(info.file_size + 1)
    if len(contents) != info.file_size:
        raise UnsafeError(f"its entry {info.filename[:120]!r} is not as long as it says")
    return contents
