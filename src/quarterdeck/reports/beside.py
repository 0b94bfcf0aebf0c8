"""Two versions of one report side by side: what each section says that the other does not, line by line and word by word.

Both are read from their JSON (`render/data.py`), so that a version published by an earlier program can be held against one of today.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal, TypeAlias

_WORDS = re.compile(r"\s+|[^\s]+")
Side: TypeAlias = Literal["gone", "new"]
Piece: TypeAlias = tuple[str, bool]
"""Some words, and whether the other version lacks them."""


class NoReportError(ValueError):
    """A text that is no report in JSON."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that one version has and the other has not, in pieces."""

    side: Side
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A section that reads otherwise, with its lines that differ; ``same`` is how many do not."""

    heading: str
    lines: tuple[Line, ...]
    same: int


def beside(before: str, after: str) -> tuple[Passage, ...]:
    """What reads otherwise in ``after``, by section in its reading order; sections that it has no longer come last. Raises ``NoReportError``."""
    old, new = _sections(before), _sections(after)
    found = []
    for anchor in dict.fromkeys((*new, *old)):
        heading, was = old.get(anchor, ("", []))
        heading, now = new.get(anchor, (heading, []))
        lines, same = _differing(was, now)
        if lines:
            found.append(Passage(heading, lines, same))
    return tuple(found)


def _sections(text: str) -> dict[str, tuple[str, list[str]]]:
    try:
        return {anchor: (heading, lines) for anchor, heading, lines in _walked(json.loads(text)["sections"], "")}
    except (ValueError, KeyError, TypeError) as error:
        raise NoReportError(str(error)) from error


def _walked(sections: Sequence[Mapping[str, Any]], above: str) -> Iterator[tuple[str, str, list[str]]]:
    for section in sections:
        heading = f"{above} · {section['heading']}" if above else str(section["heading"])
        inner = [block for block in section["blocks"] if block["kind"] == "section"]
        yield f"{above}/{section['anchor']}", heading, [line for block in section["blocks"] if block["kind"] != "section" for line in _told(block)]
        yield from _walked(inner, heading)


def _told(block: Mapping[str, Any]) -> Iterator[str]:
    """A block as lines of words."""
    match block["kind"]:
        case "sentence":
            yield block["sentence"]["words"]
        case "figure":
            yield f"{block['label']}: {block['value']} {block['unit']}. {block['meaning']['words']}"
        case "statement":
            parts = (block["sentence"], block["money"], block["action"], *block["notes"])
            yield " ".join(part["words"] for part in parts if part and part["words"])
        case "table":
            yield from (" · ".join(cell["words"] for cell in row) for row in block["rows"])
        case "chart":
            yield f"{block['title']}: {block['alternative']['words']}"


def _differing(was: Sequence[str], now: Sequence[str]) -> tuple[tuple[Line, ...], int]:
    lines: list[Line] = []
    same = 0
    for tag, low, high, left, right in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal":
            same += high - low
        elif tag == "replace" and high - low == right - left:
            for one, other in zip(was[low:high], now[left:right], strict=True):
                lines += _word_by_word(one, other)
        else:
            lines += [Line("gone", ((line, True),)) for line in was[low:high]]
            lines += [Line("new", ((line, True),)) for line in now[left:right]]
    return tuple(lines), same


def _word_by_word(one: str, other: str) -> list[Line]:
    a, b = _WORDS.findall(one), _WORDS.findall(other)
    gone: list[Piece] = []
    new: list[Piece] = []
    for tag, low, high, left, right in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if high > low:
            gone.append(("".join(a[low:high]), tag != "equal"))
        if right > left:
            new.append(("".join(b[left:right]), tag != "equal"))
    return [Line("gone", tuple(gone)), Line("new", tuple(new))]
