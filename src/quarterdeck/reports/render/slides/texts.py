"""Words and tables on slides: how high they come out, and how they are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import cycle

from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.table import _Cell
from pptx.text.text import _Paragraph
from pptx.util import Pt

from quarterdeck.kernel.section import Block, Figure, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Name, Phrase
from quarterdeck.reports.render.charts.paper import text_width
from quarterdeck.reports.render.layout import MONO, unbroken
from quarterdeck.reports.render.light import tokens
from quarterdeck.reports.render.look import ours
from quarterdeck.reports.render.plain import TYPED, clean, text
from quarterdeck.reports.render.slides.graphs import FONT

WIDTH, HEIGHT = 960.0, 540.0
LEFT, TOP, BOTTOM = 48.0, 100.0, 492.0
ROOM = WIDTH - 2 * LEFT
SIZES = {"lead": 20.0, "body": 14.0, "note": 11.0}
LINE = 1.28
CELL, MOST_ROWS, LABEL = 12.0, 24, 116.0
HEADING = 26.0
"""What a heading within a slide takes."""
_MONO = "Courier New"
_DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_WIDER = 1.06
"""How much wider than Inter, which widths are reckoned for, other fonts may come out."""


def needs(blocks: Iterable[Block], scale: float = 1.0) -> float:
    """How much of a slide blocks take, charts left out: those have slides of their own."""
    return sum(_need(block, scale) for block in blocks)


def _need(block: Block, scale: float) -> float:
    match block:
        case Section():
            return HEADING + 8 + needs(block.blocks, scale)
        case Sentence():
            return height(text(block.words), SIZES[block.tone] * scale, ROOM) + 6 if text(block.words).strip() else 0.0
        case Figure():
            return 62 + height(text(block.meaning), SIZES["note"] * scale, ROOM) + 6
        case Statement():
            return statement_height(block, scale) + 8
        case TableBlock():
            return _table_height(block, scale)
        case _:
            return 0.0


def statement_height(block: Statement, scale: float) -> float:
    """Of its words with everything below them."""
    wide = ROOM - LABEL - 14
    words = height(text(block.words), 14 * scale, wide)
    return words + sum(height(text(note), 11.5 * scale, wide) + 2 for note in below(block)) + 6


def below(block: Statement) -> list[Phrase]:
    """What stands below the words of a statement: what to do, its money, its notes."""
    action: list[Phrase] = [(ours("What to do:"), " ", *block.action)] if block.action else []
    return [*action, *([block.money] if block.money else []), *block.notes]


def _table_height(block: TableBlock, scale: float) -> float:
    if not block.columns:
        return 0.0
    wide, size = widths(block, CELL * scale), CELL * scale
    rows = sum(row_height([text(cell) for cell in row], wide, size) for row in block.rows[:MOST_ROWS])
    more = 20 if block.more or len(block.rows) > MOST_ROWS else 0
    return row_height([clean(column) for column in block.columns], wide, size) + rows + 10 + (22 if clean(block.caption) else 0) + more


def row_height(cells: Sequence[str], wide: Sequence[float], size: float) -> float:
    """Of a row with these cells in columns of these widths."""
    return max(height(cell, size, room - 12) for cell, room in zip(cells, wide, strict=True)) + 7


def height(words: str, size: float, wide: float) -> float:
    """How high a paragraph comes out, a little more rather than less."""
    lines = max(1, -(-text_width(words, size) * _WIDER // wide))
    return float(lines) * size * LINE


def fill(paragraph: _Paragraph, phrase: Phrase, size: float, colour: str, *, bold: bool = False) -> None:
    """Runs of a sentence; names of code in a type of equal widths. Written as XML: the library takes five times as long."""
    if paragraph.alignment is None:
        paragraph.alignment = PP_ALIGN.LEFT
    paint = f'<a:solidFill><a:srgbClr val="{colour_of(colour)}"/></a:solidFill>'
    for part in phrase:
        pieces: list[tuple[str, bool]]
        if isinstance(part, str):
            pieces = [(words, typed) for words, typed in zip(TYPED.split(unbroken(clean(part))), cycle((False, True)), strict=False) if words]
        else:
            pieces = [(clean(part.text), isinstance(part, Name) and part.kind in MONO)]
        for words, mono in pieces:
            look = f'sz="{round(size * (0.92 if mono else 1) * 100)}" b="{int(bold)}"'
            font = f'<a:latin typeface="{_MONO if mono else FONT}"/>'
            run = parse_xml(f"<a:r {_DRAWING}><a:rPr {look}>{paint}{font}</a:rPr><a:t>{escape(words)}</a:t></a:r>")
            paragraph._p.insert_element_before(run, "a:endParaRPr")  # noqa: SLF001  # as above


_MARGINS = (("marL", 0), ("marR", 10), ("marT", 3), ("marB", 3))


def write(cell: _Cell, words: Phrase, align: str, colour: str, size: float, *, bold: bool = False) -> None:  # how a cell looks
    """The words of a cell, with a line below."""
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if align == "r" else PP_ALIGN.LEFT
    fill(paragraph, words, size, colour, bold=bold)
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001  # the library has no name for a cell's lines
    for margin, points in _MARGINS:
        properties.set(margin, str(Pt(points)))
    line = properties.makeelement(qn("a:lnB"), {"w": "9525" if bold else "6350"})
    solid = line.makeelement(qn("a:solidFill"), {})
    solid.append(solid.makeelement(qn("a:srgbClr"), {"val": tokens()["muted" if bold else "line"][1:].upper()}))
    line.append(solid)
    properties.insert(0, line)


def widths(block: TableBlock, size: float) -> list[float]:
    """Each column as wide as it needed where there is room, the others share the rest by how much they hold. A heading takes two lines at most."""
    heads = [max(text_width(clean(column), size) / 2, *(text_width(word, size) for word in (*clean(column).split(), ""))) for column in block.columns]
    cells = [[text_width(text(row[index]), size) * _WIDER for row in block.rows] for index in range(len(heads))]
    needed = [max([head * 1.1, *lengths]) + 16 for head, lengths in zip(heads, cells, strict=True)]
    whole = [max(need, text_width(clean(column), size) * 1.1 + 16) for need, column in zip(needed, block.columns, strict=True)]
    if sum(whole) <= ROOM:
        return whole
    if sum(needed) <= ROOM:
        return needed
    room, found = ROOM, dict.fromkeys(range(len(needed)), 0.0)
    waiting = sorted(found, key=lambda index: needed[index])
    while waiting and needed[waiting[0]] <= room / len(waiting):
        found[waiting[0]] = needed[waiting[0]]
        room -= needed[waiting.pop(0)]
    weights = {index: sum(cells[index]) / len(cells[index]) + max(cells[index]) / 4 for index in waiting}
    for index in waiting:
        found[index] = room * weights[index] / sum(weights.values())
    return list(found.values())


def painted(shape: object, colour: str) -> None:
    """Filled with a colour, without a line."""
    shape.fill.solid()  # type: ignore[attr-defined]  # every shape that is drawn has a fill and a line
    shape.fill.fore_color.rgb = colour_of(colour)  # type: ignore[attr-defined]  # likewise
    shape.line.fill.background()  # type: ignore[attr-defined]  # likewise
    shape.shadow.inherit = False  # type: ignore[attr-defined]  # likewise


def colour_of(name: str) -> RGBColor:
    """A colour by its name."""
    return RGBColor.from_string(tokens()[name][1:].upper())
