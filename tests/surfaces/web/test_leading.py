"""The pages of a leader's day: roadmap, decisions, risks, vendors, budget, objectives, teams: what the commands say, on the record of today."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import UTC, date, datetime

import pytest
from fastapi.testclient import TestClient

from quarterdeck.app.record.workspace import Workspace
from quarterdeck.app.server.background import Background
from quarterdeck.app.server.serving import state_folder
from quarterdeck.app.server.studies import Replan, keep, replan
from tests.browser.company import written as founded_in
from tests.surfaces.web.conftest import Acme
from tests.surfaces.web.test_guard import token
from tests.surfaces.web.test_pages import words

RECORD = {
    "teams/pay.yaml": "name: Payments <b>\nmembers: [person/ann]\nmission: Money arrives.\n",
    "systems/shop.yaml": "name: Shop\nowner: team/pay\nrepositories: [shop]\ncriticality: high\n",
    "vendors/hoster.yaml": "name: Hoster\nprovides: machines\n",
    "contracts/hoster.yaml": "name: Machines\nvendor: vendor/hoster\ncost: 10k..12k EUR\nends: 2026-12-31\nrenews: true\nnotice: 30 days\nowner: person/ann\n",
    "initiatives/index.yaml": "name: New index\nstatus: planned\nteams: [team/pay]\neffort: 20..40 person-days\ncost_of_delay: 5k..9k EUR\ndelay_per: month\n",
}
EMPTY = {
    "/roadmap": "No initiative is on record yet.", "/decisions": "No decision is on record yet.", "/vendors": "None is on record yet.",
    "/budget": "No budget line is on record yet.", "/teams": "No team is on record yet.", "/objectives": "None is on record yet.",
}  # fmt: skip


def test_a_page_without_records_teaches_what_to_write(looking: TestClient) -> None:
    for path, told in EMPTY.items():
        page = looking.get(path).text
        assert told in words(page), path
        assert 'href="/new/' in page, path
    assert "Fire in the only server room weighs most" in words(looking.get("/risks").text)
    maps = looking.get("/maps").text
    assert "there is no landscape" in words(maps)
    assert "Where knowledge lies" in words(maps)
    assert maps.count('class="near"') == maps.count("Where it stands")
    assert looking.get("/teams/nobody").status_code == 404
    assert looking.get("/decisions/nobody").status_code == 404


def test_a_team_is_shown_with_what_was_found_on_its_systems(anna: TestClient, acme: Acme) -> None:
    _write(acme)
    page = anna.get("/teams")
    assert "Payments <b>" in words(page.text)
    assert "<b>" not in page.text
    told = words(anna.get("/teams/pay").text)
    assert "Ann Lee" in told
    assert "Shop" in told
    told = words(anna.get("/vendors").text)
    assert "Hoster" in told
    assert "2 records were written since the assessment that is shown here." in told


def test_every_number_of_a_leaders_day_leads_to_what_explains_it(anna: TestClient, acme: Acme) -> None:
    founded_in(acme)
    for path, doors in (
        ("/risks", {"/explain/of/risk/fire", "/explain/how/risks"}), ("/budget?year=2026", {"/explain/of/budget-line/hosting", "/explain/how/budget"}),
        ("/objectives", {"/explain/of/initiative/index", "/explain/how/objectives"}), ("/decisions/0001-maps?runs=1000", {"/explain/of/decision/0001-maps"}),
    ):  # fmt: skip
        page = anna.get(path).text
        links = set(re.findall(r'href="(/explain/[^"]+)"', page))
        assert doors <= links, path
        assert {anna.get(link).status_code for link in links} == {200}, path
        tables = re.sub(r"(?s)<details.*?</details>", "", page)  # a chart's numbers, whose sentence has the door
        assert not [cell for cell in re.findall(r"<td[^>]*>(.*?)</td>", tables) if re.search(r"\d", words(cell)) and "<a " not in cell], path
    told = words(anna.get("/explain/of/risk/fire").text)
    for expected in ("Expected a year is likelihood times impact.", "likelihood 2%..8%", "Changed last on", "The record"):
        assert expected in told
    assert 'href="/risks"' in anna.get("/explain/how/risks").text
    assert anna.get("/explain/how/nonsense").status_code == anna.get("/explain/of/risk/nobody").status_code == 404


def test_a_roadmap_is_planned_in_the_background_and_shown_with_what_speaks_against_it(anna: TestClient, acme: Acme) -> None:
    _write(acme)
    assert "1 initiative is on record, and no plan was made here yet." in words(anna.get("/roadmap").text)
    for wrong, said in (({"months": "900"}, "Months: write a number"), ({"scenarios": "without nonsense"}, "nonsense"), ({"budget": "much"}, "is no amount")):
        form = {"months": "12", "share": "60", "seconds": "1", "scenarios": "", "budget": "", "token": token(anna), **wrong}
        answer = anna.post("/roadmap", data=form)
        assert answer.status_code == 422
        assert said in words(answer.text)
        assert all(value in answer.text for value in wrong.values()), "what somebody wrote is still there"
    assert Background(state_folder(acme.out)).seen() is None

    wish = Replan(seconds=1, scenarios=("without index",))
    assert Replan(**json.loads(json.dumps({**asdict(wish), "scenarios": ["without index"]})) | {"scenarios": wish.scenarios}) == wish
    told: list[str] = []
    study = replan(Workspace(acme.root), acme.out, wish, (date(2026, 11, 21), datetime(2026, 11, 28, 8, 15, tzinfo=UTC)), told.append)
    assert told[-1] == "asking what speaks against it"
    keep(state_folder(acme.out), "roadmap", study)
    page = words(anna.get("/roadmap").text)
    for expected in ("From 2026-11-21 on, planned 2026-11-28 08:15", "index", "scenarios side by side", "What speaks against the plan"):
        assert expected in page
    assert "has changed since" not in page
    (acme.root / "initiatives/index.yaml").write_text(RECORD["initiatives/index.yaml"].replace("20..40", "30..60"))
    assert "The record has changed since this was planned." in words(anna.get("/roadmap").text)


@pytest.mark.parametrize(("cuts", "said"), [("hosting = 20%", "there is no such budget line"), ("all of it", "write a line and how much of it")])
def test_a_cut_that_cannot_be_understood_is_told(looking: TestClient, cuts: str, said: str) -> None:
    answer = looking.get("/budget", params={"cuts": cuts, "year": "x", "by": "<script>"})
    assert answer.status_code == 422
    assert said in words(answer.text)
    assert re.search(r"<textarea[^>]*>" + re.escape(cuts), answer.text)


def _write(acme: Acme) -> None:
    for path, text in RECORD.items():
        (acme.root / path).parent.mkdir(exist_ok=True)
        (acme.root / path).write_text(text)
