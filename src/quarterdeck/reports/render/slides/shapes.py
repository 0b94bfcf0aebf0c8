"""A chart that slides have no form of, as shapes of the slide: boxes, lines and words that can be moved and edited one by one.

They are made of the same drawing as on the page and on paper, element by element, in one group; colours come from the charts' own style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import count
from xml.etree import ElementTree as ET

from quarterdeck.kernel.section import Chart
from quarterdeck.reports.render.charts import picture
from quarterdeck.reports.render.charts.paper import NORMAL, WIDE, text_width
from quarterdeck.reports.render.light import chart_style, tokens
from quarterdeck.reports.render.look import worn
from quarterdeck.reports.render.slides.graphs import FONT

_EMU = 12_700
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACES = "http://schemas.openxmlformats.org"
_NAMESPACES = f'xmlns:a="{_SPACES}/drawingml/2006/main" xmlns:p="{_SPACES}/presentationml/2006/main" xmlns:r="{_SPACES}/officeDocument/2006/relationships"'
_WIDER, _UP = 1.1, 0.96
"""Other fonts than Inter come out wider; how far above its base line a line of text begins, in parts of its size."""
Look = Mapping[str, str]
_ROUND, _HALO = 3.0, "0.8"
_RECT = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
_ROUNDED = '<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val 8000"/></a:avLst></a:prstGeom>'
_ELLIPSE = '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'
_NO_WORDS = "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></p:txBody>"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a style sheet says of elements with this tag (empty: any) and these classes."""

    tag: str
    classes: frozenset[str]
    look: tuple[tuple[str, str], ...]


