"""The best schedule that can be proved or found in time: a mixed-integer programme over starts, solved by HiGHS.

HiGHS is an optional part of the installation; it is imported when it is called.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from quarterdeck.maths.scheduling import LEFT_OUT, NEVER, Activity, Numbers, Problem, Resource, Starts

if TYPE_CHECKING:
    import highspy

_STEPS, _SLACK = (1.0, 0.5, 0.25, 0.2, 0.1, 0.05), 1e-6
_UNITS = (1.0, 2.0)
_SMALL_SEARCHES = (("mip_detect_symmetry", False), ("mip_allow_restart", False), ("mip_heuristic_effort", 0.05))
"""What our searches do without, and need more of: six neighbourhoods of a portfolio take 6.0 s of processor time in place of 10.3 (measured)."""
Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Model:
    """Columns are allowed starts (activity, period); rows are limits on weighted sums of them, ``rule`` saying which rule each row states."""

    activity: Codes
    period: Codes
    worth: Numbers
    row: Codes
    column: Codes
    value: Numbers
    low: Numbers
    high: Numbers
    rule: tuple[tuple[str, int, int], ...]
    activities: int


class _Rows:
    """Rows as they are written."""

    def __init__(self) -> None:
        self.entries: list[tuple[Codes, Numbers]] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.rule: list[tuple[str, int, int]] = []

    def add(self, columns: Codes, values: Numbers, low: float, high: float, rule: tuple[str, int, int]) -> None:
        self.entries.append((columns, values))
        self.low.append(low)
        self.high.append(high)
        self.rule.append(rule)


def formulated(problem: Problem, *, tight: bool = True, units: bool = True) -> Model:
    """The programme of a problem, with precedence stated for each period, which keeps its relaxation tight.

    ``tight`` leaves out starts that precedence rules out; without it every rule stands in rows of its own alone. ``units`` states limits of people in whole
    people too: a better guide at once, which a proof that takes its time finds by itself, and quicker.
    """
    allowed = _windows(problem) if tight else [_allowed(problem, activity) for activity in problem.activities]
    activity = np.repeat(np.arange(len(allowed)), [len(periods) for periods in allowed])
    period = np.concatenate(allowed) if allowed else np.zeros(0, dtype=np.int64)
    worth = np.array([problem.activities[a].worth[t] for a, t in zip(activity.tolist(), period.tolist(), strict=True)])
    first = np.concatenate(([0], np.cumsum([len(periods) for periods in allowed])))
    rows = _Rows()
    for place, one in enumerate(problem.activities):
        columns = np.arange(first[place], first[place + 1])
        rows.add(columns, np.ones(len(columns)), 1.0 if one.required else 0.0, 1.0, ("required" if one.required else "once", place, 0))
    _capacities(problem, rows, activity, period, units=tight and units)
    _precedences(problem, rows, allowed, first)
    sizes = [len(columns) for columns, _ in rows.entries]
    return Model(
        activity, period, worth, np.repeat(np.arange(len(sizes)), sizes), np.concatenate([columns for columns, _ in rows.entries]),
        np.concatenate([values for _, values in rows.entries]), np.array(rows.low), np.array(rows.high), tuple(rows.rule), len(allowed),
    )  # fmt: skip


def _allowed(problem: Problem, activity: Activity) -> Codes:
    return np.flatnonzero(activity.worth[: max(problem.periods - activity.duration + 1, 0)] > NEVER)


def _windows(problem: Problem) -> list[Codes]:
    """Allowed starts, without those that what goes before, or what must follow, rules out."""
    allowed = [_allowed(problem, activity) for activity in problem.activities]
    for place in problem.order:
        for other in problem.activities[place].after:
            first = allowed[other][0] + problem.activities[other].duration if len(allowed[other]) else problem.periods
            allowed[place] = allowed[place][allowed[place] >= first]
    for place in reversed(problem.order):
        if problem.activities[place].required and len(allowed[place]):
            for other in problem.activities[place].after:
                allowed[other] = allowed[other][allowed[other] + problem.activities[other].duration <= allowed[place][-1]]
    return allowed


def _capacities(problem: Problem, rows: _Rows, activity: Codes, period: Codes, *, units: bool) -> None:
    durations = np.array([one.duration for one in problem.activities])
    for place, resource in enumerate(problem.resources):
        amounts = np.zeros(len(problem.activities))
        for number, one in enumerate(problem.activities):
            amounts[number] = sum(amount for used, amount in one.uses if used == place)
        users = np.flatnonzero(amounts[activity] > 0)
        begins, ends = period[users], period[users] + durations[activity[users]]
        for block, capacity in enumerate(_usable(resource, amounts).tolist()):
            overlap = np.minimum(ends, (block + 1) * resource.block) - np.maximum(begins, block * resource.block)
            inside = overlap > 0
            if inside.any():
                asked = overlap[inside] * amounts[activity[users[inside]]]
                rows.add(users[inside], asked, -np.inf, capacity, ("capacity", place, block))
                if units and resource.block == 1:
                    _whole_units(rows, users[inside], asked, capacity, ("capacity", place, block))


def _whole_units(rows: _Rows, columns: Codes, asked: Numbers, capacity: float, rule: tuple[str, int, int]) -> None:
    """The same limit in whole units, where that says more: where five people are, no more than two can each have two (Chvátal's cuts)."""
    for unit in _UNITS:
        whole, room = np.floor(asked / unit + _SLACK), np.floor(capacity / unit + _SLACK)
        if whole.any() and room * unit < capacity - _SLACK:
            rows.add(columns[whole > 0], whole[whole > 0], -np.inf, room, rule)


def _usable(resource: Resource, amounts: Numbers) -> Numbers:
    """What can be used of a capacity: where all that is asked comes in halves, two and a quarter people do no more than two. This tightens the bound."""
    asked = amounts[amounts > 0]
    step = next((step for step in _STEPS if len(asked) and np.allclose(asked / step, np.round(asked / step), atol=_SLACK)), 0.0)
    return np.floor(resource.capacity / step + _SLACK) * step if step and resource.block == 1 else resource.capacity


def _precedences(problem: Problem, rows: _Rows, allowed: list[Codes], first: Codes) -> None:
    for place, one in enumerate(problem.activities):
        own = np.arange(first[place], first[place + 1])
        for other in one.after:
            ends = allowed[other] + problem.activities[other].duration
            theirs = np.arange(first[other], first[other + 1])
            for period in allowed[place].tolist():
                before, finished = own[allowed[place] <= period], theirs[ends <= period]
                values = np.concatenate((np.ones(len(before)), -np.ones(len(finished))))
                rows.add(np.concatenate((before, finished)), values, -np.inf, 0.0, ("order", place, other))


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The problem with activities that may be cut into parts: a bound that nothing beats, and what one more unit of capacity adds to it.

    ``prices`` has an array per resource, a number per block; ``values`` are per column of the model, ``duals`` per row.
    """

    bound: float
    prices: tuple[Numbers, ...]
    values: Numbers
    duals: Numbers
    seconds: float


@dataclass(frozen=True, slots=True)
class Solved:
    """The best schedule, the least upper bound that was proved, and how it ended: optimal, stopped, interrupted, infeasible or unknown.

    ``starts`` is ``None`` when no schedule was found; ``chosen`` says which columns were.
    """

    starts: Starts | None
    worth: float
    bound: float
    ended: str
    seconds: float
    chosen: Flags


def relaxed(problem: Problem, model: Model) -> Relaxed | None:
    """Solve the relaxation; ``None`` where even that has no solution."""
    import highspy  # noqa: PLC0415  # an optional part, and slow to load

    solver = _solver()
    solver.passModel(_programme(model, whole=False))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    found = solver.getSolution()
    duals, values = -np.array(found.row_dual), np.array(found.col_value)
    prices = tuple(np.zeros_like(resource.capacity) for resource in problem.resources)
    for (kind, place, block), dual in zip(model.rule, duals.tolist(), strict=True):
        if kind == "capacity":
            prices[place][block] += max(dual, 0.0)
    return Relaxed(-float(solver.getInfo().objective_function_value), prices, values, duals, float(solver.getRunTime()))


class Job(Protocol):
    """Something that was given to a pool."""

    def result(self, timeout: float | None = None) -> object:
        """What came of it; ``TimeoutError`` where it has not ended within so many seconds."""
        ...


class Pool(Protocol):
    """Threads, as `concurrent.futures` has them: HiGHS lets others work while it does."""

    def submit(self, what: Callable[[], object], /) -> Job:
        """Let a thread do it."""
        ...


class Run:
    """A search under way. Ask it until it is done, then read it. With a pool several run side by side; without one, one at a time."""

    def __init__(  # what a search takes
        self,
        model: Model,
        seconds: float,
        gap: float = 1e-4,
        warm: Starts | None = None,
        kept: Flags | None = None,
        pool: Pool | None = None,
        *,
        small: bool = True,
    ) -> None:
        """Begin, from the schedule ``warm``. Raises ``ModuleNotFoundError`` where highspy is not installed."""
        self.model, self._solver, self._cancelled = model, _solver(), False
        for option, value in (("time_limit", seconds), ("mip_rel_gap", gap), *(_SMALL_SEARCHES if small else ())):
            self._solver.setOptionValue(option, value)
        self._solver.passModel(_programme(model, whole=True, kept=kept))
        if warm is not None:
            chosen = (warm[model.activity] == model.period).astype(float)
            self._solver.setSolution(len(chosen), np.arange(len(chosen), dtype=np.int32), chosen)
        self._solver.cbMipInterrupt += self._asked
        self._job = pool.submit(self._solver.run) if pool else None
        if self._job is None:
            self._solver.startSolve()  # on a thread of its own, of which highspy bears one at a time

    def _asked(self, event: highspy.HighsCallbackEvent) -> None:
        if self._cancelled:
            event.interrupt()

    def done(self, seconds: float = 0.05) -> bool:
        """Whether it has ended, within so many seconds."""
        if self._job is None:
            return bool(self._solver.wait(seconds)[0])
        try:
            self._job.result(seconds)
        except TimeoutError:
            return False
        return True

    def cancel(self) -> None:
        """Let it end soon, with what it has."""
        self._cancelled = True

    def read(self) -> Solved:
        """What it found."""
        return _read(self.model, self._solver, interrupted=self._cancelled)


def solved(model: Model, seconds: float, warm: Starts | None = None, gap: float = 1e-4, kept: Flags | None = None) -> Solved:
    """Solve within ``seconds`` from the schedule ``warm``; ``kept`` leaves out the other columns, so that its bound speaks of these alone.

    An interruption ends the search and keeps what it found. Raises ``ModuleNotFoundError`` where highspy is not installed.
    """
    run = Run(model, seconds, gap, warm, kept)
    while True:
        try:
            while not run.done(0.1):
                pass
        except KeyboardInterrupt:
            run.cancel()
        else:
            return run.read()


def _solver() -> highspy.Highs:
    import highspy  # noqa: PLC0415  # an optional part, and slow to load

    class Quiet(highspy.Highs):
        """Prints nothing: switching its callbacks on would greet on standard output."""

        def enableCallbacks(self) -> None:  # noqa: N802  # the name that highspy calls
            self.silent()
            super().enableCallbacks()  # type: ignore[no-untyped-call]  # highspy types most of its methods

    solver = Quiet()  # type: ignore[no-untyped-call]  # likewise
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 1)):
        solver.setOptionValue(option, value)
    return solver


def _programme(model: Model, *, whole: bool, kept: Flags | None = None) -> highspy.HighsLp:
    """The model as HiGHS takes it; columns that are not kept are held at zero."""
    import highspy  # noqa: PLC0415  # as above

    columns, rows = len(model.activity), len(model.low)
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = columns, rows
    programme.col_cost_ = -model.worth
    programme.col_lower_ = np.zeros(columns)
    programme.col_upper_ = np.ones(columns) if kept is None else kept.astype(float)
    programme.row_lower_, programme.row_upper_ = model.low, model.high
    programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    programme.a_matrix_.start_ = np.concatenate(([0], np.cumsum(np.bincount(model.row, minlength=rows)))).astype(np.int32)
    programme.a_matrix_.index_, programme.a_matrix_.value_ = model.column.astype(np.int32), model.value
    if whole:
        programme.integrality_ = [highspy.HighsVarType.kInteger] * columns
    return programme


def _read(model: Model, solver: highspy.Highs, *, interrupted: bool) -> Solved:
    import highspy  # noqa: PLC0415  # as above

    status, info, seconds = solver.getModelStatus(), solver.getInfo(), float(solver.getRunTime())
    nothing = np.zeros(len(model.activity), dtype=bool)
    if status == highspy.HighsModelStatus.kInfeasible:
        return Solved(None, NEVER, NEVER, "infeasible", seconds, nothing)
    ended = "optimal" if status == highspy.HighsModelStatus.kOptimal else "interrupted" if interrupted else "stopped"
    bound = -float(info.mip_dual_bound)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Solved(None, NEVER, bound, "interrupted" if interrupted else "unknown", seconds, nothing)
    values = np.array(solver.getSolution().col_value)
    starts = np.full(model.activities, LEFT_OUT, dtype=np.int64)
    chosen = values > 0.5  # noqa: PLR2004  # whole numbers, as floats carry them
    scheduled = chosen & (model.activity >= 0)
    starts[model.activity[scheduled]] = model.period[scheduled]
    return Solved(starts, float(model.worth[chosen].sum()), bound, ended, seconds, chosen)
