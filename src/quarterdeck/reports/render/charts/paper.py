"""What every chart is drawn with: escaped text and its width, scales with few ticks, numbers as an axis prints them.

Lengths are in units of the view box; at the width that a chart is drawn for, one unit is one pixel. Colours are classes of
``assets/chart.css``: nothing here knows light from dark.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from itertools import groupby

from quarterdeck.kernel.section import Mark
from quarterdeck.kernel.text import Cited, Phrase, number
from quarterdeck.reports.render.look import ours
from quarterdeck.reports.render.plain import clean, text

WIDE, NARROW = 760, 380
"""The two widths that a page draws each chart for: one for a screen or a sheet of paper, one for a phone."""

SMALL, NORMAL = 11.0, 12.5
SHADES = 10
TITLE_LENGTH = 160
_LINK = "<a "
ABOUT = "?of="
"""In the address of an explanation, before the one of its rows that a mark stands for."""
MILLIONS, HUGE = 1e7, 1e15
"""From these on a number is printed in millions, or with an exponent."""

FLAT, TINY = 1e-9, 1e-300
"""Differences below these (of the value; in all) are none: floats do not carry them."""

_FULL_WIDTH_FROM = 0x1100
_LEAST_LETTERS = 3

_NARROW_LETTERS = frozenset("iljtfrI.,:;'|!()[]{}/\\-`\u2009\u202f ")
_WIDE_LETTERS = frozenset("mwMWOQGD@%&—…")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart before it is wrapped: how high it came out, and its elements in drawing order."""

    height: float
    body: tuple[str, ...]


def is_narrow(width: float) -> bool:
    """True where a label stands above its bar, because beside it there is no room."""
    return width < (WIDE + NARROW) / 2


@cache
def _letter_width(letter: str) -> float:
    if letter in _NARROW_LETTERS:
        return 0.34
    if letter in _WIDE_LETTERS:
        return 0.88
    if letter.isascii():
        return 0.68 if letter.isupper() else 0.58
    return 1.0 if ord(letter) >= _FULL_WIDTH_FROM else 0.66


def text_width(words: str, size: float) -> float:
    """How wide a line of Inter comes out, a little more rather than less."""
    return size * _length(words)


@lru_cache(maxsize=4096)  # of one line it is asked a dozen times: in this size and that, for its column and for its row
def _length(words: str) -> float:
    return sum(map(_letter_width, words))


def clipped(words: str, room: float, size: float) -> str:
    """As much of the words as ``room`` holds, with ``…`` for the rest; of a path the end is kept. Empty where nothing useful fits."""
    if text_width(words, size) <= room:
        return words
    path = "/" in words and " " not in words
    letters = words[::-1] if path else words
    left = room - text_width("…", size)
    count = 0
    for count, letter in enumerate(letters):  # noqa: B007 - how many fit is what the loop is for
        left -= size * _letter_width(letter)
        if left < 0:
            break
    if count < _LEAST_LETTERS:
        return ""
    return "…" + letters[:count][::-1] if path else letters[:count].rstrip() + "…"


def at(value: float) -> str:
    """A coordinate with at most one decimal: half of a tenth of a pixel is nothing that anyone sees."""
    short = f"{value:.1f}"
    return short.removesuffix(".0")


def label(x: float, y: float, words: str, classes: str = "", anchor: str = "", size: float = NORMAL) -> str:
    """A line of text; ``anchor`` is `middle` or `end`."""
    kind = f' class="{classes}"' if classes else ""
    side = f' text-anchor="{anchor}"' if anchor else ""
    small = f' font-size="{at(size)}"' if size != NORMAL else ""
    return f'<text x="{at(x)}" y="{at(y)}"{kind}{side}{small}>{escape(words)}</text>'


def empty() -> Drawing:
    """What a chart without a single number to draw looks like."""
    return Drawing(28, (label(0, 18, ours("There is nothing to draw."), "muted"),))


def anchored(x: float, size: float, left: float, right: float) -> str:
    """How a text of this size stands at ``x`` so that it stays between two edges: `middle` where there is room, else `end` or the start."""
    if x + size / 2 > right:
        return "end"
    return "middle" if x - size / 2 >= left else ""


def rectangle(x: float, y: float, width: float, height: float, classes: str, title: str = "", radius: float = 0) -> str:
    """A filled box; ``title`` is what a reader sees on pointing at it."""
    round_ = f' rx="{at(radius)}"' if radius else ""
    box = f'<rect x="{at(x)}" y="{at(y)}" width="{at(max(width, 0))}" height="{at(max(height, 0))}"{round_} class="{classes}"'
    return f"{box}><title>{escape(title)}</title></rect>" if title else f"{box}/>"


def line(x1: float, y1: float, x2: float, y2: float, classes: str) -> str:
    """A straight line."""
    return f'<line x1="{at(x1)}" y1="{at(y1)}" x2="{at(x2)}" y2="{at(y2)}" class="{classes}"/>'


def shade_class(shade: float) -> str:
    """The class for a shade between 0 and 1, in ten steps."""
    if not math.isfinite(shade):
        return "s0"
    return f"s{round(min(max(shade, 0), 1) * SHADES)}"


def shading(ends: tuple[str, str], width: float, y: float) -> list[str]:
    """The two ends of the shade with five steps between them."""
    low, high = (clipped(clean(end), width / 2 - 60, SMALL) for end in ends)
    x = text_width(low, SMALL) + 6
    swatches = [rectangle(x + 16 * step, y + 1, 16, 11, shade_class(step / 4)) for step in range(5)]
    return [label(0, y + 10.5, low, "muted", size=SMALL), *swatches, label(x + 86, y + 10.5, high, "muted", size=SMALL)]


