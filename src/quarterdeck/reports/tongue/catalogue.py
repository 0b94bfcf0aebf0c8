"""Catalogues of translations: `.po` files, as translators' own tools read and write them, and what stands behind each of their texts.

A text holds fields, in braces. The first letters of a field's name say what may stand there: ``n`` a number, ``d`` a day, ``c`` a currency,
``q`` a quarter, ``v`` a number with a unit in somebody's words, ``x`` one name or figure, ``w`` somebody's words, which stay as they are; what any other
field holds is told by the same catalogue. A number that decides between one and many is the first ``n``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from gettext import c2py
from importlib.resources import files

PLACE = "\ue000-\uf8ff"
"""Letters that stand for a name or a cited number while a sentence is translated; no text holds them otherwise."""
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
NUMBER = r"[−+-]?\d+(?:\u202f\d{3})*(?:\.\d+)?"
DAY = rf"(?:\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}|\d{{4}}-\d\d-\d\d)"
_SHAPES = {
    "n": rf"(?:{NUMBER}|[{PLACE}])",
    "d": rf"(?:{DAY}|[{PLACE}])",
    "c": r"[A-Z]{3}",
    "q": r"\d{4}-Q[1-4]",
    "v": rf"(?:{NUMBER}[^;,.]*?|[{PLACE}]|{NUMBER} [{PLACE}])",
    "x": rf"[{PLACE}]",
    "w": r"(?:(?![.!?:] ).)+?",
    "": r".+?",
}
_FIELD = re.compile(r"\{([a-z]+\d*)\}")
_STRING = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)?\s*("(?:[^"\\]|\\.)*")\s*$')
_PLURAL = re.compile(r"plural\s*=\s*([^;]+)")
_HEADER = re.compile(r"^([\w-]+): (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One text: how it is recognised, and how it is said."""

    shape: str
    fields: tuple[str, ...]
    anchor: str
    says: tuple[str, ...]
    weight: int


@cache
def pattern(shape: str) -> re.Pattern[str]:
    """The shape of an entry, made ready when it is first met: most are not met in a report."""
    return re.compile(shape, re.DOTALL)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A language: its texts without fields, its texts with fields (the most particular first), and the forms of its numbers and days."""

    language: str
    fixed: Mapping[str, str]
    entries: Sequence[Entry]
    decimal: str
    thousands: str
    day: str
    short_day: str
    quotes: str
    """Both marks, the opening one first."""
    plural: Callable[[int], int] = field(repr=False)


def kind_of(name: str) -> str:
    """What may stand in a field, by the first letter of its name, where that is all but digits."""
    bare = name.rstrip("0123456789")
    return bare if bare in _SHAPES else ""


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language. Raises ``FileNotFoundError`` for one that there is none of."""
    return parsed(language, files(__package__).joinpath(f"{language}.po").read_text(encoding="utf-8"))


def parsed(language: str, content: str) -> Catalogue:
    """A catalogue from the text of its file."""
    fixed: dict[str, str] = {}
    entries: list[Entry] = []
    header: dict[str, str] = {}
    for said in _messages(content):
        if not said["msgid"]:
            header = dict(_HEADER.findall(said["msgstr"]))
            continue
        says = tuple(value for key, value in said.items() if key.startswith("msgstr") and value)
        if not says:
            continue
        if not _FIELD.search(said["msgid"]) and "msgid_plural" not in said:
            fixed[said["msgid"]] = says[0]
            continue
        entries += [_entry(said[key], says) for key in ("msgid", "msgid_plural") if key in said]
    rule = _PLURAL.search(header.get("Plural-Forms", ""))
    ordered = tuple(sorted(entries, key=lambda one: -one.weight))
    decimal, thousands, day, short_day = (header.get(key, "") for key in ("X-Decimal", "X-Thousands", "X-Day", "X-Short-Day"))
    quotes = header.get("X-Quotes", "«»")
    return Catalogue(language, fixed, ordered, decimal, thousands, day, short_day, quotes, c2py(rule[1].strip() if rule else "n != 1"))


def _messages(content: str) -> Iterator[dict[str, str]]:
    said: dict[str, str] = {}
    key = ""
    for line in (*content.splitlines(), 'msgid ""'):
        found = _STRING.match(line)
        if not found:
            continue
        if found[1]:
            key = found[1]
            if key in {"msgid", "msgctxt"} and "msgid" in said:
                yield said
                said = {}
            said[key] = ""
        said[key] += json.loads(found[2])


def _entry(text: str, says: tuple[str, ...]) -> Entry:
    pieces = _FIELD.split(text)
    shape = "".join(f"(?P<{piece}>{_SHAPES[kind_of(piece)]})" if index % 2 else re.escape(piece) for index, piece in enumerate(pieces))
    literal = pieces[::2]
    anchors = [literal[0][1:], *literal[1:]]  # a text is also told with another first letter, and without its full stop
    anchors[-1] = anchors[-1].removesuffix(".")
    particular = sum(2 for name in pieces[1::2] if kind_of(name))
    return Entry(shape, tuple(pieces[1::2]), max(anchors, key=len), says, 4 * sum(map(len, literal)) + particular - len(literal))
