"""``quarterdeck data``: what is said of the reference data, and that nobody is asked where nobody can answer."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from quarterdeck.sources.reference.unpack import packed
from quarterdeck.surfaces.cli import data, main

ADVISORY = b"""{"id": "PYSEC-1", "modified": "2026-11-01T00:00:00Z", "published": "2026-10-01T00:00:00Z",
 "affected": [{"package": {"name": "web", "ecosystem": "PyPI"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}]}"""


def call(arguments: list[str]) -> int:
    """Run a command line as the program does; its exit code."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


class Terminal(io.StringIO):
    """A stream that says that somebody is looking."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own."""
    monkeypatch.setenv("QUARTERDECK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache/reference"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one set of advisories."""
    path = tmp_path / "published/osv/PyPI/all.zip"
    path.parent.mkdir(parents=True)
    path.write_bytes(packed({"PYSEC-1.json": ADVISORY}))
    return tmp_path / "published"


def test_what_is_not_here_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["data"]) == 0
    assert "advisories/PyPI: not here. What needs it is not assessed." in capsys.readouterr().out


def test_update_from_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["data", "update", "--from", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "advisories/PyPI: 1 entry of 2026-11-01." in said
    assert "Not there: advisories/Go, advisories/npm, exploited, support-cycles." in said
    call(["data"])
    assert "advisories/PyPI: 1 entry of 2026-11-01, " in capsys.readouterr().out


def test_a_file_that_cannot_be_used_is_a_problem_and_ends_with_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "osv/PyPI/all.zip").write_bytes(b"no archive")
    assert call(["data", "update", "--from", str(folder)]) == 1
    assert "! advisories/PyPI: the published file was refused" in capsys.readouterr().out


def test_a_folder_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["data", "update", "--from", "/no/such/folder"]) == 2
    assert "there is no such folder" in capsys.readouterr().err


def test_nobody_is_asked_where_nobody_can_answer(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    data.offer()
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("answer", ["\n", "n\n", "", "what?\n"])
def test_on_a_terminal_the_download_is_offered_and_no_is_the_default(answer: str, monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    asked = Terminal()
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    monkeypatch.setattr("sys.stderr", asked)
    data.offer()
    assert asked.getvalue().endswith("[y/N] ")
    assert not cache.exists()


def test_with_advisories_at_hand_nothing_is_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call(["data", "update", "--from", str(folder)])
    asked = Terminal()
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))
    monkeypatch.setattr("sys.stderr", asked)
    data.offer()
    assert asked.getvalue() == ""
