"""From losses to money: shared draws of the assumptions, products, totals, and what moves a total most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.assumptions.catalogue import CATALOGUE, LOADED_ENGINEER_COST
from quarterdeck.kernel.loss import Factor, Loss
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.quantity import Range
from quarterdeck.maths.draws import DRAWS, amounts, probabilities, quantiles, standard_normals

_KNOWN = {assumption.name: assumption for assumption in CATALOGUE}

SEVERITY_IN_ENGINEER_YEARS = ((2.0, Severity.CRITICAL), (0.5, Severity.HIGH), (0.05, Severity.MEDIUM))
"""The one rule of severity where there is money: the median expected yearly loss, in years of an engineer's cost (our judgement).

Told in engineer-years so that it means the same in every currency and country: two engineers' work a year is critical, half an
engineer high, a twentieth (two weeks and a half) medium, less is low.
"""


def rate_name(currency: str) -> str:
    """The assumption that says what one unit of a currency is worth in the company's own."""
    return f"exchange_rate_{currency.lower()}"


@dataclass(slots=True)
class Pricing:
    """Prices losses in one run. ``given`` replaces assumptions by name; ``pinned`` fixes some at one value, for a tornado."""

    seed: int
    given: Mapping[str, Assumption] = field(default_factory=dict)
    pinned: Mapping[str, float] = field(default_factory=dict)
    _drawn: dict[str, NDArray[np.float64]] = field(default_factory=dict)

    def stands(self, name: str) -> Assumption:
        """The assumption of this name as this run holds it. Raises ``KeyError`` for a name that the catalogue lacks: a bug."""
        return self.given.get(name) or _KNOWN[name]

    def draws(self, name: str) -> NDArray[np.float64]:
        """Its draws: the same ones for every loss of the run, which is what makes sums honest."""
        if name in self.pinned:
            return np.full(DRAWS, self.pinned[name])
        if name not in self._drawn:
            held = self.stands(name)
            self._drawn[name] = (probabilities if held.scale == "probability" else amounts)(held.range, standard_normals(name, self.seed))
        return self._drawn[name]

    def pinning(self, name: str, value: float) -> Pricing:
        """The same pricing with one assumption fixed at a value; all other draws are shared."""
        kept = {other: drawn for other, drawn in self._drawn.items() if other != name}
        return Pricing(self.seed, self.given, {**self.pinned, name: value}, kept)

    def draws_of(self, loss: Loss) -> NDArray[np.float64]:
        """Draws of the expected yearly loss."""
        product = np.ones(DRAWS)
        for factor in loss.factors:
            product = product * (self.draws(factor.assumption) if factor.assumption else factor.value)
        return product

    def currency(self, loss: Loss) -> str:
        """The one currency among its assumptions and measured amounts. Raises ``ValueError`` when there is none or more than one."""
        currencies = {held.currency for held in map(self.stands, loss.assumptions) if held.currency} | {f.currency for f in loss.factors if f.currency}
        if len(currencies) != 1:
            raise ValueError(f"{loss.event}: a loss needs exactly one currency, not {sorted(currencies)}")
        return currencies.pop()

    def converted(self, loss: Loss) -> Loss:
        """The loss with an amount of another currency multiplied by what the company says that one is worth; the same loss where it says nothing."""
        own = self.stands(LOADED_ENGINEER_COST.name).currency
        others = {factor.currency for factor in loss.factors} - {own, ""}
        names = {other: rate_name(other) for other in others if rate_name(other) in self.given}
        if len(names) != 1 or names.keys() != others:
            return loss
        ((other, name),) = names.items()
        told = (replace(factor, label=f"{factor.label}, in {other}", currency="") if factor.currency == other else factor for factor in loss.factors)
        return replace(loss, factors=(*told, Factor(f"{own} for one {other}", name)))

    def bears(self, loss: Loss) -> bool:
        """Whether its amount is in the currency that this run tells money in: a bill in another one is never added to the rest."""
        measured = {factor.currency for factor in loss.factors if factor.currency}
        return measured <= {self.stands(LOADED_ENGINEER_COST.name).currency}

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

    def severity(self, loss: Loss) -> Severity:
        """By the median expected loss, in years of an engineer's cost."""
        return self.severity_of(self.draws_of(loss))

    def severity_of(self, drawn: NDArray[np.float64]) -> Severity:
        """Likewise, of draws of any expected yearly loss in the currency of an engineer's cost."""
        years = float(np.median(drawn / self.draws(LOADED_ENGINEER_COST.name)))
        return next((severity for least, severity in SEVERITY_IN_ENGINEER_YEARS if years >= least), Severity.LOW)


@dataclass(frozen=True, slots=True)
class Swing:
    """How far one assumption moves the total: the total's median with the assumption at its p10, at its p50 and at its p90."""

    assumption: Assumption
    low: float
    middle: float
    high: float


def tornado(pricing: Pricing, losses: Sequence[Loss]) -> tuple[Swing, ...]:
    """Swings of the total, widest first."""
    swings = []
    for name in dict.fromkeys(name for loss in losses for name in loss.assumptions):
        held = pricing.stands(name)
        totals = [pricing.pinning(name, value).total(losses) for value in (held.range.p10, held.range.p50, held.range.p90)]
        swings.append(Swing(held, *(total.range.p50 if total else 0.0 for total in totals)))
    return tuple(sorted(swings, key=lambda swing: (swing.low - swing.high, swing.assumption.name)))


def spread_of(swing: Swing) -> Range:
    """The swing as a range, for a chart."""
    return Range(swing.low, swing.middle, swing.high)
