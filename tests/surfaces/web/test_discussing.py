"""A finding is given to somebody and talked about in its pages; what is refused keeps what was typed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from fastapi.testclient import TestClient

from quarterdeck.kernel.outcome import Outcome
from tests.builders import git
from tests.surfaces.web.conftest import Acme
from tests.surfaces.web.test_guard import token
from tests.surfaces.web.test_pages import words


def test_a_finding_is_given_to_somebody_and_talked_about(anna: TestClient, acme: Acme) -> None:
    house = anna.app.state.house  # type: ignore[attr-defined]  # the application under test
    finding = next(one for one in house.now.findings.values() if one.verdict.outcome is Outcome.NOT_MET)
    address, form = f"/findings/{finding.id}", {"token": token(anna)}
    assert "Given to" not in words(anna.get("/findings").text)

    answer = anna.post(f"{address}/assign", data={**form, "owner": "person/ann", "what": "Write <b>tests</b>", "due": "soon"})
    assert answer.status_code == 422
    assert "It was assigned to nobody" in words(answer.text)
    assert 'value="Write &lt;b&gt;tests&lt;/b&gt;"' in answer.text, "what somebody typed is still there"
    answer = anna.post(f"{address}/accept", data={**form, "by": "person/ann", "why": "Long words about it.", "until": "soon"})
    assert answer.status_code == 422
    assert 'value="Long words about it."' in answer.text

    assert anna.post(f"{address}/assign", data={**form, "owner": "person/ann", "what": "Write <b>tests</b>", "due": "2099-01-31"}).status_code == 303
    assert acme.last_commit().startswith("Assign: ")
    assert anna.post(f"{address}/comment", data={**form, "text": "We tried\nin <i>May</i>."}).status_code == 303
    assert acme.last_commit().startswith("Comment: ")
    page = anna.get(f"/explain/{finding.id}").text
    assert "Ann Lee: Write <b>tests</b> , by 2099-01-31" in words(page)
    assert "We tried in <i>May</i>." in words(page)
    assert "<b>tests" not in page
    assert "<i>May" not in page

    listed = words(anna.get("/findings").text)
    assert "Given to" in listed
    assert "Ann Lee, by 2099-01-31" in listed
    assert "1 finding" in words(anna.get("/findings", params={"owner": "person/ann"}).text)
    assert finding.id not in anna.get("/findings", params={"owner": "nobody"}).text
    assert anna.post("/findings/000000000000/comment", data={**form, "text": "x"}).status_code == 404
    assert anna.post(f"{address}/comment", data={**form, "text": ""}).status_code == 422


def test_what_several_say_at_the_same_moment_is_all_written(anna: TestClient, acme: Acme) -> None:
    house = anna.app.state.house  # type: ignore[attr-defined]  # as above
    finding, form = next(one for one in house.now.findings.values() if one.verdict.outcome is Outcome.NOT_MET), {"token": token(anna)}
    said = [f"Words number {number}." for number in range(4)]
    with ThreadPoolExecutor(4) as people:
        answers = list(people.map(lambda text: anna.post(f"/findings/{finding.id}/comment", data={**form, "text": text}).status_code, said))
    assert answers == [303] * 4
    page = words(anna.get(f"/explain/{finding.id}").text)
    assert all(one in page for one in said)
    assert len(git(acme.root, "log", "--format=%s").decode().split("Comment: ")) == 5
    assert not git(acme.root, "status", "--porcelain", "comments")
