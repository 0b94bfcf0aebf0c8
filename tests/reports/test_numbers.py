"""Every number that a form of a report prints stands in the report; that those stand in the JSON of the run, `tests/demo/test_reports.py` tells."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import unescape

import pytest
from pptx import Presentation
from pypdf import PdfReader

from quarterdeck.app.pipeline import Run
from quarterdeck.kernel.section import Block, Chart, Document, Section
from quarterdeck.reports.render.charts.paper import figure
from quarterdeck.reports.render.data import as_json
from quarterdeck.reports.render.html import html
from quarterdeck.reports.render.markdown import markdown
from quarterdeck.reports.render.paper import pdf
from quarterdeck.reports.render.slides import pptx
from quarterdeck.reports.unexplained import EXPLANATIONS
from tests.reports.company import REPORTS, made
from tests.reports.render.sample import document

NUMBER = re.compile(r"\d+(?:\u202f\d{3})*(?:\.\d+)?")
AGREED = {"10", "90"}
"""How ranges are told: one in ten, the 90th percentile."""


def without_charts(given: Document) -> Document:
    """The document without pictures (their axes carry numbers that say nothing of the company) and without explanations (numbered by the page)."""
    told = tuple(_bare(section) for section in given.sections if section.anchor != EXPLANATIONS)
    return Document(given.title, given.subtitle, given.as_of, told, given.footer)


def _bare(section: Section) -> Section:
    blocks: list[Block] = [_bare(block) if isinstance(block, Section) else block for block in section.blocks if not isinstance(block, Chart)]
    return Section(section.anchor, section.heading, tuple(blocks))


def of_html(given: Document) -> str:
    """What the page shows."""
    body = html(given).partition("<body>")[2].partition("<script>")[0]
    return unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<wbr>", "", body)))


def of_pdf(given: Document) -> str:
    """What the sheets show, without their page numbers."""
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(given))).pages)
    return re.sub(r"\d+ of \d+(?=\s|$)", "", text).replace("\u200b", "")


def of_slides(given: Document) -> str:
    """What the slides say, without their numbers and without how many rows of a table they have no room for."""
    shapes = [shape for slide in Presentation(io.BytesIO(pptx(given))).slides for shape in slide.shapes]
    said = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    said += [cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    return "\n".join(text for text in said if not text.isdigit() and not re.fullmatch(r"and \S+ more", text))


def numbers(text: str) -> set[str]:
    """Every number in a text, as printed."""
    return set(NUMBER.findall(text))


def strangers(printed: str, given: Document) -> set[str]:
    """Numbers in a text that stand nowhere in the JSON of its document."""
    held = numbers(as_json(given))
    held |= {figure(float(f"{float(raw):.2g}")) for raw in re.findall(r": (-?\d+(?:\.\d+)?)", as_json(given))}  # as bars print what they draw
    held |= {str(int(part)) for part in re.findall(r"\d\d", given.as_of)}  # the day, in words
    held |= {piece for address in re.findall(r"https?://\S+", as_json(given)) for piece in re.findall(r"\d+", address)}  # that lines break
    return numbers(printed) - held - AGREED


@pytest.mark.parametrize("form", [of_html, markdown, of_pdf, of_slides])
def test_every_printed_number_is_in_the_json(form: Callable[[Document], str]) -> None:
    given = without_charts(document())
    printed = form(given)
    assert len(numbers(printed)) > 40
    assert not strangers(printed, given)


@pytest.mark.parametrize("name", REPORTS)
def test_every_number_of_every_report_is_in_its_json(name: str, run: Run) -> None:
    given = without_charts(made(run, name))
    assert numbers(as_json(given))
    for form in (of_html, markdown, of_pdf, of_slides) if name == "board" else (of_html, markdown):
        assert not strangers(form(given), given), form
