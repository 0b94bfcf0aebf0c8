"""One form of day in a whole report: ``21 November 2026``, wherever a sentence or a cell says one.

Sentences of findings come with days as programs write them (``2026-11-21``), those of reports with days as people do. A reader gets one form. What is
typed between backticks stays as it is typed, and so do names, which are somebody's words, and the places of marks on an axis of time.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from quarterdeck.kernel.section import Document
from quarterdeck.kernel.text import Cited, Name, Part, Phrase
from quarterdeck.reports.telling import day
from quarterdeck.reports.walk import Rewriting

_DAY = re.compile(r"(?<![\w.-])\d{4}-\d\d-\d\d(?![\w-]|\.\d)")
_TYPED = re.compile(r"(`[^`]*`)")


def dated(document: Document) -> Document:
    """The document with its days in one form."""
    return Rewriting(_phrase).document(document)


def in_prose(words: str) -> str:
    """Words with each day in them as people say it; what is typed stays."""
    if "-" not in words:
        return words
    return "".join(piece if piece.startswith("`") else _DAY.sub(_told, piece) for piece in _TYPED.split(words))


def _phrase(phrase: Phrase) -> Phrase:
    return tuple(map(_part, phrase))


def _part(part: Part) -> Part:
    if isinstance(part, Name):
        return part
    return replace(part, text=in_prose(part.text)) if isinstance(part, Cited) else in_prose(part)


def _told(found: re.Match[str]) -> str:
    try:
        return day(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]
