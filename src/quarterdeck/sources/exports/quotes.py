"""Delimited text whose quotation marks do not add up, read with care: one mark that is never closed costs its own line and no other.

Slower than DuckDB, and only for files that it could not tell apart line by line.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_LONGEST = 100
"""Lines that a quoted cell may span before its mark counts as never closed."""
_LONGEST_CELL = 16_000_000


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is no row: its line and what is wrong with it."""

    line: int
    what: str


def rewritten(path: Path, delimiter: str, cells: int, skip: int) -> tuple[list[int], list[Rejected]]:
    """Write the file anew with sound rows alone, every cell quoted; the line of each, and what was left out. ``skip`` lines are no rows."""
    csv.field_size_limit(_LONGEST_CELL)
    lines: list[int] = []
    rejected: list[Rejected] = []
    sound = path.with_suffix(".sound")
    with path.open(encoding="utf-8", newline="\n") as file, sound.open("w", encoding="utf-8", newline="") as out:
        write = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow
        for line, row in _records(file.readlines(), delimiter, cells, skip):
            if isinstance(row, str):
                rejected.append(Rejected(line, row))
            elif len(row) != cells:
                rejected.append(Rejected(line, f"{len(row)} cells where the header has {cells}"))
            else:
                lines.append(line)
                write(row)
    sound.replace(path)
    return lines, rejected


def _records(texts: list[str], delimiter: str, cells: int, skip: int) -> Iterator[tuple[int, list[str] | str]]:
    """Each row with the line at which it begins; words instead of cells for what is none."""
    at = skip
    while at < len(texts):
        row, taken = _record(texts, at, delimiter, cells)
        if row:
            yield at + 1, row
        at += taken


def _record(texts: list[str], at: int, delimiter: str, cells: int) -> tuple[list[str] | str, int]:
    """The row that begins at a line, and the lines that it takes."""
    for taken in range(1, min(_LONGEST, len(texts) - at) + 1):
        if taken > 1 and '"' not in texts[at + taken - 1]:
            continue  # no mark in it that could close the cell
        try:
            rows = list(csv.reader(texts[at : at + taken], delimiter=delimiter, strict=True))
        except csv.Error as error:
            if "end of data" in str(error):
                continue  # a quoted cell goes on in the next line
            return ("a quotation mark stands where none may", 1) if taken == 1 else ("a quotation mark is not closed", 1)
        row = rows[0] if rows else []
        return ("a quotation mark is not closed", 1) if taken > 1 and len(row) != cells else (row, taken)
    return "a quotation mark is not closed", 1
