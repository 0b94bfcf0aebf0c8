"""Reports in other languages than English.

A report is made in English, with its numbers and days in the one way of the house. Just before it is rendered, a `Tongue` puts each text into
another language by a catalogue (`de.po`), and each number and day into that language's form. So nobody below needs to know a language, and what
has no translation stays English, and is counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quarterdeck.kernel.section import Document


@dataclass(frozen=True, slots=True)
class Told:
    """How much of a document could be said in its language: its texts in all, and those that stayed English, each with how often it stands there."""

    texts: int
    missing: Mapping[str, int]


def said_in(document: Document, language: str) -> tuple[Document, Told]:
    """The document in a language, and how much of it that is; in English as it is."""
    if language == "en":
        return document, Told(0, {})
    from quarterdeck.reports.tongue.spoken import Tongue, translated  # noqa: PLC0415  # only where another language is asked for

    tongue = Tongue.speaking(language)
    return translated(document, tongue), Told(tongue.asked, dict(tongue.missing))
