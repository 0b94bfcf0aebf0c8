"""A document as PDF: A4 or Letter, tagged for screen readers (PDF/UA-1), fonts embedded, the same bytes for the same document.

Typst lays it out. Everything of the document reaches its template as JSON and is only ever text there, so that nothing in a name can become
markup. Letters that the report's own fonts lack are taken from fonts of this machine, and where it has none they are told by a square.
"""

from __future__ import annotations

import json
import struct
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from itertools import cycle

from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Block, Chart, Document, Figure, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Cited, Name, Phrase, number
from quarterdeck.reports.render.accents import accented
from quarterdeck.reports.render.charts import picture
from quarterdeck.reports.render.charts.paper import text_width
from quarterdeck.reports.render.data import Json
from quarterdeck.reports.render.layout import (
    BREAKABLE,
    MONO,
    PATHS,
    Anchors,
    Bounds,
    bounds,
    breakable,
    ends,
    key,
    room,
    runs,
    shares,
    statement_kind,
    unbroken,
)
from quarterdeck.reports.render.light import chart_style, mixed, resolved, tokens
from quarterdeck.reports.render.look import HOUSE, Logo, Look, ours, wearing, worn
from quarterdeck.reports.render.missing import MissingExtraError
from quarterdeck.reports.render.plain import TYPED, clean, text
from quarterdeck.reports.render.prose import prose

_BREAK = "\u200b"
_SQUARE = "\u25a1"
_WIDTH, _CELL, _PADDING = 480.0, 8.25, 14.0
"""Of a table, in points: the room on the narrower paper, the size of its type, what stands beside a cell."""
_BOLD, _LONGEST_WORD = 1.06, 110.0
_NUMBER, _ONE_LINE, _TWO_LINES = 140.0, 104.0, 0.62
"""A column of numbers keeps its width: one line each up to 104 points, two above; «40 000 to 180 000 EUR» in four lines is read by nobody."""
_WHOLE = 400
"""Letters in a cell up to which a row stays on one page."""
_READABLE, _MOSTLY = (100.0, 85.0, 70.0), 0.75
"""A column of sentences is so wide, where that leaves a quarter of the room for those that hold more."""
_LONELY, _CLOSER = 0.25, (0.94, 0.9)
"""How far down its page the end of a document stands at least, and by how much it is set closer where that saves the page."""
_BMP = 0xFFFF
_DOTS = 160.0
_LOGO_WIDE, _LOGO_HIGH = 120.0, 26.0
_BAR = 0.45
"""How much of a range bar is accent, the rest paper: as the page has it."""


def pdf(document: Document, look: Look = HOUSE) -> bytes:
    """The whole document. Raises ``MissingExtraError`` where the extra `reports` is not installed."""
    try:
        from typst import TypstError  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise MissingExtraError("PDFs") from error
    with wearing(look):
        given = json.dumps(_Sheet(Anchors.of(document)).document(document), ensure_ascii=False)
    as_of = _moment(document.as_of)
    try:
        return _compiled(given, as_of, own_fonts_alone=True)
    except TypstError as error:
        if "could not be displayed" not in str(error):
            raise
    try:
        return _compiled(given, as_of, own_fonts_alone=False)
    except TypstError:
        known = _letters()
        return _compiled("".join(letter if ord(letter) in known else _SQUARE for letter in given), as_of, own_fonts_alone=True)


def paper_svg(chart: Chart, key: str) -> str:
    """A chart as a picture that needs nothing from a page: with its colours and its font."""
    return picture(chart, key).replace(">", f' font-family="Inter"><style>{_style()}</style>', 1)


def drawn_logo(logo: Logo | None) -> str:
    """A logo as a drawing, whatever its form; empty where there is none."""
    if logo is None:
        return ""
    if logo.form == "svg":
        return logo.content.decode()
    size, dots = f'width="{logo.wide:g}" height="{logo.high:g}"', b64encode(logo.content).decode()
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="data:image/png;base64,{dots}"/></svg>'


def _logo_size(logo: Logo | None) -> list[Json]:
    """Width and height on paper, in points."""
    if logo is None:
        return [0, 0]
    scale = min(_LOGO_WIDE / logo.wide, _LOGO_HIGH / logo.high)
    return [round(logo.wide * scale, 1), round(logo.high * scale, 1)]


