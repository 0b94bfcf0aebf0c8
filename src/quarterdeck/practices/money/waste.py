"""What the findings on waste share: an amount that was measured in the company's own bills, and what it may become next year."""

from __future__ import annotations

from quarterdeck.assumptions.catalogue import WASTE_GOES_ON
from quarterdeck.kernel.finding import Bench
from quarterdeck.kernel.loss import Factor, Loss
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.text import Cited, number


def currency_of(amount: Measurement, bench: Bench) -> str:
    """The one currency of an amount's rows; nothing where it has none."""
    return next((row.part for row in bench.rows(amount, 1)), "") if not amount.missing else ""


def told(amount: Measurement, currency: str) -> Cited:
    """The amount as a sentence prints it."""
    return Cited(f"{number(round(amount.value))} {currency}", amount.id)


def loss(event: str, label: str, amount: Measurement, currency: str, years: float = 1.0) -> Loss | None:
    """What the coming year repeats of it, if nobody acts; nothing where no amount is known. ``years`` is the stretch that it was measured over."""
    if amount.missing or amount.value <= 0 or not currency:
        return None
    factors = [Factor(label, value=amount.value, measurement=amount.id, currency=currency)]
    if years != 1:
        factors.append(Factor("years that were measured, one over", value=1 / years))
    return Loss(event, (*factors, Factor("times that the coming year repeats it", WASTE_GOES_ON.name)))
