"""A team: signing in and leaving, who may do what, whose session and whose commit; tried as an attacker would."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from quarterdeck.app.access.accounts import Account, Accounts
from quarterdeck.app.access.folder import access_folder
from quarterdeck.app.access.limits import Limit
from quarterdeck.app.access.oidc import Relying, kept_in
from quarterdeck.app.access.roles import ALLOWED, Role
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.surfaces.web.application import ROUTES
from quarterdeck.surfaces.web.permissions import routes_of
from quarterdeck.surfaces.web.ways_in import API, FORM_TOKEN
from tests.app.access.fake_provider import NOW, PROVIDER, FakeProvider
from tests.builders import git
from tests.surfaces.web.conftest import HOST, KEY, Acme
from tests.surfaces.web.team import PASSWORD, PEOPLE, QUICK, served, signed_in, stranger, with_accounts
from tests.surfaces.web.test_pages import words


@pytest.fixture(scope="module")
def shared(assessed_acme: Path, tmp_path_factory: pytest.TempPathFactory) -> Acme:
    """A company that the tests of this module share: none of them may change its record."""
    root = tmp_path_factory.mktemp("team") / "acme"
    shutil.copytree(assessed_acme, root)
    acme = Acme(root)
    with_accounts(acme)
    return acme


@pytest.fixture(scope="module")
def app(shared: Acme) -> FastAPI:
    return served(shared)


@pytest.fixture
def own(acme: Acme) -> FastAPI:
    """A team over a company that a test may change."""
    with_accounts(acme)
    return served(acme)


def test_each_route_for_each_role(app: FastAPI, shared: Acme) -> None:
    before = git(shared.root, "status", "--porcelain"), shared.last_commit()
    people = {role: signed_in(app, name) for role, name in PEOPLE.items()}
    for client in people.values():
        client.headers[FORM_TOKEN] = token(client)  # so that the API asks for the permission
    nobody, wrong = stranger(app), list[str]()
    for route, needs in routes_of(ROUTES):
        method = next(iter(route.methods or ()))
        path = re.sub(r"\{[^}]*\}", "risk", route.path)
        if needs.permission is None or path == "/sign-out":
            continue
        answer = nobody.request(method, path, data={"x": "1"} if method != "GET" else None)
        if answer.status_code not in ({401} if path.startswith(API) or method != "GET" else {303}) or "Acme" in answer.text:
            wrong.append(f"{method} {path} as a stranger: {answer.status_code}")
        for role, client in people.items():
            answer = client.request(method, path, data={"x": "1"} if method != "GET" else None)  # without the form's token nothing is changed
            refused = answer.status_code == 403 and "Who signed in as" in answer.text
            if refused != (needs.permission not in ALLOWED[role]) or answer.status_code >= 500:
                wrong.append(f"{method} {path} as {role}: {answer.status_code}")
    assert not wrong
    assert (git(shared.root, "status", "--porcelain"), shared.last_commit()) == before


def test_what_says_which_folders_are_read_is_changed_by_owners_alone(own: FastAPI) -> None:
    """A contributor who could write `repositories` would have any repository of this machine assessed."""
    for name, answers in (("carl", 403), ("olga", 409)):  # 409: the form says of no version that it was made from it
        client = signed_in(own, name)
        said = {"token": token(client), "text": "schema: 1\ncompany: Acme\ncurrency: EUR\nrepositories: [/srv/other]\n"}
        assert [client.post(f"/records/company/company{more}", data=said).status_code for more in ("", "/history")] == [answers, answers]
    assert signed_in(own, "carl").get("/records/company/company").status_code == 200


def test_the_key_is_worth_nothing_where_people_have_accounts(app: FastAPI) -> None:
    client = stranger(app)
    for path in (f"/?key={KEY}", "/?key=", "/findings?key=x"):
        answer = client.get(path)
        assert answer.headers["location"].startswith("/sign-in")
        assert "set-cookie" not in answer.headers


def test_the_first_account_ends_the_sessions_of_the_one_person(anna: TestClient, acme: Acme) -> None:
    assert anna.get("/records").status_code == 200
    with_accounts(acme)
    assert anna.get("/records").headers["location"] == "/sign-in?then=/records"
    assert anna.get("/", params={"key": KEY}).status_code == 303
    assert anna.get("/records").status_code == 303


def test_signing_in_leads_where_somebody_was_going_and_nowhere_else(app: FastAPI) -> None:
    client = stranger(app)
    assert client.get("/findings").headers["location"] == "/sign-in?then=/findings"
    form = client.get("/sign-in", params={"then": "/findings"})
    assert 'name="then" value="/findings"' in form.text
    assert "Acme" in form.text
    cookies = list[str]()
    for then, there in [
        ("/findings", "/findings"), ("https://evil.example", "/"), ("//evil.example", "/"), ("/\\evil.example", "/"), ("javascript:alert(1)", "/"),
        ("/a\r\nset-cookie: x=1", "/"), ("/sign-in", "/"),
    ]:  # fmt: skip
        answer = client.post("/sign-in", data={"name": "olga", "password": PASSWORD, "then": then})
        assert (answer.status_code, answer.headers["location"]) == (303, there)
        cookies.append(answer.headers["set-cookie"])
    told = cookies[-1]
    assert "HttpOnly" in told
    assert "SameSite=Strict" in told
    assert "Secure" not in told


def test_who_is_refused_learns_nothing_about_who_has_an_account(app: FastAPI, shared: Acme) -> None:
    client, said = stranger(app), set[str]()
    for name, password in [("olga", "wrong"), (PASSWORD, "olga"), ("OLGA ", "x" * 5000), ("", ""), ("<script>", "é"), ("olga", "")]:
        answer = client.post("/sign-in", data={"name": name, "password": password})
        assert answer.status_code == 401
        assert "set-cookie" not in answer.headers
        assert "<script>" not in answer.text
        said |= set(re.findall(r'role="alert">([^<]*)<', answer.text))
    assert said == {"That name and that password do not go together, or the account is closed."}
    log = (access_folder(shared.root) / "audit.jsonl").read_text()
    assert '"sign-in refused", "who": "olga"' in log
    assert PASSWORD not in log, "somebody typed it into the field for the name"


def test_an_office_signs_in_from_one_address_and_only_failures_are_counted(own: FastAPI) -> None:
    own.state.house.attempts_from = Limit(3, 900)
    own.state.house.attempts_to = Limit(3, 900)
    for _ in range(5):
        signed_in(own, "carl")
    client = stranger(own)
    wrong = [client.post("/sign-in", data={"name": f"n{number}", "password": "x"}).status_code for number in range(4)]
    assert wrong == [401, 401, 401, 429]


def test_guessing_is_slowed_down_and_does_not_lock_the_person_out_elsewhere(app: FastAPI) -> None:
    house = app.state.house
    house.attempts = Limit(5, 900)
    client = stranger(app)
    answers = [client.post("/sign-in", data={"name": "rita", "password": f"guess {number}"}) for number in range(7)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429] * 2
    assert 0 < int(answers[-1].headers["retry-after"]) <= 901
    assert client.post("/sign-in", data={"name": "rita", "password": PASSWORD}).status_code == 429, "the right one is not told from a guess either"
    elsewhere = TestClient(app, base_url=str(client.base_url), client=("192.0.2.7", 1), follow_redirects=False)
    assert elsewhere.post("/sign-in", data={"name": "rita", "password": PASSWORD}).status_code == 303


def test_a_session_ends_by_leaving_and_by_every_change_of_its_account(own: FastAPI, acme: Acme) -> None:
    accounts = Accounts.of(acme.root)
    first, second = signed_in(own, "carl"), signed_in(own, "carl")
    cookie = first.cookies["quarterdeck"]
    assert first.post("/sign-out", data={"token": token(first)}).status_code == 200
    assert "quarterdeck" not in first.cookies
    first.cookies.set("quarterdeck", cookie)
    assert first.get("/findings").status_code == 303, "the cookie that somebody kept is worth nothing"
    assert second.get("/account").status_code == 200, "the other browser stays in"

    changes: list[Callable[[Account], Account]] = [
        lambda one: replace(one, role=Role.READER), lambda one: replace(one, password=QUICK.hash("another horse battery")),
        lambda one: replace(one, disabled=True),
    ]  # fmt: skip
    for change in changes:
        accounts.alter("carl", lambda one: replace(one, disabled=False, password=QUICK.hash(PASSWORD)))
        client = signed_in(own, "carl")
        assert client.get("/account").status_code == 200
        accounts.alter("carl", change)
        assert client.get("/account").status_code == 303, change
    assert stranger(own).post("/sign-in", data={"name": "carl", "password": PASSWORD}).status_code == 401, "closed"


def test_a_session_runs_out(own: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quarterdeck.app.access.sessions.SIGNED_IN", -1)
    assert signed_in(own, "olga").get("/account").status_code == 303


def test_somebody_elses_session_and_form_are_not_ones_own(app: FastAPI, shared: Acme) -> None:
    carl, olga = signed_in(app, "carl"), signed_in(app, "olga")
    before = shared.text("risks/fire.yaml")
    answer = carl.post("/records/risk/fire", data={"text": "name: x\n", "token": token(olga)})
    assert answer.status_code == 403
    assert "another session" in answer.text
    assert shared.text("risks/fire.yaml") == before
    kept = json.loads((app.state.house.background._folder.parent / "sessions.json").read_text())
    assert carl.cookies["quarterdeck"] not in json.dumps(kept), "what is kept opens nothing"
    for id_ in kept:
        assert stranger(app).get("/account", headers={"cookie": f"quarterdeck={id_}"}).status_code == 303


def test_what_is_drawn_once_for_all_holds_nothing_of_whoever_asked_first(own: FastAPI) -> None:
    olga, rita, bert = (signed_in(own, PEOPLE[role]) for role in (Role.OWNER, Role.READER, Role.BOARD))
    wrong = next(one for one in own.state.house.now.findings.values() if one.verdict.outcome is Outcome.NOT_MET)
    path = f"/explain/{wrong.id}"
    hers, others = olga.get(path).text, rita.get(path).text
    assert token(olga) in hers
    assert "Accept this for a while" in hers
    assert not re.search(r'name="token"|Accept this|Olga', others)
    assert wrong.judgement.title in others
    assert bert.get(path).status_code == 403
    assert wrong.judgement.title not in bert.get(path).text


def test_what_somebody_saves_is_their_commit(own: FastAPI, acme: Acme) -> None:
    carl = signed_in(own, "carl")
    page = carl.get("/records/risk/fire").text
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen
    said = {"seen": seen[1], "token": token(carl), "likelihood": "5%..9%"}
    assert carl.post("/records/risk/fire", data=said).status_code == 303
    assert git(acme.root, "log", "-1", "--format=%an <%ae>").decode().strip() == "Carl Example <carl@example.org>"
    line = json.loads((access_folder(acme.root) / "audit.jsonl").read_text().splitlines()[-1])
    assert (line["what"], line["who"], line["on"], line["status"]) == ("changed", "carl", "POST /records/risk/fire", 303)
    assert line["origin"] == "testclient"


def test_a_new_password_is_asked_for_the_old_one_and_signs_out_everywhere_else(own: FastAPI) -> None:
    rita, elsewhere = signed_in(own, "rita"), signed_in(own, "rita")
    told = {"token": token(rita)}
    assert rita.post("/account/password", data={**told, "old": "wrong", "new": "a new horse battery"}).status_code == 403
    for unfit in ("short", "aaaaaaaaaaaaaaaa", "rita@example.org", "x" * 300):
        assert rita.post("/account/password", data={**told, "old": PASSWORD, "new": unfit}).status_code == 422
    own.state.house.attempts = Limit(5, 900)
    assert rita.post("/account/password", data={**told, "old": PASSWORD, "new": "a new horse battery"}).status_code == 303
    assert rita.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303
    assert signed_in(own, "rita", "a new horse battery").get("/account").status_code == 200


def test_owners_read_the_log_and_it_holds_no_secret(own: FastAPI, acme: Acme) -> None:
    olga, rita = signed_in(own, "olga"), signed_in(own, "rita")
    assert rita.get("/log").status_code == 403
    stranger(own).get("/", headers={"host": "evil.example"})
    page = olga.get("/log").text
    assert "GET /log → 403" in page
    assert "sign-in" not in page or "signed in" in page
    log = (access_folder(acme.root) / "audit.jsonl").read_text()
    for secret in (PASSWORD, olga.cookies["quarterdeck"], token(olga), "a secret of the tests"):
        assert secret not in log
        assert secret not in page.replace(f'value="{token(olga)}"', "")
    assert (access_folder(acme.root) / "audit.jsonl").stat().st_mode & 0o777 == 0o600
    assert '"what": "refused", "on": "GET /", "status": 421' in log


def test_accounts_that_cannot_be_believed_let_nobody_in(own: FastAPI, acme: Acme, capsys: pytest.CaptureFixture[str]) -> None:
    olga, path = signed_in(own, "olga"), access_folder(acme.root) / "accounts.json"
    good = path.read_bytes()
    for break_ in (lambda: path.chmod(0o644), lambda: path.write_bytes(b"{}x"), lambda: git(acme.root, "add", "--force", str(path))):
        break_()
        assert olga.get("/records").status_code == 503
        assert olga.get("/sign-in").status_code == 503
        assert "accounts.json" in capsys.readouterr().err
        path.write_bytes(good)
        path.chmod(0o600)
    git(acme.root, "rm", "--quiet", "--cached", str(path))
    path.write_bytes(good + b"\n")
    assert olga.get("/records").status_code == 200
    path.unlink()
    assert olga.get("/records").status_code == 303, "a team's server without its accounts has no one person"
    assert not git(acme.root, "status", "--porcelain"), "git sees nothing of it"


def test_behind_a_proxy_with_https(acme: Acme) -> None:
    with_accounts(acme)
    address = "https://quarterdeck.example.org"
    told, untold = served(acme, address, forwarded=True), served(acme, address)
    for app, origin in ((told, "192.0.2.1"), (untold, "testclient")):
        client = TestClient(app, base_url=address, follow_redirects=False)
        seen = {"x-forwarded-for": "203.0.113.9, 192.0.2.1", "x-forwarded-host": "evil.example", "x-forwarded-proto": "http"}
        answer = client.post("/sign-in", data={"name": "olga", "password": PASSWORD}, headers={"origin": address, **seen})
        assert answer.headers["set-cookie"].startswith("__Host-quarterdeck=")
        assert "; Secure" in answer.headers["set-cookie"]
        assert "max-age=" in answer.headers["strict-transport-security"]
        assert app.state.house.audit.newest(1).__next__().deed.origin == origin
        for other in ("http://quarterdeck.example.org:80", "https://evil.example", "https://127.0.0.1:8425"):
            assert client.post("/sign-in", data={"name": "olga", "password": PASSWORD}, headers={"origin": other}).status_code == 403, other


def test_requests_of_one_session_are_limited(own: FastAPI) -> None:
    olga = signed_in(own, "olga")
    own.state.house.often = Limit(2, 60)
    assert [olga.get("/account").status_code for _ in range(3)] == [200, 200, 429]
    own.state.house.strangers = Limit(2, 60)
    assert [stranger(own).get("/sign-in").status_code for _ in range(3)] == [200, 200, 429]


def token(client: TestClient) -> str:
    """What this session's forms carry."""
    found = re.search(r'name="token" value="([0-9a-f]+)"', client.get("/account").text)
    assert found
    return found[1]