def chart_png(svg: str) -> bytes:
    """Such a picture in dots, on white."""
    from typst import compile as typeset  # noqa: PLC0415  # an extra

    assets, fonts = (str(files(__package__).joinpath(*names)) for names in (("assets",), ("fonts", "paper")))
    made = typeset(
        f"{assets}/chart.typ", root=assets, font_paths=[fonts], ignore_system_fonts=True, sys_inputs={"svg": svg}, format="png", ppi=_DOTS, timestamp=0
    )
    assert isinstance(made, bytes)  # one page
    return made


def _compiled(given: str, as_of: datetime, *, own_fonts_alone: bool) -> bytes:
    """The pages; set a little closer where the last of them would hold next to nothing and that saves it."""
    made, pages, filled = _set(given, as_of, own_fonts_alone=own_fonts_alone)
    if pages == 1 or filled > _LONELY:
        return made
    for close in _CLOSER:
        closer, fewer, _ = _set(given, as_of, own_fonts_alone=own_fonts_alone, close=close)
        if fewer < pages:
            return closer
    return made


def _set(given: str, as_of: datetime, *, own_fonts_alone: bool, close: float = 1) -> tuple[bytes, int, float]:
    """The pages, how many they are, and how far down the last one is filled."""
    from typst import Compiler  # noqa: PLC0415  # an extra

    assets, fonts = (str(files(__package__).joinpath(*names)) for names in (("assets",), ("fonts", "paper")))
    inputs = {"document": given, "close": str(close)}
    compiler = Compiler(f"{assets}/page.typ", root=assets, font_paths=[fonts], ignore_system_fonts=own_fonts_alone, sys_inputs=inputs)
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=as_of)
    assert isinstance(made, bytes)  # one file
    pages, filled = json.loads(compiler.query("<end>", field="value", one=True))
    return made, int(pages), float(filled)


def _moment(as_of: str) -> datetime:
    """The day of the document as the moment at which it says it was made."""
    try:
        return datetime.fromisoformat(as_of).replace(tzinfo=UTC)
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=UTC)


@cache
def _letters() -> frozenset[int]:
    """What the report's own font can show, from its table of characters (`cmap`, format 4)."""
    font = files(__package__).joinpath("fonts", "paper", "Inter-Regular.ttf").read_bytes()
    tables = {font[at : at + 4]: struct.unpack(">I", font[at + 8 : at + 12])[0] for at in range(12, 12 + 16 * struct.unpack(">H", font[4:6])[0], 16)}
    start = tables[b"cmap"]
    for at in range(start + 4, start + 4 + 8 * struct.unpack(">H", font[start + 2 : start + 4])[0], 8):
        table = start + struct.unpack(">I", font[at + 4 : at + 8])[0]
        if struct.unpack(">H", font[table : table + 2])[0] == 4:  # noqa: PLR2004  # the format's number
            size = struct.unpack(">H", font[table + 6 : table + 8])[0]
            last = struct.unpack(f">{size // 2}H", font[table + 14 : table + 14 + size])
            first = struct.unpack(f">{size // 2}H", font[table + 16 + size : table + 16 + 2 * size])
            return frozenset({10, ord(_BREAK), ord(_SQUARE)}).union(*(range(low, high + 1) for low, high in zip(first, last, strict=True) if high < _BMP))
    raise AssertionError("the font has no table of characters that we read")


