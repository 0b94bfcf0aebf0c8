"""The plan of a roadmap, with its distance from the best, the greedy plan beside it, and what every constraint costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quarterdeck.decisions.roadmap import Formulated, Numbers, Roadmap, by_effort, cd3, formulate
from quarterdeck.decisions.roadmap_prices import Price, all_prices
from quarterdeck.maths.conflicts import Rule, conflict
from quarterdeck.maths.construction import serial
from quarterdeck.maths.optimisation import Pool
from quarterdeck.maths.planning import Plan, planned
from quarterdeck.maths.scheduling import LEFT_OUT, Starts


@dataclass(frozen=True, slots=True)
class RoadmapPlan:
    """``starts`` is empty where there is no plan; then ``rules`` are what contradicts itself, in words, and ``smallest`` where no fewer do.

    ``ended`` is optimal, stopped (at the time limit), interrupted, infeasible, unknown, or unproved (without the optimiser).
    """

    roadmap: Roadmap
    starts: dict[str, int]
    worth: float
    bound: float
    gap: float
    ended: str
    greedy: dict[str, int]
    greedy_worth: float
    prices: tuple[Price, ...] = ()
    rules: tuple[str, ...] = ()
    smallest: bool = False


def plan(roadmap: Roadmap, seconds: float, seed: int = 1, *, priced: bool = True, pool: Pool | None = None) -> RoadmapPlan:
    """Plan within about ``seconds``, with two searches at a time where there is a ``pool``; prices and conflicts take some more."""
    formulated = formulate(roadmap)
    orders = [cd3(roadmap), by_effort(roadmap)]
    found = planned(formulated.problem, orders, seconds, seed, pool)
    simple = serial(formulated.problem, orders[0])
    whole = all(simple[place] != LEFT_OUT for place in formulated.problem.needed())
    against = conflict(formulated.problem) if found.ended == "infeasible" else None
    ended, prices = _priced(roadmap, formulated, found, orders) if priced else (found.ended, ())
    return RoadmapPlan(
        roadmap, _named(roadmap, found.starts), found.worth, found.bound, found.gap, ended, _named(roadmap, simple if whole else None),
        formulated.problem.worth(simple) if whole else 0.0,
        prices, tuple(_told(rule, roadmap, formulated) for rule in against.rules) if against else (), against.smallest if against else False,
    )  # fmt: skip


def _priced(roadmap: Roadmap, formulated: Formulated, found: Plan, orders: Sequence[Numbers]) -> tuple[str, tuple[Price, ...]]:
    """How the search ended, and what constraints cost: nothing where it is interrupted before they are known."""
    if found.ended not in {"optimal", "stopped"}:
        return found.ended, ()
    try:
        return found.ended, all_prices(roadmap, formulated, found, orders)
    except KeyboardInterrupt:
        return "interrupted", ()


def _named(roadmap: Roadmap, starts: Starts | None) -> dict[str, int]:
    if starts is None:
        return {}
    return {one.name: start for one, start in zip(roadmap.initiatives, starts.tolist(), strict=True) if start != LEFT_OUT}


def _told(rule: Rule, roadmap: Roadmap, formulated: Formulated) -> str:
    """A rule in words."""
    kind, place, other = rule
    if kind == "capacity":
        what = formulated.scarce[place]
        return f"the people of {what}" if what.team else "the budget"
    one = roadmap.initiatives[place]
    if kind == "order":
        return f"{one.called} waits for {roadmap.initiatives[other].called}"
    if kind == "window":
        return f"{one.called} must be done by month {one.due}" if one.due is not None else f"{one.called} does not start before month {one.first + 1}"
    return f"{one.called} must be done"
