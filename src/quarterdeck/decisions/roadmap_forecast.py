"""What becomes of a plan when initiatives take longer or shorter than expected: dates with their certainty, and what the rest hangs on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from quarterdeck.decisions.roadmap import Initiative, Roadmap, expected, formulate
from quarterdeck.decisions.roadmap_plan import RoadmapPlan
from quarterdeck.maths.draws import amounts, standard_normals
from quarterdeck.maths.replay import replayed
from quarterdeck.maths.scheduling import LEFT_OUT

RUNS = 2_000
_LONGER = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """When one initiative ends, in months from the start of the roadmap (excluded): as planned, with even odds, and in 85 of 100 runs.

    ``late`` is the chance of ending after the plan's month, ``beyond`` that of ending after the horizon. ``crucial`` is how strongly its own length
    moves the worth of the whole roadmap (the negated rank correlation, Williams 1992); ``cut`` what the plan loses without it and all
    that waits for it, for each people-month: the least is cut first.
    """

    initiative: Initiative
    planned: int
    p50: int
    p85: int
    late: float
    beyond: float
    crucial: float
    cut: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """Outcomes in the order of the plan, and what the roadmap is worth over the runs (p10, p50, p90) beside what the plan says."""

    outcomes: tuple[Outcome, ...]
    worth: tuple[float, float, float]
    planned: float


def forecast(found: RoadmapPlan, seed: int, runs: int = RUNS) -> Forecast:
    """Carry the plan out ``runs`` times."""
    roadmap = found.roadmap
    problem = formulate(roadmap).problem
    starts = np.array([found.starts.get(one.name, LEFT_OUT) for one in roadmap.initiatives])
    durations = np.stack([_lengths(one, seed, runs) for one in roadmap.initiatives], axis=1)
    horizon = _LONGER * roadmap.months
    ends = replayed(problem, starts, durations, horizon).ends
    delay = np.array([expected(one.cost_of_delay) for one in roadmap.initiatives])
    worths = (np.maximum(roadmap.months - ends, 0) * delay * (starts != LEFT_OUT)).sum(axis=1)
    order = sorted(np.flatnonzero(starts != LEFT_OUT).tolist(), key=lambda place: (starts[place], place))
    outcomes = tuple(
        Outcome(
            roadmap.initiatives[place], int(starts[place]) + roadmap.initiatives[place].months, *_quantiles(ends[:, place]),
            float((ends[:, place] > starts[place] + roadmap.initiatives[place].months).mean()), float((ends[:, place] > roadmap.months).mean()),
            _crucial(durations[:, place], worths), _cut(roadmap, found, roadmap.initiatives[place]),
        )
        for place in order
    )  # fmt: skip
    low, middle, high = np.quantile(worths, (0.1, 0.5, 0.9)).tolist()
    return Forecast(outcomes, (low, middle, high), found.worth)


def _lengths(one: Initiative, seed: int, runs: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    drawn = amounts(one.length, standard_normals(f"length of {one.name}", seed, runs))
    return np.maximum(np.ceil(drawn - 0.05), 1).astype(np.int64)


def _quantiles(ends: np.ndarray[tuple[int], np.dtype[np.int64]]) -> tuple[int, int]:
    ordered = np.sort(ends)
    return int(ordered[int(np.ceil(0.5 * len(ordered))) - 1]), int(ordered[int(np.ceil(0.85 * len(ordered))) - 1])


def _crucial(lengths: np.ndarray[tuple[int], np.dtype[np.int64]], worths: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """Equal lengths share their mean rank, so that whole months do not blur it."""
    if lengths.min() == lengths.max() or worths.min() == worths.max():
        return 0.0
    _, place, counts = np.unique(lengths, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    return max(0.0, -float(np.corrcoef(ranks, np.argsort(np.argsort(worths)))[0, 1]))


def _cut(roadmap: Roadmap, found: RoadmapPlan, one: Initiative) -> float:
    """What is lost without it and what waits for it, for each people-month that it frees."""
    gone = {one.name}
    size = 0
    while size < len(gone):
        size = len(gone)
        gone |= {other.name for other in roadmap.initiatives if gone & set(other.after)}
    parts = [other for other in roadmap.initiatives if other.name in gone and other.name in found.starts]
    lost = sum(expected(other.cost_of_delay) * max(roadmap.months - found.starts[other.name] - other.months, 0) for other in parts)
    effort = sum(other.months * sum(demand.people for demand in other.demands) for other in parts)
    return lost / max(effort, 0.25)
