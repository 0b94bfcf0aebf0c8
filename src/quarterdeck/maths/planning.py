"""A good schedule and how far it can be from the best: greedy first, then search among its neighbours, then proof, within a time limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quarterdeck.maths.construction import improved, serial
from quarterdeck.maths.neighbours import Neighbours
from quarterdeck.maths.optimisation import Flags, Model, Pool, Relaxed, Run, Solved, formulated, relaxed, solved
from quarterdeck.maths.parts import part
from quarterdeck.maths.scheduling import LEFT_OUT, NEVER, Numbers, Problem, Starts, violations

_SMALL, _MIDDLE = 600, 2000
"""A programme of so few starts is solved whole at once; one of so few is proved whole after the search."""
_SEARCH = 0.7
"""The share of the time after which the programme is proved."""
_SIDE_BY_SIDE = 2
"""Searches that run at the same time."""
_NOTHING = 1e-9
_NEIGHBOUR_SECONDS = 1.0
_NEIGHBOUR_GAP = 3e-4
_ENOUGH = 1e-3
_ROUNDS = 200
_BETWEEN = 0.02
"""Seconds that go by between two searches."""


@dataclass(frozen=True, slots=True)
class Plan:
    """``bound`` is what no schedule can exceed; ``ended`` says how the search did: optimal, stopped, interrupted, infeasible, unknown or unproved.

    ``prices`` says per resource and block what one more unit would add to the bound; empty where the relaxation was not solved.
    """

    starts: Starts | None
    worth: float
    bound: float
    ended: str
    prices: tuple[Numbers, ...] = ()

    @property
    def gap(self) -> float:
        """By how much of itself the plan could at most be better."""
        return (self.bound - self.worth) / abs(self.worth) if self.starts is not None and self.worth else np.inf


def planned(problem: Problem, priorities: Sequence[Numbers], seconds: float, seed: int = 1, pool: Pool | None = None) -> Plan:
    """The best schedule found in about ``seconds``, never worse than what any of ``priorities`` builds. An interruption ends the search early.

    With a ``pool`` of two threads two searches run at a time.

    Without highspy, which is an optional part, a schedule is built and improved, and nothing is proved.
    """
    best = _Best(problem)
    try:
        best.take(*greedy(problem, priorities))
        _search(best, seconds, seed, pool)
    except KeyboardInterrupt:
        best.ended = "interrupted"
    except ModuleNotFoundError:
        best.ended = "unproved"
        if best.starts is not None:
            best.starts = improved(problem, best.starts, priorities[0], _ROUNDS, seed)
            best.worth = problem.worth(best.starts)
    if best.starts is not None and (broken := next(violations(problem, best.starts), None)):
        raise RuntimeError(f"a schedule breaks a rule: {broken}")
    return Plan(best.starts, best.worth, best.bound, best.ended, best.prices)


def greedy(problem: Problem, priorities: Sequence[Numbers]) -> tuple[Starts | None, float]:
    """The best of the schedules that serial generation builds by each priority; ``None`` where none holds all that is required."""
    built = [starts for starts in (serial(problem, priority) for priority in priorities) if all(starts[place] != LEFT_OUT for place in problem.needed())]
    best = max(built, key=problem.worth, default=None)
    return best, NEVER if best is None else problem.worth(best)


class _Best:
    """The best schedule so far."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.starts: Starts | None = None
        self.worth, self.bound, self.ended = NEVER, np.inf, "unknown"
        self.prices: tuple[Numbers, ...] = ()

    def take(self, starts: Starts | None, worth: float) -> None:
        """Keep it where it is better."""
        if starts is not None and worth > self.worth:
            self.starts, self.worth = starts, worth
            self.ended = "stopped" if self.ended == "unknown" else self.ended


def _search(best: _Best, seconds: float, seed: int, pool: Pool | None) -> None:
    if not best.problem.activities:
        best.ended, best.bound = "optimal", 0.0
        return
    model = formulated(best.problem)
    if not len(model.activity):
        best.ended, best.bound = ("infeasible", NEVER) if best.problem.needed() else ("optimal", best.worth)
        return
    guide = relaxed(best.problem, model)
    if guide is None:
        best.ended, best.bound = "infeasible", NEVER
        return
    best.bound, best.prices = guide.bound, guide.prices
    best.take(*greedy(best.problem, _hints(model, guide)))
    spent = guide.seconds
    if len(model.activity) > _SMALL and best.starts is not None:
        whole = len(model.activity) <= _MIDDLE
        spent = _side_by_side(best, model, guide, seconds * (_SEARCH if whole else 1.0), seed, pool, beside=not whole)
        if not whole:
            return
    found = solved(model, max(seconds - spent, 1.0), best.starts, _ENOUGH / 10)
    best.bound = min(best.bound, found.bound)
    best.ended = found.ended if best.starts is None or found.ended != "unknown" else "stopped"
    best.take(found.starts, found.worth)
    if found.ended == "interrupted":
        raise KeyboardInterrupt


