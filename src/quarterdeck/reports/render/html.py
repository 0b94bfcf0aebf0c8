"""A document as one HTML file that needs nothing else: no network, no script to be read, light and dark, screen and paper.

The page carries its style, its font and a small script inside it, under a policy that lets it load nothing. Everything that came from a
repository is escaped; a name stands in ``<bdi>``, so that its writing direction stays its own.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

from quarterdeck.kernel.quantity import Range, two_digits
from quarterdeck.kernel.section import Block, Chart, Document, Figure, Section, Statement, TableBlock
from quarterdeck.kernel.text import Cited, Name, Phrase, number
from quarterdeck.reports.render.charts import picture, style
from quarterdeck.reports.render.charts.data import chart_table
from quarterdeck.reports.render.charts.paper import NARROW, WIDE, figure
from quarterdeck.reports.render.plain import TYPED, clean, judged

if TYPE_CHECKING:  # jinja2 costs 40 ms and more to import: only when a page is rendered
    from jinja2 import Template

DATA_ROWS = 20
"""How many marks of a chart the page offers as a table."""

_EXPLAINS = "explain-"
_MONO = frozenset({"file", "path", "function", "commit", "tag", "package", "branch"})
_PATHS = frozenset({"file", "path"})
_BREAKABLE = 25
_LONG = re.compile(rf"\S{{{_BREAKABLE},}}")
_WORD = re.compile(r"\S+")
_PIECE = re.compile(r"[^/_.:\\-]{1,20}[/_.:\\-]?|[/_.:\\-]")
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_SHORT, _SHORT_NUMBER, _SHORT_CITED = 14, 26, 24
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_CIRCLE = "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8z"
_SHAPES = {
    "critical": "M8 1.2 15.4 14.8H.6z",
    "high": "M8 .6 15.4 8 8 15.4.6 8z",
    "medium": _CIRCLE,
    "low": _CIRCLE,
    "met": "M2.2 8.6 6.2 12.6 13.8 3.6",
    "not_met": _CIRCLE,
    "not_assessed": "M1.5 1.5h13v13h-13z M1.5 8 8 1.5 M1.5 14.5 14.5 1.5 M8 14.5 14.5 8",
    "not_applicable": "M3 8h10",
}
_FONTS = (
    (
        "inter-latin.woff2",
        "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215",
    ),
    ("inter-latin-ext.woff2", "U+0100-0130,U+0132-0151,U+0154-017F,U+0192,U+0218-021B,U+1E9E"),
    ("inter-vietnamese.woff2", "U+01A0-01A1,U+01AF-01B0,U+1EA0-1EF9,U+20AB"),
)


class _Html(str):
    """Text that is already HTML: the template prints it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """What the template asks for before it would escape."""
        return self


@dataclass(frozen=True, slots=True)
class Bounds:
    """The common scale of the range bars in a list of statements."""

    low: float
    high: float


def html(document: Document) -> str:
    """The whole page. Write it as UTF-8."""
    return _template().render(
        page=_Page.of(document),
        document=document,
        style=_Html(_style()),
        style_hash=_hash(_style()),
        script=_Html(_asset("page.js")),
        script_hash=_hash(_asset("page.js")),
    )


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _style() -> str:
    """Fonts, page and charts in one sheet."""
    faces = []
    for name, characters in _FONTS:
        data = base64.b64encode(files(__package__).joinpath("fonts", name).read_bytes()).decode()
        faces.append(
            f"@font-face{{font-family:Inter;font-style:normal;font-weight:100 900;font-display:swap;"
            f"src:url(data:font/woff2;base64,{data}) format('woff2');unicode-range:{characters}}}"
        )
    return "\n".join((*faces, _asset("page.css"), style()))


