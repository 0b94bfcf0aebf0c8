"""Looking at a page as its readers do: light and dark, on a desk and on a phone; and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # as in test_report_page.py
    from playwright.sync_api import Page

LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
WHOLE = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": LEVELS}, "rules": {"target-size": {"enabled": True}}}
LOOKS = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]}}
"""What depends on colours and on room: all else was tried before on the same load."""


@dataclass(frozen=True)
class Way:
    """One way of looking."""

    name: str
    width: int
    scheme: Literal["light", "dark"]
    rules: Mapping[str, object]
    """What axe tries."""


HEIGHT = 900
WAYS = (Way("light", 1280, "light", WHOLE), Way("dark phone", 390, "dark", LOOKS))
"""Every colour and every room are in one of these; the other two hold nothing new."""
OTHERS = (Way("dark", 1280, "dark", LOOKS), Way("light phone", 390, "light", LOOKS))
"""For pictures."""


def wrong_with(page: Page, kept: Path | None = None) -> Iterator[str]:
    """What is wrong with the page that is open, in each way of looking; it is left in light, on a desk.

    Pictures of it go into the folder ``kept``: for those it is loaded anew at each width, as a phone would load it.
    """
    page.wait_for_selector("[data-again]", state="detached", timeout=90_000)  # a page that is being made opens by itself
    for way in (*WAYS, *(OTHERS if kept else ())):
        page.emulate_media(color_scheme=way.scheme)
        _at(page, way.width, anew=kept is not None)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > way.width:
            yield f"{way.name}: {wide} pixels wide, so that it scrolls sideways"
        yield from (f"{way.name}: {told}" for told in axe(page, way.rules))
        if kept is not None:
            name = page.url.partition("//")[2].partition("/")[2] or "overview"
            page.screenshot(path=kept / f"{''.join(c if c.isalnum() else '-' for c in name)} {way.name}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    _at(page, WAYS[0].width, anew=False)


def _at(page: Page, width: int, *, anew: bool) -> None:
    if page.viewport_size != {"width": width, "height": HEIGHT}:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        if anew:
            page.reload()
            page.wait_for_selector("[data-again]", state="detached", timeout=90_000)


def axe(page: Page, rules: Mapping[str, object] = WHOLE, within: str = "") -> list[str]:
    """What axe says of what is open, or of a part of it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    found = page.evaluate(f"axe.run({json.dumps(within) if within else 'document'}, {json.dumps(rules)}).then(told => told.violations)")
    return [f"{one['id']}: {one['help']}: {', '.join(node['html'][:160] for node in one['nodes'][:3])}" for one in found]


@cache
def _source() -> str:
    from axe_playwright_python.base import AXE_SCRIPT

    return str(AXE_SCRIPT)
