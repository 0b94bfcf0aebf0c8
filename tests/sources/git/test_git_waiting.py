"""Commits are asked about by several processes of git at once: each commit exactly once, neighbours one after the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.app.desk import Desk
from quarterdeck.app.gather import gather
from quarterdeck.sources.git.asking import Asking
from quarterdeck.sources.git.command import Git
from quarterdeck.sources.git.discover import discover
from quarterdeck.sources.git.extract import LineCounts, line_counts
from quarterdeck.sources.git.waiting import End, Waiting
from tests.builders import NOW, Silent, Told, git
from tests.sources.git.shelf import Shelf, numstat


@given(
    commits=st.integers(0, 3000),
    fed=st.integers(0, 3000),
    steps=st.lists(st.tuples(st.sampled_from(["join", "take", "leave"]), st.integers(0, 5), st.integers(1, 300)), max_size=60),
)
def test_every_commit_is_taken_once_whoever_comes_and_goes(commits: int, fed: int, steps: list[tuple[str, int, int]]) -> None:
    names = [f"{number:05}" for number in range(commits)]
    waiting = Waiting()
    waiting.feed(names[:fed])
    ends: list[End] = []
    taken: list[list[str]] = []
    for what, which, most in steps:
        if what == "join" and (end := waiting.join()):
            ends.append(end)
        elif what == "take" and ends:
            end = ends[which % len(ends)]
            batch = waiting.take(end, most, patient=False)
            taken.append(batch)
            assert batch == sorted(batch, reverse=not end.newest), "neighbours, one after the other"
        elif what == "leave" and ends:
            waiting.leave(ends.pop(which % len(ends)))
    waiting.feed(names[fed:])
    waiting.close()
    for end in ends:
        waiting.leave(end)
    taken.extend(list(stretch.commits) for stretch in waiting.stretches)
    assert sorted(commit for batch in taken for commit in batch) == names


def test_two_askers_meet_and_a_third_gets_half_of_what_is_left() -> None:
    waiting = Waiting()
    assert (newest := waiting.join()), "the newest end can be taken before a commit is known"
    assert waiting.join() is None, "nobody knows yet where the others end"
    waiting.feed(f"{number:04}" for number in range(2000))
    waiting.close()
    assert (oldest := waiting.join())
    assert waiting.take(newest, 2, patient=True) == ["0000", "0001"]
    assert waiting.take(oldest, 2, patient=True) == ["1999", "1998"]
    assert (third := waiting.join())
    assert waiting.take(third, 2, patient=True) == ["0999", "0998"]
    assert waiting.take(oldest, 1, patient=True) == ["1997"]


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """1 500 commits with changes, and a merge."""
    told = Told(tmp_path_factory.mktemp("long") / "shop")
    first = told.commit({"a.py": "0\n"})
    for number in range(1, 1500):
        told.commit({f"src/{number % 7}.py": f"{number}\n" * (number % 11 + 1), "a.py": f"{number}\n"}, at=1_700_000_000 + number)
    told.commit({}, parents=[told.tips["main"], told.commit({"b.py": "1\n"}, branch="side", parents=[first])], at=1_700_002_000)
    told.save()
    return told


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_counts_equal_gits_however_many_ask(long: Told, tmp_path: Path, jobs: int) -> None:
    shelf = Shelf(tmp_path / "shelf")
    gather(discover([long.path])[0], shelf, NOW.date(), NOW, Silent(), jobs)
    assert shelf.churn() == numstat(long.path)


def test_a_failure_of_ours_is_told_and_ends_nothing_else(long: Told) -> None:
    def broken(_raw: bytes) -> list[LineCounts]:
        raise ZeroDivisionError

    desk = Desk(0)
    commits = git(long.path, "rev-list", "HEAD").decode().split()
    for read in (broken, line_counts):
        asking = Asking("shop", Git(long.git_dir), ("--numstat", "--no-renames"), read, "its lines are absent", waiting=Waiting(desk.changed))
        asking.waiting.feed(commits)
        asking.waiting.close()
        desk.lay(asking)
    with ThreadPoolExecutor(2) as workers:
        list(workers.map(lambda _n: desk.work(), range(2)))
    failing, sound = desk.askings
    assert isinstance(failing.failure, ZeroDivisionError)
    assert (len(sound.told), sound.failure) == (len(commits) - 1, None)
