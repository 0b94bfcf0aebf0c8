"""Directed graphs: circles, and the layers that are left when circles are drawn together."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def circles(edges: Mapping[Node, Iterable[Node]]) -> list[list[Node]]:
    """The strongly connected components of two nodes or more, each in the order of meeting: whoever starts in one gets back to the start.

    Tarjan (1972), without recursion. The order depends on the order of ``edges`` alone.
    """
    index: dict[Node, int] = {}
    low: dict[Node, int] = {}
    held: dict[Node, None] = {}
    found: list[list[Node]] = []
    for root in edges:
        if root in index:
            continue
        index[root] = low[root] = len(index)
        held[root] = None
        waiting = [(root, iter(edges.get(root, ())))]
        while waiting:
            node, rest = waiting[-1]
            following = next(rest, None)
            if following is None:
                waiting.pop()
                if waiting:
                    low[waiting[-1][0]] = min(low[waiting[-1][0]], low[node])
                if low[node] == index[node]:
                    found.append(_taken(held, node))
            elif following not in index:
                index[following] = low[following] = len(index)
                held[following] = None
                waiting.append((following, iter(edges.get(following, ()))))
            elif following in held:
                low[node] = min(low[node], index[following])
    return [component for component in found if len(component) > 1]


def _taken(held: dict[Node, None], node: Node) -> list[Node]:
    """Everything that was met since ``node``, taken out."""
    component: list[Node] = []
    while not component or component[-1] != node:
        component.append(held.popitem()[0])
    return component[::-1]


def layers(edges: Mapping[Node, Iterable[Node]]) -> dict[Node, int]:
    """For each node the longest way down from it, with each circle as one node: 0 for what leads nowhere."""
    nodes = list(dict.fromkeys([*edges, *(target for targets in edges.values() for target in targets)]))
    circle = {node: number for number, component in enumerate(circles(edges)) for node in component}
    name = {node: ("circle", circle[node]) if node in circle else ("node", position) for position, node in enumerate(nodes)}
    below: dict[tuple[str, int], dict[tuple[str, int], None]] = {}
    for node in nodes:
        held = below.setdefault(name[node], {})
        held.update({name[target]: None for target in edges.get(node, ()) if name[target] != name[node]})
    depth: dict[tuple[str, int], int] = {}
    for start in below:
        waiting = [start]
        while waiting:
            open_ = [lower for lower in below[waiting[-1]] if lower not in depth]
            if open_:
                waiting.extend(open_)
            else:
                done = waiting.pop()
                depth[done] = 1 + max((depth[lower] for lower in below[done]), default=-1)
    return {node: depth[name[node]] for node in nodes}


def steps(edges: Mapping[Node, Iterable[Node]], circle: Sequence[Node]) -> list[Node]:
    """A shortest way round within a circle, through its first node: what a reader has to see to believe it."""
    inside = set(circle)
    start = circle[0]
    before: dict[Node, Node] = {}
    waiting = [start]
    for node in waiting:
        for target in edges.get(node, ()):
            if target == start:
                way = [node]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return way[::-1]
            if target in inside and target not in before:
                before[target] = node
                waiting.append(target)
    return [start]
