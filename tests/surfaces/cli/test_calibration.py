"""``quarterdeck calibration``: a record in, a page or JSON out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quarterdeck.surfaces.cli.application import call


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A workspace with two initiatives that are done."""
    (tmp_path / "quarterdeck.yaml").write_text("schema: 1\ncompany: Halyard\ncurrency: EUR\n")
    (tmp_path / "initiatives").mkdir()
    (tmp_path / "initiatives" / "a.yaml").write_text("name: A\nstatus: done\neffort: 40..90 person-days\nspent: 126 person-days\n")
    (tmp_path / "initiatives" / "b.yaml").write_text("name: B\nstatus: done\neffort: 40..90 person-days\nspent: 60 person-days\n")
    return tmp_path


def test_a_page_says_how_many_and_how_little_so_few_say(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["calibration", str(company)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "1 of 2 estimates that have ended lay inside their range; eight in ten should." in said
    assert "at or below the p90: 1 of 2, where nine in ten should be" in said
    assert "So few say nothing of a habit" in said


def test_json(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["calibration", str(company), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["place"] for one in told["estimates"]] == ["above", "inside"]
    assert [point["at_or_below"] for point in told["curve"]] == [0, 1, 1]
    assert told["times_the_estimate"] is None


def test_without_any_the_page_says_what_to_write(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (company / "initiatives").iterdir():
        path.unlink()
    assert call(["calibration", str(company)]) == 0
    assert "No estimate on record has ended" in capsys.readouterr().out
