"""The history of a record in its pages: who changed what when, and a version put back as a new commit."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.builders import git
from tests.surfaces.web.conftest import RECORDS, Acme
from tests.surfaces.web.test_guard import token
from tests.surfaces.web.test_pages import value_of, words

HISTORY = "/records/risk/fire/history"
FIRE = "risks/fire.yaml"


def commit(acme: Acme, old: str, new: str, why: str) -> None:
    """Change the risk by hand, as somebody else."""
    (acme.root / FIRE).write_text(acme.text(FIRE).replace(old, new))
    git(acme.root, "-c", "user.name=Ben Kay", "commit", "--quiet", "-am", why)


def test_who_changed_what_and_a_version_that_is_put_back(anna: TestClient, acme: Acme) -> None:
    commit(acme, "2%..8%", "5%..9%", "Fire is likelier")
    commit(acme, "# A comment that stays.\n", "# Another comment.\n", "Only words")
    commit(acme, "owner: person/ann", "owner: person/ann\ntreatment: reduce\nplan: <script>alert(1)</script>", "We do\x01 something")
    page = anna.get(HISTORY)
    told = words(page.text)
    for expected in (
        "We do something Ben Kay", "Plan <script>alert(1)</script>", "Comments or layout alone.", "Likelihood 2%..8% 5%..9%",
        "The record Ann Lee", "Written for the first time.",
    ):  # fmt: skip
        assert expected in told, told
    assert "<script>alert" not in page.text
    assert "We do something" in words(anna.get("/history").text)

    version = value_of(page.text, "version")
    form = {"seen": value_of(page.text, "seen"), "token": token(anna), "version": version}
    (acme.root / FIRE).write_text(acme.text(FIRE) + "review_date: 2027-01-01\n")
    assert "Not committed yet" in words(anna.get(HISTORY).text)
    assert anna.post(HISTORY, data=form).status_code == 409, "somebody else's change is not written over"
    form["seen"] = value_of(anna.get(HISTORY).text, "seen")
    assert anna.post(HISTORY, data=form).headers["location"] == "/records/risk/fire?saved=1"
    assert acme.text(FIRE).startswith("# Another comment.")
    assert "treatment" not in acme.text(FIRE)
    assert acme.last_commit().startswith("risk/fire: back to ")
    assert len(git(acme.root, "log", "--format=%H").split()) == 6, "what was changed by hand is in history too"
    for odd in ("HEAD", "--help", "0" * 40, "", "../x"):
        answer = anna.post(HISTORY, data={"seen": value_of(anna.get(HISTORY).text, "seen"), "token": token(anna), "version": odd})
        assert answer.status_code in {303, 404}, odd
        assert "treatment" not in acme.text(FIRE)


def test_a_version_that_would_break_the_record_is_refused(anna: TestClient, acme: Acme) -> None:
    commit(acme, "person/ann", "person/nobody", "A slip")
    commit(acme, "person/nobody", "person/ann", "Mended")
    page = anna.get(HISTORY).text
    answer = anna.post(HISTORY, data={"seen": value_of(page, "seen"), "token": token(anna), "version": value_of(page, "version")})
    assert answer.status_code == 422
    assert "The version was not put back." in words(answer.text)
    assert acme.text(FIRE) == RECORDS[FIRE]


def test_a_record_is_removed_and_brought_back_and_stays_while_another_names_it(anna: TestClient, acme: Acme) -> None:
    mine = token(anna)
    kept = acme.text(FIRE) + "treatment: reduce\n"
    (acme.root / FIRE).write_text(kept)
    assert "Remove this record" not in words(anna.get("/records/company/company/history").text)

    def remove(kind: str, id_: str, seen: str = "") -> tuple[int, str]:
        history = anna.get(f"/records/{kind}/{id_}/history").text
        answer = anna.post(f"/records/{kind}/{id_}/remove", data={"seen": seen or value_of(history, "seen"), "token": mine})
        return answer.status_code, words(answer.text)

    status, told = remove("person", "ann")
    assert status == 422
    assert "The record was not removed. risks/fire.yaml:5:8: it names this record" in told
    assert (acme.root / "people/ann.yaml").exists()
    assert remove("risk", "fire", "stale")[0] == 409
    assert remove("risk", "fire")[0] == 303
    assert not (acme.root / FIRE).exists()
    assert acme.last_commit() == "risk/fire: removed"
    assert anna.get("/records/risk/fire").status_code == 404
    assert "risk/fire risk/fire: removed: Ann Lee" in words(anna.get("/removed").text)
    assert remove("person", "ann")[0] == 303, "nobody names her any more"

    back = "/removed/risk/fire"
    broken = anna.post(back, data={"token": mine})
    assert (broken.status_code, "It was not brought back." in words(broken.text)) == (422, True)
    assert anna.post("/removed/person/ann", data={"token": mine}).headers["location"] == "/records/person/ann?saved=1"
    assert anna.post(back, data={"token": mine}).status_code == 303
    assert acme.text(FIRE) == kept, "also what nobody had committed"
    assert "Nothing was removed." in words(anna.get("/removed").text)
    assert anna.post(back, data={"token": mine}).status_code == 404


def test_without_a_history_the_page_says_so(anna: TestClient, acme: Acme) -> None:
    (acme.root / ".git").rename(acme.root / "git-away")
    assert "The workspace keeps no history" in words(anna.get(HISTORY).text) or "Not committed yet" in words(anna.get(HISTORY).text)
    assert "Nothing is committed yet" in words(anna.get("/history").text)
    assert anna.get("/records/risk/nobody/history").status_code == 404
