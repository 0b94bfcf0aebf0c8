"""What the pages say and do over a small company: the same numbers as the report, and each change a commit."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from fastapi.testclient import TestClient

from quarterdeck.app.asking.recall import recall
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.text import plain
from quarterdeck.surfaces.cli.application import call
from tests.surfaces.web.conftest import RECORDS, Acme, concluded
from tests.surfaces.web.test_guard import token


def words(text: str) -> str:
    """What a reader sees, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text.replace("<wbr>", ""))).split())


def test_every_page_is_there_and_every_number_on_it_leads_somewhere(looking: TestClient) -> None:
    seen: dict[str, int] = {}
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith("/static/"):
            continue
        answer = looking.get(path)
        seen[path] = answer.status_code
        assert len(answer.content) < 200_000, path
        waiting += [unescape(link).partition("#")[0] or path for link in re.findall(r'href="(/[^"]*)"', answer.text)]
    assert set(seen.values()) == {200}, {path: status for path, status in seen.items() if status != 200}
    assert {"/", "/findings", "/practices/knowledge", "/practices/money", "/evidence", "/records", "/records/risk", "/records/risk/fire"} <= seen.keys()
    assert sum(path.startswith("/explain/") for path in seen) > 20


def test_findings_are_those_of_the_run_and_can_be_narrowed(anna: TestClient, acme: Acme) -> None:
    run = recall(acme.out)
    wrong = [finding for finding in run.findings if finding.verdict.outcome is Outcome.NOT_MET]
    assert len(wrong) >= 2
    shown = words(anna.get("/findings").text)
    assert f"{len(wrong)} findings: {len({finding.judgement.name for finding in wrong})} judgements found something to act on" in shown
    for finding in wrong:
        assert " ".join(plain(finding.verdict.sentence).split()) in shown
    alone = anna.get("/findings", params={"words": "one-person-knows-this shop"}).text
    assert "1 finding" in words(alone)
    unseen = [finding.judgement.name for finding in run.findings if finding.verdict.outcome is Outcome.NOT_ASSESSED]
    assert f"{len(unseen)} findings of {len(set(unseen))} judgements" in words(anna.get("/findings", params={"ended": "not_assessed"}).text)
    assert "Nothing fits." in anna.get("/findings", params={"words": "no such thing"}).text
    for odd in ({"page": "99"}, {"page": "x"}, {"sort": "'; DROP"}, {"ended": "<script>"}, {"words": "<script>alert(1)</script>"}, {"severity": "é"}):
        answer = anna.get("/findings", params=odd)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


def test_a_part_of_a_page_comes_without_its_frame(looking: TestClient) -> None:
    part = looking.get("/findings", headers={"hx-request": "true"}).text
    assert "<html" not in part
    assert 'id="found"' in part


def test_accepting_a_finding_is_a_committed_record_that_the_next_run_knows(anna: TestClient, acme: Acme) -> None:
    finding = next(one for one in concluded(acme.out).run.findings if one.judgement.name == "one-person-knows-this" and one.verdict.outcome is Outcome.NOT_MET)
    page = anna.get(f"/explain/{finding.id}")
    assert "Ann Lee" in page.text
    said = {"by": "person/ann", "why": "Ben joins in December.", "until": "2099-01-31", "token": token(anna)}
    answer = anna.post(f"/findings/{finding.id}/accept", data=said)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/explain/{finding.id}")
    assert acme.last_commit().startswith("Accept: ")
    written = acme.text("acceptances/one-person-knows-this-shop.yaml")
    assert "why: Ben joins in December." in written
    assert "Accepted by Ann Lee until 2099-01-31: Ben joins in December." in words(anna.get(f"/explain/{finding.id}").text)
    assert "counts until the next assessment" in words(anna.get("/findings").text)
    assert "Accepted since this assessment" in anna.get("/").text
    assert call(["assess", "--workspace", str(acme.root)]) == 0
    run = recall(acme.out)
    if finding.id in {one.id for one in run.findings if one.verdict.outcome is Outcome.NOT_MET}:
        assert finding.id in run.accepted


