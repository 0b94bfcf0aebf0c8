"""Workbooks: the only filled sheet is read as its CSV would be, and what is no sound workbook is refused in words."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from quarterdeck.app.imports.importing import UnreadableFileError
from quarterdeck.sources.exports.collect import UnreadableExportError, collect
from tests.exports import import_files, told

HEADER = ("Invoice Number", "Supplier", "Invoice Date", "Net Amount", "Currency", "Text")
DAY = datetime(2026, 1, 5)  # noqa: DTZ001  # a cell knows no zone


def workbook(*sheets: tuple[str, list[tuple[object, ...]]]) -> bytes:
    """A workbook of these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_sheet_is_read_with_the_sheets_own_rows_as_lines(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [
        HEADER,
        (1, "Müller; Söhne", DAY, 1234.5, "EUR", "two\nlines"),
        (),
        ("R-2", "Bank", "never", 7, "EUR", None),
        ("R-3", "Bank", DAY, -3.1, "EUR", "=1+1"),
    ]
    done = import_files(tmp_path, "invoices", {"bills.xlsx": workbook(("January", rows), ("Empty", []))})
    assert told(tmp_path, "invoices") == [
        "vendor Bank, number R-3, issued_on 2026-01-05, amount -3.100000000000, currency EUR",
        "vendor Müller; Söhne, number 1, issued_on 2026-01-05, amount 1234.500000000000, currency EUR, description two lines",
    ]
    assert [str(problem).partition(". ")[0] for problem in done.problems] == [
        "bills.xlsx:5: cell F5 has a formula without a saved value; it was read as empty",
        "bills.xlsx:4: Invoice Date: 'never' is not a day",
    ]
    assert [(file.format, file.encoding, file.rows, file.refused) for file in done.files] == [("csv", "workbook", 3, 1)]
    again = import_files(tmp_path, "invoices", {"bills.xlsx": workbook(("January", rows), ("Empty", []))})
    assert [(change.new, change.changed) for change in again.changes] == [(0, 0)]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 150_000_000)
    return out.getvalue()


def endless(row: str) -> bytes:
    """A few thousand bytes that say to be a sheet without end, after one honest row."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(("One", [HEADER])))) as sound, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sound.infolist():
            held = sound.read(part).decode()
            archive.writestr(
                part.filename, re.sub("<dimension ref=[^>]*/>", '<dimension ref="A1:XFD1048576"/>', held).replace("</sheetData>", f"{row}</sheetData>")
            )
    return out.getvalue()


def plain_archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    return out.getvalue()


@pytest.mark.parametrize(
    ("contents", "why"),
    [
        (workbook(("One", [HEADER]), ("Two", [HEADER])), "its sheets One, Two all hold something"),
        (workbook(("One", [])), "it holds no rows"),
        (workbook(("One", [HEADER]))[:-40], "archive or a workbook of an older kind"),
        (b"\xd0\xcf\x11\xe0 an older or an encrypted one", "archive or a workbook of an older kind"),
        (plain_archive(), "archive or a workbook of an older kind"),
        (bomb(), "unpack to a size that no sheet has"),
        (endless('<row r="2000000000"><c r="A2000000000"><v>1</v></c></row>'), "larger than any export"),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(tmp_path: Path, contents: bytes, why: str) -> None:
    with pytest.raises(UnreadableFileError, match=why):
        import_files(tmp_path, "invoices", {"x.xlsx": contents})


SOUND = workbook(("One", [HEADER, (1, "Bank", DAY, 7, "EUR", "x")]))


@settings(max_examples=25)
@given(name=st.integers(0, 30), at=st.floats(0, 1), put=st.binary(max_size=6), whole=st.booleans())
def test_no_damage_crashes(tmp_path_factory: pytest.TempPathFactory, name: int, at: float, put: bytes, whole: bool) -> None:  # drawn
    folder = tmp_path_factory.mktemp("damage")
    if whole:
        spot = int(at * len(SOUND))
        (folder / "x.xlsx").write_bytes(SOUND[:spot] + put + SOUND[spot + len(put) :])
    else:
        with zipfile.ZipFile(io.BytesIO(SOUND)) as sound, zipfile.ZipFile(folder / "x.xlsx", "w") as out:
            for number, part in enumerate(sound.infolist()):
                held = sound.read(part)
                spot = int(at * len(held))
                out.writestr(part.filename, held[:spot] + put + held[spot + len(put) :] if number == name % len(sound.infolist()) else held)
    with contextlib.suppress(UnreadableExportError):
        collect(folder / "x.xlsx", folder / "text")
