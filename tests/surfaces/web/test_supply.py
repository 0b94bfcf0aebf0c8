"""Evidence supplied through the pages: uploaded, read as somebody says, imported; files that are not what they say are told so, and kept from others."""

from __future__ import annotations

import io
import os
import re
import time
import zipfile
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from quarterdeck.app.imports.looking import Looking
from quarterdeck.app.imports.uploads import NoUploadError, TooLargeError, Uploads, fitting
from quarterdeck.app.server.background import Background
from quarterdeck.app.server.serving import state_folder
from tests.surfaces.web.conftest import Acme
from tests.surfaces.web.test_guard import token
from tests.surfaces.web.test_pages import words
from tests.surfaces.web.test_work import until

CSV = "Zeitpunkt,What,How it went,<b>Note</b>\n03/04/2026,shop,Passed ok,=cmd|' /C calc'!A1\n05/04/2026,shop,Broke,<script>alert(1)</script>\n"


def upload(anna: TestClient, content: bytes | str, name: str = "deploys.csv", kind: str = "deployments") -> str:
    """The address of an uploaded file."""
    data = content.encode() if isinstance(content, str) else content
    answer = anna.post(f"/supply/{kind}", data={"token": token(anna)}, files={"file": (name, data, "image/png")})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def as_filled(page: str, **said: str) -> dict[str, str]:
    """The form of a page as it stands, with something filled in."""
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    chosen = {
        name: (re.findall(r'<option value="([^"]*)" selected>', options) or [""])[0]
        for name, options in re.findall(r'<select name="(column\.\d+)"[^>]*>(.*?)</select>', page)
    }
    return {**{name: unescape(value) for name, value in hidden.items()}, **chosen, **said}


def test_columns_are_corrected_and_what_came_of_the_import_is_told(anna: TestClient, acme: Acme) -> None:
    assert re.search(r"What was deployed where and when, and how it ended\. \d+ none", words(anna.get("/supply").text))
    assert "deployed at needed" in words(anna.get("/supply/deployments").text)
    address = upload(anna, CSV, "../../deploys <img>.csv")
    page = anna.get(address).text
    assert "No column gives deployed_at" in words(page).replace(" : ", ": ")
    assert "<script>alert" not in page
    assert "<b>Note" not in page
    assert anna.post(f"{address}/import", data=as_filled(page)).status_code == 422, "what is open is not imported"

    said = as_filled(page, **{"column.0": "deployed_at", "column.1": "service", "column.2": "status", "alike.repository": "shop", "zone": "Mars/Base"})
    answer = anna.post(address, data=said)
    assert "There is no time zone 'Mars/Base'" in words(answer.text)
    said |= {"zone": "UTC", "dates": "day-first"}
    assert anna.post(address, data=said).status_code == 303
    page = anna.get(address).text
    assert "status: «passed ok»" in words(page)
    ours = {f"of.{n}": "status" for n in (0, 1)} | {f"theirs.{n}": text for n, text in enumerate(re.findall(r'name="theirs.\d+" value="([^"]*)"', page))}
    ours |= {"ours.0": "succeeded", "ours.1": "failed"}
    answer = anna.post(f"{address}/import", data=as_filled(page, **said, **ours))
    assert answer.headers["location"] == "/again"
    seen = until(Background(state_folder(acme.out)), running=False)
    assert seen.ended == 0, seen.said
    came = words(anna.get(address).text)
    assert "2 rows read, 0 refused" in came
    assert "What can be measured now" in came
    assert "deployments" in came.lower()
    assert "deploys _img_.csv" in words(anna.get("/supply/deployments").text)
    assert (acme.root / "imports" / "mappings" / "deployments.yaml").exists()
    home = state_folder(acme.out) / "uploads" / address.rpartition("/")[2]
    assert not (home / "file").exists(), "an export may hold what nobody wants kept"


