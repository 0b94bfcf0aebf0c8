"""Schedules: published optima, small problems by hand, and laws."""

from __future__ import annotations

import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.maths import planning
from quarterdeck.maths.conflicts import conflict
from quarterdeck.maths.optimisation import Solved, formulated, relaxed
from quarterdeck.maths.planning import gained, greedy, planned
from quarterdeck.maths.scheduling import NEVER, Activity, Numbers, Problem, Resource, loads, violations

pytest.importorskip("highspy")


def falling(periods: int, duration: int, worth: float, first: int = 0, last: int | None = None) -> Numbers:
    """Worth so much for each period that is left when it is done; allowed from ``first`` to ``last``."""
    starts = np.arange(periods)
    allowed = (starts >= first) & (starts <= (periods - duration if last is None else last))
    return np.where(allowed, worth * np.maximum(periods - starts - duration, 0), NEVER)


def one_by_one(*jobs: tuple[int, float], periods: int = 20) -> Problem:
    """Jobs of (duration, worth a period) for one team that does one at a time."""
    return Problem(
        periods, tuple(Activity(duration, ((0, 1.0),), falling(periods, duration, worth)) for duration, worth in jobs), (Resource(np.ones(periods)),)
    )


def cd3(problem: Problem) -> Numbers:
    """Worth a period by duration."""
    firsts = [int(np.argmax(activity.worth > NEVER)) for activity in problem.activities]
    return np.array([
        activity.worth[first] / max(problem.periods - first - activity.duration, 1) / activity.duration if activity.worth[first] > NEVER else 0.0
        for activity, first in zip(problem.activities, firsts, strict=True)
    ])  # fmt: skip


def test_black_swan_farmings_three_features() -> None:
    """2, 4 and 8 weeks at 5k, 30k and 50k a week: CD3 2,500, 7,500 and 6,250; order 4-8-2; delay costs 790k, in the worst order 930k."""
    problem = one_by_one((2, 5_000), (4, 30_000), (8, 50_000))
    assert cd3(problem).tolist() == [2500, 7500, 6250]
    starts, _ = greedy(problem, [cd3(problem)])
    assert starts is not None
    assert starts.tolist() == [12, 0, 4]

    def delay(order: list[int]) -> float:
        ends = np.cumsum([problem.activities[place].duration for place in order])
        return float(sum(end * [5_000, 30_000, 50_000][place] for end, place in zip(ends, order, strict=True)))

    assert delay([1, 2, 0]) == 790_000
    assert delay([0, 1, 2]) == 890_000
    assert max(delay([a, b, c]) for a, b, c in ([0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0])) == 930_000
    found = planned(problem, [cd3(problem)], 5)
    assert found.starts is not None
    assert (found.ended, found.starts.tolist()) == ("optimal", [12, 0, 4])


def psplib(text: str, horizon: int) -> Problem:
    """A project in which everything must be done, and the last job is worth more the sooner it starts."""
    head, *lines = [line for line in text.splitlines() if not line.startswith("#")]
    jobs = [(line.partition(":")[0].split(), line.partition(":")[2].split()) for line in lines]
    after: dict[int, list[int]] = {}
    for numbers, successors in jobs:
        for successor in successors:
            after.setdefault(int(successor) - 1, []).append(int(numbers[0]) - 1)
    activities = []
    for place, (numbers, successors) in enumerate(jobs):
        worth = np.zeros(horizon + 1) if successors else -np.arange(horizon + 1.0)
        uses = tuple((resource, float(amount)) for resource, amount in enumerate(numbers[2:]) if amount != "0")
        activities.append(Activity(int(numbers[1]), uses, worth, tuple(after.get(place, ())), required=True))
    return Problem(horizon + 1, tuple(activities), tuple(Resource(np.full(horizon + 1, float(capacity))) for capacity in head.split()[1:]))


def test_psplib_j301_1_takes_43_periods() -> None:
    """The optimum is proved: no schedule of 30 jobs under four resources ends before 43."""
    problem = psplib((Path(__file__).parent / "j301_1.txt").read_text(encoding="utf-8"), 48)
    found = planned(problem, [-np.arange(32.0)], 60)
    assert found.starts is not None
    assert (found.ended, -found.worth, round(-found.bound)) == ("optimal", 43, 43)
    assert not list(violations(problem, found.starts))


