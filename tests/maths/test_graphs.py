"""Circles and layers of small graphs, and laws that hold for any."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.maths.graphs import circles, layers

GRAPHS = st.dictionaries(st.integers(0, 8), st.lists(st.integers(0, 8), max_size=4), max_size=9)


def test_a_circle_with_a_way_in_and_a_way_out() -> None:
    edges = {"web": ["cart"], "cart": ["tax"], "tax": ["prices"], "prices": ["cart", "money"]}
    assert [sorted(circle) for circle in circles(edges)] == [["cart", "prices", "tax"]]
    assert layers(edges) == {"web": 2, "cart": 1, "tax": 1, "prices": 1, "money": 0}


def test_what_leads_to_itself_alone_is_no_circle() -> None:
    assert circles({"cart": ["cart"], "tax": []}) == []


def test_a_long_way_needs_no_deep_stack() -> None:
    chain = {number: [number + 1] for number in range(20_000)}
    assert layers(chain)[0] == 20_000
    assert len(circles({**chain, 20_000: [0]})[0]) == 20_001


def reached(edges: Mapping[int, list[int]], start: int) -> set[int]:
    """Everything that can be reached in one step or more."""
    seen: set[int] = set()
    waiting = list(edges.get(start, ()))
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting.extend(edges.get(node, ()))
    return seen


@given(GRAPHS)
def test_two_nodes_share_a_circle_exactly_when_each_reaches_the_other(edges: dict[int, list[int]]) -> None:
    circle = {node: number for number, nodes in enumerate(circles(edges)) for node in nodes}
    for one in range(9):
        for other in range(one):
            together = one in circle and circle.get(one) == circle.get(other)
            assert together == (other in reached(edges, one) and one in reached(edges, other))


@given(GRAPHS)
def test_an_import_leads_down_or_stays_within_its_circle(edges: dict[int, list[int]]) -> None:
    depth = layers(edges)
    for node, targets in edges.items():
        for target in targets:
            assert depth[node] > depth[target] or node in reached(edges, target)
