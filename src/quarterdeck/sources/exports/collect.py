"""A file that somebody exported, as text: its fingerprint, its encoding told rather than assumed, its line ends made one."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quarterdeck.sources.exports.errors import UnreadableExportError as UnreadableExportError  # noqa: PLC0414  # readers know it from here
from quarterdeck.sources.exports.workbooks import is_workbook, write_csv

_CHUNK = 1 << 22
_SNIFFED = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
"""Byte order marks, longer ones before those that they begin with."""
_ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"%PDF")
_HALF = 0.3


@dataclass(frozen=True, slots=True)
class Export:
    """A file as it was read: its name, the SHA-256 of its bytes, its encoding, and where its text lies as UTF-8 with line feeds."""

    name: str
    fingerprint: str
    encoding: str
    path: Path
    start: str
    """The first letters, for recognising it."""
    unsaved: tuple[tuple[int, str], ...] = ()
    """Of a workbook, line and cell of formulas that nobody saved a value of."""

    def text(self) -> str:
        """All of it."""
        return self.path.read_text(encoding="utf-8")


def collect(path: Path, scratch: Path) -> Export:
    """Read a file and write its text, as UTF-8, to ``scratch``. Raises ``UnreadableExportError``, and ``OSError`` as reading does."""
    if not path.is_file():
        raise UnreadableExportError("there is no such file" if not path.exists() else "this is no file; give the export itself")
    with path.open("rb") as file:
        head = file.read(_SNIFFED)
    if head.startswith(_ARCHIVES) and is_workbook(path):
        return _from_workbook(path, scratch)
    if head.startswith(_ARCHIVES):
        raise UnreadableExportError("this is an archive or a workbook of an older kind; unpack it, or save the sheet as CSV, and import that")
    encoding = _encoding(path, head)
    digest = hashlib.sha256()
    start = ""
    with scratch.open("w", encoding="utf-8", newline="") as out:
        for text in _texts(path, encoding, digest):
            start = start or text[:_SNIFFED]
            out.write(text)
    return Export(path.name, digest.hexdigest(), encoding, scratch, start)


def _from_workbook(path: Path, scratch: Path) -> Export:
    with scratch.open("w", encoding="utf-8", newline="") as out:
        unsaved = write_csv(path, out)
    with path.open("rb") as file, scratch.open(encoding="utf-8", newline="") as text:
        return Export(path.name, hashlib.file_digest(file, "sha256").hexdigest(), "workbook", scratch, text.read(_SNIFFED), unsaved)


def _encoding(path: Path, head: bytes) -> str:
    """By its mark; UTF-16 without one by its zero bytes; else UTF-8 where the whole file is, and Windows-1252 (Latin-1's superset) where it is not."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if head and head.count(0) > len(head) * _HALF:
        return "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _texts(path: Path, encoding: str, digest: hashlib._Hash) -> Iterator[str]:
    """The text in pieces: without byte order mark and zero bytes, with line feeds alone. Every byte goes into the digest."""
    errors = "replace"  # a few bytes that no letter stands for do not cost the whole file
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    held = "\ufeff"
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            text = held + decoder.decode(chunk)
            held = "\r" if text.endswith("\r") else ""
            yield _plain(text[: len(text) - len(held)])
    yield _plain(held + decoder.decode(b"", final=True))


def _plain(text: str) -> str:
    text = text.removeprefix("\ufeff\ufeff").removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x00", "") if "\x00" in text else text
