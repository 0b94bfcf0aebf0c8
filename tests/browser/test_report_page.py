"""The report as a reader meets it: nothing loaded, nothing broken, no sideways scrolling, usable by keyboard, ear and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quarterdeck.reports.render.html import html
from tests.reports.render.sample import FACTOR, document

if TYPE_CHECKING:  # playwright costs 0.3 s to import: only for tests that ask for a browser
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 768, 1280, 2560)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the sample report lies."""
    path: Path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(html(document()), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The report, open; at the end it must have complained of nothing and asked for nothing."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: complaints.extend([] if request.url.startswith(("file:", "data:")) else [request.url]))
    opened.goto(address)
    yield opened
    context.close()
    assert not complaints


def test_no_width_scrolls_sideways(page: Page) -> None:
    inside = "[...document.querySelectorAll('.table')].filter(t => t.scrollWidth > t.clientWidth + 1).map(t => t.innerText.slice(0, 40))"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(inside) == [], width


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing(page: Page, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_axe_finds_nothing_in_the_drawer(page: Page) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.locator(f"a[href='#explain-{FACTOR}']").first.click()
    results = Axe().run(page, context="dialog")
    assert results.violations_count == 0, results.generate_report()


def test_a_number_opens_its_explanation_in_a_drawer_and_the_keyboard_leads_back(page: Page) -> None:
    door = page.get_by_role("link", name="1 person").first
    door.focus()
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    assert "Code that one person knows" in drawer.inner_text()
    drawer.get_by_role("link", name="the total").click()
    assert "Expected yearly loss" in drawer.inner_text()
    drawer.get_by_role("button", name="Back").click()
    assert "Code that one person knows" in drawer.inner_text()
    page.keyboard.press("Escape")
    assert drawer.count() == 0
    assert page.evaluate("document.activeElement.textContent").startswith("1 person")


def test_ids_stay_unique_while_the_drawer_is_open(page: Page) -> None:
    page.locator(f"a[href='#explain-{FACTOR}']").first.click()
    assert page.evaluate("(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(e => e.id))") == 0


def test_without_script_a_number_jumps_to_its_explanation(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(address)
    opened.get_by_role("link", name="1 person").first.click()
    assert opened.url.endswith(f"#explain-{FACTOR}")
    top = opened.locator(f"#explain-{FACTOR}").bounding_box()
    assert top is not None
    assert 0 <= top["y"] < 900
    context.close()


@pytest.mark.parametrize("place", ["explanations", f"explain-{FACTOR}"], ids=["the section", "one explanation"])
def test_a_link_unfolds_what_it_leads_to(page: Page, address: str, place: str) -> None:
    fold = page.locator("#explanations > details")
    assert fold.get_attribute("open") is None
    page.goto(f"{address}#{place}")
    assert fold.get_attribute("open") is not None
    top = page.locator(f"#{place}").bounding_box()
    assert top is not None
    assert 0 <= top["y"] < 900


def test_what_is_folded_opens_by_keyboard_and_is_on_paper_anyway(page: Page) -> None:
    folded = page.get_by_text("Findings about one event count once.")
    page.emulate_media(media="print")
    assert folded.is_visible()
    page.emulate_media(media="screen")
    assert not folded.is_visible()
    page.get_by_text("explanations, one after the other").focus()
    page.keyboard.press("Enter")
    assert folded.is_visible()


def first_cells(page: Page, caption: str) -> list[str]:
    return page.locator("table", has=page.get_by_text(caption, exact=True)).first.locator("tbody th").all_inner_texts()


@pytest.mark.parametrize(
    ("caption", "column", "once", "twice"),
    [
        ("Who knows halden/payments", "Files known", ["Maren", "Tomasz", "Aisha", "Lê"], ["Lê", "Aisha", "Tomasz", "Maren"]),
        ("Who knows halden/payments", "Person", ["Aisha", "Lê", "Maren", "Tomasz"], ["Tomasz", "Maren", "Lê", "Aisha"]),
        ("Who knows halden/payments", "Last commit", ["Lê", "Aisha", "Maren", "Tomasz"], ["Tomasz", "Maren", "Aisha", "Lê"]),
        ("Slowest changes of the last quarter", "Severity", ["4be1f0a92c77", "90aa13fd0b1e", "d00f6621ab34"], ["d00f6621ab34", "90aa13fd0b1e", "4be1f0a92c77"]),
    ],
    ids=["number", "name", "date", "severity"],
)
def test_tables_sort_by_what_they_hold(page: Page, caption: str, column: str, once: list[str], twice: list[str]) -> None:
    button = page.locator("table", has=page.get_by_text(caption, exact=True)).first.get_by_role("button", name=column)
    for expected in (once, twice):
        button.click()
        assert [cell.split(maxsplit=1)[0] for cell in first_cells(page, caption)] == expected


def test_the_first_tab_stop_skips_to_the_report(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_vendored_font_is_used(page: Page) -> None:
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px Inter', 'Wójcik 21\\u202f480'))")


def test_dark_is_dark_and_paper_is_white(page: Page) -> None:
    lightness = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(lightness)
    page.emulate_media(color_scheme="dark", media="print")
    paper = page.evaluate(lightness)
    assert dark.startswith("oklch(0.18")
    assert paper == "rgb(255, 255, 255)"


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_it_prints_with_the_first_page_on_one_sheet(page: Page, size: str) -> None:
    printed = page.pdf(format=size)
    assert printed.startswith(b"%PDF")
    sheets = len(re.findall(rb"/Type\s*/Page\b", printed))
    assert 5 <= sheets <= 8
    height = {"A4": 297, "Letter": 279.4}[size]
    width = {"A4": 210, "Letter": 215.9}[size]
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round((width - 40) * 96 / 25.4), "height": 1000})
    bottom = page.evaluate("document.querySelector('.front').getBoundingClientRect().bottom + scrollY")
    assert bottom <= (height - 40) * 96 / 25.4