Rules = tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart drawn for slides: its elements, and how wide and high it is in units of its view box."""

    elements: Sequence[ET.Element]
    width: float
    height: float


def drawn(chart: Chart, key: str, width: int = WIDE) -> Drawn:
    """The drawing of the page, taken apart."""
    root = ET.fromstring(picture(chart, key, width))  # noqa: S314  # our own drawing, with every name escaped
    return Drawn([element for element in root if _tag(element) not in {"title", "desc"}], float(root.attrib["width"]), float(root.attrib["height"]))


def group(chart: Drawn, left: float, top: float, scale: float, number: int, alternative: str) -> str:
    """The group as the slide's own XML. ``number`` is the first that no other shape of the slide has."""
    place = _Place(left, top, scale, count(number + 1))
    rules = _rules(chart_style())
    shapes = "".join(shape for element in chart.elements for shape in place.shapes(element, rules))
    box = f'x="{_emu(left)}" y="{_emu(top)}"', f'cx="{_emu(chart.width * scale)}" cy="{_emu(chart.height * scale)}"'
    return (
        f'<p:grpSp {_NAMESPACES}><p:nvGrpSpPr><p:cNvPr id="{number}" name="Chart {number}" descr="{escape(alternative)}"/>'
        "<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        f"<p:grpSpPr><a:xfrm><a:off {box[0]}/><a:ext {box[1]}/><a:chOff {box[0]}/><a:chExt {box[1]}/></a:xfrm></p:grpSpPr>{shapes}</p:grpSp>"
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the drawing stands on the slide, how large a unit of it is, and the numbers of its shapes."""

    left: float
    top: float
    scale: float
    numbers: Iterator[int]

    def shapes(self, element: ET.Element, rules: Rules) -> Iterator[str]:
        tag, classes = _tag(element), frozenset(element.get("class", "").split())
        look = _look(tag, classes, rules)
        at = element.attrib
        if tag == "rect":
            yield self._shape(
                self._box(*(float(at[name]) for name in ("x", "y", "width", "height"))), _ROUNDED if float(at.get("rx", 0)) > _ROUND else _RECT, look
            )
        elif tag == "circle":
            x, y, radius = (float(at[name]) for name in ("cx", "cy", "r"))
            yield self._shape(self._box(x - radius, y - radius, 2 * radius, 2 * radius), _ELLIPSE, look)
        elif tag == "line":
            yield self._path([(float(at["x1"]), float(at["y1"])), (float(at["x2"]), float(at["y2"]))], look)
        elif tag == "polyline":
            yield self._path([(float(x), float(y)) for x, y in (pair.split(",") for pair in at["points"].split())], look)
        elif tag == "polygon":
            yield self._path([(float(x), float(y)) for x, y in (pair.split(",") for pair in at["points"].split())], look, closed=True)
        elif tag == "text" and element.text:
            yield self._words(element, look)

    def _box(self, x: float, y: float, width: float, height: float) -> str:
        off = f'x="{_emu(self.left + x * self.scale)}" y="{_emu(self.top + y * self.scale)}"'
        return f'<a:xfrm><a:off {off}/><a:ext cx="{_emu(width * self.scale)}" cy="{_emu(height * self.scale)}"/></a:xfrm>'

    def _shape(self, box: str, geometry: str, look: Look) -> str:
        return self._named("Shape", f"<p:spPr>{box}{geometry}{_fill(look)}{self._stroke(look)}</p:spPr>", _NO_WORDS)

    def _named(self, kind: str, properties: str, words: str, own: str = "") -> str:
        number = next(self.numbers)
        return f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{kind} {number}"/><p:cNvSpPr{own}/><p:nvPr/></p:nvSpPr>{properties}{words}</p:sp>'

    def _path(self, points: Sequence[tuple[float, float]], look: Look, *, closed: bool = False) -> str:
        """A line through points, or the area within them, in the box that holds them."""
        x, y = (min(point[axis] for point in points) for axis in (0, 1))
        width, height = (max(point[axis] for point in points) - least for axis, least in ((0, x), (1, y)))
        steps = [f'<a:pt x="{_emu((px - x) * self.scale)}" y="{_emu((py - y) * self.scale)}"/>' for px, py in points]
        way = f"<a:moveTo>{steps[0]}</a:moveTo>" + "".join(f"<a:lnTo>{step}</a:lnTo>" for step in steps[1:]) + ("<a:close/>" if closed else "")
        size = f'w="{_emu(width * self.scale)}" h="{_emu(height * self.scale)}"' + ("" if closed else ' fill="none"')
        geometry = (
            '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
            f"<a:pathLst><a:path {size}>{way}</a:path></a:pathLst></a:custGeom>"
        )
        inside = _fill(look) if closed else "<a:noFill/>"
        return self._named("Area" if closed else "Line", f"<p:spPr>{self._box(x, y, width, height)}{geometry}{inside}{self._stroke(look)}</p:spPr>", _NO_WORDS)

    def _stroke(self, look: Look) -> str:
        colour = look.get("stroke", "none")
        if not colour.startswith("#"):
            return "<a:ln><a:noFill/></a:ln>"
        dash = '<a:prstDash val="sysDash"/>' if look.get("stroke-dasharray") else ""
        wide = float(look.get("stroke-width", "1")) * self.scale
        return f'<a:ln w="{_emu(wide)}"><a:solidFill><a:srgbClr val="{colour[1:].upper()}"/></a:solidFill>{dash}</a:ln>'

    def _words(self, element: ET.Element, look: Look) -> str:
        size, words = float(element.get("font-size", NORMAL)), element.text or ""
        wide, side = text_width(words, size) * _WIDER, element.get("text-anchor", "")
        x = float(element.attrib["x"]) - {"middle": wide / 2, "end": wide}.get(side, 0.0)
        box = self._box(x, float(element.attrib["y"]) - size * _UP, wide, size * 1.3)
        bold = ' b="1"' if look.get("font-weight") == "600" else ""
        colour = look.get("fill", tokens()["ink"])[1:].upper()
        run = (
            f'<a:rPr lang="{worn().language}" sz="{round(size * self.scale * 100)}"{bold}><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
            f'<a:latin typeface="{FONT}"/></a:rPr><a:t>{escape(words)}</a:t>'
        )
        align = {"middle": "ctr", "end": "r"}.get(side, "l")
        body = (
            '<p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
            f'<a:p><a:pPr algn="{align}"/><a:r>{run}</a:r></a:p></p:txBody>'
        )
        ground = _fill({"fill": look["stroke"], "opacity": _HALO}) if look.get("paint-order") else "<a:noFill/>"  # words that lines pass behind
        properties = f"<p:spPr>{box}{_RECT}{ground}</p:spPr>"
        return self._named("Words", properties, body, ' txBox="1"')


def _fill(look: Look) -> str:
    colour = look.get("fill", "none")
    if not colour.startswith("#"):
        return "<a:noFill/>"
    opacity = look.get("opacity")
    alpha = f'<a:alpha val="{round(float(opacity) * 100_000)}"/>' if opacity else ""
    return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}">{alpha}</a:srgbClr></a:solidFill>'


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _emu(points: float) -> int:
    return round(points * _EMU)


def _rules(sheet: str) -> Rules:
    """Each rule of the style sheet, by the tag and the classes of the one element that it is for."""
    found: list[Rule] = []
    for selectors, body in _RULE.findall(_COMMENT.sub("", sheet)):
        look = {name.strip(): value.strip() for name, _, value in (part.partition(":") for part in body.split(";")) if name.strip()}
        for selector in selectors.split(","):
            own = selector.split()[-1]
            tag, *classes = own.split(".")
            found.append(Rule(tag, frozenset(classes), tuple(look.items())))
    return tuple(found)


@cache
def _look(tag: str, classes: frozenset[str], rules: Rules) -> Look:
    """What the rules say of an element, the more particular ones last."""
    fitting = sorted((rule for rule in rules if rule.tag in {"", tag} and rule.classes <= classes), key=lambda rule: len(rule.classes))
    return {name: value for rule in fitting for name, value in rule.look}