def _side_by_side(best: _Best, model: Model, guide: Relaxed, seconds: float, seed: int, pool: Pool | None, *, beside: bool) -> float:  # as above
    """Search among neighbours for so long, several at a time, in the end with the proof ``beside`` them. An interruption ends all. What it took."""
    neighbours = Neighbours(best.problem, model, guide.values, seed)
    searches = [_Lane(best, model, neighbours, guide.seconds, seconds, pool) for _ in range(_SIDE_BY_SIDE if pool else 1)]
    searches[0].whole = beside
    try:
        while any([lane.busy() for lane in searches]):  # noqa: C419  # each of them, not the first alone
            pass
    except KeyboardInterrupt:
        for lane in searches:
            lane.cancel()
        raise
    return max(lane.spent for lane in searches)


class _Lane:
    """One search after the other among neighbours of the best schedule, then the whole, where it is asked. It knows no clock but what its searches took."""

    def __init__(self, best: _Best, model: Model, neighbours: Neighbours, spent: float, seconds: float, pool: Pool | None) -> None:  # as above
        self.best, self.model, self.neighbours, self.spent, self.seconds, self.pool = best, model, neighbours, spent, seconds, pool
        self.whole = self.proving = False
        self.run: Run | None = None
        self.moved: tuple[str, Flags] | None = None

    def busy(self) -> bool:
        """Begin something, or look whether it has ended; false when the time is over."""
        if self.run is None:
            self.moved = None
            if self.whole and self.spent >= self.seconds * _SEARCH:
                self.whole, self.proving = False, True
                plain = formulated(self.best.problem, units=False)
                self.run = Run(plain, max(self.seconds - self.spent, 0.1), _ENOUGH / 10, self.best.starts, pool=self.pool, small=False)
            elif self.spent >= self.seconds or self.best.starts is None:
                return False
            else:
                self._move(self.best.starts, min(_NEIGHBOUR_SECONDS, self.seconds / 10, max(self.seconds - self.spent, 0.1)))
        elif self.run.done():
            self._take(self.run.read())
            self.run = None
        return True

    def _move(self, starts: Starts, seconds: float) -> None:
        self.moved = self.neighbours.next(starts)
        free = self.moved[1]
        some = part(self.model, free[self.model.activity], starts[self.model.activity] == self.model.period)
        self.run = Run(some, seconds, _NEIGHBOUR_GAP, starts, pool=self.pool)

    def _take(self, found: Solved) -> None:
        self.spent += found.seconds + _BETWEEN
        if self.proving:
            self.proving = False
            self.best.bound = min(self.best.bound, found.bound)
            self.best.take(found.starts, found.worth)
            self.best.ended = "optimal" if found.ended == "optimal" else self.best.ended
            return
        if self.moved is None:
            return
        way, free = self.moved
        self.neighbours.learn(way, found.ended)
        if found.starts is not None and self.best.starts is not None:
            starts = np.where(free, found.starts, self.best.starts)
            worth = self.best.problem.worth(starts)
            if worth > self.best.worth and next(violations(self.best.problem, starts), None) is None:  # another search may have changed the rest meanwhile
                self.best.take(starts, worth)

    def cancel(self) -> None:
        """End what runs, and keep what it found."""
        if self.run is not None:
            self.run.cancel()
            while not self.run.done(0.1):
                pass
            self._take(self.run.read())


def _hints(model: Model, guide: Relaxed) -> tuple[Numbers, ...]:
    """Orders read from the relaxation: what it does most of first, or what it does earliest."""
    much: Numbers = np.bincount(model.activity, guide.values, model.activities).astype(float)
    when = np.bincount(model.activity, guide.values * model.period, model.activities) / np.maximum(much, _NOTHING)
    late = float(model.period.max()) + 1
    first: Numbers = much * 1000 + late - when + 1
    early: Numbers = np.where(much > _NOTHING, late - when, 0.0) + much + 1
    return first, early


def gained(richer: Problem, plan: Plan, users: Flags, priorities: Sequence[Numbers], seconds: float) -> float:
    """What a plan gains when the problem has more of something: the ``users`` of it and what was left out may move. Found, not proved.

    The activities are those of the plan, in the same order.
    """
    if plan.starts is None:
        return 0.0
    model = formulated(richer)
    kept = (users | (plan.starts == LEFT_OUT))[model.activity] | (plan.starts[model.activity] == model.period)
    found = solved(model, seconds, plan.starts, _ENOUGH, kept)
    if found.ended == "interrupted":
        raise KeyboardInterrupt
    _, simple = greedy(richer, priorities)
    return max(found.worth, simple, plan.worth) - plan.worth
