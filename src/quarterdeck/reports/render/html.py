"""A document as one HTML file that needs nothing else: no network, no script to be read, light and dark, screen and paper.

The page carries its style, its font and a small script inside it, under a policy that lets it load nothing. Everything that came from a
repository is escaped; a name stands in ``<bdi>``, so that its writing direction stays its own.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from itertools import cycle
from typing import TYPE_CHECKING

from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Chart, Document, Figure, Section, TableBlock
from quarterdeck.kernel.text import Cited, Name, Phrase, number
from quarterdeck.reports.render.charts import picture, style
from quarterdeck.reports.render.charts.data import chart_table
from quarterdeck.reports.render.charts.paper import NARROW, WIDE
from quarterdeck.reports.render.layout import MONO, PATHS, Anchors, Bounds, bounds, breakable, ends, key, room, runs, shares, statement_kind, told
from quarterdeck.reports.render.look import HOUSE, Logo, Look, ours, wearing, worn
from quarterdeck.reports.render.plain import TYPED, clean
from quarterdeck.reports.render.prose import prose

if TYPE_CHECKING:  # jinja2 costs 40 ms and more to import: only when a page is rendered
    from jinja2 import Environment, Template

DATA_ROWS = 20
"""How many marks of a chart the page offers as a table."""

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = re.compile(rf"\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}} (?:{_MONTH}) \d{{4}}\b")
_STACKED = 2
"""A table of more columns is stacked on a phone (`blocks.html.jinja`)."""
_SHORT, _SHORT_NUMBER, _SHORT_CITED = 14, 26, 24
_LETTER = "\n@page { size: letter; }"
_CIRCLE = "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8z"
SHAPES = {
    "critical": "M8 1.2 15.4 14.8H.6z",
    "high": "M8 .6 15.4 8 8 15.4.6 8z",
    "medium": _CIRCLE,
    "low": _CIRCLE,
    "met": "M2.2 8.6 6.2 12.6 13.8 3.6",
    "not_met": _CIRCLE,
    "not_assessed": "M1.5 1.5h13v13h-13z M1.5 8 8 1.5 M1.5 14.5 14.5 1.5 M8 14.5 14.5 8",
    "not_applicable": "M3 8h10",
}
"""The shape beside each severity and outcome, as an SVG path in 16 by 16."""
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


def html(document: Document, look: Look = HOUSE) -> str:
    """The whole page. Write it as UTF-8."""
    sheet = _style(look.accent, look.accent_dark) + ("" if look.paper == HOUSE.paper else _LETTER)
    with wearing(look):
        return _template().render(
            page=_Page(Anchors.of(document)),
            document=document,
            language=worn().language,
            drawer="|".join(map(ours, ("Back", "On the page", "Close", "Explanation"))),
            logo=_pictured(look.logo) if look.logo else "",
            style=_Html(sheet),
            style_hash=_hash(sheet),
            script=_Html(_script()),
            script_hash=_hash(_script()),
        )


def parts(sections: Sequence[Section], door_to: Callable[[str], str], level: int = 2) -> list[str]:
    """Each section's blocks as HTML, without its heading, for the pages of somebody else: escaped, with headings from ``level`` on.

    ``door_to`` gives the address of what explains an id, or nothing.
    """
    page = _Page(Anchors.of(Document("", (), "", tuple(sections))), door_to)
    blocks = _environment().get_template("blocks.html.jinja").make_module({"page": page}).blocks  # type: ignore[attr-defined]  # a macro of the template
    return [_Html(blocks(section, level)) for section in sections]


def sheet(accent: str = "", accent_dark: str = "") -> str:
    """The style of pages, blocks and charts, without fonts: for pages that have them in files of their own."""
    return "\n".join(_sheets(accent, accent_dark))


def typeface(address: Callable[[str], str]) -> str:
    """The rules that name the font's files, each by its address."""
    return "".join(
        f"@font-face{{font-family:Inter;font-style:normal;font-weight:100 900;font-display:swap;src:url({address(name)}) format('woff2');"
        f"unicode-range:{characters}}}\n" for name, characters in _FONTS
    )  # fmt: skip


def font(name: str) -> bytes:
    """One of the font's files."""
    return files(__package__).joinpath("fonts", name).read_bytes()


def _pictured(logo: Logo) -> str:
    """As a picture that the page carries inside it: there it can neither run nor load anything, whatever it holds."""
    kind = {"svg": "image/svg+xml", "png": "image/png"}[logo.form]
    return f"data:{kind};base64,{base64.b64encode(logo.content).decode()}"


def prepare() -> None:
    """Make ready what every page shares, for whoever has time before there is a document."""
    _template()
    _hash(_style("", ""))


@cache
def sorting() -> str:
    """The script by which the headings of tables sort them: `sortable(root)`."""
    return _asset("sort.js")


def _script() -> str:
    return sorting() + _asset("page.js")


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _style(accent: str, accent_dark: str) -> str:
    """Fonts, page and charts in one sheet, and the company's own colour where it has one."""
    return "\n".join((typeface(lambda name: f"data:font/woff2;base64,{base64.b64encode(font(name)).decode()}"), *_sheets(accent, accent_dark)))


