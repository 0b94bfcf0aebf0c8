"""A good schedule and how far it can be from the best: greedy first, then search among its neighbours, then proof, within a time limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quarterdeck.maths.construction import improved, serial
from quarterdeck.maths.optimisation import Codes, Flags, Model, Relaxed, Solved, formulated, relaxed, solved
from quarterdeck.maths.scheduling import LEFT_OUT, NEVER, Numbers, Problem, Starts, violations

_SMALL = 600
"""A programme of so few starts is solved whole at once."""
_SEARCH = 0.65
"""The share of the time that the search among neighbours may take; the rest goes to the proof."""
_NOTHING = 1e-9
_NEIGHBOUR_SECONDS = 3.0
_ENOUGH = 1e-3
_ROUNDS = 200


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


def planned(problem: Problem, priorities: Sequence[Numbers], seconds: float, seed: int = 1) -> Plan:
    """The best schedule found in about ``seconds``, never worse than what any of ``priorities`` builds. An interruption ends the search early.

    Without highspy, which is an optional part, a schedule is built and improved, and nothing is proved.
    """
    best = _Best(problem, *greedy(problem, priorities))
    try:
        _search(best, seconds, seed)
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

    def __init__(self, problem: Problem, starts: Starts | None, worth: float) -> None:
        self.problem, self.starts, self.worth = problem, starts, worth
        self.bound, self.ended = np.inf, "unknown" if starts is None else "stopped"
        self.prices: tuple[Numbers, ...] = ()
        self.spent = 0.0

    def take(self, found: Solved) -> None:
        """Keep it where it is better; an interruption is passed on."""
        self.spent += found.seconds
        if found.starts is not None and found.worth > self.worth:
            self.starts, self.worth = found.starts, found.worth
        if found.ended == "interrupted":
            raise KeyboardInterrupt


def _search(best: _Best, seconds: float, seed: int) -> None:
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
    best.bound, best.prices, best.spent = guide.bound, guide.prices, guide.seconds
    starts, worth = greedy(best.problem, _hints(model, guide))
    if worth > best.worth:
        best.starts, best.worth = starts, worth
    if len(model.activity) > _SMALL and best.starts is not None:
        neighbours = _Neighbours(best.problem, seed)
        while best.spent < seconds * _SEARCH:
            kept = neighbours.next(best.starts)[model.activity] | (best.starts[model.activity] == model.period)
            found = solved(model, min(_NEIGHBOUR_SECONDS, seconds / 10), best.starts, _ENOUGH, kept)
            neighbours.learn(found.ended)
            best.take(found)
    found = solved(model, max(seconds - best.spent, 1.0), best.starts, _ENOUGH / 10)
    best.bound = min(best.bound, found.bound)
    best.ended = found.ended if best.starts is None or found.ended != "unknown" else "stopped"
    best.take(found)


def _hints(model: Model, guide: Relaxed) -> tuple[Numbers, ...]:
    """Orders read from the relaxation: what it does most of first, or what it does earliest."""
    much: Numbers = np.bincount(model.activity, guide.values, model.activities).astype(float)
    when = np.bincount(model.activity, guide.values * model.period, model.activities) / np.maximum(much, _NOTHING)
    late = float(model.period.max()) + 1
    first: Numbers = much * 1000 + late - when + 1
    early: Numbers = np.where(much > _NOTHING, late - when, 0.0) + much + 1
    return first, early


class _Neighbours:
    """Which activities may move, again and again: such as share resources, or start about the same time. How many adapts to what can be solved."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self.chance = np.random.default_rng(seed)
        self.share = 0.15
        self.turn = 0
        self.uses = np.zeros((len(problem.activities), len(problem.resources)), dtype=bool)
        for place, activity in enumerate(problem.activities):
            self.uses[place, [resource for resource, amount in activity.uses if amount > 0]] = True
        self.scarce: Codes = np.flatnonzero(self.uses.mean(axis=0) < 0.5)  # noqa: PLR2004  # what most activities use tells none apart

    def next(self, starts: Starts) -> Flags:
        """Activities that may move; the others stay where they are."""
        self.turn += 1
        wanted = max(2, round(self.share * len(starts)))
        free = np.zeros(len(starts), dtype=bool)
        if self.turn % 3 and len(self.scarce):
            for resource in self.chance.permutation(self.scarce):
                if free.sum() >= wanted:
                    break
                free |= self.uses[:, resource]
            return free
        centre = int(self.chance.choice(np.flatnonzero(starts != LEFT_OUT))) if (starts != LEFT_OUT).any() else 0
        apart = np.where(starts == LEFT_OUT, self.chance.random(len(starts)) * 12, np.abs(starts - starts[centre]) + self.chance.random(len(starts)) * 3)
        free[np.argsort(apart, kind="stable")[:wanted]] = True
        return free

    def learn(self, ended: str) -> None:
        """Fewer next time where this was too much, more where it was solved to the end."""
        self.share = min(self.share * 1.2, 0.9) if ended == "optimal" else max(self.share * 0.8, 0.05)


def gained(richer: Problem, plan: Plan, users: Flags, priorities: Sequence[Numbers], seconds: float) -> float:
    """What a plan gains when the problem has more of something: the ``users`` of it and what was left out may move. Found, not proved.

    The activities are those of the plan, in the same order.
    """
    if plan.starts is None:
        return 0.0
    model = formulated(richer)
    kept = (users | (plan.starts == LEFT_OUT))[model.activity] | (plan.starts[model.activity] == model.period)
    found = solved(model, seconds, plan.starts, _ENOUGH, kept)
    _, simple = greedy(richer, priorities)
    return max(found.worth, simple, plan.worth) - plan.worth