def test_a_large_file_is_read_beside_the_pages_and_once(anna: TestClient, acme: Acme, monkeypatch: pytest.MonkeyPatch) -> None:
    """One whose quotation marks do not add up takes longest; large is what has more than ten bytes here."""
    monkeypatch.setattr("quarterdeck.app.imports.looking._SMALL", 10)
    monkeypatch.setattr("quarterdeck.app.imports.looking._PATIENCE", 0.0)
    address = upload(anna, 'Deployed At,App\n2026-02-01,"open\n' + "2026-02-02,shop\n" * 200)
    first = anna.get(address)
    assert "is being read" in words(first.text)
    assert 'http-equiv="refresh"' in first.text
    assert anna.post(f"{address}/import", data={"token": token(anna)}).status_code == 422, "nothing is imported unread"
    home = state_folder(acme.out) / "uploads" / address.rpartition("/")[2]
    end = time.monotonic() + 60
    while "is being read" in words(page := anna.get(address).text) and time.monotonic() < end:
        time.sleep(0.05)
    assert 'name="column.1"' in page
    assert "deployed at" in words(page)
    (home / "file" / "deploys.csv").write_bytes(b"x" * 20)
    assert 'name="column.1"' in anna.get(address).text, "what came of the look is kept"
    assert Looking._seen(Uploads(state_folder(acme.out)).get(home.name), "what is said anew") is None, "that is looked at anew"


def zipped() -> bytes:
    """An archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../evil.csv", "a,b\n1,2\n")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (zipped(), "a.csv"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "a.csv"),
        (b"", "a.csv"),
        (b"{", "a.json"),
        (b"%PDF-1.7", "a.xlsx"),
        (b"PK\x03\x04", "a.xlsx"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_not_imported(anna: TestClient, acme: Acme, content: bytes, name: str) -> None:
    address = upload(anna, content, name)
    page = anna.get(address)
    assert page.status_code in {200, 422}
    answer = anna.post(f"{address}/import", data=as_filled(page.text))
    assert answer.status_code == 422, words(answer.text)
    assert Background(state_folder(acme.out)).seen() is None
    assert anna.post(f"{address}/forget", data={"token": token(anna)}).headers["location"] == "/supply/deployments"
    assert anna.get(address).status_code == 404


def test_uploads_are_private_are_refused_from_elsewhere_and_go_away_by_themselves(
    anna: TestClient, acme: Acme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = upload(anna, CSV)
    home = state_folder(acme.out) / "uploads" / address.rpartition("/")[2]
    assert [oct(path.stat().st_mode & 0o777) for path in (home, home / "file", home / "file" / "deploys.csv")] == ["0o700", "0o700", "0o600"]
    for path in (f"/supply/incidents/{home.name}", "/supply/deployments/" + "0" * 24, "/supply/nonsense", "/supply/deployments/..%2f.."):
        assert anna.get(path).status_code == 404
    assert anna.post("/supply/deployments", data={"token": "wrong"}, files={"file": ("a.csv", b"a")}).status_code == 403
    assert anna.post("/supply/deployments", data={"token": token(anna)}).status_code == 422
    old = time.time() - timedelta(days=2).total_seconds()
    os.utime(home, (old, old))
    anna.get("/supply")
    assert not home.exists()

    uploads, now = Uploads(tmp_path), datetime.now(UTC)
    monkeypatch.setattr("quarterdeck.app.imports.uploads.LARGEST", 1000)
    with pytest.raises(TooLargeError, match="is larger than"):
        uploads.take("deployments", "big.csv", (b"x" * 300 for _ in range(5)), now)
    assert not list((tmp_path / "uploads").iterdir())
    newest = [uploads.take("deployments", "a.csv", [b"a"], now) for _ in range(23)][-1]
    assert len(list((tmp_path / "uploads").iterdir())) == 20
    assert uploads.get(newest.id).path.name == "a.csv"
    with pytest.raises(NoUploadError):
        uploads.get("../" + newest.id)


@pytest.mark.parametrize(
    ("told", "kept"),
    [("../../etc/passwd", "passwd"), ("C:\\x\\a.csv", "a.csv"), ("a\x00b\n.csv", "a_b_.csv"), ("", "export"), ("...", "export"), ("\u202egpj.csv", "_gpj.csv")],
)  # fmt: skip
def test_a_name_is_a_name_and_nothing_else(told: str, kept: str) -> None:
    assert fitting(told) == kept
    assert len(fitting("x" * 300 + ".csv")) < 120
    assert len(fitting("雪" * 300 + ".csv").encode()) < 255, "as file systems count"
