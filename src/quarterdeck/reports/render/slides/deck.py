"""A deck that fills from top to bottom: what has no room left goes on a further slide with the same heading."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from pptx import Presentation
from pptx.chart.data import ChartData
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Opened
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Pt

from quarterdeck.kernel.section import Block, Chart, Document, Figure, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Phrase, number
from quarterdeck.reports.render.charts.paper import figure
from quarterdeck.reports.render.layout import statement_kind
from quarterdeck.reports.render.look import ours, worn
from quarterdeck.reports.render.plain import clean, text
from quarterdeck.reports.render.prose import prose
from quarterdeck.reports.render.slides.graphs import data_of, is_native, kind_of, styled
from quarterdeck.reports.render.slides.overview import columns, item_height, legible
from quarterdeck.reports.render.slides.pictures import logo_png
from quarterdeck.reports.render.slides.shapes import drawn, group
from quarterdeck.reports.render.slides.texts import (
    BOTTOM,
    CELL,
    HEADING,
    HEIGHT,
    LABEL,
    LEFT,
    LINE,
    MOST_ROWS,
    ROOM,
    SIZES,
    TOP,
    WIDTH,
    below,
    fill,
    height,
    needs,
    painted,
    row_height,
    statement_height,
    widths,
    write,
)  # fmt: skip

_LOGO_WIDE, _LOGO_HIGH = 220.0, 60.0
_BAR = 56.0
_TIGHTEST = 0.82
"""What is a little too much for a slide is written a little smaller, not carried over."""
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_SHAPES = {"critical": MSO_SHAPE.ISOSCELES_TRIANGLE, "high": MSO_SHAPE.DIAMOND, "medium": MSO_SHAPE.OVAL, "low": MSO_SHAPE.DONUT}
_SPARE = 10.0
"""What lies between the lowest line of a slide and its foot: the last line of a section that joins may stand there."""
_NEXT_TO_NOTHING = 90.0
_MORE = 30.0
"""What the count of rows that are left out takes."""
_WIDEST = 1100
_FREE = 100
"""From here on no shape of a slide has a number."""
_WHY = "The same report as PDF or page explains each number; so does `quarterdeck explain ID`."
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
    joining: str = ""
    """The heading of a section that goes on the slide of the one before it."""
    scale: float = 1.0
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
        self.at = max(self.at + 20, 430.0)
        for line in (*document.footer, (ours(_WHY),)):
            self.words(line, "note")
        logo = worn().logo
        if logo and self.slide:
            scale = min(_LOGO_WIDE / logo.wide, _LOGO_HIGH / logo.high)
            place = (Pt(LEFT), Pt(TOP - 40), Pt(logo.wide * scale), Pt(logo.high * scale))
            shape = self.slide.shapes.add_picture(io.BytesIO(logo_png(logo)), *place)
            shape._element.xpath("./*/p:cNvPr")[0].set("descr", "")  # noqa: SLF001  # as for charts: what it says stands beside it

    def heading(self, words: str, blocks: Sequence[Block]) -> None:
        """From here on slides bear this heading.

        Where the one before has room for all that comes before the next chart, or holds next to nothing, it goes on there.
        """
        first = needs(blocks)
        fits = self.at + HEADING + 16 + first <= BOTTOM + _SPARE or self.at <= TOP + _NEXT_TO_NOTHING
        joins = self.slide is not None and bool(first) and fits
        self.current, self.waiting, self.joining, self.scale = words, "", words if joins else "", 1.0
        if not joins:
            self.slide = None

    def subheading(self, words: str, blocks: Sequence[Block]) -> None:
        """A heading within a slide; it goes where the block after it goes. What fits on a slide is not spread over two."""
        self.waiting = words
        taken = needs(blocks, self.scale)
        if taken and self.slide is not None and self.at + HEADING + 8 + taken > BOTTOM and taken + HEADING <= BOTTOM - TOP:
            self._new(self._continued())

    def fitting(self, blocks: Sequence[Block]) -> None:
        """From here on as large as it takes to stand on one slide, within reason."""
        room = BOTTOM - TOP
        self.scale = next((scale for scale in (1.0, 0.94, 0.88, _TIGHTEST) if needs(blocks, scale) <= room), 1.0)

    def _continued(self) -> str:
        return f"{self.current}, {ours('continued')}"

    def overview(self, heading: str, lead: Phrase, parts: Sequence[tuple[str, Sequence[str]]]) -> None:
        """One slide in two columns with the first of what each part says."""
        slide = self._new(text(lead) or heading, size=24)
        self._note(slide, heading, 84)
        wide = (ROOM - 36) / 2
        parts, size = legible(parts, wide, BOTTOM - 112)
        half, _ = columns(parts, size, wide)
        for column, told in enumerate((parts[:half], parts[half:])):
            self.at = 112.0
            for name, lines in told:
                self._item(slide, name, lines, size, LEFT + column * (wide + 36), wide)
        self.slide = None

    def _item(self, slide: Slide, name: str, lines: Sequence[str], size: float, left: float, wide: float) -> None:  # where it stands and how
        high = item_height(lines, size, wide)
        frame = self._text(slide, high, self.at, left, wide)
        fill(frame.paragraphs[0], (name,), size, "accent", bold=True)
        for line in lines:
            paragraph = frame.add_paragraph()
            paragraph.space_before = Pt(2)
            fill(paragraph, (line,), size, "ink")
        self.at += high

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
        size = SIZES[tone] * self.scale
        if not text(phrase).strip():
            return
        high = height(text(phrase), size, ROOM)
        slide = self._room(high + 6)
        frame = self._text(slide, high, self.at)
        fill(frame.paragraphs[0], phrase, size, "muted" if muted or tone == "note" else "ink", bold=tone == "lead" and not muted)
        self.at += high + 6

    def chart(self, chart: Chart, key: str, notes: Sequence[Phrase] = ()) -> None:
        """A slide of its own, headed by what the chart means, with notes below it."""
        heading, under = self.current, self.waiting
        slide = self._new(text(chart.so_what) or clean(chart.title) or heading, size=22)
        self._note(slide, " · ".join(word for word in (heading, under, clean(chart.title), clean(chart.unit), _reference(chart)) if word), 88)
        top = 112.0
        high = BOTTOM - top - sum(height(text(note), SIZES["note"], ROOM) + 7 for note in notes)
        self.scale = 1.0
        self.at = top + self._drawn(slide, chart, key, top, high)
        for note in notes:
            self.words(note, "note")
        self.slide = None

    def _drawn(self, slide: Slide, chart: Chart, key: str, top: float, high: float) -> float:
        """The chart as slides know it, or as shapes; its height."""
        alternative = text(chart.alternative) or clean(chart.title)
        if is_native(chart):
            high = min(high, _BAR * len(chart.marks) + 60) if chart.kind in {"bars", "ranges", "waterfall"} else high
            native = slide.shapes.add_chart(kind_of(chart), Pt(LEFT), Pt(top), Pt(ROOM), Pt(high), cast("ChartData", data_of(chart)))
            shape: GraphicFrame = cast("GraphicFrame", native)
            styled(shape.chart, chart)
            shape._element.xpath("./*/p:cNvPr")[0].set("descr", alternative)  # noqa: SLF001  # the library has no name for it
            return high
        found = drawn(chart, key)
        if found.height / found.width > high / ROOM:  # a wider drawing fills the slide
            found = drawn(chart, key, min(_WIDEST, round(found.height / high * ROOM)))
        scale = min(ROOM / found.width, high / found.height)
        tree = slide.shapes._spTree  # noqa: SLF001  # as above
        tree.append(parse_xml(group(found, LEFT, top, scale, len(slide.shapes) + _FREE, alternative)))
        return found.height * scale

    def _figure(self, block: Figure) -> None:
        slide = self._room(96)
        self._note(slide, block.label, self.at)
        frame = self._text(slide, 40, self.at + 16)
        fill(frame.paragraphs[0], (clean(block.value),), 28, "ink", bold=True)
        fill(frame.paragraphs[0], (f" {clean(block.unit)}",), 14, "muted")
        self.at += 62
        self.words(block.meaning, "note")

    def _statement(self, block: Statement) -> None:
        look, word = statement_kind(block)
        left, wide = LEFT + LABEL + 14, ROOM - LABEL - 14
        high = statement_height(block, self.scale)
        slide = self._room(high + 8)
        band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(LEFT), Pt(self.at + 2), Pt(4), Pt(high - 4))
        painted(band, look if look in _SHAPES else "line")
        if look in _SHAPES:
            painted(slide.shapes.add_shape(_SHAPES[look], Pt(LEFT + 12), Pt(self.at + 2.5), Pt(9), Pt(9)), look)
        label = self._text(slide, 18, self.at, LEFT + 24, LABEL - 14)
        fill(label.paragraphs[0], (f"{_MARKS[look]} {word}" if look in _MARKS else word,), 11, "ink", bold=True)
        frame = self._text(slide, high, self.at, left, wide)
        fill(frame.paragraphs[0], block.words, 14 * self.scale, "ink", bold=look not in {"met", "not_applicable"})
        for note in below(block):
            paragraph = frame.add_paragraph()
            paragraph.space_before = Pt(2)
            fill(paragraph, note, 11.5 * self.scale, "muted" if note in block.notes else "ink")
        self.at += high + 8

    def _table(self, block: TableBlock) -> None:
        """As many rows as fit, on up to two slides; the rest is counted."""
        if not block.columns:
            return
        size = CELL * self.scale
        wide = widths(block, size)
        heights = [row_height([text(cell) for cell in row], wide, size) for row in block.rows[:MOST_ROWS]]
        head = row_height([clean(column) for column in block.columns], wide, size)
        rows = list(block.rows[: _fit(heights, head)])
        heights = heights[: len(rows)]
        left = block.more + len(block.rows[len(rows) :])
        if caption := clean(block.caption):
            self._room(26 + head + (heights[0] if heights else 0))
            self.words((caption,), "note")
        while rows:
            self._room(head + heights[0])
            count, used = 0, head
            while count < len(rows) and self.at + used + heights[count] + (_MORE if left and count == len(rows) - 1 else 0) <= BOTTOM:
                used += heights[count]
                count += 1
            count = max(count, 1)
            self._rows(block, rows[:count], heights[:count], wide, head)
            rows, heights = rows[count:], heights[count:]
            self.at += used + 10
        if left:
            self.words((ours(f"and {number(left)} more"),), "note")

    def _rows(self, block: TableBlock, rows: Sequence[tuple[Phrase, ...]], heights: Sequence[float], wide: Sequence[float], head: float) -> None:
        slide = self._room(0)
        frame = slide.shapes.add_table(len(rows) + 1, len(wide), Pt(LEFT), Pt(self.at), Pt(sum(wide)), Pt(head + sum(heights)))
        table = frame.table
        for style in table._tbl.iter(qn("a:tableStyleId")):  # noqa: SLF001  # the library has no name for it
            style.text = _NO_STYLE
        table.horz_banding = False
        for index, room in enumerate(wide):
            table.columns[index].width = Pt(room)
        for index, high in enumerate((head, *heights)):
            table.rows[index].height = Pt(high)
        size = CELL * self.scale
        cells = table.iter_cells()  # row by row: each asked for by its place would be looked for from the first
        for name, align in zip(block.columns, block.align, strict=True):
            write(next(cells), (clean(name),), align, "muted", size, bold=True)
        for row in rows:
            for words, align in zip(row, block.align, strict=True):
                write(next(cells), words, align, "ink", size)

    def _room(self, high: float) -> Slide:
        """The slide that has room for so much; a new one where the current has not."""
        heads = (HEADING if self.waiting else 0) + (HEADING + 16 if self.joining else 0)
        if self.slide is None or self.at + high + heads > BOTTOM + (_SPARE if self.joining else 0):
            self._new(self.current if self.slide is None or self.joining else self._continued())
            self.joining = ""
        assert self.slide is not None
        if self.joining:
            words, self.joining = self.joining, ""
            self.at += 16
            fill(self._text(self.slide, 24, self.at).paragraphs[0], (words,), 18, "ink", bold=True)
            self.at += HEADING
        if self.waiting:
            words, self.waiting = self.waiting, ""
            self.at += 8 if self.at > TOP else 0
            fill(self._text(self.slide, 22, self.at).paragraphs[0], (words,), 15, "accent", bold=True)
            self.at += 24
        return self.slide

    def _new(self, heading: str, *, size: float = 26, top: float = 30) -> Slide:
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[5])
        title = slide.shapes.title
        assert title is not None
        title.left, title.top, title.width, title.height = Pt(LEFT), Pt(top), Pt(ROOM), Pt(58)
        frame = title.text_frame
        frame.word_wrap, frame.vertical_anchor, frame.margin_left, frame.margin_right = True, MSO_ANCHOR.MIDDLE, 0, 0
        lines = height(heading, size, ROOM) / (size * LINE)
        fill(frame.paragraphs[0], (heading,), size if lines <= 1 else max(15.0, size * 0.72), "ink", bold=True)
        self.numbers += 1
        self._note(slide, f"{self.title}, {self.date}", HEIGHT - 34)
        foot = self._text(slide, 16, HEIGHT - 34, WIDTH - LEFT - 60, 60)
        foot.paragraphs[0].alignment = PP_ALIGN.RIGHT
        fill(foot.paragraphs[0], (str(self.numbers),), 9, "muted")
        self.slide, self.at = slide, TOP
        return slide

    def _note(self, slide: Slide, words: str, top: float) -> None:
        fill(self._text(slide, 18, top).paragraphs[0], (clean(words),), 10, "muted")

    def _text(self, slide: Slide, height: float, top: float, left: float = LEFT, wide: float = ROOM) -> TextFrame:
        frame = slide.shapes.add_textbox(Pt(left), Pt(top), Pt(wide), Pt(height)).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        return frame


def _reference(chart: Chart) -> str:
    """What its dashed line would say, which slides cannot draw; how a range is to be read."""
    if chart.kind == "ranges" and is_native(chart):
        return ours("each from low (p10) to high (p90); its shades meet at the middle")
    return f"{clean(chart.reference[1])}: {figure(chart.reference[0])}" if chart.reference and is_native(chart) else ""


def _fit(heights: Sequence[float], head: float) -> int:
    """How many rows stand on two slides: a longer table is read in the PDF."""
    count, used = 0, 0.0
    while count < len(heights) and used + heights[count] <= 2 * (BOTTOM - TOP - head - _MORE):
        used += heights[count]
        count += 1
    return max(count, 1)
