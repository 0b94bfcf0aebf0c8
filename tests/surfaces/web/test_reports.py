"""Reports in the application: a draft is read, published as it stands, taken along, compared, taken back."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from quarterdeck.app.reports import editions
from quarterdeck.app.reports.documents import FORMATS
from quarterdeck.app.reports.editions import Order, publish
from quarterdeck.app.server.background import Background
from quarterdeck.app.server.newest import Showing
from quarterdeck.app.server.serving import state_folder
from quarterdeck.surfaces.cli.application import call
from tests.surfaces.web.conftest import Acme
from tests.surfaces.web.test_guard import token
from tests.surfaces.web.test_pages import words


def test_a_report_is_read_published_taken_along_compared_and_taken_back(anna: TestClient, acme: Acme, monkeypatch: pytest.MonkeyPatch) -> None:
    anna.app.state.house.showing = Showing(acme.out)  # type: ignore[attr-defined]  # what is published goes into its own folder
    listed = words(anna.get("/reports").text)
    assert "Nothing is published yet" in listed
    assert "No vendor stood in the record" in listed
    draft = anna.get("/reports/chief")
    assert "Draft, as of 2026-11-21" in words(draft.text)
    assert all(anna.get(link).status_code == 200 for link in re.findall(r'href="(/explain/[^"]+)"', draft.text)[:2])

    run = anna.app.state.house.now.run  # type: ignore[attr-defined]  # the application under test
    publish(run, Order("chief", "", run.request.company.look), "Ann <b>Lee</b>", datetime(2026, 11, 22, tzinfo=UTC), list[str]().append)
    with monkeypatch.context() as plain:
        plain.setattr(editions, "FORMATS", {"json": FORMATS["json"]})  # the other forms are those of the first
        assert call(["publish", "chief", "--out", str(acme.out), "--redact", "people"]) == 0
    listed = anna.get("/reports").text
    assert "by Ann <b>Lee</b>" in words(listed)
    first, second = "chief-2026-11-22", next(name for name in re.findall(r"/published/(chief-[0-9-]+)\"", listed) if name != "chief-2026-11-22")
    for form, start in (("pdf", b"%PDF"), ("pptx", b"PK"), ("html", b"<!DOCTYPE"), ("json", b"{"), ("md", b"#")):
        taken = anna.get(f"/published/{first}/{form}")
        assert taken.content.lstrip().startswith(start), form
        assert taken.headers["content-disposition"] == f'attachment; filename="{first}.{form}"'
    assert "published" in words(anna.get(f"/published/{first}").text)
    assert "They say the same" in anna.get("/compare", params={"before": first}).text

    path = acme.out / "published" / first / "chief.json"
    told = json.loads(path.read_text())
    told["sections"][0]["blocks"].append({"kind": "sentence", "sentence": {"words": "It was <script>alert()</script> worse."}})
    path.write_text(json.dumps(told))
    page = anna.get("/compare", params={"before": first, "after": second}).text
    assert "No longer It was <script>alert()</script> worse." in words(page)
    assert "<script>alert" not in page

    assert anna.post(f"/published/{first}/take-back", data={"token": token(anna)}).status_code == 303
    assert anna.get(f"/published/{first}").status_code == 404
    assert first not in {path.name for path in (acme.out / "published").iterdir()}
    assert anna.get(f"/published/{second}").status_code == 200


def test_what_is_no_report_is_not_there_and_leads_nowhere(anna: TestClient, acme: Acme) -> None:
    (acme.out / "published" / "hand").mkdir(parents=True)
    (acme.out / "published" / "hand" / "edition.json").write_text("{")
    (acme.out / "published" / "secret.html").write_text("secret")
    for path in (
        "/reports/nonsense", "/reports/vendor?about=nobody", "/reports/memo?against=zzzzz", "/published/hand", "/published/hand/html", "/published/..%2f..",
        "/published/%2e%2e/html", "/published/nobody/exe", "/compare?before=hand", "/compare?before=../../x",
        "/reports/decision?about=..%2f..", "/reports/vendor?about=--out",
    ):  # fmt: skip
        answer = anna.get(path)
        assert answer.status_code == 404, path
        assert "secret" not in answer.text


def test_publishing_is_done_in_the_background(anna: TestClient, acme: Acme) -> None:
    answer = anna.post("/reports/memo/publish", data={"token": token(anna), "language": "de", "redact": "people"})
    assert answer.headers["location"] == "/again"
    assert "Publishing: The week" in anna.get("/again").text
    assert anna.post("/reports/memo/publish", data={"token": token(anna)}).status_code == 409
    Background(state_folder(acme.out)).stop()
