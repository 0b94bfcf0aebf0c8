"""Two versions of one report side by side: what each section says that the other does not, line by line and word by word.

Both are read from their JSON (`render/data.py`), so that a version published by an earlier program can be held against one of today; what is read are
sections of sentences and rows, in which `doors.py` finds the numbers that cite nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal, TypeAlias

from quarterdeck.kernel.section import Block, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Cited, Part, Phrase, plain

_WORDS = re.compile(r"\s+|[^\s]+")
Side: TypeAlias = Literal["gone", "new"]
_Token: TypeAlias = tuple[str, str]
"""A word or a whole number, and what explains it."""


class NoReportError(ValueError):
    """A text that is no report in JSON."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, whether the other version lacks them, and the id of what explains them where they are a number."""

    words: str
    differs: bool
    explains: str = ""


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


def read(text: str) -> tuple[Section, ...]:
    """The sections of a report in JSON, as sentences and rows that cite what they cite there. Raises ``NoReportError``."""
    try:
        return tuple(_section(one) for one in json.loads(text)["sections"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoReportError(str(error)) from error


def _section(told: Mapping[str, Any]) -> Section:
    return Section(str(told["anchor"]), str(told["heading"]), tuple(block for one in told["blocks"] for block in _blocks(one)))


def _blocks(told: Mapping[str, Any]) -> Iterator[Block]:
    match told["kind"]:
        case "section":
            yield _section(told)
        case "sentence":
            yield Sentence(_phrase(told["sentence"]))
        case "figure":
            yield Sentence((f"{told['label']}: ", Cited(told["value"], told["explains"]), f" {told['unit']}. ", *_phrase(told["meaning"])))
        case "statement":
            money = _phrase(told["money"]) if told["money"] else None
            notes = tuple(map(_phrase, told["notes"]))
            yield Statement(told["id"], told["name"], told["outcome"], None, _phrase(told["sentence"]), money, action=_phrase(told["action"]), notes=notes)
        case "table":
            yield TableBlock("", (), "", tuple(tuple(map(_phrase, row)) for row in told["rows"]))
        case "chart":
            yield Sentence((*(Cited("", one) for one in told["so_what"].get("cites", ())[:1]), f"{told['title']}: ", *_phrase(told["alternative"])))


def _phrase(told: Mapping[str, Any]) -> Phrase:
    """Words with their numbers; of an edition that does not say where they stand, with the first that is cited before them."""
    words, parts, position = str(told["words"]), list[Part](), 0
    for start, end, explains in told.get("numbers", ()):
        parts += [words[position:start], Cited(words[start:end], explains)]
        position = end
    if not parts:
        parts += [Cited("", one) for one in told.get("cites", ())[:1]]
    return (*parts, words[position:])


def beside(before: Sequence[Section], after: Sequence[Section]) -> tuple[Passage, ...]:
    """What reads otherwise in ``after``, by section in its reading order; sections that it has no longer come last."""
    old, new = ({anchor: (heading, lines) for anchor, heading, lines in _walked(sections, "")} for sections in (before, after))
    found = []
    for anchor in dict.fromkeys((*new, *old)):
        heading, was = old.get(anchor, ("", []))
        heading, now = new.get(anchor, (heading, []))
        lines, same = _differing(was, now)
        if lines:
            found.append(Passage(heading, lines, same))
    return tuple(found)


def _walked(sections: Sequence[Section], above: str) -> Iterator[tuple[str, str, list[Phrase]]]:
    for section in sections:
        heading = f"{above} · {section.heading}" if above else section.heading
        yield f"{above}/{section.anchor}", heading, [line for block in section.blocks for line in _told(block)]
        yield from _walked([block for block in section.blocks if isinstance(block, Section)], heading)


def _told(block: Block) -> Iterator[Phrase]:
    """A block as lines of words."""
    match block:
        case Sentence():
            yield block.words
        case Statement():
            yield _joined([part for part in (block.words, block.money or (), block.action, *block.notes) if plain(part)], " ")
        case TableBlock():
            yield from (_joined(row, " · ") for row in block.rows)


def _joined(phrases: Sequence[Phrase], between: str) -> Phrase:
    return tuple(part for index, phrase in enumerate(phrases) for part in ((between, *phrase) if index else phrase))


def _differing(was: Sequence[Phrase], now: Sequence[Phrase]) -> tuple[tuple[Line, ...], int]:
    lines: list[Line] = []
    same = 0
    for tag, low, high, left, right in SequenceMatcher(None, [*map(plain, was)], [*map(plain, now)], autojunk=False).get_opcodes():
        if tag == "equal":
            same += high - low
        elif tag == "replace" and high - low == right - left:
            for one, other in zip(was[low:high], now[left:right], strict=True):
                lines += _word_by_word([*_tokens(one)], [*_tokens(other)])
        else:
            lines += [Line("gone", (*_pieces([*_tokens(line)], differs=True),)) for line in was[low:high]]
            lines += [Line("new", (*_pieces([*_tokens(line)], differs=True),)) for line in now[left:right]]
    return tuple(lines), same


def _word_by_word(one: Sequence[_Token], other: Sequence[_Token]) -> list[Line]:
    gone: list[Piece] = []
    new: list[Piece] = []
    for tag, low, high, left, right in SequenceMatcher(None, [word for word, _ in one], [word for word, _ in other], autojunk=False).get_opcodes():
        gone += _pieces(one[low:high], differs=tag != "equal")
        new += _pieces(other[left:right], differs=tag != "equal")
    return [Line("gone", tuple(gone)), Line("new", tuple(new))]


def _tokens(line: Phrase) -> Iterator[_Token]:
    """A number that has an explanation is one, whatever spaces are in it."""
    for part in line:
        if isinstance(part, Cited):
            yield from ((part.text, part.explains),) if part.text else ()
        else:
            yield from ((word, "") for word in _WORDS.findall(part if isinstance(part, str) else part.text))


def _pieces(tokens: Sequence[_Token], *, differs: bool) -> Iterator[Piece]:
    """Words together, each number by itself."""
    words = ""
    for word, explains in tokens:
        if not explains:
            words += word
            continue
        yield from (Piece(words, differs),) if words else ()
        yield Piece(word, differs, explains)
        words = ""
    yield from (Piece(words, differs),) if words else ()
