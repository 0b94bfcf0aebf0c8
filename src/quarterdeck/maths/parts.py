"""Parts of a programme: what may still move beside what stands, and groups of activities that are planned apart, whose bounds add up to one."""

from __future__ import annotations

import numpy as np

from quarterdeck.maths.optimisation import Codes, Flags, Model
from quarterdeck.maths.scheduling import Numbers, Problem

NOWHERE = -1
"""The group of what belongs to none."""
_ITS_OWN = -2


def part(model: Model, free: Flags, chosen: Flags) -> Model:
    """The model of the ``free`` columns alone, beside the others of which those that are ``chosen`` stand. Activities keep their numbers."""
    held = np.zeros(len(model.low))
    standing = (chosen & ~free)[model.column]
    np.add.at(held, model.row[standing], model.value[standing])
    inside = free[model.column]
    rows = np.unique(model.row[inside])
    places = np.cumsum(free) - 1
    return Model(
        model.activity[free], model.period[free], model.worth[free], np.searchsorted(rows, model.row[inside]), places[model.column[inside]],
        model.value[inside], (model.low - held)[rows], (model.high - held)[rows], tuple(model.rule[row] for row in rows.tolist()), model.activities,
    )  # fmt: skip


def homes(problem: Problem) -> Codes:
    """The group of resources of which each activity uses most; ``NOWHERE`` for one that uses none of any group."""
    groups = np.array([resource.group for resource in problem.resources], dtype=np.int64)
    found = np.full(len(problem.activities), NOWHERE, dtype=np.int64)
    for place, activity in enumerate(problem.activities):
        used: dict[int, float] = {}
        for resource, amount in activity.uses:
            used[int(groups[resource])] = used.get(int(groups[resource]), 0.0) + amount
        used.pop(NOWHERE, None)
        found[place] = max(used, key=lambda group: (used[group], -group), default=NOWHERE)
    return found


def apart(problem: Problem, model: Model, duals: Numbers) -> tuple[float, list[Model]]:
    """A bound in parts: what is added to the sum of the bounds of each group's own model.

    Rules between groups are priced (``duals``) instead of kept: no schedule is worth more than the sum, whatever the prices are (Lagrange). An
    activity that uses a foreign group's resources stands there as a guest, which may come at other times than at home.
    """
    home = homes(problem)
    owner = np.array([_owner(problem, home, *rule) for rule in model.rule], dtype=np.int64)
    at_home, at_row = home[model.activity], owner[model.row]
    foreign = (at_row != _ITS_OWN) & ((at_row == NOWHERE) | (at_row != at_home[model.column]))
    prices = duals[model.row] * model.value
    worth = model.worth.copy()
    np.subtract.at(worth, model.column[foreign], prices[foreign])
    loose = (owner == NOWHERE) & (duals != 0)
    limit = np.where(duals > 0, model.high, model.low)
    nowhere = at_home == NOWHERE
    constant = float((duals[loose] * limit[loose]).sum()) + float(_best_of(model, worth, nowhere))
    return constant, [_own(model, group, at_home, at_row, worth, np.where(foreign & (at_row == group), prices, 0.0)) for group in _present(home)]


def _present(home: Codes) -> list[int]:
    return [int(group) for group in np.unique(home) if group != NOWHERE]


def _owner(problem: Problem, home: Codes, kind: str, place: int, other: int) -> int:
    """The group whose rule it is; ``NOWHERE`` for one between groups, ``_ITS_OWN`` for one about a single activity of no group."""
    if kind == "capacity":
        return problem.resources[place].group
    if kind != "order":
        return int(home[place]) if home[place] != NOWHERE else _ITS_OWN
    return int(home[place]) if home[place] == home[other] else NOWHERE


def _best_of(model: Model, worth: Numbers, these: Flags) -> float:
    """What activities of no group can add at most: each its best start, or none."""
    best = np.zeros(model.activities)
    np.maximum.at(best, model.activity[these], worth[these])
    return float(best.sum())


def _own(model: Model, group: int, at_home: Codes, at_row: Codes, worth: Numbers, paid: Numbers) -> Model:
    """The model of a group, with its guests behind its own."""
    own, here = np.flatnonzero(at_home == group), at_row == group
    guests = np.unique(model.column[here & (at_home[model.column] != group)])
    gain = np.zeros(len(worth))
    np.add.at(gain, model.column, paid)
    columns = np.concatenate((own, guests))
    place = np.full(len(worth), NOWHERE)
    place[columns] = np.arange(len(columns))
    rows = np.unique(model.row[here])
    visitors, visits = np.unique(model.activity[guests], return_inverse=True)
    row = np.concatenate((np.searchsorted(rows, model.row[here]), len(rows) + visits))
    order = np.argsort(row, kind="stable")
    return Model(
        np.concatenate((model.activity[own], model.activities + model.activity[guests])), model.period[columns], np.concatenate((worth[own], gain[guests])),
        row[order], np.concatenate((place[model.column[here]], place[guests]))[order], np.concatenate((model.value[here], np.ones(len(guests))))[order],
        np.concatenate((model.low[rows], np.full(len(visitors), -np.inf))), np.concatenate((model.high[rows], np.ones(len(visitors)))),
        (*(model.rule[one] for one in rows.tolist()), *(("once", int(visitor), 0) for visitor in visitors)), 2 * model.activities,
    )  # fmt: skip