def test_a_budget_counts_once_for_each_period_that_it_pays() -> None:
    """20 a quarter, and each of three jobs spends 10 a month for two months: one in a quarter, with a second across its end."""
    jobs = tuple(Activity(2, ((0, 10.0),), falling(6, 2, 1)) for _ in range(3))
    problem = Problem(6, jobs, (Resource(np.array([20.0, 20.0]), block=3),))
    found = planned(problem, [np.ones(3)], 5)
    assert found.starts is not None
    assert sorted(found.starts.tolist()) == [-1, 0, 3]
    assert [used.tolist() for used in loads(problem, found.starts)] == [[20.0, 20.0]]


def test_one_more_unit_is_worth_what_it_adds() -> None:
    """Two jobs of three periods each at 10 a period, one place: the second waits three periods, which a second place saves."""
    problem = one_by_one((3, 10), (3, 10), periods=10)
    found = planned(problem, [np.ones(2)], 5)
    assert found.worth == 70 + 40
    richer = Problem(10, problem.activities, (Resource(np.full(10, 2.0)),))
    assert gained(richer, found, np.array([True, True]), [np.ones(2)], 5) == 30


# --- what contradicts itself -----------------------------------------------------------------------------------------------------------


def must(duration: int, *, after: tuple[int, ...] = (), last: int | None = None, periods: int = 10, uses: float = 1) -> Activity:
    """Something that must be done."""
    return Activity(duration, ((0, float(uses)),), falling(periods, duration, 1, last=last), after, required=True)


@pytest.mark.parametrize(
    ("why", "activities", "rules"),
    [
        ("too much work for one team before the end", [must(6), must(6), Activity(1, (), falling(10, 1, 1))],
         [("capacity", 0, 0), ("required", 0, 0), ("required", 1, 0)]),
        ("the second is due before the first can be done", [must(4), must(2, after=(0,), last=2)],
         [("order", 1, 0), ("required", 1, 0), ("window", 1, 0)]),
        ("needs more than there is at any time", [must(1, uses=2), must(1)], [("capacity", 0, 0), ("required", 0, 0)]),
        ("a chain longer than the horizon", [must(5), must(6, after=(0,))], [("order", 1, 0), ("required", 1, 0)]),
    ],
)  # fmt: skip
def test_the_smallest_conflict_is_named(why: str, activities: list[Activity], rules: list[tuple[str, int, int]]) -> None:
    problem = Problem(10, tuple(activities), (Resource(np.ones(10)),))
    plan = planned(problem, [np.ones(len(activities))], 5)
    assert (plan.ended, plan.starts) == ("infeasible", None), why
    found = conflict(problem)
    assert found is not None
    assert found.smallest
    assert sorted(found.rules) == rules, why


def test_what_can_be_done_has_no_conflict() -> None:
    assert conflict(Problem(10, (must(5), must(5, after=(0,))), (Resource(np.ones(10)),))) is None


def test_a_circle_is_no_problem_that_can_be_solved() -> None:
    with pytest.raises(ValueError, match="circle"):
        planned(Problem(10, (must(1, after=(1,)), must(1, after=(0,))), (Resource(np.ones(10)),)), [np.ones(2)], 1)


