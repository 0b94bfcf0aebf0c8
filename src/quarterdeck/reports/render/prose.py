"""The day of a document as people say it, in the language that the page wears."""

from __future__ import annotations

from datetime import date

from quarterdeck.reports.render.look import ours
from quarterdeck.reports.render.plain import clean
from quarterdeck.reports.telling import day


def prose(as_of: str) -> str:
    """``21 November 2026``; other words as they are."""
    try:
        of = date.fromisoformat(as_of)
    except ValueError:
        return clean(as_of)
    return ours(day(of))
