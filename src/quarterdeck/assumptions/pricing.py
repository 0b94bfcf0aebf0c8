"""From losses to money: shared draws of the assumptions, products, totals, and what moves a total most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from quarterdeck.kernel.assumption import Assumption, Factor, Loss
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.quantity import Range
from quarterdeck.maths.draws import DRAWS, amounts, probabilities, quantiles, standard_normals

SEVERITY_IN_ENGINEER_YEARS = ((2.0, Severity.CRITICAL), (0.5, Severity.HIGH), (0.05, Severity.MEDIUM))
"""The one rule of severity where there is money: the median expected yearly loss, in years of an engineer's cost (our judgement).

Told in engineer-years so that it means the same in every currency and country: two engineers' work a year is critical, half an
engineer high, a twentieth (two weeks and a half) medium, less is low.
"""


@dataclass(slots=True)
class Pricing:
    """Prices losses in one run. ``given`` replaces assumptions by name; ``pinned`` fixes some at one value, for a tornado."""

    seed: int
    given: Mapping[str, Assumption] = field(default_factory=dict)
    pinned: Mapping[str, float] = field(default_factory=dict)
    _drawn: dict[str, NDArray[np.float64]] = field(default_factory=dict)

    def stands(self, assumption: Assumption) -> Assumption:
        """The assumption as this run holds it."""
        return self.given.get(assumption.name, assumption)

    def draws(self, assumption: Assumption) -> NDArray[np.float64]:
        """Its draws: the same ones for every loss of the run, which is what makes sums honest."""
        held = self.stands(assumption)
        if held.name in self.pinned:
            return np.full(DRAWS, self.pinned[held.name])
        if held.name not in self._drawn:
            normals = standard_normals(held.name, self.seed)
            self._drawn[held.name] = (probabilities if held.scale == "probability" else amounts)(held.range, normals)
        return self._drawn[held.name]

    def draws_of(self, loss: Loss) -> NDArray[np.float64]:
        """Draws of the expected yearly loss."""
        product = np.ones(DRAWS)
        for factor in loss.factors:
            product = product * (self.draws(factor.assumption) if factor.assumption else factor.value)
        return product

    def currency(self, loss: Loss) -> str:
        """The currency of a loss as this run holds its assumptions."""
        return Loss(loss.event, tuple(_held(self, loss))).currency

    def money(self, loss: Loss) -> Money:
        """The expected yearly loss as a range."""
        return Money(quantiles(self.draws_of(loss)), self.currency(loss))

    def total(self, losses: Sequence[Loss]) -> Money | None:
        """All losses together: of findings on one event the greatest counts, in each draw. ``None`` without losses or with two currencies."""
        if not losses or len({self.currency(loss) for loss in losses}) > 1:
            return None
        by_event: dict[str, NDArray[np.float64]] = {}
        for loss in losses:
            drawn = self.draws_of(loss)
            by_event[loss.event] = np.maximum(by_event[loss.event], drawn) if loss.event in by_event else drawn
        return Money(quantiles(np.sum(list(by_event.values()), axis=0)), self.currency(losses[0]))

    def severity(self, loss: Loss, engineer_year: Assumption) -> Severity:
        """By the median expected loss, in years of an engineer's cost."""
        years = float(np.median(self.draws_of(loss) / self.draws(engineer_year)))
        return next((severity for least, severity in SEVERITY_IN_ENGINEER_YEARS if years >= least), Severity.LOW)


def _held(pricing: Pricing, loss: Loss) -> list[Factor]:
    return [replace(factor, assumption=pricing.stands(factor.assumption)) if factor.assumption else factor for factor in loss.factors]


@dataclass(frozen=True, slots=True)
class Swing:
    """How far one assumption moves the total: the total's median with the assumption at its p10, at its p50 and at its p90."""

    assumption: Assumption
    low: float
    middle: float
    high: float


def tornado(pricing: Pricing, losses: Sequence[Loss]) -> tuple[Swing, ...]:
    """Swings of the total, widest first."""
    assumptions = {a.name: pricing.stands(a) for loss in losses for a in loss.assumptions}
    swings = []
    for name, assumption in assumptions.items():
        medians = []
        for value in (assumption.range.p10, assumption.range.p50, assumption.range.p90):
            pinned = Pricing(pricing.seed, pricing.given, {**pricing.pinned, name: value}, {k: v for k, v in pricing._drawn.items() if k != name})  # noqa: SLF001  # its own kind
            total = pinned.total(losses)
            medians.append(total.range.p50 if total else 0.0)
        swings.append(Swing(assumption, *medians))
    return tuple(sorted(swings, key=lambda swing: (swing.low - swing.high, swing.assumption.name)))


def spread_of(swing: Swing) -> Range:
    """The swing as a range, for a chart."""
    return Range(swing.low, swing.middle, swing.high)
