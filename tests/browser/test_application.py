"""The application as people meet it: a real server, a real browser, keyboard and phone, and nothing asked of a network.

One server over one company serves all of these tests, so each changes something of its own. The last of them gives people accounts.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quarterdeck.app.server.background import Background
from quarterdeck.app.server.serving import state_folder
from quarterdeck.surfaces.web.application import ROUTES
from quarterdeck.surfaces.web.permissions import routes_of
from quarterdeck.surfaces.web.ways_in import API, STATIC
from tests.browser.company import founded
from tests.browser.looking import axe, wrong_with
from tests.surfaces.web.conftest import Acme, assessed_acme
from tests.surfaces.web.server import Served
from tests.surfaces.web.team import PASSWORD, with_accounts
from tests.surfaces.web.test_work import SLEEPS

if TYPE_CHECKING:  # as in test_report_page.py
    from playwright.sync_api import Browser, Page

__all__ = ["assessed_acme"]  # a fixture
pytestmark = pytest.mark.browser
PAGES = (
    "/", "/findings", "/practices/knowledge", "/practices/money", "/evidence", "/maps", "/roadmap", "/objectives", "/decisions", "/decisions/0001-maps",
    "/risks", "/vendors", "/budget", "/teams", "/teams/pay", "/reports", "/reports/chief", "/reports/system?about=shop", "/published", "/supply",
    "/supply/deployments", "/records", "/records/risk", "/records/risk/fire", "/records/risk/fire/history", "/history", "/removed", "/new/system",
    "/search?words=fire", "/explain/how/budget", "/explain/of/risk/fire", "/again", "/account", "/log", "/api", "/nothing",
)  # fmt: skip
ON_THE_WAY = (
    "/explain/{id_}", "/explain/published/{id_}/{cited}", "/supply/{kind}/{id_}", "/published/{id_}", "/published/{id_}/{form}", "/compare", "/sign-in",
)  # fmt: skip
"""Pages whose address nobody knows before: looked at by the tests that lead there."""
ELSEWHERE = ("/sign-in/provider", "/sign-in/back")
"""They lead on at once."""
CSV = "Wann,Repository,Environment,Status,Commit\n" + "".join(f"2026-10-{day:02}T12:00:00Z,shop,production,succeeded,\n" for day in range(2, 20, 3))


@pytest.fixture(scope="module")
def acme(assessed_acme: Path, tmp_path_factory: pytest.TempPathFactory) -> Acme:
    """The company, with something on record for every page."""
    return founded(assessed_acme, tmp_path_factory.mktemp("browsed") / "acme")


@pytest.fixture(scope="module")
def served(acme: Acme) -> Iterator[Served]:
    """Where it is served; stopped as somebody would with Ctrl-C."""
    with Served(acme.root) as server:
        yield server
    assert server.code == 0


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """Signed in; at the end no page may have complained, nor asked anything of somebody else."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if "status of 4" not in message.text else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: complaints.extend([] if request.url.startswith((served.own, "data:")) else [request.url]))
    opened.goto(served.address, timeout=90_000)  # the first page waits for the conclusion
    assert "key=" not in opened.url
    yield opened
    context.close()
    assert not complaints


def test_every_page_in_light_dark_and_on_a_phone(page: Page, served: Served) -> None:
    told = os.environ.get("SCREENS")
    wrong = []
    explained = page.locator("main a[href^='/explain/']").first.get_attribute("href") or ""
    for path in (*PAGES, explained):
        page.goto(served.own + path)
        wrong += [f"{path}: {one}" for one in wrong_with(page, Path(told) if told else None)]
    assert not wrong


def test_on_a_phone_the_places_are_folded_away_until_somebody_wants_them(page: Page, served: Served) -> None:
    from playwright.sync_api import expect

    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{served.own}/risks")
    link = page.get_by_role("navigation", name="Places").get_by_role("link", name="Budget")
    expect(link).to_be_hidden()
    page.get_by_text("Menu", exact=True).click()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Budget")
    expect(link).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(link).to_be_visible()


