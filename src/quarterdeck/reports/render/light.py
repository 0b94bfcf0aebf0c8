"""The colours of the page as plain hexadecimal numbers, for paper and slides, which know neither variables nor OKLCH.

They are read out of the page's own style sheets, so that a colour is written down once; the accent is the company's where it has one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from quarterdeck.reports.render.charts.paper import SHADES
from quarterdeck.reports.render.look import worn

_TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")
_OKLCH = re.compile(r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)")
_MIX = re.compile(r"color-mix\(in oklab, ([#\w]+) (\d+)%, ([#\w]+)\)")
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_SERIES = re.compile(r"^\.chart \.c(\d) \{ --c: (.+?); \}$")
_THEME = re.compile(r":root \{(.*?)\}", re.DOTALL)
_SHARE = re.compile(r"var\(--accent\) (\d+)%")
_ALL_SHADES = '.chart [class^="s"]'
_LINEAR, _DARK = 12.92, 0.0031308
Lab = tuple[float, float, float]


@cache
def house_tokens(*, dark: bool = False) -> Mapping[str, str]:
    """Each token of one theme by its name, as ``#rrggbb``; on paper the paper is white."""
    sheet = _asset("page.css")
    theme = _THEME.findall(sheet)[dark]
    found: dict[str, str] = {name: _hex(_of_oklch(value)) if _OKLCH.fullmatch(value) else value for name, value in _TOKEN.findall(theme)}
    colours = {name: resolved(value, found) for name, value in found.items()}
    return colours if dark else {**colours, "paper": "#ffffff"}


def tokens() -> Mapping[str, str]:
    """Those of the light theme, with the accent of the look that is worn."""
    return {**house_tokens(), "accent": worn().accent} if worn().accent else house_tokens()


def chart_style() -> str:
    """The charts' style sheet without variables: what a renderer of SVG alone understands."""
    known, rules = tokens(), []
    series = {match[1]: resolved(match[2], known) for line in _asset("chart.css").splitlines() if (match := _SERIES.match(line))}
    for line in _asset("chart.css").splitlines():
        if _SERIES.match(line) or not line.startswith("."):
            continue
        if "var(--c)" not in line:
            rules.append(resolved(line.replace(_ALL_SHADES, ", ".join(f".chart .s{shade}" for shade in range(SHADES + 1))), known))
            continue
        selectors, _, body = line.partition("{")
        rules += [
            ", ".join(f"{selector.strip()}.c{one}" for selector in selectors.split(",")) + " {" + body.replace("var(--c)", colour)
            for one, colour in series.items()
        ]
    return "\n".join(rules)


def shade_share(shade: int) -> float:
    """How much of the accent a step of the charts' shading holds, by their style sheet."""
    found = next((line for line in _asset("chart.css").splitlines() if line.startswith(f".s{shade} ")), "")
    mix = _SHARE.search(found)
    return int(mix[1]) / 100 if mix else 1.0


def luminance(colour: str) -> float:
    """How light a colour is by the reckoning of WCAG (relative luminance), from 0 to 1."""
    red, green, blue = (_decoded(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def in_lightness(colour: str, moved: float) -> str:
    """The same hue so much lighter, or darker, in OKLab."""
    light, a, b = _of_hex(colour)
    return _hex((min(max(light + moved, 0.0), 1.0), a, b))


def resolved(value: str, known: Mapping[str, str]) -> str:
    """Variables and mixtures as colours."""
    plain = _VARIABLE.sub(lambda found: known[found.group(1)], value)
    return _MIX.sub(lambda found: mixed(found.group(1), found.group(3), int(found.group(2)) / 100), plain)


def mixed(colour: str, other: str, share: float) -> str:
    """So much of one colour, the rest of the other, mixed as the eye would (in OKLab)."""
    one, two = _of_hex(colour), _of_hex(other)
    return _hex((one[0] * share + two[0] * (1 - share), one[1] * share + two[1] * (1 - share), one[2] * share + two[2] * (1 - share)))


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


def _of_oklch(value: str) -> Lab:
    lightness, chroma, hue = (float(part) for part in _OKLCH.findall(value)[0])
    return lightness, chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))


def _hex(lab: Lab) -> str:
    """OKLab to sRGB, as Björn Ottosson gives it."""
    light, a, b = lab
    long, middle, short = (
        (light + 0.3963377774 * a + 0.2158037573 * b) ** 3,
        (light - 0.1055613458 * a - 0.0638541728 * b) ** 3,
        (light - 0.0894841775 * a - 1.2914855480 * b) ** 3,
    )
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * min(max(_encoded(value), 0), 1)):02x}" for value in linear)


def _encoded(value: float) -> float:
    return _LINEAR * value if value <= _DARK else 1.055 * value ** (1 / 2.4) - 0.055


def _decoded(value: float) -> float:
    return value / _LINEAR if value <= _DARK * _LINEAR else ((value + 0.055) / 1.055) ** 2.4


def _of_hex(colour: str) -> Lab:
    red, green, blue = (_decoded(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )
