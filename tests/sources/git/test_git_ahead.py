"""A history that git is asked for ahead of a run is the one that the run asks for; whatever happened in between, the run says the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from quarterdeck.app.gathering.ahead import Ahead
from quarterdeck.sources.git import ahead as asking
from quarterdeck.sources.git.discover import discover
from tests.builders import Told
from tests.sources.git.shelf import Shelf, read
from tests.sources.git.test_git_faults import six_commits, spoil

DAY = date(2026, 11, 21)


@pytest.fixture
def shop(tmp_path: Path) -> Told:
    """Six commits."""
    return six_commits(tmp_path / "shop")


def same(one: Shelf, other: Shelf) -> bool:
    """Whether two readings hold the same rows, and the same problems."""
    return one.problems == other.problems and one.rows == other.rows


@pytest.mark.parametrize("kept", [0, 64_000_000], ids=["git waits for the run", "the run waits for git"])
def test_a_history_that_was_asked_for_ahead(shop: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    monkeypatch.setattr(asking, "_ENOUGH", kept)
    with Ahead() as ahead:
        ahead.ask([shop.path], DAY, tmp_path / "nothing")
        early = read(tmp_path / "a", shop.path, ahead=ahead)
        assert not ahead.histories(discover([shop.path])[0][0]), "what git printed is taken once"
    assert len(early.table("commits")) == 6
    assert same(early, read(tmp_path / "b", shop.path))


@pytest.mark.parametrize(("what", "how"), [("main~3^{tree}", "missing"), ("main~3", "missing"), ("main~3:app.py", "cut short"), ("main", "missing")])
def test_a_damaged_repository_says_the_same(shop: Told, tmp_path: Path, what: str, how: str) -> None:
    spoil(shop.object_file(what), how)
    with Ahead() as ahead:
        ahead.ask([shop.path], DAY, tmp_path / "nothing")
        early = read(tmp_path / "a", shop.path, ahead=ahead)
    assert early.problems
    assert same(early, read(tmp_path / "b", shop.path))


def test_a_commit_that_came_in_between_is_read(shop: Told, tmp_path: Path) -> None:
    with Ahead() as ahead:
        ahead.ask([shop.path], DAY, tmp_path / "nothing")
        ahead.found([shop.path])
        shop.commit({"late.py": "1\n"}, at="2026-02-01")
        shop.save()
        late = read(tmp_path / "a", shop.path, ahead=ahead)
    assert len(late.table("commits")) == 7


def test_what_nobody_takes_is_stopped_and_its_folder_taken_away(shop: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.setattr(asking, "_ENOUGH", 0)
    with Ahead() as ahead:
        ahead.ask([shop.path], DAY, tmp_path / "nothing")
        ahead.found([shop.path])
        assert list(folder.iterdir())
    assert not list(folder.iterdir())


def test_a_folder_that_may_hold_the_history_is_asked_first(shop: Told, tmp_path: Path) -> None:
    with Ahead() as ahead:
        ahead.ask([shop.path], DAY, tmp_path)
        assert not ahead.histories(discover([shop.path])[0][0])