def test_signing_in_at_an_identity_provider(own: FastAPI, acme: Acme) -> None:
    there, house = FakeProvider(), own.state.house
    house.relying = Relying(f"http://{HOST}/sign-in/back", there, lambda: float(NOW))
    assert stranger(own).get("/sign-in/provider").status_code == 404, "none is set"
    kept_in(house.access).change(lambda _: PROVIDER)
    client = stranger(own)
    assert "Sign in with Acme" in client.get("/sign-in", params={"then": "/account"}).text

    def comes_back(then: str = "/account", **claims: object) -> tuple[int, str]:
        away = client.get("/sign-in/provider", params={"then": then})
        assert away.status_code == 303
        answer = client.get("/sign-in/back", params=there.sign_in(away.headers["location"], **claims))
        return answer.status_code, answer.text

    assert comes_back(email="olga@example.org", email_verified=False)[0] == 403, "not vouched for"
    assert comes_back(email="nobody@example.org", email_verified=True)[0] == 403, "no account by that address"
    assert comes_back(nonce="another")[0] == 401
    assert client.get("/account").status_code == 303
    status, text = comes_back(email="Carl@Example.org", email_verified=True)
    assert (status, 'content="0; url=/account"' in text) == (200, True)
    assert "Carl Example" in client.get("/account").text
    client.cookies.clear()
    assert 'content="0; url=/"' in comes_back("https://evil.example", email="olga@example.org", email_verified=True)[1], "known by the subject from now on"
    assert "Carl Example" in client.get("/account").text
    Accounts.of(acme.root).alter("carl", lambda one: replace(one, disabled=True))
    assert comes_back()[0] == 403, "closed"
    log = (house.access / "audit.jsonl").read_text()
    assert '"signed in", "who": "carl", "role": "contributor", "by": "identity provider"' in log
    assert "the client's secret" not in log
    assert "a-code" not in log
    assert (house.access / "provider.json").stat().st_mode & 0o777 == 0o600


