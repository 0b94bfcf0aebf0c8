"""One colour of the company's own, so light or dark that everybody can read what is written in it (WCAG 2.2, 1.4.3: contrast of 4.5 to 1)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from quarterdeck.reports.render.charts.paper import SHADES
from quarterdeck.reports.render.light import house_tokens, in_lightness, luminance, mixed, shade_share

ENOUGH = 4.5
"""To one: what WCAG 2.2 asks of text at level AA."""
_STEP = 0.005
_BEHIND = ("paper", "surface", "tint")
"""What the colour is written on."""


@dataclass(frozen=True, slots=True)
class Accent:
    """The colour as it is used on light and on dark, and what is said where it is not the one that was asked for."""

    light: str
    dark: str
    remark: str = ""


def contrast(one: str, other: str) -> float:
    """Between two colours, from 1 to 21 (WCAG 2.2, relative luminance)."""
    darker, lighter = sorted(luminance(colour) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


@cache
def legible(asked: str) -> Accent:
    """The colour in the lightness nearest to its own in which it can be read: darker on white, lighter on a dark screen."""
    asked = asked.lower()
    light, dark = _until_read(asked, -_STEP, dark=False), _until_read(asked, _STEP, dark=True)
    if light == asked:
        return Accent(light, dark)
    told = min(contrast(asked, house_tokens(dark=False)[name]) for name in _BEHIND)
    return Accent(
        light, dark, f"{asked} cannot be read on white (contrast {told:.1f} to 1; {ENOUGH} is the least): reports use {light}, the same hue but darker"
    )


def _until_read(colour: str, step: float, *, dark: bool) -> str:
    behind = [house_tokens(dark=dark)[name] for name in _BEHIND]
    tried, moved = colour, 0.0
    while min(contrast(tried, one) for one in behind) < ENOUGH and abs(moved) < 1:
        moved += step
        tried = in_lightness(colour, moved)
    return tried


@cache
def accented(accent: str, *, dark: bool) -> str:
    """What a style sheet says of a company's colour: the colour, and for each shade of a chart whether ink or paper is read on it."""
    known = house_tokens(dark=dark)
    rules = [f":root {{ --accent: {accent}; }}"]
    for shade in range(SHADES + 1):
        ground = mixed(accent, known["tint"], shade_share(shade))
        better = max(("ink", "paper"), key=lambda name: contrast(ground, known[name]))
        rules.append(f".chart .t{shade} {{ fill: var(--{better}); }}")
    return "\n".join(rules)
