"""How contents differ is kept while lines are counted: counts equal git's own, and owners of lines come out as when everything is compared for them."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.app.gathering.gather import gather
from quarterdeck.app.gathering.lines import follow_lines
from quarterdeck.sources.git.differing import Differences
from quarterdeck.sources.git.discover import discover
from quarterdeck.sources.git.hunks import differences
from quarterdeck.sources.git.lines.collect import LineCollector
from quarterdeck.sources.git.lines.reading import Lines, Reading
from quarterdeck.sources.git.secrets import secrets
from tests.builders import NOW, Silent, git
from tests.sources.git.lines.blamed import a_history
from tests.sources.git.shelf import Shelf, numstat

_LINES = st.lists(st.sampled_from(["one", "two", "three", "-", "+", " ", "@@ -1 +1 @@", "diff --git a/1 b/1", "=0", "\\ No newline"]), max_size=12)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Merges with conflicts, renames, reverts, something binary, and what looks like the end of an answer."""
    told = a_history(tmp_path_factory.mktemp("differing") / "shop", 7)
    told.commit({"odd.txt": "=0\n=1\n=2\ndiff --git a/7 b/7\n@@ -1 +1 @@\n", "logo.png": "\0\1"})
    told.commit({"odd.txt": "=1\n=2\n-=0\n@@ -1 +1 @@ x\n", "logo.png": "\0\2"})
    told.save()
    return told.path


def test_counts_equal_gits_and_say_where_contents_differ(shop: Path, tmp_path: Path) -> None:
    shelf, repositories = Shelf(tmp_path / "shelf"), discover([shop])[0]
    found = gather(repositories, shelf, NOW.date(), NOW, Silent(), 2, deep=True)
    assert shelf.churn() == numstat(shop)
    known = found.differences["shop"]
    one, asked = _followed(shop, tmp_path / "one", known)
    other, all_of_it = _followed(shop, tmp_path / "other", Differences())
    assert _told(one) == _told(other)
    assert asked < all_of_it / 2  # merges and renames ask for more than was counted
    assert follow_lines(repositories, found.entries, shelf, NOW, Silent(), 1, found.differences) == []


def _followed(repository: Path, scratch: Path, known: Differences) -> tuple[Lines, int]:
    asked = [0]
    with ThreadPoolExecutor(1) as workers:
        collector = LineCollector(discover([repository])[0][0], scratch, workers, known)
        compare = collector._compare  # counts what git is asked about

        def counted(graph: object, pairs: Sequence[object], *others: object) -> None:
            asked[0] += len(pairs)
            compare(graph, pairs, *others)  # type: ignore[arg-type]  # as it was asked

        collector._compare = counted  # type: ignore[method-assign,assignment]  # as above
        reading = Reading(collector, git(repository, "rev-parse", "HEAD").decode().strip())
        reading.follow()
        return reading.replay(workers, {}, [], lambda _steps: None), asked[0]


def _told(lines: Lines) -> list[list[int]]:
    return [getattr(table, column).tolist() for table in (lines.spans, lines.flows) for column in ("path", "commit", "at", "lines")]


@given(_LINES, _LINES, st.integers(0, 3))
def test_places_are_the_same_with_and_without_context(old: list[str], new: list[str], context: int) -> None:
    """Also where lines look like what git says around them."""
    (found,) = differences(_patch(old, new, context)) if old != new else (next(differences(b"diff --git a/7 b/7\n")),)
    assert found.name == 7
    at = 0
    rebuilt: list[str] = []
    opcodes = [code for code in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if code[0] != "equal"]
    for (kept, deleted, added), (_, first, last, start, end) in zip(found.hunks, opcodes, strict=True):
        assert (at + kept, deleted, added) == (first, last - first, end - start)
        rebuilt += old[at : at + kept] + new[start:end]
        at = first + deleted
    assert rebuilt + old[at:] == new


def _patch(old: Sequence[str], new: Sequence[str], context: int) -> bytes:
    told = list(difflib.unified_diff(old, new, "a/7", "b/7", n=context, lineterm=""))
    return ("diff --git a/7 b/7\nindex 1..2 100644\n" + "\n".join(told) + "\n").encode()


def test_a_secret_stands_in_the_line_that_it_stands_in() -> None:
    key = "ghp_" + "aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY1zA2"
    old, new = ["one", "two", "three"], ["one", f"key = '{key}'", "two", "three"]
    assert {next(secrets(_patch(old, new, context))).line for context in (0, 1, 3)} == {2}
