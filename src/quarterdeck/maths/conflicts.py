"""Which rules cannot hold together: the smallest set of them, where a problem has no schedule.

A rule is one of: *required* (an activity must be done), *window* (an activity's allowed starts), *order* (one waits for another), *capacity* (of one
resource). Each can be let go for the price of 1. What must be let go for a schedule to exist is a correction; whatever contradicts itself
meets every correction. So the smallest set that meets all corrections found so far is tried, until it contradicts itself (implicit
hitting sets, Ignatiev et al. 2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from quarterdeck.maths.optimisation import Model, formulated, solved
from quarterdeck.maths.scheduling import LEFT_OUT, NEVER, Problem

Rule = tuple[str, int, int]
"""Its kind, the activity or resource, and for an order the activity that goes first."""
_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rules that contradict one another; ``smallest`` where it is proved that no fewer do."""

    rules: tuple[Rule, ...]
    smallest: bool


def conflict(problem: Problem, seconds: float = 5.0) -> Conflict | None:
    """The smallest conflicting set among what is required; ``None`` where all of it can be scheduled, or where nothing could be decided in time."""
    needed = problem.needed()
    elastic, rules = _elastic(_only(problem, needed))
    corrections: list[set[int]] = []
    for _ in range(_ROUNDS):
        tried = _hitting(corrections, len(rules), seconds)
        let_go = _correction(elastic, len(rules), tried, seconds)
        if let_go is None:
            return Conflict(tuple(_named(rules[place], needed) for place in sorted(tried)), smallest=True)
        if not let_go:
            return None
        corrections.append(let_go)
    everything = set().union(*corrections)
    return Conflict(tuple(_named(rules[place], needed) for place in sorted(everything)), smallest=False)


def _only(problem: Problem, kept: Sequence[int]) -> Problem:
    """The problem with these activities alone."""
    place = {old: new for new, old in enumerate(kept)}
    activities = tuple(replace(problem.activities[old], after=tuple(place[other] for other in problem.activities[old].after)) for old in kept)
    return Problem(problem.periods, activities, problem.resources)


def _named(rule: Rule, kept: Sequence[int]) -> Rule:
    kind, one, other = rule
    return (kind, one if kind == "capacity" else kept[one], kept[other] if kind == "order" else 0)


def _elastic(problem: Problem) -> tuple[Model, tuple[Rule, ...]]:
    """The programme in which each rule has a column that lets it go, behind all columns of starts."""
    anywhen = Problem(problem.periods, tuple(replace(one, worth=np.zeros_like(one.worth)) for one in problem.activities), problem.resources)
    model = formulated(anywhen, tight=False)
    outside = np.array([problem.activities[a].worth[t] == NEVER for a, t in zip(model.activity.tolist(), model.period.tolist(), strict=True)], dtype=bool)
    belongs = [_rule(rule, problem) for rule in model.rule]
    windows: list[Rule] = [("window", place, 0) for place in np.unique(model.activity[outside]).tolist()]
    rules = tuple(dict.fromkeys([rule for rule in belongs if rule] + windows))
    column = {rule: len(model.activity) + place for place, rule in enumerate(rules)}
    reach = np.bincount(model.row, np.maximum(model.value, 0), len(model.low))
    entries = list(zip(model.row.tolist(), model.column.tolist(), model.value.tolist(), strict=True))
    entries += [
        (row, column[rule], 1.0 if rule[0] == "required" else -max(float(reach[row] - model.high[row]), 0.0)) for row, rule in enumerate(belongs) if rule
    ]
    for number, start in enumerate(np.flatnonzero(outside).tolist()):
        entries += [(len(model.low) + number, start, 1.0), (len(model.low) + number, column["window", int(model.activity[start]), 0], -1.0)]
    rows, columns, values = (np.array(told) for told in zip(*sorted(entries), strict=True))
    none, more = np.full(len(rules), LEFT_OUT), int(outside.sum())
    return Model(
        np.concatenate((model.activity, none)), np.concatenate((model.period, none)), np.repeat((0.0, -1.0), (len(model.activity), len(rules))),
        rows, columns, values.astype(float), np.concatenate((model.low, np.full(more, -np.inf))), np.concatenate((model.high, np.zeros(more))), (),
        len(problem.activities),
    ), rules  # fmt: skip


def _rule(rule: Rule, problem: Problem) -> Rule | None:
    kind, place, other = rule
    if kind == "once" or (kind == "required" and not problem.activities[place].required):
        return None
    return ("capacity", place, 0) if kind == "capacity" else (kind, place, other)


def _hitting(corrections: Sequence[set[int]], rules: int, seconds: float) -> set[int]:
    """The fewest rules of which each correction lets go at least one."""
    if not corrections:
        return set()
    sizes = [len(correction) for correction in corrections]
    columns = np.array([rule for correction in corrections for rule in sorted(correction)])
    model = Model(
        np.full(rules, LEFT_OUT), np.zeros(rules, dtype=np.int64), np.full(rules, -1.0), np.repeat(np.arange(len(sizes)), sizes), columns,
        np.ones(len(columns)), np.ones(len(sizes)), np.full(len(sizes), np.inf), (), 0,
    )  # fmt: skip
    return set(np.flatnonzero(solved(model, seconds).chosen).tolist())


def _correction(elastic: Model, rules: int, kept: set[int], seconds: float) -> set[int] | None:
    """The fewest rules to let go while those of ``kept`` hold; none when these contradict one another, nothing when time ran out."""
    starts = len(elastic.activity) - rules
    may = np.ones(len(elastic.activity), dtype=bool)
    may[[starts + rule for rule in kept]] = False
    found = solved(elastic, seconds, kept=may)
    if found.ended == "infeasible":
        return None
    return set(np.flatnonzero(found.chosen[starts:]).tolist()) if found.starts is not None else set()