@dataclass(slots=True)
class _Sheet:
    """A document as the values that the template reads."""

    at: Anchors
    charts: int = 0
    noted: dict[str, int] = field(default_factory=dict)
    """The notes of explanations, by their words, and the number of the first that told them."""

    def document(self, document: Document) -> dict[str, Json]:
        return {
            "title": _heading(document.title),
            "subtitle": self.words(document.subtitle),
            "date": prose(document.as_of),
            "day": clean(document.as_of),
            "language": worn().language,
            "words": {"dated": ours(f"As of {prose(document.as_of)}"), **{one: ours(one) for one in ("What to do", "How we know:", "of")}},
            "paper": {"a4": "a4", "letter": "us-letter"}[worn().paper],
            "logo": drawn_logo(worn().logo),
            "logo_size": _logo_size(worn().logo),
            "colours": dict(tokens()) | {"range": mixed(tokens()["accent"], tokens()["paper"], _BAR)},
            "sections": [self.section(section) for section in document.sections],
            "footer": [self.words(line) for line in document.footer],
        }

    def section(self, section: Section) -> dict[str, Json]:
        blocks: list[Json] = []
        for kind, run in runs(self.once(section)):
            most = bounds([block for block in run if isinstance(block, Statement)])
            told = [self.block(block, most) for block in run]
            if kind == "Figure":
                blocks.append({"kind": "figures", "figures": told})
            elif kind == "Statement":
                blocks.append({"kind": "statements", "statements": told, "key": key(most) if most else ""})
            else:
                blocks += told
        return {
            "kind": "section", "heading": _heading(section.heading), "anchor": self.at.anchor(section), "number": self.at.number(section), "blocks": blocks,
        }  # fmt: skip

    def once(self, section: Section) -> list[Block]:
        """The blocks of a section; of an explanation without the notes that an earlier one has told, word for word: the same method, for another place."""
        here = self.at.number(section)
        if not here:
            return list(section.blocks)
        elsewhere = [number for block in section.blocks if _is_method(block) and (number := self.noted.setdefault(_note(block), here)) != here]
        if not elsewhere:
            return list(section.blocks)
        kept = [block for block in section.blocks if not _is_method(block) or self.noted[_note(block)] == here]
        return [*kept, Sentence((ours(f"Its method stands under {max(elsewhere, key=elsewhere.count)}."),), "note")]

    def words(self, phrase: Phrase) -> list[Json]:
        """Parts as `[kind, text, target, number]`."""
        parts: list[Json] = []
        for part in phrase:
            if isinstance(part, str):
                pieces = zip(TYPED.split(part), cycle((False, True)), strict=False)
                parts += [
                    ["mono" if typed else "text", breakable(clean(words) if typed else unbroken(clean(words)), _BREAK)] for words, typed in pieces if words
                ]
            elif isinstance(part, Name):
                shown = breakable(clean(part.text), _BREAK, path=part.kind in PATHS)
                parts.append(["mono" if part.kind in MONO else "text", shown])
            else:
                parts.append(self.cited(part))
        return parts

    def cited(self, part: Cited) -> list[Json]:
        target = self.at.explained(part.explains)
        shown = breakable(clean(part.text), _BREAK)
        return ["cited", shown, target, self.at.numbers.get(target, 0)] if target and shown.strip() else ["text", shown]

    def block(self, block: Block, most: Bounds | None) -> dict[str, Json]:
        match block:
            case Section():
                return self.section(block)
            case Sentence():
                return {"kind": "sentence", "tone": block.tone, "words": self.words(block.words)}
            case Figure():
                return self.figure(block)
            case Statement():
                return self.statement(block, most)
            case TableBlock():
                return self.table(block)
            case Chart():
                return self.chart(block)

    def figure(self, block: Figure) -> dict[str, Json]:
        value = self.words((Cited(block.value, block.explains),) if block.explains else (block.value,))
        return {
            "kind": "figure", "label": clean(block.label), "value": value, "unit": clean(block.unit), "meaning": self.words(block.meaning),
            "bar": _bar(block.spread, room(block.spread)) if block.spread else None, "ends": ends(block.spread) if block.spread else "",
        }  # fmt: skip

    def statement(self, block: Statement, most: Bounds | None) -> dict[str, Json]:
        look, word = statement_kind(block)
        target = self.at.explained(block.id)
        return {
            "kind": "statement", "look": look, "judged": word, "words": self.words(block.words), "money": self.words(block.money or ()),
            "bar": _bar(block.spread, most) if block.spread and most else None, "action": self.words(block.action),
            "notes": [self.words(note) for note in block.notes], "target": target, "number": self.at.numbers.get(target, 0),
        }  # fmt: skip

    def table(self, block: TableBlock) -> dict[str, Json]:
        return {
            "kind": "table", "caption": clean(block.caption), "columns": [clean(column) for column in block.columns],
            "align": list(block.align), "widths": _widths(block), "rows": [[self.words(cell) for cell in row] for row in block.rows],
            "more": ours(f"and {number(block.more)} more") if block.more else "",
            "whole": all(len(text(cell)) <= _WHOLE for row in block.rows for cell in row),
        }  # fmt: skip

    def chart(self, block: Chart) -> dict[str, Json]:
        self.charts += 1
        drawn = paper_svg(block, f"_chart-{self.charts}")
        title = clean(f"{block.title}, {block.unit}" if block.unit else block.title)
        return {
            "kind": "chart",
            "so_what": self.words(block.so_what),
            "title": title,
            "svg": drawn,
            "alternative": text(block.alternative) or title or ours("A chart"),
        }