@cache
def _hash(content: str) -> str:
    """How the page's policy names its own style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


@cache
def _template() -> Template:
    from jinja2 import DictLoader, Environment, StrictUndefined  # noqa: PLC0415 - it costs 40 ms and more to import

    name = "page.html.jinja"
    environment = Environment(loader=DictLoader({name: _asset(name)}), autoescape=True, undefined=StrictUndefined)
    environment.filters |= {
        "bounds": _bounds,
        "cited": _cited,
        "ends": _ends,
        "judged": _judged,
        "key": _key,
        "line": clean,
        "prose": _prose,
        "room": _room,
        "runs": _runs,
        "shape": _SHAPES.__getitem__,
        "shares": _shares,
        "told": _told,
        "whole": number,
    }
    return environment.get_template(name)


@dataclass(slots=True)
class _Page:
    """What the template asks of the document as a whole: where its sections are, which numbers are explained, ids for its charts."""

    anchors: dict[int, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    charts: int = 0

    @classmethod
    def of(cls, document: Document) -> _Page:
        page = cls()
        taken = {"main"}
        for section in _sections(document.sections):
            anchor = _unique(section.anchor, taken)
            page.anchors[id(section)] = anchor
            page.targets.setdefault(section.anchor, anchor)
            if section.anchor.startswith(_EXPLAINS):
                page.numbers[anchor] = len(page.numbers) + 1
        return page

    def anchor(self, section: Section) -> str:
        """The id of a section in the page."""
        return self.anchors[id(section)]

    def number(self, section: Section) -> int:
        """The number by which paper refers to an explanation; 0 for other sections."""
        return self.numbers.get(self.anchors[id(section)], 0)

    def folds(self, section: Section) -> bool:
        """True for a section of explanations alone: long, and reached by the figures that lead to each."""
        return len(section.blocks) > 1 and all(isinstance(block, Section) and self.number(block) for block in section.blocks)

    def explained(self, id_: str) -> str:
        """Where an id is explained in this page; empty when it is not, so that no link leads nowhere."""
        return self.targets.get(_EXPLAINS + id_) or self.targets.get(id_, "")

    def words(self, phrase: Phrase) -> _Html:
        """A sentence: names isolated, figures linked to their explanations."""
        return _Html("".join([self._part(part) for part in phrase]))

    def _part(self, part: str | Name | Cited) -> str:
        if isinstance(part, str):
            return _DAY.sub(r'<span class="k">\g<0></span>', TYPED.sub(r"<code>\1</code>", _broken(clean(part))))
        if isinstance(part, Name):
            kind = f' class="{part.kind}"' if part.kind in _MONO else ""
            return f"<bdi{kind}>{_broken(clean(part.text), path=part.kind in _PATHS)}</bdi>"
        words = _broken(clean(part.text))
        target = self.explained(part.explains)
        if not target:
            return words
        reference = f'<span class="n">[{self.numbers[target]}]</span>' if target in self.numbers else ""
        look = "cite k" if len(part.text) <= _SHORT_CITED else "cite"
        return f'<a class="{look}" href="#{target}">{words}{reference}</a>'

    def rows(self, block: TableBlock) -> _Html:
        """The body of a table: the first cell of a row heads it; the others know their column, for a phone that stacks them."""
        labels = [f' data-label="{escape(clean(column))}"' for column in block.columns]
        lines = []
        for row in block.rows:
            lines.append('<tr role="row">')
            for index, (cell, align) in enumerate(zip(row, block.align, strict=True)):
                words = "".join([self._part(part) for part in cell])
                if index:
                    lines.append(f'<td role="cell"{labels[index]}{_short(cell, align)}>{words}</td>')
                else:
                    lines.append(f'<th role="rowheader" scope="row"{_short(cell, align)}>{words}</th>')
            lines.append("</tr>\n")
        return _Html("".join(lines))

    def pictures(self, chart: Chart) -> tuple[_Html, _Html, TableBlock]:
        """A chart for a screen, the same for a phone, and its data."""
        self.charts += 1
        key = f"_chart-{self.charts}"
        return _Html(picture(chart, key, WIDE)), _Html(picture(chart, key + "n", NARROW)), chart_table(chart, DATA_ROWS)


def _sections(blocks: Sequence[Block]) -> Iterator[Section]:
    """Every section, in reading order."""
    for block in blocks:
        if isinstance(block, Section):
            yield block
            yield from _sections(block.blocks)


def _unique(anchor: str, taken: set[str]) -> str:
    """An id for a section: letters, digits and single dashes, and like no other in the page."""
    stem = re.sub(r"[^A-Za-z0-9.]+", "-", anchor).strip("-.") or "section"
    slug, count = stem, 1
    while slug in taken:
        count += 1
        slug = f"{stem}-{count}"
    taken.add(slug)
    return slug


def _broken(words: str, *, path: bool = False) -> str:
    """Escaped words in which a line may break inside what is too long to stand on one: after a slash, a dot, or twenty letters."""
    if len(words) < _BREAKABLE and not path:
        return escape(words)
    pattern = _WORD if path else _LONG
    marked = pattern.sub(lambda run: "\0".join(_PIECE.findall(run.group())), words)
    return escape(marked).replace("\0", "<wbr>")


def _cited(block: Figure) -> Phrase:
    return (Cited(block.value, block.explains),) if block.explains else (block.value,)


def _judged(block: Statement) -> tuple[str, str]:
    """The class of a statement's band and shape, and the word beside it."""
    _, word = judged(block.severity, block.outcome)
    kind = block.severity.value if block.severity else block.outcome
    return kind if kind in _SHAPES else "not_applicable", word


