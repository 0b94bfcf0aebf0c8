"""Phrases as text that cannot steer the terminal, the page or the reader's eye."""

from __future__ import annotations

import re

from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.text import Phrase, plain

_SPACE = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    r"\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\uffff\U000e0000-\U000e0fff]"
)
"""Controls, direction marks, invisible characters, halves of surrogate pairs, tags and what Unicode says is no character."""

_KEPT, _LONGEST_WORD, _WHOLE = 100, 300, 1500
_LONG = re.compile(rf"\S{{{_LONGEST_WORD},}}")
"""A name of thousands of characters, or a number of thousands of digits: paths and addresses are shorter."""

TYPED = re.compile(r"""`([A-Za-z0-9 _./:="…\[\]-]+)`""")
"""What a sentence tells the reader to type. Only plain characters: whatever else stands between two backticks stays as it came."""

OUTCOME_WORDS = {"met": "Met", "not_met": "Not met", "not_assessed": "Not assessed", "not_applicable": "Not applicable"}
OUTCOME_MARKS = {"met": "✓", "not_met": "●", "not_assessed": "▨", "not_applicable": "–"}
UNKNOWN_MARK = "·"


def clean(text: str) -> str:
    """Text from outside on one line, without anything that is not seen. Joiners inside emoji and Indic words stay."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub("", _SPACE.sub(" ", text))


def short(said: str) -> str:
    """Clean text for a listing: a word that fills lines, and what fills a screen, is cut with ``…``."""
    told = _LONG.sub(lambda found: f"{found[0][:_KEPT]}…", clean(said))
    return told if len(told) <= _WHOLE else f"{told[:_WHOLE]}…"


def text(phrase: Phrase) -> str:
    """A sentence as one clean line."""
    return clean(plain(phrase))


def judged(severity: Severity | None, outcome: str) -> tuple[str, str]:
    """The shape and the word that a statement opens with: its severity where it has one, else its outcome."""
    if severity is not None:
        return severity.mark, severity.value.capitalize()
    return OUTCOME_MARKS.get(outcome, UNKNOWN_MARK), OUTCOME_WORDS.get(outcome, clean(outcome).replace("_", " ").capitalize())
