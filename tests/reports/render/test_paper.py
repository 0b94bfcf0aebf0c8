"""The report on paper: what an independent reader of PDF finds in it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from pypdf import PageObject, PdfReader

from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.section import Document, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Cited, Name
from quarterdeck.reports.render.light import chart_style, mixed, tokens
from quarterdeck.reports.render.look import Look, Paper
from quarterdeck.reports.render.paper import pdf
from quarterdeck.reports.unexplained import unexplained
from tests.reports.render.hostile import ATTACKS, documents
from tests.reports.render.sample import document


@pytest.fixture(scope="module")
def sheet() -> PdfReader:
    """The sample report as PDF, opened."""
    return opened(pdf(document()))


def opened(content: bytes) -> PdfReader:
    """By a library that shares nothing with the one that wrote it."""
    return PdfReader(io.BytesIO(content), strict=True)


def words(reader: PdfReader) -> str:
    """All text, with line ends as spaces and the places where a long word may break closed."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages)).replace("\u200b", "")


def said(*texts: str) -> Document:
    """A document that says these texts as names, a line each."""
    return Document("Names", (), "2026-11-21", (Section("a", "Names", tuple(Sentence((Name("repository", text),)) for text in texts)),))


def test_the_first_page_holds_the_whole_summary(sheet: PdfReader) -> None:
    first = words_of_page(sheet, 0)
    assert "Halden Freight: technology assessment" in first
    assert "What could not be seen" in first
    assert "Who knows what, and what happens when they leave?" in words_of_page(sheet, 1)


def words_of_page(reader: PdfReader, index: int) -> str:
    """The text of one page."""
    return re.sub(r"\s+", " ", reader.pages[index].extract_text())


def test_every_font_is_embedded(sheet: PdfReader) -> None:
    fonts = [font for page in sheet.pages for font in fonts_of(page)]
    assert {name.partition("+")[2] for name, _ in fonts} >= {"Inter-Regular", "Inter-SemiBold"}
    assert not [name for name, embedded in fonts if not embedded]


def fonts_of(page: PageObject) -> list[tuple[str, bool]]:
    """Each font of a page: its name, and whether the file brings it along."""
    found = []
    resources: Any = page["/Resources"]
    for font in resources.get("/Font", {}).values():
        told = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        found.append((str(told["/FontName"]), any(f"/FontFile{kind}" in told for kind in ("", "2", "3"))))
    return found


def test_it_is_tagged_for_screen_readers_and_says_so(sheet: PdfReader) -> None:
    root: Any = sheet.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert "Halden Freight: technology assessment" in str(sheet.metadata and sheet.metadata.title)
    assert sheet.outline  # headings, to jump to


def test_charts_are_told_in_words(sheet: PdfReader) -> None:
    assert any("Payments and tracking: 1; booking-api: 2" in told for told in alternatives(sheet))


def alternatives(reader: PdfReader) -> list[str]:
    """What every figure says to who cannot see it."""
    found: list[str] = []
    for number in range(1, int(str(reader.trailer["/Size"]))):
        thing: Any = reader.get_object(number)
        if isinstance(thing, dict) and "/Alt" in thing:
            found.append(str(thing["/Alt"]))
    return found


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pdf(document()) == pdf(document())


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_both_sizes_of_paper(paper: Paper, size: tuple[int, int]) -> None:
    box = opened(pdf(said("x"), Look(paper))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_what_stands_in_a_name_stays_text() -> None:
    attacks = [text for text in ATTACKS if text.isascii() and text.isprintable() and 1 < len(text) < 60]
    attacks += [
        '#import "@preview/x:0.1.0"',
        '#read("/etc/passwd")',
        "$ sum_1 $",
        "= Heading",
        "@label",
        "<label>",
        "*bold* _it_",
        "\\u{41}",
        "#set page(width: 1pt)",
    ]
    told = words(opened(pdf(said(*attacks)))).replace(" ", "")
    assert not [attack for attack in attacks if attack.replace(" ", "") not in told]


def test_letters_that_no_font_has_are_told_by_a_square() -> None:
    told = words(opened(pdf(said("Łódź, Привет, Αθήνα", "plain \U0001e900 \U00012000"))))
    assert "Łódź, Привет, Αθήνα" in told
    assert "plain \u25a1 \u25a1" in told


def test_a_table_repeats_its_head_on_each_page() -> None:
    rows = tuple(((f"row {index}",), (str(index),)) for index in range(200))
    long = replace(said("x"), sections=(Section("a", "A", (TableBlock("Long", ("What it is", "How much"), "lr", rows),)),))
    pages = opened(pdf(long)).pages
    assert len(pages) > 2
    assert all("How much" in page.extract_text() for page in pages)


@settings(max_examples=12)
@given(documents())
def test_nothing_in_a_document_becomes_a_link_or_a_script(hostile: Document) -> None:
    content = pdf(hostile)
    assert not re.findall(rb"/(?:URI|JavaScript|JS|Launch|EmbeddedFile)\b", content)
    assert len(opened(content).pages) > 0


def test_the_colours_are_those_of_the_page() -> None:
    assert tokens()["ink"] == "#121921"
    assert tokens()["on-6"] == tokens()["ink"]
    assert mixed("#000000", "#ffffff", 1) == "#000000"
    assert mixed("#123456", "#abcdef", 0) == "#abcdef"
    assert not re.findall(r"var\(|oklch|color-mix|\[class", chart_style())


def test_without_its_explanations_each_place_says_how_to_ask_for_its_own() -> None:
    found = Statement("0123456789ab", "leads", "not_met", Severity.HIGH, ("One person knows this.",))
    table = TableBlock("", ("Where", "Explanation"), "ll", ((("shop",), (Cited("why", "ba9876543210"),)),))
    explained = (Section("explain-0123456789ab", "Leads", (Sentence(("Counted in lines.",)),)),)
    whole = replace(said("x"), sections=(Section("a", "A", ()), Section("b", "B", (found, table)), Section("explanations", "Where from", explained)))
    told = words(opened(pdf(unexplained(whole))))
    assert "Counted in lines." not in told
    assert all(word in told for word in ("quarterdeck explain 0123456789ab", "ba9876543210", "--explained"))


def test_the_number_of_an_explanation_does_not_touch_the_figure() -> None:
    explained = Section("explain-0123456789ab", "Leads", (Sentence(("Counted in lines.",)),))
    said_of = Section("b", "B", (Sentence((Cited("7", "0123456789ab"), " of 33 files.")),))
    told = words(opened(pdf(replace(said("x"), sections=(said_of, Section("explanations", "Where from", (explained,)))))))
    assert "7 [1] of 33 files." in told


def test_a_method_is_told_once_on_paper() -> None:
    method = Sentence(("Counted how: commits by weekday.",), "note")
    explained = tuple(Section(f"explain-a{index}", f"Weekdays of shop {index}", (Sentence((f"{index} commits.",)), method)) for index in range(3))
    told = words(opened(pdf(replace(said("x"), sections=(Section("a", "A", ()), Section("explanations", "Where from", explained))))))
    assert told.count("Counted how: commits by weekday.") == 1
    assert told.count("Its method stands under 1.") == 2
    assert "2 commits." in told
