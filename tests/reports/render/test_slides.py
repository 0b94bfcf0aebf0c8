"""The report as slides: native text, tables and charts, the same bytes each time, and nothing that runs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Literal

import pytest
from hypothesis import given, settings
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.presentation import Presentation as Opened
from pptx.slide import Slide

from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Chart, Document, Mark, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Name
from quarterdeck.reports.render.slides import pptx
from quarterdeck.reports.render.slides.graphs import is_native
from quarterdeck.reports.render.slides.shapes import drawn
from tests.reports.render.hostile import documents
from tests.reports.render.sample import document

FORMULAS = ("=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "{=1}", "http://example.org/x", "mailto:a@example.org", "internal:Sheet1!A1")


@pytest.fixture(scope="module")
def deck() -> bytes:
    """The sample report as slides."""
    return pptx(document())


def opened(content: bytes) -> Opened:
    """As a program for presentations would."""
    return Presentation(io.BytesIO(content))


def words(slide: Slide) -> Iterator[str]:
    """Everything that a slide says."""
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text  # type: ignore[attr-defined]  # it has one
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)  # type: ignore[attr-defined]  # likewise


def of_chart(chart: Chart) -> Document:
    """A document with one chart."""
    return Document("Charts", (), "2026-11-21", (Section("a", "A", (chart,)),))


def told(labels: tuple[str, ...]) -> Chart:
    """Bars with these labels."""
    marks = tuple(Mark((Name("repository", label),), float(index), (label,)) for index, label in enumerate(labels, 1))
    return Chart("bars", "Bars", ("So what.",), "people", marks, ("One bar each.",))


def test_every_slide_has_a_title_and_holds_what_the_report_says(deck: bytes) -> None:
    slides = list(opened(deck).slides)
    assert all(slide.shapes.title is not None and slide.shapes.title.text_frame.text for slide in slides)
    said = "\n".join(text for slide in slides for text in words(slide))
    for text in ("Nobody can restore the orders database", "Maren Lindqvist", "Not assessed", "412", "quarterdeck import incidents FILE"):
        assert text in said


def test_nothing_lies_outside_its_slide(deck: bytes) -> None:
    presentation = opened(deck)
    wide, high = presentation.slide_width, presentation.slide_height
    assert wide
    assert high
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= wide, shape.name
            assert shape.top + shape.height <= high, shape.name


def test_charts_are_native_where_slides_have_the_form_and_say_what_they_show(deck: bytes) -> None:
    shapes = [shape for slide in opened(deck).slides for shape in slide.shapes]
    charts = [shape for shape in shapes if shape.has_chart]
    drawn = [shape for shape in shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    assert len(charts) == 4  # bars, lines, columns, ranges
    assert len(drawn) == 1  # the map of rectangles
    assert all(shape.element.xpath("./*/p:cNvPr")[0].get("descr") for shape in (*charts, *drawn))


def test_the_numbers_of_a_chart_are_those_that_it_was_given() -> None:
    spread = Mark(("maps",), 20.0, ("maps",), spread=Range(8, 20, 48))
    (shape,) = (shape for slide in opened(pptx(of_chart(Chart("ranges", "R", (), "EUR", (spread,), ())))).slides for shape in slide.shapes if shape.has_chart)
    series = list(shape.chart.plots[0].series)
    assert [list(one.values) for one in series] == [[8.0], [12.0], [28.0]]
    assert not is_native(Chart("ranges", "R", (), "EUR", (Mark(("x",), 0.0, (), spread=Range(-1, 0, 1)),), ()))


def test_bars_are_drawn_on_the_whole_way_to_their_target() -> None:
    """14 of 100 does not fill the slide: the axis ends at the target, and the one gridline there is dashed."""
    marks = (Mark(("Calls",), 14.0, ("Calls: 14.",)), Mark(("Back",), -5.0, ("Back: -5.",)))
    chart = Chart("bars", "Way done", ("Behind.",), "%", marks, ("Behind.",), reference=(100.0, "target"))
    (shape,) = (shape for slide in opened(pptx(of_chart(chart))).slides for shape in slide.shapes if shape.has_chart)
    axis = shape.chart.value_axis
    assert (axis.minimum_scale, axis.maximum_scale, axis.major_unit) == (-100, 100, 100)


def test_no_name_becomes_a_formula_or_a_link_in_the_workbook_behind_a_chart() -> None:
    with zipfile.ZipFile(io.BytesIO(pptx(of_chart(told(FORMULAS))))) as archive:
        (book,) = (archive.read(name) for name in archive.namelist() if name.endswith(".xlsx"))
    with zipfile.ZipFile(io.BytesIO(book)) as inside:
        sheets = b"".join(inside.read(name) for name in inside.namelist() if "worksheets/" in name)
        strings = inside.read("xl/sharedStrings.xml").decode()
    assert b"<f>" not in sheets
    assert b"hyperlink" not in sheets
    assert all(label.replace("'", "&apos;") in strings or label in strings for label in FORMULAS)


def test_the_same_document_gives_the_same_bytes(deck: bytes) -> None:
    assert pptx(document()) == deck
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-11-21T00:00:00Z" in archive.read("docProps/core.xml")


def test_a_long_table_goes_on_and_is_cut_with_a_count() -> None:
    rows = tuple(((f"row {index}",), (str(index),)) for index in range(200))
    slides = list(opened(pptx(Document("Long", (), "2026-11-21", (Section("a", "A", (TableBlock("Long", ("What", "How much"), "lr", rows),)),)))).slides)
    said = [text for slide in slides for text in words(slide)]
    assert "row 23" in said
    assert "row 24" not in said
    assert "and 176 more" in said


@settings(max_examples=12)
@given(documents())
def test_nothing_in_a_document_becomes_a_link(hostile: Document) -> None:
    content = pptx(hostile)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        relations = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".rels") and "slides/" in name)
    assert not re.findall(rb'TargetMode="External"', relations)
    assert len(opened(content).slides) > 1


def test_a_note_stays_with_its_chart() -> None:
    both = Document("Charts", (), "2026-11-21", (Section("a", "A", (told(("x", "y")), Sentence(("Not drawn: one more.",), "note"))),))
    assert [sum("Not drawn" in text for text in words(slide)) for slide in opened(pptx(both)).slides] == [0, 1]


def test_a_budget_and_a_risk_can_be_edited_on_slides() -> None:
    """Steps are stacked bars whose lower part is not seen, a loss exceedance curve is lines between points: both with their numbers in the workbook."""
    steps = tuple(
        Mark((name,), value, (name,), group=group) for name, value, group in (("planned", 100, (("total",),)), ("run", 30, ()), ("spent", 130, (("total",),)))
    )
    points = tuple(Mark(("fire",), share, ("fire",), group=(("fire",),), at=str(amount)) for amount, share in ((0, 20.0), (1000, 5.0)))
    charts = (Chart("waterfall", "W", ("So.",), "EUR", steps, ()), Chart("curve", "C", ("So.",), "%", points, ()))
    made = opened(pptx(Document("T", (), "2026-11-21", (Section("a", "A", charts),))))
    waterfall, curve = (shape.chart for slide in made.slides for shape in slide.shapes if shape.has_chart)
    assert [list(series.values) for series in waterfall.plots[0].series] == [[0, 100, 0], [100, 30, 130]]
    assert [list(series.values) for series in curve.plots[0].series] == [[20, 5]]


def test_columns_without_days_have_a_column_each() -> None:
    marks = tuple(Mark((name,), value, (name,), group=((group,),)) for name in ("shop", "till") for group, value in (("waiting", 3.0), ("review", 1.0)))
    (shape,) = (shape for slide in opened(pptx(of_chart(Chart("columns", "C", (), "days", marks, ())))).slides for shape in slide.shapes if shape.has_chart)
    assert list(shape.chart.plots[0].categories) == ["shop", "till"]
    assert [list(series.values) for series in shape.chart.plots[0].series] == [[3, 3], [1, 1]]


def test_what_slides_have_no_form_of_is_shapes_that_can_be_edited() -> None:
    """Boxes, lines and words in one group, with the words that tell it to a reader who cannot see it."""
    things = tuple(Mark((name,), 1, (name,), group=((other,),)) for name, other in (("shop & co", "shop & co"), ("ledger", "ledger"), ("shop & co", "ledger")))
    made = opened(pptx(of_chart(Chart("graph", "Systems", ("So.",), "", things, ("The shop leans on the ledger.",)))))
    (group,) = (shape for slide in made.slides for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP)
    assert sorted(shape.text_frame.text for shape in group.shapes if shape.text_frame.text) == ["ledger", "shop & co"]
    assert group._element.xpath("./*/p:cNvPr")[0].get("descr") == "The shop leans on the ledger."
    assert all(group.left <= shape.left <= group.left + group.width for shape in group.shapes)


@pytest.mark.parametrize("kind", ["bars", "columns", "ranges"])
def test_a_bar_begins_at_nothing(kind: Literal["bars", "columns", "ranges"]) -> None:
    """Of amounts that are nearly alike too, where programs for slides would begin the axis just below them."""
    marks = tuple(Mark((f"v{amount}",), amount, (f"{amount}",), spread=Range(amount, amount, amount)) for amount in (244_992, 255_992))
    (shape,) = (shape for slide in opened(pptx(of_chart(Chart(kind, "C", (), "EUR", marks, ())))).slides for shape in slide.shapes if shape.has_chart)
    assert shape.chart.value_axis.minimum_scale == 0


def test_each_thing_that_is_drawn_is_a_shape() -> None:
    """One incident of each weight: triangles and diamonds stand on the slide as circles do, and so does each word."""
    marks = tuple(
        Mark((f"{weight}",), 3, (f"{weight}: told",), shade, (("lockers",), (weight,), ("over",)), f"2026-0{index}-03T10:30")
        for index, (weight, shade) in enumerate((("critical", 1.0), ("high", 0.66), ("medium", 0.33), ("low", 0.0)), 1)
    )
    chart = Chart("courses", "Incidents", ("So.",), "hours", marks, ("Four of them.",))
    (group,) = (shape for slide in opened(pptx(of_chart(chart))).slides for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP)
    assert len(list(group.shapes)) == len(drawn(chart, "k").elements)


def test_a_forecast_has_its_range_on_slides() -> None:
    marks = (Mark(("a",), 5, ("a",), at="2026-10-05"), Mark(("b",), 9, ("b",), at="2026-10-12", spread=Range(7, 9, 12)))
    (shape,) = (shape for slide in opened(pptx(of_chart(Chart("lines", "C", (), "items", marks, ())))).slides for shape in slide.shapes if shape.has_chart)
    assert [list(series.values) for series in shape.chart.plots[0].series] == [[5, 9], [None, 7], [None, 12]]


def test_a_short_section_goes_on_where_the_one_before_has_left_room() -> None:
    """No slide holds one lonely sentence; a heading never stands apart from what it heads; the cover says what the rest rests on."""
    sections = tuple(Section(name, name.upper(), (Sentence((f"All of {name}.",)),)) for name in ("one", "two", "three"))
    slides = [list(words(slide)) for slide in opened(pptx(Document("Short", (), "2026-11-21", sections, (("Made today.",),)))).slides]
    assert len(slides) == 2
    assert "Made today." in slides[0]
    assert [told for told in slides[1] if told in {"ONE", "All of one.", "TWO", "All of two.", "THREE", "All of three."}] == [
        "ONE", "All of one.", "TWO", "All of two.", "THREE", "All of three.",
    ]  # fmt: skip


def test_a_long_page_one_is_told_on_one_slide_before_its_details() -> None:
    """In whole sentences: the first of each part, of a table its first row with the names of its numbers."""
    rows = tuple(((f"risk {index}",), ("Ann",), (f"{index} EUR",)) for index in range(12))
    parts = tuple(
        Section(name, name.capitalize(), (TableBlock("", ("Risk", "Owner", "A year"), "llr", rows), Sentence(("More of it.",))))
        for name in ("asked", "risks", "money", "people")
    )
    page = Section("summary", "In one page", (Sentence(("One decision waits.",), "lead"), *parts))
    slides = [list(words(slide)) for slide in opened(pptx(Document("Board", (), "2026-11-21", (page, Section("more", "More", (Sentence(("Yes.",)),)))))).slides]
    assert slides[1][0] == "One decision waits."
    assert sum("risk 0: Ann, a year 0 EUR." in told for told in slides[1]) == len(parts)
    assert slides[2][0] == "In detail"