def test_an_acceptance_that_says_too_little_is_refused_in_words(anna: TestClient, acme: Acme) -> None:
    finding = next(one for one in concluded(acme.out).run.findings if one.verdict.outcome is Outcome.NOT_MET)
    for said in (
        {"by": "person/ann", "why": "x", "until": "soon"},
        {"by": "person/nobody", "why": "x", "until": "2099-01-31"},
        {"by": "", "why": "", "until": ""},
    ):
        answer = anna.post(f"/findings/{finding.id}/accept", data={**said, "token": token(anna)})
        assert answer.status_code == 422, said
        assert "was not written" in answer.text
        assert f'action="/findings/{finding.id}/accept"' in answer.text, "the form is there again"
    assert not (acme.root / "acceptances").exists()


def test_a_record_is_changed_checked_and_committed_and_its_comments_stay(anna: TestClient, acme: Acme) -> None:
    page = anna.get("/records/risk/fire").text
    form = {"seen": value_of(page, "seen"), "token": token(anna), "message": "Fire is likelier than we thought"}
    changed = acme.text("risks/fire.yaml").replace("2%..8%", "5%..9%")
    answer = anna.post("/records/risk/fire", data={**form, "text": changed.replace("\n", "\r\n")})
    assert answer.status_code == 303
    assert acme.text("risks/fire.yaml") == changed
    assert acme.last_commit() == "Fire is likelier than we thought"

    form["seen"] = value_of(anna.get("/records/risk/fire").text, "seen")
    answer = anna.post("/records/risk/fire", data={**form, "text": changed.replace("owner: person/ann", "owner: person/bob\nimpcat: 3")})
    assert answer.status_code == 422
    assert "impcat" in answer.text
    assert "risks/fire.yaml" in words(answer.text)
    assert acme.text("risks/fire.yaml") == changed


def test_who_saves_over_somebody_elses_change_sees_both_and_decides(anna: TestClient, acme: Acme) -> None:
    form = {"seen": value_of(anna.get("/records/risk/fire").text, "seen"), "token": token(anna)}
    mine = acme.text("risks/fire.yaml").replace("2%..8%", "1%..2%")
    theirs = acme.text("risks/fire.yaml").replace("200k..1.5M", "1M..2M")
    (acme.root / "risks/fire.yaml").write_text(theirs)
    answer = anna.post("/records/risk/fire", data={**form, "text": mine})
    assert answer.status_code == 409
    assert "1%..2%" in answer.text
    assert "1M..2M" in answer.text
    assert acme.text("risks/fire.yaml") == theirs
    again = anna.post("/records/risk/fire", data={**form, "seen": value_of(answer.text, "seen"), "text": mine})
    assert again.status_code == 303
    assert acme.text("risks/fire.yaml") == mine


def test_a_field_is_changed_and_everything_else_in_the_file_stays(anna: TestClient, acme: Acme) -> None:
    page = anna.get("/records/risk/fire").text
    assert "How likely it is within a year" in words(page)
    said = {"seen": value_of(page, "seen"), "token": token(anna), "likelihood": "5%..9%", "treatment": "reduce", "owner": "person/ann", "message": ""}
    assert anna.post("/records/risk/fire", data=said).status_code == 303
    lines = acme.text("risks/fire.yaml").splitlines()
    assert lines == [*RECORDS["risks/fire.yaml"].replace("2%..8%", "5%..9%").splitlines(), "treatment: reduce"]
    assert acme.last_commit() == "Change risk/fire"

    page = anna.get("/records/risk/fire").text
    answer = anna.post("/records/risk/fire", data={"seen": value_of(page, "seen"), "token": token(anna), "impact": "much", "owner": ""})
    assert answer.status_code == 422
    assert 'value="much"' in answer.text, "what somebody wrote is still there"
    assert "Nothing was written" in answer.text
    assert "impact: 200k..1.5M EUR" in acme.text("risks/fire.yaml")


