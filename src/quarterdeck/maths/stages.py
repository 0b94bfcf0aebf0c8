"""A first schedule group by group: each is planned to the end at the prices that the relaxation of the rest asks, then held while the others follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from quarterdeck.maths.optimisation import Codes, Flags, Model, Relaxation
from quarterdeck.maths.parts import NOWHERE, homes
from quarterdeck.maths.scheduling import LEFT_OUT, Numbers, Problem, Starts

if TYPE_CHECKING:
    from collections.abc import Sequence

_SURE, _NOTHING = 0.99, 1e-6


class Stages:
    """The groups in turn, the largest first: ask for ``model``, solve it, ``take`` what came of it, until there is none left.

    What the group shares with groups that are still to come is priced (Lagrange); what it shares with those that stand is a limit.
    """

    def __init__(self, problem: Problem, model: Model) -> None:
        self.problem, self.whole = problem, model
        self.home = homes(problem)[model.activity]
        by_activity = homes(problem)
        groups = np.array([resource.group for resource in problem.resources])
        self.owner = np.array([groups[place] if kind == "capacity" else by_activity[place] for kind, place, _ in model.rule])
        self.other = np.array([by_activity[other] if kind == "order" else by_activity[place] for kind, place, other in model.rule])
        self.order = np.array([kind == "order" for kind, _, _ in model.rule])
        self.shared = np.array([kind == "capacity" for kind, _, _ in model.rule]) & (self.owner == NOWHERE)
        found, sizes = np.unique(by_activity[by_activity != NOWHERE], return_counts=True)
        self.waiting: list[int] = found[np.argsort(sizes)].tolist()
        self.standing: list[int] = []
        self.fixed: Flags = np.zeros(len(model.activity), dtype=bool)
        self.relaxation = Relaxation(model)
        self.columns: Codes = np.zeros(0, dtype=np.int64)

    def model(self) -> Model | None:
        """What is to be solved next; none at the end, or where what was taken leaves no way to go on."""
        told = self.relaxation.solved()
        if not self.waiting or told is None:
            return None
        values, duals = told
        return self._of(self.waiting[-1], values, duals)

    def take(self, starts: Starts | None) -> None:
        """Hold what was found for the group."""
        group = self.waiting.pop()
        self.standing.append(group)
        own = np.flatnonzero(self.home == group)
        chosen = np.zeros(len(own)) if starts is None else (starts[self.whole.activity[own]] == self.whole.period[own]).astype(float)
        self.relaxation.hold(own, chosen)
        if self.relaxation.solved() is None:
            chosen[self._hanging(own, chosen > 0)] = 0.0
            self.relaxation.hold(own, chosen)
        self.fixed[own] = chosen > 0

    def _hanging(self, own: Codes, chosen: Flags) -> Flags:
        """Of the chosen, those that wait for what is still to be planned, directly or through others."""
        there = np.zeros(self.whole.activities, dtype=bool)
        there[self.whole.activity[own[chosen]]] = True
        there[self.whole.activity[self.fixed]] = True
        for place in self.problem.order:
            there[place] &= all(there[other] for other in self.problem.activities[place].after)
        return ~there[self.whole.activity[own]]

    def starts(self) -> Starts | None:
        """The schedule, without what would wait for something left out; ``None`` where it was not brought to its end."""
        if self.waiting:
            return None
        found = np.full(self.whole.activities, LEFT_OUT, dtype=np.int64)
        found[self.whole.activity[self.fixed]] = self.whole.period[self.fixed]
        activities = self.problem.activities
        for place in self.problem.order:
            if any(found[other] == LEFT_OUT or found[other] + activities[other].duration > found[place] for other in activities[place].after):
                found[place] = LEFT_OUT
        return found

    def _of(self, group: int, values: Numbers, duals: Numbers) -> Model:
        whole, row, column = self.whole, self.whole.row, self.whole.column
        known = [*self.standing, group]
        hard = np.isin(self.owner, known) & (~self.order | np.isin(self.other, known))
        own = (self.home == group) & ~self._unsure(values, known)
        held = np.zeros(len(whole.low))
        stands = self.fixed[column]
        np.add.at(held, row[stands], whole.value[stands])
        paid = duals[row] * whole.value
        worth = whole.worth.copy()
        priced = own[column] & ~hard[row]
        np.subtract.at(worth, column[priced], paid[priced])
        gain = np.zeros(len(worth))
        visits = ~np.isin(self.home, known)[column] & hard[row]
        np.add.at(gain, column[visits], paid[visits])
        guest = gain > _NOTHING
        keep = (own[column] & (hard | self.shared)[row]) | (guest[column] & hard[row])
        return _stacked(whole, np.flatnonzero(own), np.flatnonzero(guest), keep, np.where(own, worth, gain), held)

    def _unsure(self, values: Numbers, known: Sequence[int]) -> Flags:
        """Starts that wait for what is still to be planned, and that the relaxation does not see done by then."""
        whole = self.whole
        waits = self.order & ~np.isin(self.other, known)
        done = np.zeros(len(whole.low))
        finished = waits[whole.row] & (whole.value < 0)
        np.add.at(done, whole.row[finished], values[whole.column[finished]])
        unsure: Flags = np.zeros(len(whole.activity), dtype=bool)
        rows = waits & (done < _SURE)
        unsure[whole.column[rows[whole.row] & (whole.value > 0)]] = True
        return unsure


def _stacked(whole: Model, own: Codes, guests: Codes, keep: Flags, worth: Numbers, held: Numbers) -> Model:
    """Own columns, guests behind them (each at most once), and the rows that are kept."""
    columns = np.concatenate((own, guests))
    place = np.full(len(worth), NOWHERE)
    place[columns] = np.arange(len(columns))
    rows = np.unique(whole.row[keep])
    visitors, visits = np.unique(whole.activity[guests], return_inverse=True)
    row = np.concatenate((np.searchsorted(rows, whole.row[keep]), len(rows) + visits))
    order = np.argsort(row, kind="stable")
    return Model(
        np.concatenate((whole.activity[own], whole.activities + whole.activity[guests])), whole.period[columns], worth[columns], row[order],
        np.concatenate((place[whole.column[keep]], place[guests]))[order], np.concatenate((whole.value[keep], np.ones(len(guests))))[order],
        np.concatenate(((whole.low - held)[rows], np.full(len(visitors), -np.inf))), np.concatenate(((whole.high - held)[rows], np.ones(len(visitors)))),
        (*(whole.rule[one] for one in rows.tolist()), *(("once", int(visitor), 0) for visitor in visitors)), 2 * whole.activities,
    )  # fmt: skip