def _short(cell: Phrase, align: str) -> str:
    """The class attribute of a cell: to the right, and on one line when it is short."""
    length = sum(len(part if isinstance(part, str) else part.text) for part in cell)
    if align == "r":
        return ' class="r k"' if length <= _SHORT_NUMBER else ' class="r"'
    return ' class="k"' if length <= _SHORT else ""


def _runs(blocks: Sequence[Block]) -> list[tuple[str, list[Block]]]:
    """Neighbours of one kind together: figures stand side by side, statements in a list."""
    return [(kind, list(run)) for kind, run in groupby(blocks, key=lambda block: type(block).__name__)]


def _bounds(statements: Sequence[Statement]) -> Bounds | None:
    """One scale for all range bars of a list; none when there is no bar."""
    spreads = [statement.spread for statement in statements if statement.spread]
    if not spreads:
        return None
    return Bounds(min(0.0, *(spread.p10 for spread in spreads)), max(0.0, *(spread.p90 for spread in spreads)))


def _room(spread: Range) -> Bounds:
    """The scale of a single bar: from zero to a little more than its end."""
    return Bounds(min(0.0, spread.p10), max(0.0, spread.p90) * 1.08)


def _shares(spread: Range, bounds: Bounds) -> tuple[str, str, str]:
    """Where a bar begins, how long it is and where its tick stands, in per cent of the scale."""
    whole = (bounds.high - bounds.low) or 1.0
    low, middle, high = ((value - bounds.low) / whole * 100 for value in (spread.p10, spread.p50, spread.p90))
    return f"{low:.2f}", f"{max(high - low, 0.5):.2f}", f"{middle:.2f}"


def _amount(value: float) -> str:
    return figure(two_digits(value))


def _told(spread: Range) -> str:
    return f"10th percentile {_amount(spread.p10)}, median {_amount(spread.p50)}, 90th percentile {_amount(spread.p90)}"


def _ends(spread: Range) -> str:
    return f"Middle {_amount(spread.p50)}; one in ten below {_amount(spread.p10)}, one in ten above {_amount(spread.p90)}"


def _key(bounds: Bounds) -> str:
    return (
        f"Bars share one scale, {_amount(bounds.low)} to {_amount(bounds.high)}. "
        "Each runs from the 10th to the 90th percentile; the tick is the middle estimate."
    )


def _prose(as_of: str) -> str:
    """``21 November 2026``; other words as they are."""
    try:
        day = date.fromisoformat(as_of)
    except ValueError:
        return clean(as_of)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
