"""The application as people meet it: a real server, a real browser, keyboard and phone, and nothing asked of a network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from quarterdeck.app.server.background import Background
from quarterdeck.app.server.serving import state_folder
from tests.surfaces.web.conftest import Acme, acme, assessed_acme
from tests.surfaces.web.server import Served
from tests.surfaces.web.team import PASSWORD, with_accounts
from tests.surfaces.web.test_work import SLEEPS

if TYPE_CHECKING:  # as in test_report_page.py
    from playwright.sync_api import Browser, Page

__all__ = ["acme", "assessed_acme"]  # fixtures
pytestmark = pytest.mark.browser
PAGES = (
    "/",
    "/findings",
    "/practices/knowledge",
    "/practices/money",
    "/evidence",
    "/maps",
    "/roadmap",
    "/reports",
    "/reports/chief",
    "/supply/deployments",
    "/records",
    "/records/risk",
    "/records/risk/fire",
    "/new/system",
    "/search?words=fire",
    "/again",
    "/account",
    "/log",
    "/api",
    "/nothing",
)


@pytest.fixture
def address(acme: Acme) -> Iterator[str]:
    """Where the company is served, with the key; stopped as somebody would with Ctrl-C."""
    with Served(acme.root) as served:
        yield served.address
    assert served.code == 0


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Signed in; at the end no page may have complained, nor asked anything of somebody else."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    own = address.partition("/?")[0]
    opened.on("console", lambda message: complaints.append(message.text) if "status of 4" not in message.text else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: complaints.extend([] if request.url.startswith((own, "data:")) else [request.url]))
    opened.goto(address, timeout=90_000)  # the first page waits for the conclusion
    assert "key=" not in opened.url
    yield opened
    context.close()
    assert not complaints


def test_every_page_in_light_dark_and_on_a_phone(page: Page) -> None:
    from axe_playwright_python.sync_playwright import Axe

    own = page.url.rstrip("/")
    for width, scheme in ((1280, "light"), (390, "dark")):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 900})
        for path in PAGES:
            page.goto(own + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            results = Axe().run(page)
            assert results.violations_count == 0, f"{path} {scheme}: {results.generate_report()}"


def test_a_number_is_explained_in_a_drawer_by_keyboard(page: Page) -> None:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import expect

    page.get_by_role("link", name="How we know").first.focus()
    page.keyboard.press("Enter")
    drawer = page.locator("#drawer")
    expect(drawer.locator("article h1")).to_be_visible()
    results = Axe().run(page, context="dialog")
    assert results.violations_count == 0, results.generate_report()
    first = drawer.locator("article h1").inner_text()
    back = drawer.get_by_role("button", name="Back")
    expect(back).to_be_hidden()
    further = drawer.locator("article a[href^='/explain/']").first
    further.focus()
    page.keyboard.press("Enter")
    expect(drawer.locator("article h1")).not_to_have_text(first)
    assert page.evaluate("document.activeElement.id") == "drawer-content"
    back.focus()
    page.keyboard.press("Enter")
    expect(drawer.locator("article h1")).to_have_text(first)
    expect(back).to_be_hidden()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent") == "How we know"

    page.keyboard.press("/")
    page.keyboard.type("server fire")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Fire in the only server room").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fire in the only server room")


def test_everything_is_reached_by_keyboard_from_the_palette(page: Page) -> None:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import expect

    page.keyboard.press("Control+k")
    options = page.locator("#commands [role=option]")
    expect(options.first).to_contain_text("Overview")
    page.keyboard.type("server fire")
    expect(options.first).to_contain_text("Fire in the only server room")
    results = Axe().run(page, context="#palette")
    assert results.violations_count == 0, results.generate_report()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Fire in the only server room")
    page.keyboard.press("Control+k")
    page.keyboard.type("write a new")
    expect(options.first).to_contain_text("Write a new")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()


def test_findings_narrow_as_somebody_types(page: Page) -> None:
    from playwright.sync_api import expect

    page.goto(page.url.rstrip("/") + "/findings")
    page.get_by_label("Words").fill("one-person-knows-this")
    expect(page.locator("#found .count")).to_have_text("1 finding")
    assert "words=one-person-knows-this" in page.url
    page.get_by_label("How they ended").select_option("all")
    expect(page.locator("#found .count")).to_contain_text("finding")


def test_somebody_accepts_a_finding_and_it_is_in_the_record(page: Page, acme: Acme) -> None:
    from playwright.sync_api import expect

    page.goto(page.url.rstrip("/") + "/findings?words=one-person-knows-this")
    page.locator("#found a[href^='/explain/']").first.click()
    drawer = page.locator("#drawer")
    drawer.get_by_label("Why it may stay").fill("Ben joins in December.")
    drawer.get_by_label("The last day").fill("2099-01-31")
    drawer.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("It counts until the next assessment.")).to_be_visible()
    assert acme.last_commit().startswith("Accept: ")
    assert "until: 2099-01-31" in acme.text("acceptances/one-person-knows-this-shop.yaml")


def test_somebody_changes_a_record_and_assesses_again(page: Page, acme: Acme) -> None:
    from playwright.sync_api import expect

    own = page.url.rstrip("/")
    page.goto(own + "/records/risk/fire")
    page.get_by_role("textbox", name="Plan").fill("A second room in another building.")
    page.get_by_role("button", name="Save, and commit").click()
    expect(page.get_by_text("Saved and committed.")).to_be_visible()
    assert "plan: A second room in another building." in acme.text("risks/fire.yaml")
    page.get_by_role("link", name="assessment", exact=True).click()
    page.get_by_role("button", name="Assess now").click()
    expect(page.get_by_text("is going on since")).to_be_visible()
    expect(page.get_by_text("The assessment is done.")).to_be_visible(timeout=90_000)


def test_who_uses_the_keyboard_stays_where_they_are_while_work_goes_on(page: Page, acme: Acme) -> None:
    from playwright.sync_api import expect

    Background(state_folder(acme.out)).start("The sleep", SLEEPS)
    page.goto(page.url.rstrip("/") + "/again")
    stop = page.get_by_role("button", name="Stop")
    stop.focus()
    for _ in range(2):
        page.wait_for_event("response")
    expect(stop).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The sleep was stopped.")).to_be_visible()


def test_the_board_signs_in_sees_what_was_published_and_is_refused_elsewhere(browser: Browser, acme: Acme) -> None:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import expect

    with_accounts(acme)
    with Served(acme.root) as served:
        page = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme="dark").new_page()
        page.goto(f"{served.own}/findings")
        expect(page.get_by_role("heading", name="Acme")).to_be_visible()
        for scheme, width in (("dark", 390), ("light", 1280)):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.set_viewport_size({"width": width, "height": 800})
            results = Axe().run(page)
            assert results.violations_count == 0, results.generate_report()
        page.get_by_label("Name").fill("bert")
        page.get_by_label("Password").fill("not that one")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_have_text("That name and that password do not go together, or the account is closed.")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="That is not yours to do")).to_be_visible()
        page.get_by_role("link", name="To what you see here").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Published")
        assert page.get_by_role("navigation").get_by_role("link").all_inner_texts() == ["Published", "Account"]
        page.get_by_role("link", name="Account").click()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
        page.goto(f"{served.own}/published")
        expect(page.get_by_label("Password")).to_be_visible()
        page.context.close()
