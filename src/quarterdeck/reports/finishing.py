"""What every report goes through before somebody reads it: its days in one form, and the files of records as names.

Sentences of findings come with days as programs write them (``2026-11-21``), those of reports with days as people do. A reader gets one form. What is
typed between backticks stays as it is typed, and so do names, which are somebody's words, and the places of marks on an axis of time.

What settles something names the file of a record (``contracts/maps.yaml``) in plain words; a file's name tells what the record is about, so that it
becomes a name, which a redaction finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from quarterdeck.kernel.section import Document
from quarterdeck.kernel.text import Cited, Name, Part, Phrase
from quarterdeck.reports.telling import day
from quarterdeck.reports.walk import Rewriting

_DAY = re.compile(r"(?<![\w.-])\d{4}-\d\d-\d\d(?![\w-]|\.\d)")
_TYPED = re.compile(r"(`[^`]*`)")
_RECORD = re.compile(r"(?<![\w/.-])([a-z]+(?:-[a-z]+)*/[\w-][\w.-]*\.(?:yaml|md))(?![\w/])")


def finished(document: Document) -> Document:
    """The document with its days in one form, and the files of records as names."""
    return Rewriting(_phrase, in_prose).document(document)


def _phrase(phrase: Phrase) -> Phrase:
    return tuple(piece for part in phrase for piece in _part(part))


def _part(part: Part) -> Iterator[Part]:
    if isinstance(part, Name):
        yield part
    elif isinstance(part, Cited):
        told = in_prose(part.text)
        yield part if told == part.text else replace(part, text=told)
    elif "/" in part or "-" in part:
        for place, piece in enumerate(_TYPED.split(part)):
            yield from (piece,) if place % 2 else _plain(piece)
    else:
        yield part


def _plain(words: str) -> Iterator[Part]:
    for place, piece in enumerate(_RECORD.split(words)):
        if piece:
            yield Name("path", piece) if place % 2 else in_prose(piece)


def in_prose(words: str) -> str:
    """Words with each day in them as people say it."""
    return _DAY.sub(_told, words) if "-" in words else words


def _told(found: re.Match[str]) -> str:
    try:
        return day(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]
