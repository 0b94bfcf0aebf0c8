"""A workbook (.xlsx) as the text that its one sheet would be as CSV: a row a line, so that lines are the sheet's rows.

Values as they are stored: formulas give what was saved with them and are never computed, dates have no zone, numbers a decimal point.
"""

from __future__ import annotations

import csv
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TextIO

from quarterdeck.sources.exports.errors import UnreadableExportError

_LARGEST = 4_000_000_000
_MOST_TIMES = 200
_MOST_ROWS, _MOST_CELLS = 1_048_576, 50_000_000
"""Rows that a sheet can have; cells, empty ones between others too, that are looked at: a few bytes may place one anywhere."""
_TOLD = 1000
_PART = "xl/workbook.xml"
_UNSOUND = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, IndexError, AttributeError, OverflowError, SyntaxError, EOFError, NotImplementedError,
    RuntimeError, OSError,
)  # fmt: skip
"""What the library says of files that are no sound workbooks: damaged, encrypted, of another program. Faults in XML are syntax errors."""


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook of this kind."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _PART in archive.namelist()
    except _UNSOUND:
        return False


def write_csv(path: Path, out: TextIO) -> tuple[tuple[int, str], ...]:
    """Write the only sheet that holds something; line and cell of its formulas without a saved value. Raises ``UnreadableExportError``."""
    _refuse_bombs(path)
    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and dates out of range: such a cell comes out as an error, and is told as a fault
            return _write_only_sheet(file, out, formulas=_has_formulas(path))
    except UnreadableExportError:
        raise
    except _UNSOUND as error:
        raise UnreadableExportError(f"it cannot be read as a workbook ({str(error)[:120]}); save the sheet as CSV and import that") from error


def _has_formulas(path: Path) -> bool:
    """Whether any sheet computes: most exports do not, and are read once."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                with archive.open(name) as part:
                    held = b""
                    while chunk := part.read(1 << 20):
                        if b"<f>" in held + chunk or b"<f " in held + chunk or b"<f/" in held + chunk:
                            return True
                        held = chunk[-2:]
    return False


def _unsaved(file: BinaryIO, title: str) -> tuple[tuple[int, str], ...]:
    """Line and cell of formulas that have no value in the file, the first ones."""
    from openpyxl import load_workbook  # noqa: PLC0415  # as below

    books = [load_workbook(file, read_only=True, data_only=only)[title] for only in (True, False)]
    for sheet in books:
        sheet.reset_dimensions()
    values, formulas = (sheet.iter_rows() for sheet in books)
    pairs = ((value, formula) for row, other in zip(values, formulas, strict=True) for value, formula in zip(row, other, strict=True))
    empty = ((cell.row, cell.coordinate) for value, cell in pairs if value.value is None and getattr(cell, "data_type", "") == "f")
    return tuple(islice(empty, _TOLD))


def _write_only_sheet(file: BinaryIO, out: TextIO, *, formulas: bool) -> tuple[tuple[int, str], ...]:
    from openpyxl import load_workbook  # noqa: PLC0415  # a tenth of a second, for workbooks alone

    book = load_workbook(file, read_only=True, data_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # it says itself how large it is, and may say anything
    filled = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible" and next(_rows(sheet.iter_rows(values_only=True)), None)]
    if len(filled) != 1:
        names = ", ".join(sheet.title for sheet in filled)
        raise UnreadableExportError(f"its sheets {names} all hold something; save the one to import as a file of its own" if filled else "it holds no rows")
    write = csv.writer(out, lineterminator="\n").writerow
    for row in _rows(filled[0].iter_rows(values_only=True), blanks=True):
        write(row)
    return _unsaved(file, filled[0].title) if formulas else ()


def _refuse_bombs(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        size = sum(part.file_size for part in archive.infolist())
    if size > min(_LARGEST, max(path.stat().st_size * _MOST_TIMES, 100_000_000)):
        raise UnreadableExportError("it would unpack to a size that no sheet has; save the sheet as CSV and import that")


def _rows(rows: Iterator[Sequence[object]], *, blanks: bool = False) -> Iterator[list[str]]:
    """Each row as texts, as wide as the first that is filled; blank ones only where asked for, for they count as lines."""
    width = cells = 0
    for number, row in enumerate(rows):
        cells += max(width, len(row))
        if number >= _MOST_ROWS or cells > _MOST_CELLS:
            raise UnreadableExportError("a sheet of it is larger than any export; save the rows and columns that hold something as CSV and import that")
        texts = [_text(value) for value in row]
        while texts and not texts[-1]:
            texts.pop()
        width = width or len(texts)
        if texts:
            yield texts + [""] * (width - len(texts))
        elif blanks:
            yield []


def _text(value: object) -> str:
    """A cell as it would stand in a CSV: a day without a clock where it has none, no line ends."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
        case _:
            return " ".join(str(value).split("\n")).replace("\r", "")