def test_a_new_record_is_written_from_its_form(anna: TestClient, acme: Acme) -> None:
    said = {"record-id": "billing", "name": "Billing", "criticality": "", "token": token(anna), "message": "Billing is a system"}
    assert anna.post("/new/system", data=said).headers["location"] == "/records/system/billing?saved=1"
    assert "name: Billing" in acme.text("systems/billing.yaml")
    assert acme.last_commit() == "Billing is a system"
    for wrong in ({"record-id": "../up"}, {"record-id": ""}, {"record-id": "billing"}, {"record-id": "Two Words"}):
        answer = anna.post("/new/system", data={**said, **wrong})
        assert answer.status_code == 422, wrong
        assert 'value="Billing"' in answer.text
    assert anna.get("/new/nonsense").status_code == 404
    assert "a workspace has one company" in anna.post("/new/company", data=said).text


def test_names_from_a_record_are_words_and_nothing_else(anna: TestClient, acme: Acme) -> None:
    (acme.root / "people/mallory.yaml").write_text('name: "<script>alert(1)</script><img src=x onerror=alert(1)>"\n')
    for path in ("/records/person", "/records/person/mallory", "/records"):
        text = anna.get(path).text
        assert "<script>alert" not in text
        assert "<img" not in text


def test_where_nothing_is_assessed_the_page_says_what_to_do(anna: TestClient, acme: Acme, tmp_path: Path) -> None:
    (acme.out / "manifest.json").rename(tmp_path / "away")
    answer = anna.get("/")
    assert answer.status_code == 200
    assert "No assessment to show yet" in answer.text
    assert "quarterdeck assess" in answer.text


def test_search_finds_findings_records_numbers_and_pages_by_their_words(anna: TestClient, acme: Acme) -> None:
    text = words(anna.get("/search", params={"words": "server FIRE"}).text)
    assert "Records Fire in the only server room risk/fire" in text
    found = anna.get("/search", params={"words": "shop one"}).text
    assert "Findings" in words(found)
    assert all(anna.get(link).status_code == 200 for link in re.findall(r'href="(/explain/[^"]+)"', found)[:3])
    assert "Numbers" in words(anna.get("/search", params={"words": "shop"}).text)
    assert "Measures How many deployments reached production. deployment_frequency: not assessed" in words(anna.get("/search?words=deployment_frequency").text)
    assert "Board pack" in words(anna.get("/search", params={"words": "board"}).text)
    assert "Pages Knowledge" in words(anna.get("/search", params={"words": "knowledge"}).text)
    assert "Nothing holds all of these words" in anna.get("/search", params={"words": "fire <script>alert(1)"}).text
    assert "<script>alert" not in anna.get("/search", params={"words": "fire <script>alert(1)"}).text
    assert "Write words in the field" in anna.get("/search").text
    (acme.out / "manifest.json").unlink()
    assert "risk/fire" in words(anna.get("/search", params={"words": "fire"}).text), "the record is there without an assessment"


def test_pages_stay_light_where_the_record_is_long(anna: TestClient, acme: Acme) -> None:
    for number in range(1200):
        (acme.root / "people" / f"person-{number}.yaml").write_text(f"name: Somebody with quite a long name of number {number}\n")
    listed = anna.get("/records/person")
    assert "and 201 more" in words(listed.text)
    finding = next(one for one in concluded(acme.out).run.findings if one.verdict.outcome is Outcome.NOT_MET)
    explained = anna.get(f"/explain/{finding.id}")
    assert "The id of a person, a team or a stakeholder, as person/ann ." in words(explained.text)
    assert max(len(listed.content), len(explained.content)) < 200_000


def value_of(page: str, name: str) -> str:
    """What a field of a form holds."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return unescape(found[1])
