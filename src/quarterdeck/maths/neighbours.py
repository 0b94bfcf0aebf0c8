"""Which activities of a schedule may move while the others stay where they are: small searches that find what a large one does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from quarterdeck.maths.optimisation import Flags, Model
from quarterdeck.maths.parts import users
from quarterdeck.maths.scheduling import LEFT_OUT, Numbers, Problem, Starts

_NOTHING = 1e-9
_FIRST, _FEWEST, _MOST = 45, 8, 0.8
_MORE, _LESS = 1.15, 0.85
_NOISE, _ELSEWHERE = 0.7, 1.5


class Neighbours:
    """Activities that may move, again and again, chosen in several ways in turn. How many adapts to what can be solved, for each way.

    The first way takes those that stand where the relaxation would not have them (Danna, Rothberg & Le Pape 2005, relaxation induced neighbourhoods,
    not opened); the second those that share a group and stand near a month, which finds most once a plan is good; then those within some months,
    and those that start about the same time.
    """

    def __init__(self, problem: Problem, model: Model, values: Numbers, seed: int) -> None:
        self.chance = np.random.default_rng(seed)
        self.model, self.values, self.users, self.periods = model, values, users(problem), problem.periods
        self.much: Numbers = np.bincount(model.activity, values, model.activities).astype(float)
        self.when = np.bincount(model.activity, values * model.period, model.activities) / np.maximum(self.much, _NOTHING)
        self.ways: Mapping[str, Callable[[Starts], Numbers]] = {
            "relaxed": self._relaxed, "corner": self._corner, "window": self._window, "corner again": self._corner, "time": self._time,
        }  # fmt: skip
        self.size = dict.fromkeys(self.ways, float(_FIRST))
        self.turn = 0

    def next(self, starts: Starts) -> tuple[str, Flags]:
        """A way, and the activities that may move."""
        way = list(self.ways)[self.turn % len(self.ways)]
        self.turn += 1
        free = np.zeros(len(starts), dtype=bool)
        free[np.argsort(self.ways[way](starts), kind="stable")[: round(self.size[way])]] = True
        return way, free

    def learn(self, way: str, ended: str) -> None:
        """Fewer next time where this was too much, more where it was solved to the end."""
        size = self.size[way] * (_MORE if ended == "optimal" else _LESS)
        self.size[way] = min(max(size, _FEWEST), max(_MOST * len(self.users), _FEWEST))

    def _against(self, starts: Starts) -> Numbers:
        """How little the relaxation has of what is chosen for each activity."""
        has = np.where(starts == LEFT_OUT, 1 - self.much, 0.0)
        chosen = starts[self.model.activity] == self.model.period
        has[self.model.activity[chosen]] += self.values[chosen]
        return 1 - has

    def _likely(self, starts: Starts) -> Numbers:
        """When each starts, or would."""
        elsewhere = np.where(self.much > _NOTHING, self.when, self.chance.random(len(starts)) * self.periods)
        return np.where(starts == LEFT_OUT, elsewhere, starts.astype(float))

    def _relaxed(self, starts: Starts) -> Numbers:
        return -self._against(starts) - self.chance.random(len(starts)) * _NOISE

    def _window(self, starts: Starts) -> Numbers:
        apart = np.abs(self._likely(starts) - self.chance.integers(self.periods)) / self.periods
        return 2 * apart - self._against(starts) + self.chance.random(len(starts)) * _NOISE

    def _corner(self, starts: Starts) -> Numbers:
        """What uses one group's resources, its helpers from elsewhere too, near one period: as much as can be solved to the end."""
        if not self.users.shape[1]:
            return self._window(starts)
        elsewhere = ~self.users[:, self.chance.integers(self.users.shape[1])]
        apart = np.abs(self._likely(starts) - self.chance.integers(self.periods)) / self.periods
        return 2 * apart + _ELSEWHERE * elsewhere - self._against(starts) / 2 + self.chance.random(len(starts)) / 2

    def _time(self, starts: Starts) -> Numbers:
        return np.abs(self._likely(starts) - self.chance.integers(self.periods)) + self.chance.random(len(starts)) * 4