def _sheets(accent: str, accent_dark: str) -> list[str]:
    sheets = [_asset("page.css"), style()]
    if accent:
        from quarterdeck.reports.render.accents import accented  # noqa: PLC0415  # only where a company has a colour

        sheets += [accented(accent, dark=False), f"@media screen and (prefers-color-scheme: dark) {{\n{accented(accent_dark, dark=True)}\n}}"]
    return sheets


@cache
def _hash(content: str) -> str:
    """How the page's policy names its own style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _template() -> Template:
    return _environment().get_template("page.html.jinja")


@cache
def _environment() -> Environment:
    from jinja2 import DictLoader, Environment, StrictUndefined  # noqa: PLC0415 - it costs 40 ms and more to import

    names = ("blocks.html.jinja", "page.html.jinja")
    environment = Environment(loader=DictLoader({name: _asset(name) for name in names}), autoescape=True, undefined=StrictUndefined)
    environment.filters |= {
        "bounds": bounds,
        "cited": _cited,
        "ends": ends,
        "judged": statement_kind,
        "key": key,
        "line": clean,
        "prose": prose,
        "room": room,
        "runs": runs,
        "shape": SHAPES.__getitem__,
        "shares": _shares,
        "told": told,
        "whole": number,
    }
    environment.globals["ours"] = ours  # no filter: a template would be folded in the language of its first page
    return environment


@dataclass(slots=True)
class _Page:
    """What the template asks of the document as a whole: where its sections are, which numbers are explained, ids for its charts."""

    at: Anchors
    door_to: Callable[[str], str] | None = None
    """Where an id is explained, for parts of a document that stand in pages of somebody else's."""
    charts: int = 0

    def door(self, id_: str) -> str:
        """The address of what explains an id; empty where nothing does, so that no link leads nowhere."""
        if self.door_to:
            return self.door_to(id_)
        target = self.at.explained(id_)
        return f"#{target}" if target else ""

    def beside(self, text: str, id_: str) -> _Html:
        """What stands beside a figure: with numbers in it, the figure's own door, in pages of somebody else's. A report has one door a figure."""
        told = any(letter.isdigit() for letter in text) and self.door_to and id_
        return self.words((Cited(text, id_),)) if told else _Html(escape(clean(text)))

    def words(self, phrase: Phrase) -> _Html:
        """A sentence: names isolated, figures linked to their explanations."""
        return _Html("".join([self._part(part) for part in phrase]))

    def _part(self, part: str | Name | Cited) -> str:
        if isinstance(part, str):
            pieces = zip(TYPED.split(clean(part)), cycle((False, True)), strict=False)
            said = "".join(f"<code>{_broken(words)}</code>" if typed else _broken(words) for words, typed in pieces)
            return _DAY.sub(r'<span class="k">\g<0></span>', said)
        if isinstance(part, Name):
            kind = f' class="{part.kind}"' if part.kind in MONO else ""
            return f"<bdi{kind}>{_broken(clean(part.text), path=part.kind in PATHS)}</bdi>"
        words = _broken(clean(part.text))
        door = self.door(part.explains)
        if not door:
            return words
        number = self.at.numbers.get(self.at.explained(part.explains))
        reference = f'<span class="n"> [{number}]</span>' if number else ""
        look = "cite k" if len(part.text) <= _SHORT_CITED else "cite"
        return f'<a class="{look}" href="{escape(door)}">{words}{reference}</a>'

    def rows(self, block: TableBlock) -> _Html:
        """The body of a table: the first cell of a row heads it; the others know their column, for a phone that stacks them."""
        stacks = len(block.columns) > _STACKED
        labels = [f' data-label="{escape(clean(column))}"' if stacks else "" for column in block.columns]
        lines = []
        for row in block.rows:
            lines.append('<tr role="row">')
            for index, (cell, align) in enumerate(zip(row, block.align, strict=True)):
                words = "".join([self._part(part) for part in cell])
                if index or not words:
                    lines.append(f'<td role="cell"{labels[index]}{_short(cell, align)}>{words}</td>')
                else:
                    lines.append(f'<th role="rowheader"{_short(cell, align)}>{words}</th>')
            lines.append("</tr>\n")
        return _Html("".join(lines))

    def pictures(self, chart: Chart) -> tuple[_Html, _Html, TableBlock]:
        """A chart for a screen, the same for a phone, and its data."""
        self.charts += 1
        key = f"_chart-{self.charts}"
        wide, narrow = (_Html(picture(chart, key + end, width, self.door_to)) for end, width in (("", WIDE), ("n", NARROW)))
        return wide, narrow, chart_table(chart, DATA_ROWS)


def _broken(words: str, *, path: bool = False) -> str:
    """Escaped words in which a line may break inside what is too long to stand on one."""
    return escape(breakable(words, "\0", path=path)).replace("\0", "<wbr>")


def _cited(block: Figure) -> Phrase:
    return (Cited(block.value, block.explains),) if block.explains else (block.value,)


def _short(cell: Phrase, align: str) -> str:
    """The class attribute of a cell: to the right, and on one line when it is short."""
    length = sum(len(part if isinstance(part, str) else part.text) for part in cell)
    if align == "r":
        return ' class="r k"' if length <= _SHORT_NUMBER else ' class="r"'
    return ' class="k"' if length <= _SHORT else ""


def _shares(spread: Range, scale: Bounds) -> tuple[str, str, str]:
    """As the page writes per cents."""
    low, width, middle = shares(spread, scale)
    return f"{low:.2f}", f"{width:.2f}", f"{middle:.2f}"
