"""Which point of a history is the first to hold a commit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.derived.placing import first_to_hold


def first_release(parents: dict[str, list[str]], releases: list[tuple[str, str]]) -> dict[str, str]:
    """Commit → first release, of one line, by names."""
    numbers = {commit: number for number, commit in enumerate(parents)}
    mothers = [numbers[named[0]] if named else -1 for named in parents.values()]
    others = {numbers[commit]: [numbers[one] for one in named[1:]] for commit, named in parents.items() if len(named) > 1}
    points = [(0, point, numbers[commit]) for point, (_, commit) in enumerate(releases) if commit in numbers]
    commits, firsts = first_to_hold(mothers, others, points)
    names = [*parents]
    return {names[commit]: releases[first][0] for commit, first in zip(commits, firsts, strict=True)}


@pytest.mark.parametrize(
    ("why", "parents", "releases", "expected"),
    [
        ("a line", {"c": ["b"], "b": ["a"], "a": []}, [("v1", "a"), ("v2", "c")], {"a": "v1", "b": "v2", "c": "v2"}),
        ("two tags on one commit: the earlier", {"a": []}, [("v1", "a"), ("v1.0", "a")], {"a": "v1"}),
        (
            "a release branch: what it took over came out with it",
            {"m": ["a"], "x": ["a"], "a": []},
            [("v1.1", "x"), ("v2", "m")],
            {"x": "v1.1", "a": "v1.1", "m": "v2"},
        ),
        ("a merge brings in both sides", {"m": ["a", "b"], "a": ["r"], "b": ["r"], "r": []}, [("v1", "m")], dict.fromkeys("mabr", "v1")),
        ("a tag of an unknown commit", {"a": []}, [("v1", "z")], {}),
        ("no release", {"a": []}, [], {}),
    ],
)
def test_the_first_release(why: str, parents: dict[str, list[str]], releases: list[tuple[str, str]], expected: dict[str, str]) -> None:
    assert first_release(parents, releases) == expected, why


@given(st.data())
def test_it_is_the_first_release_whose_history_holds_the_commit(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 12))
    parents = {str(n): [str(p) for p in data.draw(st.lists(st.integers(0, n - 1), max_size=2, unique=True))] if n else [] for n in range(count)}
    releases = [(f"v{index}", str(commit)) for index, commit in enumerate(data.draw(st.lists(st.integers(0, count - 1), max_size=4)))]

    def history(commit: str) -> set[str]:
        return {commit}.union(*(history(mother) for mother in parents[commit]))

    expected = {commit: next((tag for tag, at in releases if commit in history(at)), None) for commit in parents}
    assert first_release(parents, releases) == {commit: tag for commit, tag in expected.items() if tag}


def test_each_line_has_its_own_first() -> None:
    """Two services of one repository, deployed apart: a line of three commits, `web` at the second and third, `jobs` at the third alone."""
    assert first_to_hold([-1, 0, 1], {}, [(0, 10, 1), (0, 11, 2), (1, 20, 2)]) == ([1, 0, 2, 2, 1, 0], [10, 10, 11, 20, 20, 20])