def polyline(points: Sequence[tuple[float, float]], classes: str, title: str = "") -> str:
    """A line through points; ``title`` is what a reader sees on pointing at it."""
    drawn = f'<polyline points="{" ".join(f"{at(x)},{at(y)}" for x, y in points)}" class="{classes}"'
    return f"{drawn}><title>{escape(title)}</title></polyline>" if title else f"{drawn}/>"


def opened(mark: Mark, shapes: Iterable[str]) -> str:
    """The shapes of a mark: a link to what explains it, where its words cite that by an address.

    One mark of a chart is reached by the tab key; the page's script goes from it to the others by the arrow keys.
    """
    return linked(door_of(mark), shapes)


def linked(door: str, shapes: Iterable[str]) -> str:
    """Shapes as one link to an address; as they are where there is none."""
    drawn = "".join(shapes)
    return f'{_LINK}tabindex="-1" href="{escape(door)}">{drawn}</a>' if door else drawn


def door_of(mark: Mark) -> str:
    """What explains a mark: the first that its words cite."""
    return next((part.explains for part in mark.words if isinstance(part, Cited)), "")


def circle(x: float, y: float, radius: float, classes: str, title: str = "") -> str:
    """A round mark."""
    inside = f"<title>{escape(title)}</title>" if title else ""
    return f'<circle cx="{at(x)}" cy="{at(y)}" r="{at(radius)}" class="{classes}">{inside}</circle>'


def words_of(mark: Mark) -> str:
    """What is seen on pointing at a mark: its words, or its label when it has none."""
    return short(mark.words or mark.label)


def short(phrase: Phrase) -> str:
    """A phrase for a title: clean, and cut where it gets long."""
    words = text(phrase)
    return words if len(words) <= TITLE_LENGTH else words[: TITLE_LENGTH - 1] + "…"


def finite(marks: Sequence[Mark]) -> list[Mark]:
    """The marks whose value is a number: what is not known cannot be drawn, and stands in the data beside the chart."""
    return [mark for mark in marks if math.isfinite(mark.value) and (mark.spread is None or _bounded(mark))]


def _bounded(mark: Mark) -> bool:
    return mark.spread is not None and math.isfinite(mark.spread.p10) and math.isfinite(mark.spread.p90)


def figure(value: float) -> str:
    """A number as axes and labels print it: thin-space thousands, millions from ten million on, decimals only for small ones."""
    if not math.isfinite(value):
        return ours("not known")
    size = abs(value)
    if size >= HUGE:
        return f"{value:.1e}"
    if size >= MILLIONS:
        return ours(_trimmed(value / 1e6, 1) + " M")
    whole_digits = len(str(int(size))) if size >= 1 else 0
    return ours(_trimmed(value, 0 if value == round(value) else max(0, min(3 - whole_digits, 2))))


def _trimmed(value: float, decimals: int) -> str:
    printed = number(value, decimals)
    if "." in printed:
        printed = printed.rstrip("0").rstrip(".")
    return "0" if printed == "-0" else printed.replace("-", "−")


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers from at or below ``low`` to at or above ``high``, at most ``most`` + 2 of them."""
    if high - low <= max(abs(low), abs(high)) * FLAT or high - low < TINY:
        low, high = min(low, 0.0), max(high, 0.0)
        low, high = (low, high) if high - low >= TINY else (0.0, 1.0)
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in (1, 2, 5, 10) if power * nice >= rough * 0.999)
    first, last = math.floor(low / step + FLAT), math.ceil(high / step - FLAT)
    return [float(f"{index * step:.12g}") for index in range(first, max(last, first + 1) + 1)]


@dataclass(frozen=True, slots=True)
class Scale:
    """Values on a line between two coordinates, with its ticks."""

    ticks: tuple[float, ...]
    start: float
    end: float

    @classmethod
    def over(cls, low: float, high: float, start: float, end: float, most: int = 5) -> Scale:
        """A scale that holds ``low``, ``high`` and zero."""
        return cls(tuple(ticks(min(low, 0.0), max(high, 0.0), most)), start, end)

    def at(self, value: float) -> float:
        """The coordinate of a value, never outside the line."""
        low, high = self.ticks[0], self.ticks[-1]
        share = min(max((value - low) / (high - low), 0.0), 1.0)
        return self.start + share * (self.end - self.start)


def wrap(drawing: Drawing, width: int, key: str, title: str, alternative: str) -> str:
    """The finished picture: scales with its place, and says what it shows to a reader who cannot see it.

    ``key`` is unique on the page, and made of letters, digits, dashes and underscores alone.
    """
    size = f'viewBox="0 0 {width} {at(drawing.height)}" width="{width}" height="{at(drawing.height)}"'
    look = "narrow" if is_narrow(width) else "wide"
    opens = any(part.startswith(_LINK) for part in drawing.body)
    named = f'role="group" aria-labelledby="{key}-t" aria-describedby="{key}-d"' if opens else f'role="img" aria-labelledby="{key}-t {key}-d"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart {look}" {size} {named} font-size="{NORMAL}">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(alternative)}</desc>'
        f"{_with_links(drawing.body) if opens else ''.join(drawing.body)}</svg>"
    )


def _with_links(body: Sequence[str]) -> str:
    """What is no link is a picture, told by its alternative, and names lie on top; the first link is the one that the tab key reaches."""
    names_last = sorted(body, key=lambda part: part.startswith("<text"))
    runs = groupby(names_last, lambda part: part.startswith(_LINK))
    told = ("".join(run) if links else f'<g aria-hidden="true">{"".join(run)}</g>' for links, run in runs)
    return "".join(told).replace(f'{_LINK}tabindex="-1" ', _LINK, 1)