def test_owners_give_and_change_accounts_with_their_own_password(own: FastAPI) -> None:
    olga = signed_in(own, "olga")
    accounts, mine = own.state.house.accounts, token(olga)
    said = {
        "token": mine,
        "own": PASSWORD,
        "name": "nina",
        "full_name": "Nina Ask",
        "email": "nina@example.org",
        "role": "reader",
        "first": "four words of her own",
    }
    assert olga.post("/people", data={**said, "own": "not that one"}).status_code == 403
    for wrong in ({"role": "king"}, {"first": "short"}, {"name": "Two Words"}, {"email": "olga@example.org"}, {"name": "carl"}):
        assert olga.post("/people", data={**said, **wrong}).status_code == 422, wrong
    assert "nina" not in accounts.now().accounts
    assert olga.post("/people", data=said).headers["location"] == "/log"
    nina = signed_in(own, "nina", "four words of her own")
    assert nina.get("/findings").status_code == 200
    assert nina.post("/people", data={**said, "token": token(nina), "own": "four words of her own"}).status_code == 403, "a reader gives nothing"

    def change(name: str, **more: str) -> int:
        return int(olga.post(f"/people/{name}", data={"token": mine, "own": PASSWORD, **more}).status_code)

    assert change("nina", do="role", role="board") == 303
    assert nina.get("/findings").headers["location"].startswith("/sign-in"), "a session from before is over"
    assert signed_in(own, "nina", "four words of her own").get("/findings").status_code == 403
    assert change("nina", do="password", first="four other words of hers") == 303
    assert change("nina", do="close") == 303
    assert accounts.now().accounts["nina"].disabled
    assert change("nina", do="open") == 303
    assert change("olga", do="close") == change("olga", do="role", role="reader") == 422, "somebody has to be owner"
    assert change("nobody", do="close") == change("nina", do="nonsense") == 422
    log = words(olga.get("/log").text)
    for told in ("account added, reader olga browser nina", "role changed, board olga browser nina", "account closed", "Nina Ask <nina@example.org> board"):
        assert told in log, told
    assert [change("nina", do="close", own="x") for _ in range(6)][-1] == 429


def test_without_accounts_the_page_says_where_the_first_is_made(anna: TestClient) -> None:
    assert "made where the workspace lies" in words(anna.get("/log").text)
    answer = anna.post("/people", data={"token": token(anna), "own": "", "name": "eve", "full_name": "Eve", "email": "e@example.org", "role": "owner"})
    assert answer.status_code == 409
