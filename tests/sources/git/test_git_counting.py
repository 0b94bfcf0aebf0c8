"""Lines are counted pair of contents by pair of contents, by several processes of git at once: as git itself counts them commit by commit."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.app.gathering.desk import Desk
from quarterdeck.app.gathering.gather import gather
from quarterdeck.sources.git.command import Git
from quarterdeck.sources.git.counting import UNTOLD, Counting
from quarterdeck.sources.git.discover import discover
from quarterdeck.sources.git.extract import History
from quarterdeck.sources.git.questions import HEADER
from quarterdeck.sources.git.trees import BINARY, line_counts, trees
from tests.builders import NOW, Silent, Told, git
from tests.sources.git.shelf import Shelf, numstat, read


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


def history_of(told: Told) -> History:
    """Its history at tree level."""
    history = History("shop")
    history.read(git(told.path, "log", "-z", "--raw", "--no-abbrev", "--no-renames", f"--format={HEADER}"))
    return history


@pytest.mark.parametrize("jobs", [1, 5])
def test_counts_equal_gits_however_many_count(long: Told, tmp_path: Path, jobs: int) -> None:
    shelf = Shelf(tmp_path / "shelf")
    gather(discover([long.path])[0], shelf, NOW.date(), NOW, Silent(), jobs)
    assert shelf.churn() == numstat(long.path)
    assert [path for view in (tmp_path / "shelf" / "views").iterdir() for path in (view / "objects").glob("??/*")] == [], "trees of ours are gone"


@pytest.mark.parametrize("piece", [7, 5000])
def test_counts_equal_gits_however_changes_arrive(long: Told, tmp_path: Path, piece: int) -> None:
    """Changes that are fed in small pieces are grouped otherwise: the counts are the same."""
    history, paths = history_of(long), 600
    view = discover([long.path])[0][0]
    counting = Counting(Git(view.git_dir), "sha1")
    for at in range(0, paths, piece):
        counting.feed(history.changes["path"][at : min(at + piece, paths)], history.facts[at : min(at + piece, paths)])
        counting.work()
    counting.close()
    counting.work()
    added, deleted = counting.counts()
    theirs = numstat(long.path)
    told = zip(history.changes["commit"][:paths], history.changes["path"][:paths], added.tolist(), deleted.tolist(), strict=True)
    assert {(commit, path): (plus, minus) for commit, path, plus, minus in told}.items() <= theirs.items()


def test_every_kind_of_change_counts_as_git_counts_it(tmp_path: Path) -> None:
    """Modes, links, submodules, kinds that change, binary and empty contents, and the same change made twice."""
    told = Told(tmp_path / "shop")
    told.commit({"run.sh": "one\ntwo\n", "link": "a\n", "empty.py": "", "logo.png": "\0\1"})
    told.save()
    script, picture = (git(told.path, "rev-parse", f"HEAD:{path}").decode().strip() for path in ("run.sh", "logo.png"))
    steps = [
        f"100755,{script},run.sh",
        f"120000,{script},link",
        f"160000,{'1' * 40},vendored",
        f"160000,{'2' * 40},vendored",
        f"100644,{script},run.sh",
        f"100755,{script},run.sh",
        f"100755,{picture},logo.png",
        f"100644,{picture},run.sh",
    ]
    git(told.path, "read-tree", "HEAD")
    for step in steps:
        git(told.path, "update-index", "--add", "--cacheinfo", step)
        git(told.path, "-c", "user.name=Ann Lee", "-c", "user.email=ann@example.org", "commit", "-q", "-m", step)
    git(told.path, "rm", "--cached", "-q", "empty.py", "logo.png")
    git(told.path, "-c", "user.name=Ann Lee", "-c", "user.email=ann@example.org", "commit", "-q", "-m", "Gone")
    theirs = numstat(told.path)
    assert read(tmp_path, told.path).churn() == theirs
    assert {counts for (_, path), counts in theirs.items() if path == "vendored"} == {(1, 0), (1, 1)}


def test_a_pair_is_counted_once_and_told_wherever_it_was_made() -> None:
    added, changed = f":000000 100644 {'0' * 40} {'a' * 40} A", f":100644 100755 {'a' * 40} {'b' * 40} M"
    counting = Counting(Git(Path("nowhere")), "sha1")
    counting.feed(["a.py", "copy.py", "a.py"], [added, added, changed])
    assert counting.pairs == [0, 0, 1]
    assert [counts.tolist() for counts in counting.counts()] == [[UNTOLD] * 3] * 2


def test_two_trees_hold_what_stood_before_and_after() -> None:
    pairs = [
        f":000000 100644 {'0' * 40} {'0f' * 20} A",
        f":100644 100755 {'0f' * 20} {'a9' * 20} M",
        f":120000 000000 {'a9' * 20} {'0' * 40} D",
    ]
    old, new = trees(pairs, [7, 8, 12])
    assert old == b"tree 76\0" + b"100644 0000000008\0" + b"\x0f" * 20 + b"120000 0000000012\0" + b"\xa9" * 20
    assert new == b"tree 76\0" + b"100644 0000000007\0" + b"\x0f" * 20 + b"100755 0000000008\0" + b"\xa9" * 20


def test_git_tells_counts_under_the_numbers_of_the_pairs() -> None:
    raw = b"%s %s\n" % (b"a" * 40, b"b" * 40) + b"3\t0\t0000000007\0-\t-\t0000000008\0"
    assert list(line_counts(raw)) == [(7, 3, 0), (8, BINARY, BINARY)]
    assert list(line_counts(b"%s %s\n" % (b"a" * 40, b"b" * 40))) == []


@given(st.data())
def test_a_history_reads_the_same_in_whatever_pieces_it_comes(long: Told, data: st.DataObject) -> None:
    raw = git(long.path, "log", "-5", "-z", "--raw", "--no-abbrev", "--no-renames", f"--format={HEADER}")
    cuts = sorted(data.draw(st.sets(st.integers(0, len(raw)), max_size=12)))
    whole, pieces = History("shop"), History("shop")
    whole.read(raw)
    for start, end in zip([0, *cuts], [*cuts, len(raw)], strict=True):
        pieces.read(raw[start:end])
        assert pieces.settled <= len(pieces.facts)
    assert (pieces.commits, pieces.changes, pieces.facts, pieces.first) == (whole.commits, whole.changes, whole.facts, whole.first)
    pieces.drop_last()
    assert (len(pieces.first), len(pieces.facts)) == (4, whole.settled)


def test_a_failure_of_ours_is_told_and_ends_nothing_else(long: Told) -> None:
    desk, history = Desk(0), history_of(long)
    view = Git(discover([long.path])[0][0].git_dir)
    for hash_name in ("no such hash", "sha1"):
        counting = Counting(view, hash_name, changed=desk.changed)
        counting.feed(history.changes["path"], history.facts)
        counting.close()
        desk.lay(counting)
    with ThreadPoolExecutor(2) as workers:
        list(workers.map(lambda _n: desk.work(), range(2)))
    failing, sound = desk.countings
    assert isinstance(failing.failure, ValueError)
    assert sound.failure is None
    assert not np.any(sound.counts()[0] == UNTOLD)
