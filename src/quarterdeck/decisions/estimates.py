"""The company's own estimates that have ended: what was expected as a range, and what it was. From what decisions and initiatives say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from quarterdeck.kernel.quantity import Range
from quarterdeck.maths.draws import quantiles
from quarterdeck.records.collection import Records
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.values import Ref

FEWEST = 5
"""With fewer estimates that have ended, nothing is said of a habit (our judgement)."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One range with what it was: work and cost can run over, an outcome can only miss."""

    about: Ref
    label: str
    what: Literal["effort", "cost", "outcome"]
    name: str
    unit: str
    expected: Range
    actual: float

    @property
    def place(self) -> Literal["below", "inside", "above"]:
        """Where the actual number lies."""
        return "below" if self.actual < self.expected.p10 else "above" if self.actual > self.expected.p90 else "inside"


def ended(records: Records) -> Sequence[Estimate]:
    """Every estimate that has ended, in the order of the records."""
    return [*_efforts(records), *_costs(records), *_outcomes(records)]


def run_over(estimates: Sequence[Estimate]) -> Sequence[Estimate]:
    """Those of work and cost: what can run over."""
    return [one for one in estimates if one.what != "outcome"]


def overrun(estimates: Sequence[Estimate]) -> Range | None:
    """How many times their middle what was estimated took or cost: p10, p50 and p90 of the company's own past; ``None`` with too few."""
    times = [one.actual / one.expected.p50 for one in run_over(estimates) if one.expected.p50 > 0 and one.actual > 0]
    return quantiles(np.array(times)) if len(times) >= FEWEST else None


def _efforts(records: Records) -> Iterator[Estimate]:
    for one in records.of(Initiative):
        if one.status == "done" and one.effort and one.spent:
            yield Estimate(one.ref, one.label, "effort", "effort", "person-days", one.effort.days, one.spent.days.p50)


def _costs(records: Records) -> Iterator[Estimate]:
    for one in records.of(Decision):
        if one.cost and one.cost_seen and one.cost.currency == one.cost_seen.currency:
            yield Estimate(one.ref, one.label, "cost", "cost", one.cost.currency, one.cost.range, one.cost_seen.range.p50)


def _outcomes(records: Records) -> Iterator[Estimate]:
    for decision in records.of(Decision):
        for one in decision.expects:
            if one.seen is not None and one.low <= one.high:
                middle = (one.low * one.high) ** 0.5 if one.low > 0 else (one.low + one.high) / 2
                yield Estimate(decision.ref, decision.label, "outcome", one.name, one.unit, Range(one.low, middle, one.high), one.seen)
