"""Greedy removal, by hand and by law."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from quarterdeck.maths.coverage import distinct, remove_widest


def removed(rows: list[tuple[int, int, int]], groups: int = 1, threshold: float = 0.5) -> tuple[list[int], list[tuple[int, int, int, int]]]:
    """Rounds per group, and (group, owner, round, keys) of each removal."""
    columns: list[NDArray[np.int64]] = [np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)] if rows else [np.zeros(0, dtype=np.int64)] * 3
    found = remove_widest(columns[0], columns[1], columns[2], groups, threshold)
    told = zip(found.group.tolist(), found.owner.tolist(), found.round.tolist(), found.keys.tolist(), strict=True)
    return found.rounds.tolist(), list(told)


def files(*owners: str) -> list[tuple[int, int, int]]:
    """One file for each text; its letters are its owners (a = 0), none is -1."""
    return [(0, key, ord(letter) - 97) for key, names in enumerate(owners) for letter in names] + [
        (0, key, -1) for key, names in enumerate(owners) if not names
    ]


@pytest.mark.parametrize(
    ("why", "owners", "people"),
    [
        ("one person knows all", ["a", "a", "a"], [0]),
        ("two know all of it together", ["ab", "ab", "ab"], [0, 1]),
        ("half is still covered after the first: the second goes too", ["a", "a", "b", "b"], [0, 1]),
        ("less than half is covered after the first", ["a", "a", "a", "b", "c"], [0]),
        ("each knows one of four: three go before less than half is left", ["a", "b", "c", "d"], [0, 1, 2]),
        ("ties go to the smaller code", ["b", "b", "a", "a", "c"], [0, 1]),
        ("files that nobody knows count as lost from the start", ["a", "", "", ""], []),
        ("just half is known", ["a", "b", "", ""], [0]),
        ("nobody knows anything", ["", ""], []),
    ],
)
def test_who_has_to_go(why: str, owners: list[str], people: list[int]) -> None:
    rounds, told = removed(files(*owners))
    assert [owner for _, owner, _, _ in told] == people, why
    assert rounds == [len(people)]


def test_nothing_at_all() -> None:
    assert removed([]) == ([0], [])
    assert removed([], groups=0) == ([], [])


TABLES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(-1, 4)), max_size=40, unique=True).map(
    lambda rows: [(group, key, owner) for group, key, owner in rows if owner >= 0 or not any(g == group and k == key and o >= 0 for g, k, o in rows)]
)


@given(TABLES, st.sampled_from([0.1, 0.5, 0.9]))
def test_all_groups_at_once_is_each_by_itself(rows: list[tuple[int, int, int]], threshold: float) -> None:
    rounds, told = removed(rows, 4, threshold)
    for group in range(4):
        alone_rounds, alone = removed([(0, key, owner) for g, key, owner in rows if g == group], 1, threshold)
        assert alone_rounds == [rounds[group]]
        assert [(owner, step, keys) for _, owner, step, keys in alone] == [(owner, step, keys) for g, owner, step, keys in told if g == group]


@given(TABLES)
def test_after_the_last_removal_too_little_is_covered_and_before_it_enough_was(rows: list[tuple[int, int, int]]) -> None:
    _, told = removed(rows, 4)
    for group in range(4):
        own = [(key, owner) for g, key, owner in rows if g == group]
        total = len({key for key, _ in own})
        gone = [owner for g, owner, _, _ in told if g == group]
        for step in range(len(gone) + 1):
            covered = len({key for key, owner in own if owner >= 0 and owner not in gone[:step]})
            assert (covered > 0 and covered >= total / 2) == (step < len(gone))


@given(TABLES, st.randoms())
def test_the_order_of_rows_never_matters(rows: list[tuple[int, int, int]], chance: object) -> None:
    shuffled = sorted(rows, key=lambda row: hash((row, str(chance))))
    assert removed(rows, 4) == removed(shuffled, 4)


def test_distinct_counts_each_key_once() -> None:
    assert distinct(np.array([0, 0, 2]), np.array([1, 1, 5]), 3).tolist() == [1, 0, 1]
