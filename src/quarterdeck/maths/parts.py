"""Parts of a programme: what may still move beside what stands, and which groups of resources each activity uses."""

from __future__ import annotations

import numpy as np

from quarterdeck.maths.optimisation import Flags, Model
from quarterdeck.maths.scheduling import Problem

NOWHERE = -1
"""The group of resources that belong to none."""


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


def users(problem: Problem) -> Flags:
    """For each activity and each group of resources, whether it uses any of the group's."""
    groups = sorted({resource.group for resource in problem.resources} - {NOWHERE})
    asked = [{problem.resources[resource].group for resource, _ in activity.uses} for activity in problem.activities]
    return np.array([[group in those for group in groups] for those in asked], dtype=bool).reshape(len(asked), len(groups))
