"""Decision models, and the one way in which each of them is run: draws, worths, then everything that follows from these."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.decisions.case import LEAST_RATE, RUNS, Case, Drawing, Numbers, unknowns
from quarterdeck.decisions.recommendation import Exchange, Lever, Outlook, Recommendation, Standing
from quarterdeck.kernel.measure import Page
from quarterdeck.kernel.section import Block
from quarterdeck.kernel.text import Phrase
from quarterdeck.maths.draws import quantiles
from quarterdeck.maths.information import information_on, noise, perfect_information, regrets, shares_best
from quarterdeck.maths.simulation import mean_of

MODEL_HEADINGS = ("Decides", "Options", "Counted how", "Leaves out", "Source")
_FARTHEST = 10.0
"""A break-even further than tenfold from the range is none that anybody waits for."""
_WORTHLESS = 0.005
"""Less than this share of the value of knowing everything is told as nothing."""
_STEPS, _CLOSE = 20, 1e-4
CaseT = TypeVar("CaseT", bound=Case)


@dataclass(frozen=True, slots=True, eq=False)
class Model(Generic[CaseT]):
    """A definition. ``outlooks`` is pure: from a case and draws to an outlook per option. ``argue`` and ``draw`` add words and pictures.

    ``offer`` is what each of the case's ``offers`` is, for a model that chooses among those of the record by figures of their own.
    """

    name: str
    page: Page
    case: type[CaseT]
    outlooks: Callable[[CaseT, Drawing], Sequence[Outlook]]
    unit: Callable[[CaseT], str]
    argue: Callable[[CaseT, Sequence[Standing], Drawing], tuple[Phrase, ...]] | None = None
    draw: Callable[[CaseT, Drawing], tuple[Block, ...]] | None = None
    exchange: Callable[[CaseT], Exchange | None] | None = None
    offer: type | None = None
    contested: Callable[[CaseT, Sequence[Standing]], bool] | None = None

    def recommend(self, case: CaseT, question: Phrase, seed: int, runs: int = RUNS) -> Recommendation:
        """Run the model on a case."""
        drawing = Drawing(seed, runs)
        outlooks = self.outlooks(case, drawing)
        standings = _standings(outlooks)
        allowed = [standing.option for standing in standings if not standing.barred]
        worths = np.stack([o.worth for name in allowed for o in outlooks if o.option == name]) if allowed else np.zeros((1, runs))
        lead = worths[0] - worths[1] if len(worths) > 1 else None
        levers = self._levers(case, drawing, allowed, worths) if lead is not None else ()
        told = mean_of(lead) if lead is not None else None
        return Recommendation(
            self.name, question, self.unit(case), standings, levers, quantiles(lead) if lead is not None else None,
            perfect_information(worths), (told.high - told.low) / 2 if told else 0.0, seed, runs,
            self.exchange(case) if self.exchange else None,
            self.argue(case, standings, drawing) if self.argue else (), self.draw(case, drawing) if self.draw else (),
            contested=self.contested(case, standings) if self.contested else False,
        )  # fmt: skip

    def _levers(self, case: CaseT, drawing: Drawing, allowed: Sequence[str], worths: Numbers) -> tuple[Lever, ...]:
        few, least = drawing.fewer(), max(2 * noise(worths), _WORTHLESS * perfect_information(worths))
        self.outlooks(case, few)  # draws everything once, to be shared by all that follows
        found = []
        for unknown in unknowns(case):
            knowing = information_on(drawing(unknown), worths)
            lead = _Lead(self, case, few, allowed, unknown)
            spread = unknown.range
            at = (lead(spread.p10), lead(spread.p50), lead(spread.p90))
            flip, beyond = _flip(lead, unknown, at, drawing(unknown))
            found.append(Lever(unknown, at, flip, beyond, knowing if knowing > least else 0.0))
        return tuple(sorted(found, key=lambda lever: (-lever.width, lever.unknown.name)))


@dataclass(frozen=True, slots=True)
class _Lead(Generic[CaseT]):
    """By how much the recommended option is ahead of the best other one, on average, with one unknown at a value."""

    model: Model[CaseT]
    case: CaseT
    drawing: Drawing
    allowed: Sequence[str]
    unknown: Assumption

    def __call__(self, value: float) -> float:
        outlooks = self.model.outlooks(self.case, self.drawing.pinning(self.unknown.name, value))
        means = {outlook.option: float(outlook.worth.mean()) for outlook in outlooks}
        return means[self.allowed[0]] - max(means[option] for option in self.allowed[1:])


def _standings(outlooks: Sequence[Outlook]) -> tuple[Standing, ...]:
    """Options that may be chosen first, greatest mean worth first. Shares and regrets are among those that may be chosen."""
    allowed = [outlook for outlook in outlooks if not outlook.barred]
    worths = np.stack([outlook.worth for outlook in allowed]) if allowed else np.zeros((0, 1))
    best = dict(zip((o.option for o in allowed), shares_best(worths).tolist() if allowed else (), strict=True))
    regret = dict(zip((o.option for o in allowed), regrets(worths).mean(axis=1).tolist() if allowed else (), strict=True))
    standings = [
        Standing(o.option, quantiles(o.worth), float(o.worth.mean()), best.get(o.option, 0.0), regret.get(o.option, 0.0), _sunk(o), o.barred) for o in outlooks
    ]
    return tuple(sorted(standings, key=lambda standing: (bool(standing.barred), -standing.mean, standing.option)))


def _sunk(outlook: Outlook) -> float | None:
    if outlook.cost is None or outlook.lost is None:
        return None
    return float(np.median(np.minimum(outlook.lost / np.maximum(outlook.cost, 1e-12), 1.0)))


def _flip(lead: Callable[[float], float], unknown: Assumption, at: tuple[float, float, float], drawn: Numbers) -> tuple[float | None, float]:
    """Where the lead is gone, nearest to the middle, and the chance that the number lies beyond; ``None`` and 0 when nowhere near."""
    spread = unknown.range
    far = [(side, lead(side)) for side in _sides(unknown)]
    sides = [side for side, value in far if value * at[1] < 0]
    found = [_crossing(lead, spread.p50, side, at[1], value) for side, value in far if value * at[1] < 0]
    if not found:
        return None, 0.0
    share = [float((drawn <= value).mean() if side < spread.p50 else (drawn >= value).mean()) for value, side in zip(found, sides, strict=True)]
    nearest = int(np.argmax(share))
    return found[nearest], share[nearest]


def _sides(unknown: Assumption) -> tuple[float, float]:
    """How far to look on either side."""
    spread = unknown.range
    if unknown.scale == "probability":
        return 1e-4, 1 - 1e-4
    if unknown.scale == "signed":
        width = max(spread.p90 - spread.p10, 1e-9)
        return max(spread.p50 - _FARTHEST * width / 2, LEAST_RATE), spread.p50 + _FARTHEST * width / 2
    return spread.p10 / _FARTHEST, spread.p90 * _FARTHEST


def _crossing(lead: Callable[[float], float], inner: float, outer: float, at_inner: float, at_outer: float) -> float:
    """Where the lead is gone between two values on either side of it: false position (Illinois), a handful of steps."""
    middle = inner
    for _ in range(_STEPS):
        middle = (inner * at_outer - outer * at_inner) / (at_outer - at_inner)
        found = lead(middle)
        if abs(outer - inner) <= _CLOSE * abs(middle) or found == 0:
            break
        if found * at_outer < 0:
            inner, at_inner = outer, at_outer
        else:
            at_inner /= 2
        outer, at_outer = middle, found
    return middle
