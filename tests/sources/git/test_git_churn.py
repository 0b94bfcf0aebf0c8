"""Churn is what git itself counts, to the line: ``git log --no-merges --no-renames --numstat HEAD``."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import ANN, BEN, Told
from tests.sources.git.shelf import numstat, read

NAMES = ["a.py", "b/c.py", "b/d e.txt", "ü.md", "-rf", "b\\n.c", 'say "hi".js', "tab\there", "new\nline", "\x01start", ":100644", "z.bin"]
CONTENTS = ["", "one\n", "one\ntwo\n", "one\ntwo", "two\r\n", "one\n\n\ntwo\n" * 3, "\x00binary", "é\n" * 5, "\n"]


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[str, dict[str, str | None], dict[str, str], str]]:
    """Steps of a history: the branch to commit to, files to write or delete, their modes, and the branch to merge in."""
    steps = []
    for _ in range(draw(st.integers(1, 8))):
        files = draw(st.dictionaries(st.sampled_from(NAMES), st.one_of(st.none(), st.sampled_from(CONTENTS)), max_size=5))
        modes = {name: draw(st.sampled_from(["100644", "100644", "100755", "120000"])) for name in files}
        steps.append((draw(st.sampled_from(["main", "main", "side"])), files, modes, draw(st.sampled_from(["", "", "main", "side"]))))
    return steps


@settings(max_examples=12)
@given(histories())
def test_churn_equals_git_s_own_count_on_any_history(steps: list[tuple[str, dict[str, str | None], dict[str, str], str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        told = Told(Path(folder) / "shop")
        told.commit({"start.py": "x\n"})
        for number, (branch, files, modes, other) in enumerate(steps):
            mothers = [told.tips.get(branch, 1)]
            if other in told.tips and told.tips[other] not in mothers:
                mothers.append(told.tips[other])
            told.commit(dict(files), branch=branch, modes=modes, parents=mothers, at=1_700_000_000 + number * 60, by=ANN if number % 2 else BEN)
        told.save()
        shelf = read(Path(folder), told.path)
        assert shelf.churn() == numstat(told.path)
        assert shelf.problems == []


def test_churn_of_this_very_repository(tmp_path: Path) -> None:
    here = Path(__file__).parents[3]
    if not (here / ".git").exists():
        pytest.skip("The tests run outside a clone.")
    shelf = read(tmp_path, here, as_of="2999-01-01")
    if any(row["shallow"] for row in shelf.table("repositories")):
        pytest.skip("The clone is shallow.")
    assert shelf.churn() == numstat(here)


def test_many_commits_are_told_side_by_side_and_none_twice(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    for number in range(620):
        told.commit({f"f{number % 7}.py": "line\n" * (number % 11)}, at=1_700_000_000 + number)
    told.save()
    shelf = read(tmp_path, told.path)
    assert shelf.churn() == numstat(told.path)
    assert len(shelf.table("commits")) == 620


def test_renames_are_told_beside_the_added_file(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    told.commit({"old.py": "def sell():\n    return 1\n" * 5, "stays.py": "x\n"})
    moved = told.commit(renames={"old.py": "new/place.py"}, files={"stays.py": "x\ny\n"}, at="2026-01-06")
    told.commit({"new/place.py": None, "\nodd.py": "def sell():\n    return 1\n" * 5}, at="2026-01-07")
    told.save()
    changes = [(row["change"], row["path"], row["renamed_from"]) for row in read(tmp_path, told.path).table("file_changes") if row["commit"] != told.oid(1)]
    assert sorted(changes) == [
        ("A", "\nodd.py", "new/place.py"),
        ("A", "new/place.py", "old.py"),
        ("D", "new/place.py", None),
        ("D", "old.py", None),
        ("M", "stays.py", None),
    ]
    assert told.oid(moved)


def test_a_merge_changes_nothing_itself(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    base = told.commit({"a.py": "1\n"})
    side = told.commit({"b.py": "1\n"}, branch="side", parents=[base])
    merge = told.commit({"a.py": "2\n", "b.py": "1\n", "evil.py": "slipped in\n"}, parents=[base, side], at="2026-01-06", message="Merge")
    told.save()
    shelf = read(tmp_path, told.path)
    parents = {row["commit"]: row["parents"] for row in shelf.table("commits")}
    assert parents[told.oid(merge)] == (told.oid(base), told.oid(side))
    assert {commit for commit, _ in shelf.churn()} == {told.oid(base), told.oid(side)}
