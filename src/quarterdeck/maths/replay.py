"""A schedule carried out many times with durations that turn out otherwise: when things end, and what holds up what.

All runs go in step: an activity is placed in every run at once, in the order of the plan, as early as what it waits for and what is left of its
resources allow, and never before its planned start.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quarterdeck.maths.scheduling import LEFT_OUT, Numbers, Problem, Starts

Ends = NDArray[np.int64]
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Replay:
    """Ends by run (rows) and activity, in periods from 0; ``LEFT_OUT`` where an activity is in no plan, ``beyond`` where it ends after the horizon."""

    ends: Ends
    horizon: int


def replayed(problem: Problem, starts: Starts, durations: NDArray[np.int64], horizon: int) -> Replay:
    """Carry the plan out with ``durations`` (runs by activities). Capacity after its last block stays as it is there, up to ``horizon`` periods.

    What does not end within the horizon ends one period after it.
    """
    runs = len(durations)
    left = [np.tile(_extended(resource.capacity, resource.block, horizon), (runs, 1)) for resource in problem.resources]
    ends = np.full(durations.shape, LEFT_OUT, dtype=np.int64)
    rank = {place: number for number, place in enumerate(problem.order)}
    for place in sorted(np.flatnonzero(starts != LEFT_OUT).tolist(), key=lambda place: (starts[place], rank[place])):
        activity = problem.activities[place]
        earliest = np.full(runs, starts[place], dtype=np.int64)
        for other in activity.after:
            earliest = np.maximum(earliest, ends[:, other])
        length = durations[:, place]
        begins = _first_fit(problem, place, left, earliest, length, horizon)
        ends[:, place] = np.where(begins < horizon, begins + length, horizon + 1)
        _take(problem, place, left, begins, ends[:, place], horizon)
    return Replay(ends, horizon)


def _extended(capacity: Numbers, block: int, horizon: int) -> Numbers:
    blocks = -(-horizon // block)
    return np.concatenate((capacity, np.full(max(blocks - len(capacity), 0), capacity[-1] if len(capacity) else 0.0)))[:blocks]


def _first_fit(problem: Problem, place: int, left: list[Numbers], earliest: Ends, length: NDArray[np.int64], horizon: int) -> Ends:
    """The first period in which the activity fits for its whole length; ``horizon`` where none does. A budget is looked at block by block."""
    runs = len(earliest)
    free = np.ones((runs, horizon), dtype=bool)
    for resource, amount in problem.activities[place].uses:
        block = problem.resources[resource].block
        enough = left[resource] >= amount * (1 if block == 1 else np.minimum(length, block)[:, None]) - _SLACK
        free &= np.repeat(enough, block, axis=1)[:, :horizon]
    taken = np.concatenate((np.zeros((runs, 1), dtype=np.int64), np.cumsum(~free, axis=1)), axis=1)
    begins = np.arange(horizon)
    until = np.minimum(begins + length[:, None], horizon)
    fits = (np.take_along_axis(taken, until, axis=1) == taken[:, :-1]) & (begins >= earliest[:, None]) & (begins + length[:, None] <= horizon)
    return np.where(fits.any(axis=1), np.argmax(fits, axis=1), horizon)


def _take(problem: Problem, place: int, left: list[Numbers], begins: Ends, ends: Ends, horizon: int) -> None:
    periods = np.arange(horizon)
    held = (periods >= begins[:, None]) & (periods < ends[:, None]) & (begins < horizon)[:, None]
    for resource, amount in problem.activities[place].uses:
        block = problem.resources[resource].block
        used = held if block == 1 else np.add.reduceat(held, np.arange(0, horizon, block), axis=1)
        left[resource] -= amount * used