def _heading(words: str) -> str:
    """A heading without a word would be none for a reader who hears it."""
    shown = clean(words)
    return shown if shown.strip() else "…"


def _is_method(block: Block) -> bool:
    """Whether it is a note on how something is counted; the dates of the data are each explanation's own."""
    return isinstance(block, Sentence) and block.tone == "note" and not _note(block).startswith("Data:")


def _note(block: Block) -> str:
    return text(block.words) if isinstance(block, Sentence) else ""


def _style() -> str:
    return _style_with(worn().accent)


@cache
def _style_with(accent: str) -> str:
    rules = chart_style().replace("font-family: inherit;", "font-family: Inter;")
    own = [resolved(line, tokens()) for line in accented(accent, dark=False).splitlines() if line.startswith(".")] if accent else []
    return "\n".join((rules, *own))


def _bar(spread: Range, scale: Bounds) -> list[Json]:
    return list(shares(spread, scale))


def _widths(block: TableBlock) -> list[Json]:
    """What share of the width each column gets: 0 for one that takes what it needs, because its cells are short and there is room for them."""
    needs = [_needs(block, index) for index in range(len(block.columns))]
    room, found = _WIDTH, dict.fromkeys(range(len(needs)), 0)
    numbers = [index for index in found if block.align[index] == "r" and needs[index] <= _NUMBER and len(needs) > 1]
    found |= {index: round(max(needs[index] * _TWO_LINES, _heading_word(block, index))) for index in numbers if needs[index] > _ONE_LINE}
    if sum(map(max, needs, _headings(block))) > _WIDTH:  # where there is no room for all, headings of numbers take several lines
        found |= {index: found[index] or round(needs[index]) for index in numbers}
    room -= sum(found[index] or needs[index] for index in numbers)
    waiting = sorted((index for index in found if index not in numbers), key=lambda index: needs[index])
    while waiting and needs[waiting[0]] <= room / len(waiting):
        room -= needs[waiting.pop(0)]
    found |= _shared(block, waiting, room)
    return list(found.values())


def _shared(block: TableBlock, waiting: Sequence[int], room: float) -> dict[int, int]:
    """What is left of the width, by how much each column holds; none is narrower than its longest word, which would stand in its neighbour."""
    lengths = {index: [text_width(text(row[index]), _CELL) for row in block.rows] for index in waiting}
    holds = {index: sum(told) / len(told) + max(told) / 4 for index, told in lengths.items()}
    least = {index: max(_heading_word(block, index), _longest_word(block, index)) for index in waiting}
    for wide in _READABLE:
        readable = {index: max(least[index], min(_needs(block, index), wide)) for index in waiting}
        if sum(readable.values()) <= room * _MOSTLY:
            least = readable
            break
    cramped: set[int] = set()
    while True:  # what one takes more than its part, the others have less
        others = [index for index in waiting if index not in cramped]
        left, held = room - sum(least[index] for index in cramped), sum(holds[index] for index in others) or 1.0
        narrow = {index for index in others if left * holds[index] / held < least[index]}
        if not narrow:
            return {index: round(least[index] if index in cramped else left * holds[index] / held) for index in waiting}
        cramped |= narrow


def _longest_word(block: TableBlock, index: int) -> float:
    """Of a column's cells: words that break inside are as wide as their widest piece may be."""
    words = (word for row in block.rows for word in unbroken(text(row[index])).replace("\n", " ").split(" "))
    return _PADDING + min(max((text_width(word, _CELL) for word in words if len(word) < BREAKABLE), default=0.0), _LONGEST_WORD)


def _heading_word(block: TableBlock, index: int) -> float:
    return _PADDING + max((text_width(word, _CELL) * _BOLD for word in clean(block.columns[index]).split()), default=0.0)


def _headings(block: TableBlock) -> list[float]:
    """How wide each heading is on one line."""
    return [_PADDING + text_width(clean(column), _CELL) * _BOLD for column in block.columns]


def _needs(block: TableBlock, index: int) -> float:
    """How wide a column would be with each cell on one line; its heading may break between words."""
    return max([_heading_word(block, index), *(_PADDING + text_width(text(row[index]), _CELL) for row in block.rows)])