def test_no_page_is_left_out() -> None:
    asked = {route.path for route, _ in routes_of(ROUTES) if "GET" in (route.methods or ()) and not route.path.startswith((API, STATIC))}
    for path in PAGES:
        asked = {one for one in asked if not re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", one), path.partition("?")[0])}
    assert asked == {*ON_THE_WAY, *ELSEWHERE}


def test_a_number_is_explained_in_a_drawer_by_keyboard(page: Page) -> None:
    from playwright.sync_api import expect

    page.get_by_role("link", name="How we know").first.focus()
    page.keyboard.press("Enter")
    drawer = page.locator("#drawer")
    expect(drawer.locator("article h1")).to_be_visible()
    assert not axe(page, within="dialog")
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
    page.get_by_role("link", name="Fire in the only server room risk/fire").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fire in the only server room")


def test_marks_of_a_chart_are_doors_by_keyboard(page: Page, served: Served) -> None:
    from playwright.sync_api import expect

    page.goto(f"{served.own}/practices/knowledge")
    marks = page.locator("svg.chart.wide").first.get_by_role("link")
    expect(marks).to_have_count(9)
    assert page.locator("svg.chart.wide").first.locator("a:not([tabindex])").count() == 1, "one stop for the tab key"
    marks.first.focus()
    page.keyboard.press("End")
    expect(marks.last).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".told")).to_contain_text(".py: 30 lines")
    file = (page.locator(".told").text_content() or "").partition(":")[0]
    page.keyboard.press("Enter")
    expect(page.locator("#drawer").get_by_role("table").first).to_contain_text(f"about {file}")
    page.keyboard.press("Escape")


def test_everything_is_reached_by_keyboard_from_the_palette(page: Page) -> None:
    from playwright.sync_api import expect

    page.keyboard.press("Control+k")
    options = page.locator("#commands [role=option]")
    expect(options.first).to_contain_text("Overview")
    page.keyboard.type("server fire")
    expect(options.first).to_contain_text("Fire in the only server room")
    assert not axe(page, within="#palette")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Fire in the only server room")
    page.keyboard.press("Control+k")
    page.keyboard.type("write a new")
    expect(options.first).to_contain_text("Write a new")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()


def test_findings_narrow_as_somebody_types_and_one_is_accepted(page: Page, served: Served, acme: Acme) -> None:
    from playwright.sync_api import expect

    page.goto(f"{served.own}/findings")
    page.get_by_label("Words").fill("one-person-knows-this")
    expect(page.locator("#found .count")).to_contain_text("1 finding:")
    assert "words=one-person-knows-this" in page.url
    page.get_by_label("How they ended").select_option("all")
    expect(page.locator("#found .count")).to_contain_text("finding")
    page.get_by_label("How they ended").select_option("open")
    page.wait_for_load_state("networkidle")  # what is clicked before the answer comes is replaced by it
    page.locator("#found a[href^='/explain/']").first.click()
    drawer = page.locator("#drawer")
    drawer.get_by_label("Who accepts it").select_option(index=1)
    drawer.get_by_label("Why it may stay").fill("Ben joins in December.")
    drawer.get_by_label("The last day").fill("2099-01-31")
    drawer.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("It counts from the next assessment on.")).to_be_visible()
    assert not list(wrong_with(page))
    assert acme.last_commit().startswith("Accept: ")
    assert "until: 2099-01-31" in acme.text("acceptances/one-person-knows-this-shop.yaml")


def test_a_system_is_edited_while_somebody_else_edits_it(page: Page, served: Served, acme: Acme) -> None:
    from playwright.sync_api import expect

    page.goto(f"{served.own}/records/system/shop")
    page.get_by_label("Criticality").select_option("critical")
    theirs = acme.text("systems/shop.yaml").replace("name: Shop", "name: The shop")
    (acme.root / "systems/shop.yaml").write_text(theirs)
    save = page.get_by_role("button", name="Save, and commit")
    save.click()
    expect(page.get_by_text("Somebody has changed this record")).to_be_visible()
    expect(page.get_by_text("name: The shop").first).to_be_visible()
    expect(page.get_by_role("row", name="Criticality high critical")).to_be_visible()
    assert acme.text("systems/shop.yaml") == theirs, "both versions are there, and nothing was written"
    assert not list(wrong_with(page))
    page.goto(f"{served.own}/records/system/shop")
    page.get_by_label("Criticality").select_option("critical")
    save.click()
    expect(page.get_by_text("Saved and committed.")).to_be_visible()
    assert acme.text("systems/shop.yaml") == theirs.replace("criticality: high", "criticality: critical")


