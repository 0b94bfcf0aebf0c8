"""Choosing activities and when to start them, where resources are scarce: the problem, and what makes a schedule one.

An activity holds its resources for its whole duration. It may need others to be finished before it starts, may be left out unless it is
required, and is worth something that depends on when it starts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Starts = NDArray[np.int64]
"""Per activity the period in which it starts; -1 for one that is left out."""

LEFT_OUT = -1
NEVER = -np.inf
"""The worth of a start that is not allowed."""
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Activity:
    """``uses`` are pairs of resource and amount, held in each period; ``worth`` has a number per period of start, ``NEVER`` where it may not."""

    duration: int
    uses: tuple[tuple[int, float], ...]
    worth: Numbers
    after: tuple[int, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Resource:
    """What there is of it in each block of ``block`` periods; a use counts once for each period that it falls in.

    Resources of one ``group`` (the skills of a team) share their users: a search may take such a group apart; -1 belongs to none.
    """

    capacity: Numbers
    block: int = 1
    group: int = -1


@dataclass(frozen=True, slots=True)
class Problem:
    """Activities that refer to one another and to resources by their place; periods count from 0 to ``periods``."""

    periods: int
    activities: tuple[Activity, ...]
    resources: tuple[Resource, ...]
    _order: list[int] = field(default_factory=list)

    @property
    def order(self) -> Sequence[int]:
        """All activities, each behind those that it needs. Raises ``ValueError`` where they wait for one another in a circle."""
        if not self._order and self.activities:
            self._order.extend(_sorted(self.activities))
        return self._order

    def worth(self, starts: Starts) -> float:
        """What a schedule is worth altogether."""
        return float(sum(activity.worth[start] for activity, start in zip(self.activities, starts.tolist(), strict=True) if start >= 0))

    def needed(self) -> tuple[int, ...]:
        """What is required, and whatever that needs."""
        found: set[int] = set()
        for place in reversed(self.order):
            if self.activities[place].required or place in found:
                found |= {place, *self.activities[place].after}
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a schedule breaks: ``kind`` is required, start, order or capacity; ``place`` its activity or resource."""

    kind: str
    place: int
    period: int = 0


def violations(problem: Problem, starts: Starts) -> Iterator[Violation]:
    """Every rule that a schedule breaks; none for a schedule that can be carried out."""
    for place, (activity, start) in enumerate(zip(problem.activities, starts.tolist(), strict=True)):
        if start == LEFT_OUT:
            if activity.required:
                yield Violation("required", place)
            continue
        if start + activity.duration > problem.periods or activity.worth[start] == NEVER:
            yield Violation("start", place, start)
        if any(starts[other] == LEFT_OUT or starts[other] + problem.activities[other].duration > start for other in activity.after):
            yield Violation("order", place, start)
    used = loads(problem, starts)
    for place, resource in enumerate(problem.resources):
        over = np.flatnonzero(used[place][: len(resource.capacity)] > resource.capacity + _SLACK)
        yield from (Violation("capacity", place, int(block) * resource.block) for block in over)


def loads(problem: Problem, starts: Starts) -> tuple[Numbers, ...]:
    """What a schedule uses of each resource in each block."""
    used = tuple(np.zeros_like(resource.capacity) for resource in problem.resources)
    for activity, start in zip(problem.activities, starts.tolist(), strict=True):
        if start >= 0:
            for resource, amount in activity.uses:
                block = problem.resources[resource].block
                np.add.at(used[resource], np.arange(start, start + activity.duration) // block, amount)
    return used


def _sorted(activities: Sequence[Activity]) -> Iterator[int]:
    """Kahn's order, the smallest place first among those that are free."""
    waiting = {place: set(activity.after) for place, activity in enumerate(activities)}
    while waiting:
        free = [place for place, needs in waiting.items() if not needs & waiting.keys()]
        if not free:
            raise ValueError(f"activities wait for one another in a circle: {sorted(waiting)}")
        yield from free
        for place in free:
            del waiting[place]
