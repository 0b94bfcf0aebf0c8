"""``quarterdeck challenge``: arguments with their places, as a page or as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quarterdeck.surfaces.cli.application import call

FILES = {
    "quarterdeck.yaml": "schema: 1\ncompany: Acme\ncurrency: EUR\n",
    "people/ann.yaml": "name: Ann\nskills: [go]\n",
    "teams/core.yaml": "name: Core\nmembers: [person/ann]\n",
    "initiatives/doors.yaml": (
        "name: Doors\nstatus: running\nteams: [team/core]\nskills: [go]\nstarts: 2026-10-31\nends: 2026-12-31\neffort: 40..60 person-days\n"
    ),
}


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A workspace with one initiative, of which too much is asked."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def test_each_argument_points_to_its_line(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["challenge", str(company), "--as-of", "2026-10-31", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    places = {one["name"]: (one["file"], one["line"], one["column"]) for one in said["arguments"]}
    assert places == {
        "people-are-promised-twice": ("initiatives/doors.yaml", 6, 7),
        "one-person-has-the-skill": ("initiatives/doors.yaml", 4, 9),
        "nobody-measures-the-benefit": ("initiatives/doors.yaml", 1, 1),
        "nobody-wrote-when-to-stop": ("initiatives/doors.yaml", 1, 1),
    }
    assert {one["name"] for one in said["not_argued"]} >= {"support-ends-in-the-middle", "order-does-not-follow"}


def test_a_page_for_people(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["challenge", str(company), "--as-of", "2026-10-31"]) == 0
    said = capsys.readouterr().out
    assert "1 initiative planned or running on 2026-10-31; 4 arguments against it" in said
    assert "What could not be argued" in said


def test_a_broken_record_is_told_and_the_rest_is_argued(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (company / "teams/core.yaml").write_text("name: Core\nmembers: [person/nobody]\n")
    assert call(["challenge", str(company), "--as-of", "2026-10-31", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert "nobody-wrote-when-to-stop" in {one["name"] for one in said["arguments"]}
    assert "team/core is broken" in said["not_argued"][0]["why"]


def test_a_share_that_is_none(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["challenge", str(company), "--share", "0"]) == 2
    assert "write a percentage from 1 to 100" in capsys.readouterr().err