def test_deployments_are_uploaded_and_the_measure_appears(page: Page, served: Served, tmp_path: Path) -> None:
    from playwright.sync_api import expect

    measure = "How many deployments reached production"
    page.goto(f"{served.own}/supply")
    page.get_by_role("link", name="Deployments", exact=True).click()
    (tmp_path / "deploys.csv").write_text(CSV)
    page.get_by_label("The exported file").set_input_files(tmp_path / "deploys.csv")
    page.get_by_role("button", name="Upload, and see how it is read").click()
    expect(page.get_by_text("No column gives deployed_at")).to_be_visible()
    assert not list(wrong_with(page))
    page.get_by_label("Wann", exact=True).select_option(label="deployed at")
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_text("Before it can be imported")).to_be_hidden()
    page.get_by_role("button", name="Import, and assess again").click()
    expect(page.get_by_text("is going on since")).to_be_visible()
    page.get_by_role("link", name="Show it").click(timeout=90_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("deploys.csv is imported")
    door = page.get_by_role("link", name=measure).first
    expect(door).to_be_visible(timeout=60_000)  # the page turns as soon as the new assessment is read
    assert not list(wrong_with(page))
    door.click()
    expect(page.locator("#drawer article h1")).to_contain_text(measure)


def test_who_uses_the_keyboard_stays_where_they_are_while_work_goes_on(page: Page, served: Served, acme: Acme) -> None:
    from playwright.sync_api import expect

    Background(state_folder(acme.out)).start("The sleep", SLEEPS)
    page.goto(f"{served.own}/again")
    stop = page.get_by_role("button", name="Stop")
    stop.focus()
    for _ in range(2):
        page.wait_for_event("response")
    expect(stop).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The sleep was stopped.")).to_be_visible()


def test_the_roadmap_is_planned_anew_with_a_scenario_beside_it(page: Page, served: Served) -> None:
    from playwright.sync_api import expect

    page.goto(f"{served.own}/roadmap")
    expect(page.get_by_text("no plan was made here yet")).to_be_visible()
    page.get_by_label("Seconds for each plan").fill("1")
    page.get_by_label("Scenarios beside it").fill("without index")
    page.get_by_role("button", name="Plan in the background").click()
    page.get_by_role("link", name="Show it").click(timeout=90_000)
    expect(page.get_by_role("heading", name="What speaks against the plan")).to_be_visible()
    expect(page.get_by_role("heading", name="scenarios side by side")).to_be_visible()
    expect(page.locator("main svg").first).to_be_visible()
    assert not list(wrong_with(page))


def test_a_board_pack_is_published_and_the_board_reads_it_and_is_refused_elsewhere(browser: Browser, served: Served, acme: Acme) -> None:
    from playwright.sync_api import expect

    with_accounts(acme)
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(f"{served.own}/reports/board")
    assert not list(wrong_with(page))
    _sign_in(page, "olga", "not that one")
    expect(page.get_by_role("alert")).to_have_text("That name and that password do not go together, or the account is closed.")
    _sign_in(page, "olga")
    page.get_by_role("button", name="Publish as it stands").click()
    page.get_by_role("link", name="Show it").click(timeout=90_000)
    assert page.url.endswith("/reports")
    page.goto(f"{served.own}/reports/board")
    page.get_by_role("link", name="what is new since").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Board pack")
    assert not list(wrong_with(page))
    page.get_by_role("link", name="Account").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()

    page.goto(f"{served.own}/findings")
    _sign_in(page, "bert")
    expect(page.get_by_role("heading", name="That is not yours to do")).to_be_visible()
    page.get_by_role("link", name="To what you see here").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Published")
    assert page.get_by_role("navigation").get_by_role("link").all_inner_texts() == ["Published", "Account"]
    page.locator("main a[href^='/published/board']").first.click()
    expect(page.get_by_text("by Olga Example")).to_be_visible()
    assert not list(wrong_with(page))
    page.locator("main a[href^='/explain/published/']").first.click()
    expect(page.locator("#drawer article h1")).to_be_visible()
    assert not axe(page, within="dialog")
    page.keyboard.press("Escape")
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF").click()
    assert taken.value.path().read_bytes().startswith(b"%PDF")
    page.context.close()


def _sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
