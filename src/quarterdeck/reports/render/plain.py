"""Phrases as text that cannot steer the terminal, the page or the reader's eye; and how to lay it out in lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.section import Statement, TableBlock
from quarterdeck.kernel.text import Phrase, number, plain

_SPACE = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    r"\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\uffff\U000e0000-\U000e0fff]"
)
"""Controls, direction marks, invisible characters, halves of surrogate pairs, tags and what Unicode says is no character."""

OUTCOME_WORDS = {"met": "Met", "not_met": "Not met", "not_assessed": "Not assessed", "not_applicable": "Not applicable"}
OUTCOME_MARKS = {"met": "✓", "not_met": "●", "not_assessed": "▨", "not_applicable": "–"}
UNKNOWN_MARK = "·"


def clean(text: str) -> str:
    """Text from outside on one line, without anything that is not seen. Joiners inside emoji and Indic words stay."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub("", _SPACE.sub(" ", text))


def text(phrase: Phrase) -> str:
    """A sentence as one clean line."""
    return clean(plain(phrase))


def judged(severity: Severity | None, outcome: str) -> tuple[str, str]:
    """The shape and the word that a statement opens with: its severity where it has one, else its outcome."""
    if severity is not None:
        return severity.mark, severity.value.capitalize()
    return OUTCOME_MARKS.get(outcome, UNKNOWN_MARK), OUTCOME_WORDS.get(outcome, clean(outcome).replace("_", " ").capitalize())


def cells(line: str) -> int:
    """How many columns of a terminal a clean line takes: two for wide East Asian characters, none for combining ones."""
    if line.isascii():
        return len(line)
    return sum(_cells(character) for character in line)


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def fitted(line: str, width: int) -> str:
    """The line cut to at most ``width`` columns, with ``…`` where something is missing."""
    if cells(line) <= width:
        return line
    return _head(line, width - 1) + "…" if width > 0 else ""


def _head(line: str, width: int) -> str:
    """As much of the beginning as ``width`` columns hold."""
    room = width
    for position, character in enumerate(line):
        room -= _cells(character)
        if room < 0:
            return line[:position]
    return line


def wrapped(phrase: Phrase, width: int, indent: str = "") -> list[str]:
    """A sentence in lines of at most ``width`` columns; lines after the first start with ``indent``. A longer word is broken."""
    lines: list[str] = []
    line = ""
    for word in text(phrase).split(" "):
        room = max(width - len(indent) if lines else width, 1)
        joined = f"{line} {word}" if line else word
        if cells(joined) <= room:
            line = joined
            continue
        if line:
            lines.append(line)
        line = word
        while cells(line) > (room := max(width - len(indent) if lines else width, 1)):
            head = _head(line, room) or line[0]
            lines.append(head)
            line = line[len(head) :]
    lines.append(line)
    return [line if index == 0 else indent + line for index, line in enumerate(lines)]


def statement_lines(statement: Statement, width: int) -> list[str]:
    """A judgement: shape, word and sentence, then its money and what to do, indented."""
    mark, word = judged(statement.severity, statement.outcome)
    lines = wrapped((f"{mark} {word}: ", *statement.words), width, "  ")
    inner = max(width - 2, 1)
    for phrase in (statement.money, statement.action, *statement.notes):
        if phrase:
            lines += ["  " + line for line in wrapped(phrase, inner)]
    return lines


def table_lines(table: TableBlock, width: int) -> list[str]:
    """A table in columns as wide as their longest cell; the widest are cut until all fit in ``width``. Ends with what was left out."""
    rows = [[clean(column) for column in table.columns], *([text(cell) for cell in row] for row in table.rows)]
    widths = _column_widths([[cells(cell) for cell in row] for row in rows], width)
    lines = [_row(row, widths, table.align) for row in rows]
    lines.insert(1, fitted("  ".join("─" * room for room in widths), width))
    if table.more:
        lines.append(fitted(f"and {number(table.more)} more", width))
    return lines


def _column_widths(sizes: Sequence[Sequence[int]], width: int) -> list[int]:
    """The width of each column: what it needs, or less for the widest ones, so that all fit (two blanks between)."""
    widths = [max(column, default=0) for column in zip(*sizes, strict=True)]
    room = max(width - 2 * (len(widths) - 1), len(widths))
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda column: widths[column])
        second = max((w for i, w in enumerate(widths) if i != widest), default=0)
        widths[widest] -= min(sum(widths) - room, max(widths[widest] - second, 1))
    return widths


def _row(row: Sequence[str], widths: Sequence[int], align: str) -> str:
    laid = []
    for cell, room, side in zip(row, widths, align, strict=True):
        shown = fitted(cell, room)
        blank = " " * (room - cells(shown))
        laid.append(blank + shown if side == "r" else shown + blank)
    return "  ".join(laid).rstrip()
