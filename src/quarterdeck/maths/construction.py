"""Schedules built one activity after the other, each as early as it fits, and made better by taking some out and putting them back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from quarterdeck.maths.scheduling import LEFT_OUT, NEVER, Numbers, Problem, Starts

_SLACK = 1e-9


class Board:
    """A schedule under construction: what is placed, and what is left of each resource in each period."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.starts: Starts = np.full(len(problem.activities), LEFT_OUT, dtype=np.int64)
        self._left = [resource.capacity.astype(float) for resource in problem.resources]
        self._ends = [0] * len(problem.activities)
        self.worth = 0.0

    def fits(self, place: int) -> int:
        """The earliest start at which an activity fits and is worth something; ``LEFT_OUT`` without one."""
        activity = self.problem.activities[place]
        earliest = 0
        for other in activity.after:
            if self.starts[other] == LEFT_OUT:
                return LEFT_OUT
            earliest = max(earliest, self._ends[other])
        last = min(self.problem.periods - activity.duration, len(activity.worth) - 1)
        if earliest > last:
            return LEFT_OUT
        allowed = activity.worth[earliest : last + 1] > (NEVER if activity.required else 0.0)
        for resource, amount in activity.uses:
            allowed &= self._room(resource, amount, activity.duration, earliest, last)
        first = int(np.argmax(allowed))
        return earliest + first if allowed[first] else LEFT_OUT

    def _room(self, resource: int, amount: float, duration: int, earliest: int, last: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """For each start from ``earliest`` to ``last``, whether there is enough for the whole duration."""
        block = self.problem.resources[resource].block
        if block == 1:
            full = np.concatenate(([0], np.cumsum(self._left[resource] < amount - _SLACK)))
            return np.asarray(full[earliest + duration : last + duration + 1] == full[earliest : last + 1])
        starts = np.arange(earliest, last + 1)
        touched = (starts[:, None] + np.arange(duration)) // block
        needed = np.stack([(touched == number).sum(axis=1) for number in range(len(self._left[resource]))], axis=1) * amount
        return np.asarray((needed <= self._left[resource] + _SLACK).all(axis=1))

    def put(self, place: int, start: int, sign: int = 1) -> None:
        """Place an activity, or with ``sign`` -1 take it out."""
        activity = self.problem.activities[place]
        for resource, amount in activity.uses:
            block = self.problem.resources[resource].block
            if block == 1:
                self._left[resource][start : start + activity.duration] -= sign * amount
            else:
                np.subtract.at(self._left[resource], np.arange(start, start + activity.duration) // block, sign * amount)
        self.starts[place] = start if sign > 0 else LEFT_OUT
        self._ends[place] = start + activity.duration if sign > 0 else 0
        self.worth += sign * float(activity.worth[start])

    def fill(self, order: Iterable[int]) -> None:
        """Place whatever fits, in this order."""
        for place in order:
            if self.starts[place] == LEFT_OUT and (start := self.fits(place)) != LEFT_OUT:
                self.put(place, start)


def serial(problem: Problem, priority: Numbers) -> Starts:
    """Serial schedule generation: required activities first, then by priority, greatest first, each as early as it fits."""
    board = Board(problem)
    board.fill(ordered(problem, priority))
    return board.starts


def ordered(problem: Problem, priority: Numbers) -> list[int]:
    """Activities by priority, each behind those it needs; what is required, with all it needs, comes first.

    An activity lends its priority to what it waits for, so that a valuable one is not held up by a dull one before it.
    """
    lent = priority.astype(float)
    first = np.zeros(len(lent), dtype=bool)
    first[list(problem.needed())] = True
    for place in reversed(problem.order):
        for other in problem.activities[place].after:
            lent[other] = max(lent[other], lent[place])
    rank = {place: number for number, place in enumerate(problem.order)}
    return sorted(range(len(lent)), key=lambda place: (not first[place], -lent[place], rank[place]))


def improved(problem: Problem, starts: Starts, priority: Numbers, rounds: int, seed: int) -> Starts:
    """Take out some activities, put back what fits in a slightly shuffled order, keep what is better: again and again."""
    chance = np.random.default_rng(seed)
    best = starts.copy()
    worth = problem.worth(best)
    followers = _followers(problem)
    logs = np.log(np.maximum(priority, 1e-12))
    for _ in range(rounds):
        board = Board(problem)
        gone = _taken(problem, best, followers, chance)
        for place in problem.order:
            if best[place] != LEFT_OUT and place not in gone:
                board.put(place, int(best[place]))
        board.fill(ordered(problem, np.exp(logs + chance.normal(0, 0.35, len(logs)))))
        if board.worth > worth and _complete(problem, board.starts):
            best, worth = board.starts, board.worth
    return best


def _taken(problem: Problem, starts: Starts, followers: Sequence[Sequence[int]], chance: np.random.Generator) -> set[int]:
    """Some activities that run side by side, with all that wait for them."""
    placed = np.flatnonzero(starts != LEFT_OUT)
    if not len(placed):
        return set()
    seed = int(chance.choice(placed))
    near = np.abs(starts[placed] - starts[seed])
    count = int(chance.integers(2, max(3, len(placed) // 6) + 1))
    chosen = placed[np.argsort(near + chance.random(len(placed)) * problem.periods / 3, kind="stable")[:count]]
    gone: set[int] = set()
    stack = chosen.tolist()
    while stack:
        place = stack.pop()
        if place not in gone:
            gone.add(place)
            stack.extend(followers[place])
    return gone


def _followers(problem: Problem) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in problem.activities]
    for place, activity in enumerate(problem.activities):
        for other in activity.after:
            found[other].append(place)
    return found


def _complete(problem: Problem, starts: Starts) -> bool:
    return all(starts[place] != LEFT_OUT for place in problem.needed())