# --- laws ------------------------------------------------------------------------------------------------------------------------------


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to six activities, two resources, eight periods."""
    activities = []
    for place in range(draw(st.integers(1, 6))):
        duration = draw(st.integers(1, 4))
        uses = tuple((resource, float(amount)) for resource in range(2) if (amount := draw(st.integers(0, 2))))
        after = tuple(draw(st.sets(st.integers(0, place - 1), max_size=1))) if place else ()
        activities.append(Activity(duration, uses, falling(8, duration, draw(st.integers(1, 9)), draw(st.integers(0, 2))), after))
    capacities = tuple(np.array(draw(st.lists(st.integers(0, 3), min_size=size, max_size=size)), dtype=float) for size in (8, 4))
    return Problem(8, tuple(activities), (Resource(capacities[0]), Resource(capacities[1] * 2, block=2)))


@settings(max_examples=25)
@given(problems())
def test_a_plan_breaks_no_rule_and_is_never_worse_than_greedy(problem: Problem) -> None:
    priority = cd3(problem)
    starts, simple = greedy(problem, [priority])
    found = planned(problem, [priority], 10)
    assert starts is not None
    assert found.starts is not None
    assert not list(violations(problem, starts))
    assert not list(violations(problem, found.starts))
    assert found.worth == pytest.approx(problem.worth(found.starts))
    assert simple - 1e-9 <= found.worth <= found.bound + 1e-6
    assert found.ended == "optimal"


def test_five_people_do_no_more_than_two_jobs_for_two() -> None:
    """The relaxation knows it too: two jobs at 6, not two and a half; and a sixth person lets the third begin."""
    problem = Problem(2, tuple(Activity(1, ((0, 2.0),), falling(2, 1, 6)) for _ in range(3)), (Resource(np.full(2, 5.0)),))
    guide = relaxed(problem, formulated(problem))
    assert guide is not None
    assert [guide.bound, guide.prices[0][0]] == pytest.approx([12, 6])


def two_teams() -> Problem:
    """Two teams with twelve jobs each."""
    lengths = [1 + place % 4 for place in range(24)]
    jobs = tuple(
        Activity(length, ((place % 2, 1.0 + place % 3 / 2),), falling(12, length, 3 + place * 7 % 11), (place - 2,) if place % 5 == 4 else ())
        for place, length in enumerate(lengths)
    )
    return Problem(12, jobs, (Resource(np.full(12, 2.0), group=0), Resource(np.full(12, 2.5), group=1)))


@pytest.mark.parametrize("middle", [0, 10_000])
def test_a_search_side_by_side_breaks_no_rule_and_knows_its_distance(monkeypatch: pytest.MonkeyPatch, middle: int) -> None:
    """The search of large roadmaps, cut short."""
    monkeypatch.setattr(planning, "_SMALL", 0)
    monkeypatch.setattr(planning, "_MIDDLE", middle)
    problem = two_teams()
    with ThreadPoolExecutor(2) as pool:
        found = planned(problem, [cd3(problem)], 0.6, pool=pool)
    _, simple = greedy(problem, [cd3(problem)])
    assert found.starts is not None
    assert not list(violations(problem, found.starts))
    assert simple <= found.worth <= found.bound + 1e-6
    assert found.gap < 0.1


@pytest.mark.parametrize("side_by_side", [True, False])
def test_ctrl_c_in_the_middle_of_the_search_keeps_the_best_plan_so_far(monkeypatch: pytest.MonkeyPatch, *, side_by_side: bool) -> None:
    """A signal comes when the first of its searches has ended, long before the minute is over."""
    taken = planning._Lane._take

    def and_then_the_signal(lane: planning._Lane, found: Solved) -> None:
        taken(lane, found)
        monkeypatch.undo()
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(planning, "_SMALL", 0)
    monkeypatch.setattr(planning, "_MIDDLE", 0)
    monkeypatch.setattr(planning._Lane, "_take", and_then_the_signal)
    problem = two_teams()
    with ThreadPoolExecutor(2) as pool:
        found = planned(problem, [cd3(problem)], 60, pool=pool if side_by_side else None)
    _, simple = greedy(problem, [cd3(problem)])
    assert found.ended == "interrupted"
    assert found.starts is not None
    assert not list(violations(problem, found.starts))
    assert simple <= found.worth <= found.bound + 1e-6 < np.inf


@settings(max_examples=25)
@given(problems(), st.integers(0, 1))
def test_more_capacity_never_lowers_the_optimum(problem: Problem, which: int) -> None:
    richer = list(problem.resources)
    richer[which] = Resource(richer[which].capacity + 1, richer[which].block)
    more = Problem(problem.periods, problem.activities, tuple(richer))
    assert planned(more, [cd3(more)], 10).worth >= planned(problem, [cd3(problem)], 10).worth - 1e-6


@settings(max_examples=25)
@given(problems())
def test_the_order_in_which_activities_are_listed_never_matters(problem: Problem) -> None:
    last = len(problem.activities) - 1
    turned = tuple(
        Activity(a.duration, a.uses, a.worth, tuple(last - other for other in a.after), a.required) for a in reversed(problem.activities)
    )  # fmt: skip
    other = Problem(problem.periods, turned, problem.resources)
    assert planned(other, [cd3(other)], 10).worth == pytest.approx(planned(problem, [cd3(problem)], 10).worth)
