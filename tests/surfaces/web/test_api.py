"""The HTTP API: the same numbers, checks and commits as the pages; and everything that it says of itself, tried by schemathesis."""

from __future__ import annotations

import math
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from quarterdeck.app.access.accounts import Accounts, RefusedAccountError
from quarterdeck.app.access.limits import Limit
from quarterdeck.app.access.roles import Permission, Person, Role
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.surfaces.web.api.document import described
from tests.browser.company import founded
from tests.builders import git
from tests.surfaces.web.conftest import HOST, Acme
from tests.surfaces.web.team import PEOPLE, served, signed_in, stranger, with_accounts
from tests.surfaces.web.test_team import token

TRIES = 300 if settings.get_current_profile_name() == "search" else 6
ALL = (Permission.PUBLISHED, Permission.READ, Permission.WRITE, Permission.RUN, Permission.MANAGE)
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def app(acme: Acme) -> FastAPI:
    """Over a company that a test may change."""
    with_accounts(acme)
    return served(acme)


@pytest.fixture(scope="module")
def shared(assessed_acme: Path, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """Over a company whose record stays as it is."""
    acme = Acme(tmp_path_factory.mktemp("shared") / "acme")
    shutil.copytree(assessed_acme, acme.root)
    with_accounts(acme)
    return served(acme)


def bearing(app: FastAPI, role: Role, *scopes: Permission, days: int = 1) -> TestClient:
    """A program with a token of somebody of that role."""
    accounts: Accounts = app.state.house.accounts
    _, told = accounts.make_token(accounts.now().accounts[PEOPLE[role]].person, "a test", scopes, days, datetime.now(UTC))
    client = stranger(app)
    client.headers["authorization"] = f"Bearer {told}"
    return client


def test_findings_and_numbers_are_those_of_the_run(shared: FastAPI) -> None:
    api, run = bearing(shared, Role.READER, Permission.READ), shared.state.house.now.run
    wrong = {one.id: one for one in run.findings if one.verdict.outcome is Outcome.NOT_MET}
    told = api.get("/api/v1/findings").json()
    assert (told["run"], told["total"], {one["id"] for one in told["items"]}) == (run.id, len(wrong), set(wrong))
    assert len(api.get("/api/v1/findings", params={"ended": "all", "limit": 3, "page": 2}).json()["items"]) == 3
    one = next(iter(wrong.values()))
    alone = api.get(f"/api/v1/findings/{one.id}").json()
    assert (alone["name"], alone["subject"]["key"]) == (one.judgement.name, one.subject.key)
    assert alone["evidence"]
    number = one.rests_on[0]
    measured = api.get("/api/v1/measures", params={"measure": number.measure.name, "subject": number.subject.key}).json()["items"]
    assert [(item["id"], item["value"]) for item in measured] == [(number.id, number.value)]
    assert api.get(f"/api/v1/explanations/{number.id}").json()["blocks"]
    found = api.get("/api/v1/search", params={"words": "server fire"}).json()["items"]
    assert ("Records", "/records/risk/fire") in [(item["sort"], item["address"]) for item in found]
    assert api.get("/api/v1/findings/nonsense").status_code == 404
    assert api.get("/api/v1/findings", params={"ended": "nonsense"}).status_code == 422


def test_a_record_is_read_checked_and_saved_with_the_version_that_it_was_made_from(app: FastAPI, acme: Acme) -> None:
    api, path = bearing(app, Role.CONTRIBUTOR, Permission.READ, Permission.WRITE), "/api/v1/records/risk/fire"
    read = api.get(path)
    assert (read.json()["keys"]["likelihood"], read.headers["etag"]) == ("2%..8%", f'"{read.json()["version"]}"')
    broken = read.json()["text"].replace("person/ann", "person/bob")
    problems = api.post(f"{path}/check", json={"text": broken}).json()["problems"]
    assert [one["place"] for one in problems] == ["risks/fire.yaml:5:8"]

    version = {"if-match": read.headers["etag"]}
    assert api.put(path, json={"keys": {"likelihood": "5%..9%"}}).status_code == 428
    assert api.put(path, json={"keys": {"likelihood": "5%..9%"}}, headers={"if-match": '"0"'}).status_code == 412
    refused = api.put(path, json={"text": broken}, headers=version)
    assert (refused.status_code, refused.headers["content-type"], refused.json()["problems"]) == (422, "application/problem+json", problems)
    assert acme.text("risks/fire.yaml") == read.json()["text"], "nothing was written until now"

    saved = api.put(path, json={"keys": {"likelihood": "5%..9%", "treatment": "reduce"}, "message": "Likelier than we thought"}, headers=version)
    assert saved.status_code == 200
    assert acme.text("risks/fire.yaml") == read.json()["text"].replace("2%..8%", "5%..9%") + "treatment: reduce\n"
    assert git(acme.root, "log", "-1", "--format=%an: %s").decode().strip() == "Carl Example: Likelier than we thought"
    assert api.put(path, json={"keys": {"likelihood": "1%..2%"}}, headers=version).status_code == 412, "somebody has changed it"
    assert api.put(path, json={"keys": {"treatment": None}}, headers={"if-match": saved.headers["etag"]}).status_code == 200
    assert "treatment" not in acme.text("risks/fire.yaml")

    new = {"if-none-match": "*"}
    assert api.put("/api/v1/records/system/billing", json={"keys": {"name": "Billing"}}, headers=new).status_code == 200
    assert api.put("/api/v1/records/system/billing", json={"keys": {"name": "Billing"}}, headers=new).status_code == 412
    for wrong in ("..%2f..%2fetc", "Two Words", "%2e%2e"):
        assert api.put(f"/api/v1/records/system/{wrong}", json={"keys": {"name": "x"}}, headers=new).status_code in {404, 405, 422}
    assert api.put("/api/v1/records/nonsense/x", json={"keys": {"name": "x"}}, headers=new).status_code == 404
    kinds = {one["kind"]: one["records"] for one in api.get("/api/v1/records").json()["kinds"]}
    assert (kinds["system"], kinds["risk"]) == (1, 1)
    assert api.get("/api/v1/records/system").json()["items"] == [{"record": "system/billing", "label": "Billing", "broken": False}]


def test_a_leaders_day_as_programs_see_it(assessed_acme: Path, tmp_path: Path) -> None:
    acme = founded(assessed_acme, tmp_path / "acme")
    with_accounts(acme)
    api = bearing(served(acme), Role.CONTRIBUTOR, Permission.READ, Permission.WRITE, Permission.RUN)

    def told(path: str, **asked: str) -> dict[str, Any]:
        answer = api.get(f"/api/v1/{path}", params=asked)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    assert told("decisions")["items"] == [
        {"id": "0001-maps", "label": "Where maps come from", "status": "proposed", "decide_by": "2026-12-15", "model": "build-or-buy"}
    ]
    weighed = told("decisions/0001-maps", runs="1000")["result"]
    assert {one["option"] for one in weighed["options"]} == {"build", "buy"}
    assert math.isclose(sum(one["probability_best"] for one in weighed["options"]), 1, abs_tol=0.01)
    assert told("decisions/0001-maps", runs="1000") == told("decisions/0001-maps", runs="1000", seed="1"), "the same seed, the same answer"
    assert told("decisions/0001-maps", runs="1000", seed="2")["result"] != weighed
    for path in ("overview", "practices/knowledge", "evidence", "risks"):
        assert told(path)["blocks"], path
    assert told("renewals")["heading"]
    assert told("landscape")["blocks"] == [], "one system is no landscape"
    assert told("objectives")["values"]
    assert told("budget", year="2026")["values"]["lines"]
    assert api.get("/api/v1/budget", params={"cut": "nonsense=0.2"}).status_code == 422
    assert [(one["name"], one["people"], one["systems"]) for one in told("teams")["items"]] == [("Payments", ["Ann Lee"], ["system/shop"])]
    assert told("teams/pay")["repositories"] == [], "no assessment has seen the team yet"
    assert "chief" in {one["name"] for one in told("reports")["items"]}
    draft = told("reports/chief")
    assert draft["sections"][0]["blocks"]
    assert told("roadmap") == {"planned_at": None, "record_has_changed": False, "asked": {}, "sections": []}
    assert api.post("/api/v1/roadmap", json={"scenarios": ["without nonsense"]}).status_code == 422
    wrong = told("findings")["items"][0]["id"]
    assert api.post(f"/api/v1/findings/{wrong}/comments", json={"text": "We look into it."}).json()["record"].startswith("comment/")
    assert api.post(f"/api/v1/findings/{wrong}/actions", json={"owner": "person/nobody", "what": "Look"}).status_code == 422
    assert api.get("/api/v1/compare", params={"before": "nothing"}).status_code == 404


def test_the_versions_of_a_record_and_one_put_back(app: FastAPI, acme: Acme) -> None:
    api, path = bearing(app, Role.CONTRIBUTOR, Permission.READ, Permission.WRITE), "/api/v1/records/risk/fire"
    first = api.get(path)
    changed = api.put(path, json={"keys": {"likelihood": "5%..9%"}}, headers={"if-match": first.headers["etag"]})
    newest, oldest = api.get(f"{path}/history").json()["items"]
    assert (newest["by"], newest["changes"]) == ("Carl Example", [{"key": "likelihood", "before": "2%..8%", "after": "5%..9%"}])
    told = {"version": oldest["version"]}
    assert api.post(f"{path}/history", json=told, headers={"if-match": first.headers["etag"]}).status_code == 412
    gone = api.delete(path, headers={"if-match": changed.headers["etag"]})
    assert (gone.status_code, [one["record"] for one in api.get("/api/v1/removed").json()["items"]]) == (204, ["risk/fire"])
    assert api.post("/api/v1/removed/risk/fire").json() == {"record": "risk/fire", "version": changed.json()["version"], "changed": True}
    assert api.post(f"{path}/history", json={"version": "--all"}, headers={"if-match": changed.headers["etag"]}).status_code == 404
    back = api.post(f"{path}/history", json=told, headers={"if-match": changed.headers["etag"]})
    assert (back.status_code, back.headers["etag"]) == (200, first.headers["etag"])
    assert acme.text("risks/fire.yaml") == first.json()["text"]


def test_an_export_is_brought_read_as_somebody_says_and_imported(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = list[str]()
    monkeypatch.setattr(app.state.house.background, "start", lambda what, *_: begun.append(what))
    api = bearing(app, Role.CONTRIBUTOR, Permission.READ, Permission.WRITE)
    assert "deployments" in [one["kind"] for one in api.get("/api/v1/exports").json()["items"]]
    content = b"aa;bb;cc\n2026-11-01T10:00:00Z;shop;good\n2026-11-02T10:00:00Z;shop;bad\n"
    brought = api.post("/api/v1/exports/deployments", params={"file": "../../deploys.csv"}, content=content)
    assert brought.status_code == 201, brought.text
    path = f"/api/v1/exports/deployments/{brought.json()['id']}"
    assert "/" not in brought.json()["file"]
    assert brought.json()["questions"]
    assert api.post(f"{path}/import").status_code == 409
    said = {"columns": {"aa": "deployed_at", "bb": "repository", "cc": "status"}, "words": {"status": {"good": "succeeded", "bad": "failed"}}}
    assert api.put(path, json={**said, "zone": "Mars/Base"}).status_code == 422
    assert api.put(path, json={**said, "zone": "UTC"}).json()["questions"] == []
    assert api.post(f"{path}/import").status_code == 202
    assert begun == ["Importing " + brought.json()["file"]]
    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == 404
    for wrong in (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"", b"PK\x03\x04"):
        answer = api.post("/api/v1/exports/deployments", content=wrong)
        if answer.status_code != 422:  # its bytes can be looked at as a table, and nothing in it fits
            assert api.post(f"/api/v1/exports/deployments/{answer.json()['id']}/import").status_code == 409
    assert api.post("/api/v1/exports/nonsense", content=content).status_code == 404
    assert api.post("/api/v1/exports/deployments", content=b"x", headers={"content-length": "201000001"}).status_code == 413
    reader = bearing(app, Role.READER, Permission.READ)
    assert reader.post("/api/v1/exports/deployments", content=content).status_code == 403


def test_accepting_a_finding(app: FastAPI, acme: Acme) -> None:
    api = bearing(app, Role.CONTRIBUTOR, Permission.READ, Permission.WRITE)
    id_ = api.get("/api/v1/findings").json()["items"][0]["id"]
    said = {"by": "person/ann", "why": "Ben joins in December.", "until": "2099-01-31"}
    assert api.post(f"/api/v1/findings/{id_}/acceptance", json={**said, "until": "soon"}).status_code == 422
    assert api.post(f"/api/v1/findings/{id_}/acceptance", json=said).status_code == 201
    assert acme.last_commit().startswith("Accept: ")
    items = {one["id"]: one for one in api.get("/api/v1/findings").json()["items"]}
    assert items[id_]["accepted"] is None
    assert items[id_]["accepted_since"]["why"] == "Ben joins in December"
    (acme.out / "manifest.json").unlink()
    assert "quarterdeck assess" in api.get("/api/v1/findings").json()["detail"]


def test_a_token_goes_as_far_as_its_scopes_and_its_person_both_do(app: FastAPI, acme: Acme) -> None:
    accounts = Accounts.of(acme.root)
    narrow, wide = bearing(app, Role.CONTRIBUTOR, Permission.PUBLISHED), bearing(app, Role.CONTRIBUTOR, Permission.READ, Permission.WRITE)
    assert narrow.get("/api/v1/published").json() == {"items": []}
    assert narrow.get("/api/v1/records").status_code == 403
    assert wide.get("/api/v1/me").status_code == 403, "a token is not given more than its scopes say"
    assert wide.get("/api/v1/records").status_code == 200
    accounts.alter("carl", lambda one: type(one)(one.name, one.full_name, one.email, Role.BOARD, one.added, one.password))
    assert wide.get("/api/v1/records").status_code == 403, "its person may no longer"
    accounts.alter("carl", lambda one: type(one)(one.name, one.full_name, one.email, Role.READER, one.added, one.password, disabled=True))
    assert wide.get("/api/v1/records").status_code == 401
    accounts.alter("carl", lambda one: type(one)(one.name, one.full_name, one.email, Role.READER, one.added, one.password))
    assert wide.get("/api/v1/records").status_code == 401, "opened again, an account has none of its tokens"
    board = accounts.now().accounts["bert"].person
    with pytest.raises(RefusedAccountError, match="cannot give a token the scope read"):
        accounts.make_token(board, "x", (Permission.READ,), 1, NOW)
    for name, scopes, days in (("", ALL, 1), ("x", (), 1), ("x", ALL, 0), ("x", ALL, 367)):
        with pytest.raises(RefusedAccountError, match="a token has a name"):
            accounts.make_token(Person(Role.OWNER, "olga"), name, scopes, days, NOW)


def test_a_forged_old_or_revoked_token_is_none(shared: FastAPI) -> None:
    house = shared.state.house
    accounts, person = house.accounts, Person(Role.OWNER, "olga")
    kept, told = accounts.make_token(person, "x", ALL, 1, datetime.now(UTC))
    _, old = accounts.make_token(person, "old", ALL, 1, datetime.now(UTC) - timedelta(days=2))
    client = stranger(shared)
    assert client.get("/api/v1/log", headers={"authorization": f"Bearer {told}"}).status_code == 200
    assert client.get("/log", headers={"authorization": f"Bearer {told}"}).status_code == 401, "tokens are for the API alone"
    assert told[16:] not in (house.access / "accounts.json").read_text()
    for wrong in (old, told[:-1], told.swapcase(), told.replace(kept.id, "0" * 12), kept.digest, "", "x" * 9000, f"{told} {told}"):
        answer = client.get("/api/v1/log", headers={"authorization": f"Bearer {wrong}"})
        assert answer.status_code == 401, wrong
        assert answer.headers["www-authenticate"] == "Bearer"
    assert client.get("/api/v1/log", headers={"authorization": f"Basic {told}"}).status_code == 401
    accounts.revoke(kept.id, person)
    assert client.get("/api/v1/log", headers={"authorization": f"Bearer {told}"}).status_code == 401
    log = (house.access / "audit.jsonl").read_text()
    assert f'"by": "token {kept.id}"' in log
    assert told[16:] not in log


def test_a_token_is_made_on_the_page_shown_once_and_taken_back(shared: FastAPI) -> None:
    rita = signed_in(shared, "rita")
    said = {"token": token(rita), "name": "A script", "days": "30", "scope-read": "1"}
    assert rita.post("/account/tokens", data={**said, "days": "9999"}).status_code == 422
    assert rita.post("/account/tokens", data={**said, "scope-write": "1"}).status_code == 422, "a reader's token does not write"
    page = rita.post("/account/tokens", data=said)
    found = re.search(r"qd_([0-9a-f]{12})_[\w-]{43}", page.text)
    assert found
    assert found[0] not in rita.get("/account").text
    bearer = {"authorization": f"Bearer {found[0]}"}
    assert stranger(shared).get("/api/v1/records", headers=bearer).status_code == 200
    carl = signed_in(shared, "carl")
    assert carl.post(f"/account/tokens/{found[1]}/revoke", data={"token": token(carl)}).status_code == 404, "somebody else's"
    assert rita.post(f"/account/tokens/{found[1]}/revoke", data={"token": token(rita)}).status_code == 303
    assert stranger(shared).get("/api/v1/records", headers=bearer).status_code == 401


def test_a_browser_asks_too_and_says_for_changes_that_its_own_page_does(app: FastAPI, acme: Acme) -> None:
    carl = signed_in(app, "carl")
    read = carl.get("/api/v1/records/risk/fire")
    path, change = "/api/v1/records/risk/fire", {"keys": {"likelihood": "5%..9%"}}
    version, form = {"if-match": read.headers["etag"]}, {"x-quarterdeck-form": token(carl)}
    assert carl.put(path, json=change, headers=version).status_code == 403
    assert carl.put(path, json=change, headers={**version, **form, "origin": "https://evil.example"}).status_code == 403
    assert acme.last_commit() == "The record"
    assert carl.put(path, json=change, headers={**version, **form}).status_code == 200


def test_the_page_of_the_api_tells_every_operation_and_loads_nothing_from_elsewhere(shared: FastAPI) -> None:
    bert = signed_in(shared, "bert")
    page, told = bert.get("/api").text, bert.get("/api/v1/openapi.json").json()
    operations = [(method.upper(), path) for path, methods in told["paths"].items() for method in methods]
    assert len(operations) > 15
    for method, path in operations:
        assert f"<code>{method} {path}</code>" in page
    assert not re.findall(r'(?:src|href)="(?!/|data:|#)', page)
    assert len(page) < 200_000


@pytest.fixture(scope="module")
def tried(assessed_acme: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[FastAPI, str]:
    """A company that may be written to at random, and an owner's token."""
    root = tmp_path_factory.mktemp("tried") / "acme"
    shutil.copytree(assessed_acme, root)
    accounts = with_accounts(Acme(root))
    app = served(Acme(root))
    app.state.house.often = app.state.house.strangers = Limit(1_000_000, 1)
    app.state.house.background.start = lambda *_: None  # what long work does is tried elsewhere
    _, told = accounts.make_token(Person(Role.OWNER, "olga"), "x", ALL, 1, datetime.now(UTC))
    return app, told


OPERATIONS = sorted((method.upper(), path) for path, methods in described()["paths"].items() for method in methods)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_the_api_does_what_it_says_of_itself(tried: tuple[FastAPI, str], method: str, path: str) -> None:
    """Whatever is sent, what comes back is one of the answers that the description names, in the shape that it gives, and never a mishap."""
    app, told = tried
    schema = schemathesis.openapi.from_dict(described())
    schema.app = app

    @given(case=schema[path][method].as_strategy())
    @settings(
        max_examples=TRIES, deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck)
    )
    def tries(case: schemathesis.Case[Any]) -> None:
        # Strangers are tried in test_team.py; what a record may hold is no matter of a JSON Schema.
        case.call_and_validate(headers={"host": HOST, "authorization": f"Bearer {told}"}, excluded_checks=[ignored_auth, positive_data_acceptance])

    tries()
