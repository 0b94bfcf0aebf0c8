"""A deck that fills from top to bottom: what has no room left goes on a further slide with the same heading."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import cast

from pptx import Presentation
from pptx.chart.data import ChartData
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Opened
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Pt

from quarterdeck.kernel.section import Chart, Document, Figure, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Name, Phrase, number
from quarterdeck.reports.render.charts.paper import figure, text_width
from quarterdeck.reports.render.layout import MONO, statement_kind
from quarterdeck.reports.render.light import tokens
from quarterdeck.reports.render.look import ours, worn
from quarterdeck.reports.render.plain import TYPED, clean, text
from quarterdeck.reports.render.prose import prose
from quarterdeck.reports.render.slides.graphs import FONT, data_of, is_native, kind_of, styled
from quarterdeck.reports.render.slides.pictures import logo_png
from quarterdeck.reports.render.slides.shapes import drawn, group

WIDTH, HEIGHT = 960.0, 540.0
LEFT, TOP, BOTTOM = 48.0, 100.0, 492.0
ROOM = WIDTH - 2 * LEFT
_LOGO_WIDE, _LOGO_HIGH = 220.0, 60.0
_MONO = "Courier New"
_SIZES = {"lead": 20.0, "body": 14.0, "note": 11.0}
_LINE = 1.28
_WIDER = 1.06
"""How much wider than Inter, which widths are reckoned for, other fonts may come out."""
_CELL, _MOST_ROWS, _LABEL, _BAR = 10.5, 24, 116.0, 56.0
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_SHAPES = {"critical": MSO_SHAPE.ISOSCELES_TRIANGLE, "high": MSO_SHAPE.DIAMOND, "medium": MSO_SHAPE.OVAL, "low": MSO_SHAPE.DONUT}
_WIDEST = 1100
_FREE = 100
"""From here on no shape of a slide has a number."""
_MARKS = {"met": "✓", "not_assessed": "▨", "not_applicable": "–"}


@dataclass(slots=True)
class Deck:
    """The presentation, the slide that is being filled, and how far down it is full."""

    presentation: Opened
    title: str
    date: str
    slide: Slide | None = None
    at: float = TOP
    current: str = ""
    waiting: str = ""
    numbers: int = field(default=0)

    @classmethod
    def begun(cls, title: str, date: str) -> Deck:
        """An empty deck, 16 to 9."""
        presentation = Presentation()
        presentation.slide_width, presentation.slide_height = Pt(WIDTH), Pt(HEIGHT)
        return cls(presentation, title, date)

    def cover(self, document: Document) -> None:
        """Title, what it is about, the day."""
        self._new(clean(document.title) or "…", size=36, top=150)
        self.at = 220
        self.words(document.subtitle, "lead", muted=True)
        self.words((ours(f"As of {prose(document.as_of)}"),), "note")
        logo = worn().logo
        if logo and self.slide:
            scale = min(_LOGO_WIDE / logo.wide, _LOGO_HIGH / logo.high)
            place = (Pt(LEFT), Pt(TOP - 40), Pt(logo.wide * scale), Pt(logo.high * scale))
            shape = self.slide.shapes.add_picture(io.BytesIO(logo_png(logo)), *place)
            shape._element.xpath("./*/p:cNvPr")[0].set("descr", "")  # noqa: SLF001  # as for charts: what it says stands beside it

    def heading(self, words: str) -> None:
        """From here on slides bear this heading."""
        self.current, self.slide, self.waiting = words, None, ""

    def subheading(self, words: str) -> None:
        """A heading within a slide; it goes where the block after it goes."""
        self.waiting = words

    def block(self, block: Sentence | Figure | Statement | TableBlock | Section | Chart) -> None:
        """A block below what is there."""
        match block:
            case Sentence():
                self.words(block.words, block.tone)
            case Figure():
                self._figure(block)
            case Statement():
                self._statement(block)
            case TableBlock():
                self._table(block)
            case _:
                raise TypeError(type(block).__name__)

    def words(self, phrase: Phrase, tone: str = "body", *, muted: bool = False) -> None:
        """A paragraph over the whole width."""
        size = _SIZES[tone]
        if not text(phrase).strip():
            return
        height = _height(text(phrase), size, ROOM)
        slide = self._room(height + 6)
        frame = self._text(slide, height, self.at)
        _fill(frame.paragraphs[0], phrase, size, "muted" if muted or tone == "note" else "ink", bold=tone == "lead" and not muted)
        self.at += height + 6

    def chart(self, chart: Chart, key: str, notes: Sequence[Phrase] = ()) -> None:
        """A slide of its own, headed by what the chart means, with notes below it."""
        heading, under = self.current, self.waiting
        slide = self._new(text(chart.so_what) or clean(chart.title) or heading, size=22)
        self._note(slide, " · ".join(word for word in (heading, under, clean(chart.title), clean(chart.unit), _reference(chart)) if word), 88)
        top = 112.0
        height = BOTTOM - top - sum(_height(text(note), _SIZES["note"], ROOM) + 4 for note in notes)
        self.at = top + self._drawn(slide, chart, key, top, height)
        for note in notes:
            self.words(note, "note")
        self.slide = None

    def _drawn(self, slide: Slide, chart: Chart, key: str, top: float, height: float) -> float:
        """The chart as slides know it, or as shapes; its height."""
        alternative = text(chart.alternative) or clean(chart.title)
        if is_native(chart):
            height = min(height, _BAR * len(chart.marks) + 60) if chart.kind in {"bars", "ranges", "waterfall"} else height
            native = slide.shapes.add_chart(kind_of(chart), Pt(LEFT), Pt(top), Pt(ROOM), Pt(height), cast("ChartData", data_of(chart)))
            shape: GraphicFrame = cast("GraphicFrame", native)
            styled(shape.chart, chart)
            shape._element.xpath("./*/p:cNvPr")[0].set("descr", alternative)  # noqa: SLF001  # the library has no name for it
            return height
        found = drawn(chart, key)
        if found.height / found.width > height / ROOM:  # a wider drawing fills the slide
            found = drawn(chart, key, min(_WIDEST, round(found.height / height * ROOM)))
        scale = min(ROOM / found.width, height / found.height)
        tree = slide.shapes._spTree  # noqa: SLF001  # as above
        tree.append(parse_xml(group(found, LEFT, top, scale, len(slide.shapes) + _FREE, alternative)))
        return found.height * scale

    def _figure(self, block: Figure) -> None:
        slide = self._room(96)
        self._note(slide, block.label, self.at)
        frame = self._text(slide, 40, self.at + 16)
        _fill(frame.paragraphs[0], (clean(block.value),), 28, "ink", bold=True)
        _fill(frame.paragraphs[0], (f" {clean(block.unit)}",), 14, "muted")
        self.at += 62
        self.words(block.meaning, "note")

    def _statement(self, block: Statement) -> None:
        look, word = statement_kind(block)
        left, wide = LEFT + _LABEL + 14, ROOM - _LABEL - 14
        notes = [((ours("What to do:"), " ", *block.action), "ink")] if block.action else []
        notes += [((block.money or ()), "ink")] if block.money else []
        notes += [(note, "muted") for note in block.notes]
        words = _height(text(block.words), 14, wide)
        height = words + sum(_height(text(note), 11.5, wide) + 2 for note, _ in notes) + 6
        slide = self._room(height + 8)
        band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(LEFT), Pt(self.at + 2), Pt(4), Pt(height - 4))
        _painted(band, look if look in _SHAPES else "line")
        if look in _SHAPES:
            _painted(slide.shapes.add_shape(_SHAPES[look], Pt(LEFT + 12), Pt(self.at + 6), Pt(9), Pt(9)), look)
        label = self._text(slide, 18, self.at, LEFT + 24, _LABEL - 14)
        _fill(label.paragraphs[0], (f"{_MARKS[look]} {word}" if look in _MARKS else word,), 11, "ink", bold=True)
        frame = self._text(slide, height, self.at, left, wide)
        _fill(frame.paragraphs[0], block.words, 14, "ink", bold=look not in {"met", "not_applicable"})
        for note, colour in notes:
            paragraph = frame.add_paragraph()
            paragraph.space_before = Pt(2)
            _fill(paragraph, note, 11.5, colour)
        self.at += height + 8

    def _table(self, block: TableBlock) -> None:
        """As many rows as fit, on up to two slides; the rest is counted."""
        if not block.columns:
            return
        widths = _widths(block)
        rows = list(block.rows[:_MOST_ROWS])
        heights = [_row_height([text(cell) for cell in row], widths) for row in rows]
        head = _row_height([clean(column) for column in block.columns], widths)
        if caption := clean(block.caption):
            self._room(18 + head + (heights[0] if heights else 0))
            self.words((caption,), "note")
        while rows:
            self._room(head + heights[0])
            count, used = 0, head
            while count < len(rows) and self.at + used + heights[count] <= BOTTOM:
                used += heights[count]
                count += 1
            count = max(count, 1)
            self._rows(block, rows[:count], heights[:count], widths, head)
            rows, heights = rows[count:], heights[count:]
            self.at += used + 10
        left = block.more + len(block.rows[_MOST_ROWS:])
        if left:
            self.words((ours(f"and {number(left)} more"),), "note")

    def _rows(self, block: TableBlock, rows: Sequence[tuple[Phrase, ...]], heights: Sequence[float], widths: Sequence[float], head: float) -> None:
        slide = self._room(0)
        frame = slide.shapes.add_table(len(rows) + 1, len(widths), Pt(LEFT), Pt(self.at), Pt(sum(widths)), Pt(head + sum(heights)))
        table = frame.table
        for style in table._tbl.iter(qn("a:tableStyleId")):  # noqa: SLF001  # the library has no name for it
            style.text = _NO_STYLE
        table.horz_banding = False
        for index, wide in enumerate(widths):
            table.columns[index].width = Pt(wide)
        for index, height in enumerate((head, *heights)):
            table.rows[index].height = Pt(height)
        for column, name in enumerate(block.columns):
            _write(table.cell(0, column), (clean(name),), block.align[column], "muted", bold=True)
        for down, row in enumerate(rows, 1):
            for column, words in enumerate(row):
                _write(table.cell(down, column), words, block.align[column], "ink")

    def _room(self, height: float) -> Slide:
        """The slide that has room for so much; a new one where the current has not."""
        waiting = 26 if self.waiting else 0
        if self.slide is None or self.at + height + waiting > BOTTOM:
            self._new(self.current)
        assert self.slide is not None
        if self.waiting:
            words, self.waiting = self.waiting, ""
            self.at += 8 if self.at > TOP else 0
            _fill(self._text(self.slide, 22, self.at).paragraphs[0], (words,), 15, "accent", bold=True)
            self.at += 24
        return self.slide

    def _new(self, heading: str, *, size: float = 26, top: float = 30) -> Slide:
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[5])
        title = slide.shapes.title
        assert title is not None
        title.left, title.top, title.width, title.height = Pt(LEFT), Pt(top), Pt(ROOM), Pt(58)
        frame = title.text_frame
        frame.word_wrap, frame.vertical_anchor, frame.margin_left, frame.margin_right = True, MSO_ANCHOR.MIDDLE, 0, 0
        lines = _height(heading, size, ROOM) / (size * _LINE)
        _fill(frame.paragraphs[0], (heading,), size if lines <= 1 else max(15.0, size * 0.72), "ink", bold=True)
        self.numbers += 1
        self._note(slide, f"{self.title}, {self.date}", HEIGHT - 34)
        foot = self._text(slide, 16, HEIGHT - 34, WIDTH - LEFT - 60, 60)
        foot.paragraphs[0].alignment = PP_ALIGN.RIGHT
        _fill(foot.paragraphs[0], (str(self.numbers),), 9, "muted")
        self.slide, self.at = slide, TOP
        return slide

    def _note(self, slide: Slide, words: str, top: float) -> None:
        _fill(self._text(slide, 18, top).paragraphs[0], (clean(words),), 10, "muted")

    def _text(self, slide: Slide, height: float, top: float, left: float = LEFT, wide: float = ROOM) -> TextFrame:
        frame = slide.shapes.add_textbox(Pt(left), Pt(top), Pt(wide), Pt(height)).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        return frame


def _reference(chart: Chart) -> str:
    """What its dashed line would say, which slides cannot draw."""
    return f"{clean(chart.reference[1])}: {figure(chart.reference[0])}" if chart.reference and is_native(chart) else ""


def _row_height(cells: Sequence[str], widths: Sequence[float]) -> float:
    return max(_height(cell, _CELL, wide - 12) for cell, wide in zip(cells, widths, strict=True)) + 7


def _height(words: str, size: float, wide: float) -> float:
    """How high a paragraph comes out, a little more rather than less."""
    lines = max(1, -(-text_width(words, size) * _WIDER // wide))
    return float(lines) * size * _LINE


def _fill(paragraph: _Paragraph, phrase: Phrase, size: float, colour: str, *, bold: bool = False) -> None:
    """Runs of a sentence; names of code in a type of equal widths."""
    if paragraph.alignment is None:
        paragraph.alignment = PP_ALIGN.LEFT
    for part in phrase:
        pieces: list[tuple[str, bool]]
        if isinstance(part, str):
            pieces = [(words, typed) for words, typed in zip(TYPED.split(clean(part)), cycle((False, True)), strict=False) if words]
        else:
            pieces = [(clean(part.text), isinstance(part, Name) and part.kind in MONO)]
        for words, mono in pieces:
            run = paragraph.add_run()
            run.text = words
            font = run.font
            font.name, font.size, font.bold = _MONO if mono else FONT, Pt(size * (0.92 if mono else 1)), bold
            font.color.rgb = _colour(colour)


def _write(cell: _Cell, words: Phrase, align: str, colour: str, *, bold: bool = False) -> None:
    cell.margin_left, cell.margin_right, cell.margin_top, cell.margin_bottom = Pt(0), Pt(10), Pt(3), Pt(3)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if align == "r" else PP_ALIGN.LEFT
    _fill(paragraph, words, _CELL, colour, bold=bold)
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001  # the library has no name for a cell's lines
    line = properties.makeelement(qn("a:lnB"), {"w": "9525" if bold else "6350"})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": tokens()["muted" if bold else "line"][1:].upper()}))
    line.append(fill)
    properties.insert(0, line)


def _widths(block: TableBlock) -> list[float]:
    """Each column as wide as it needs where there is room, the others share the rest by how much they hold."""
    heads = [max(text_width(word, _CELL) for word in (*clean(column).split(), "")) for column in block.columns]
    cells = [[text_width(text(row[index]), _CELL) * _WIDER for row in block.rows] for index in range(len(heads))]
    needs = [max([head * 1.1, *lengths]) + 16 for head, lengths in zip(heads, cells, strict=True)]
    whole = [max(need, text_width(clean(column), _CELL) * 1.1 + 16) for need, column in zip(needs, block.columns, strict=True)]
    if sum(whole) <= ROOM:
        return whole
    if sum(needs) <= ROOM:
        return needs
    room, widths = ROOM, dict.fromkeys(range(len(needs)), 0.0)
    waiting = sorted(widths, key=lambda index: needs[index])
    while waiting and needs[waiting[0]] <= room / len(waiting):
        widths[waiting[0]] = needs[waiting[0]]
        room -= needs[waiting.pop(0)]
    weights = {index: sum(cells[index]) / len(cells[index]) + max(cells[index]) / 4 for index in waiting}
    for index in waiting:
        widths[index] = room * weights[index] / sum(weights.values())
    return list(widths.values())


def _painted(shape: object, colour: str) -> None:
    shape.fill.solid()  # type: ignore[attr-defined]  # every shape that is drawn has a fill and a line
    shape.fill.fore_color.rgb = _colour(colour)  # type: ignore[attr-defined]  # likewise
    shape.line.fill.background()  # type: ignore[attr-defined]  # likewise
    shape.shadow.inherit = False  # type: ignore[attr-defined]  # likewise


def _colour(name: str) -> RGBColor:
    return RGBColor.from_string(tokens()[name][1:].upper())
