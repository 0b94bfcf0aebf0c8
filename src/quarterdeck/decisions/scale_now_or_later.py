"""Make room for growth now, or later, when it is needed.

Decides: when a system is made ready for more load than it carries today.

Options: *scale now*; *scale later*, when a share of what it carries is used; *never*, and live with the overload.

Counted how: load grows by a rate from what it is. Scaling now costs its price and the running of the room that is not used yet. Scaling later costs
the price of then (dearer or cheaper by a rate), starts when the trigger is reached, and takes its lead time: where load outgrows what the system carries
before it is done, the months between are overloaded. While overloaded, outages come as a Poisson process, each with a loss of its own (compound
Poisson), drawn for each of the 100 000 futures. All of it is a net present value over the horizon.

Leaves out: load that falls again, growth in steps (a single large customer), and reputation beyond the loss of an outage that was given.

Source: compound Poisson losses as in the Open FAIR body of knowledge; waiting as in Dixit & Pindyck, *Investment under Uncertainty*, 1994; lead time and
headroom after Beyer et al., *Site Reliability Engineering*, 2016, chapter 18.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.decisions.build_or_buy import DISCOUNT, MONEY, YEARLY
from quarterdeck.decisions.case import Asked, Drawing, Numbers
from quarterdeck.decisions.model import MODEL_HEADINGS, Model
from quarterdeck.decisions.recommendation import Outlook, Standing
from quarterdeck.decisions.wording import amount, share
from quarterdeck.kernel.measure import Page
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.text import Phrase, say
from quarterdeck.maths.cashflow import stretch
from quarterdeck.maths.losses import exceedance, lognormal, quantile_of, yearly_losses

_SHOWN = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleNowOrLater:
    """The inputs; ``horizon`` is in years, ``trigger`` the share of what is carried at which scaling later begins.

    ``load_series`` names the imported series that is the load, ``limit_series`` the one that says what is carried.
    """

    used: Annotated[
        Assumption,
        Asked(
            "the part of what the system can carry that its peaks use today",
            "of what it carries",
            "probability",
            evidence="the imported series `load_series` and `limit_series`",
        ),
    ]
    growth: Annotated[Assumption, Asked("how much load grows in a year", "a year", "signed", evidence="the imported series `load_series`")]
    price: Annotated[Assumption, Asked("what scaling costs today", MONEY)]
    lead: Annotated[Assumption, Asked("how long scaling takes from the decision on", "months")]
    idle: Annotated[Assumption, Asked("what the added room costs to run in a year", YEARLY)]
    outage: Annotated[Assumption, Asked("what one outage from overload costs", MONEY)]
    outages: Annotated[
        Assumption, Asked("how many outages a year of overload brings", "a year", "amount", Range(2, 6, 20), "Wide: take your own incidents at peaks.")
    ]
    dearer: Annotated[
        Assumption,
        Asked("how much dearer scaling gets in a year", "a year", "signed", Range(-0.1, 0.0, 0.15), "Hardware falls, work rises."),
    ]
    discount: Annotated[Assumption, DISCOUNT]
    horizon: int = 4
    trigger: float = 0.7
    load_series: str = ""
    limit_series: str = ""
    currency: str = "EUR"


def outlooks(case: ScaleNowOrLater, of: Drawing) -> Sequence[Outlook]:
    """The three options in the same futures: the same growth, and the same chance of outages."""
    rate, full = of(case.discount), _reached(case, of, 1.0)
    lead, price = of(case.lead) / 12, of(case.price)
    asked = np.minimum(_reached(case, of, case.trigger), case.horizon)
    later = np.minimum(asked + lead, case.horizon)
    built = asked < case.horizon
    dearer = price * np.maximum(1 + of(case.dearer), 0.01) ** asked * (1 + rate) ** -asked * built
    late = dearer + of(case.idle) * stretch(rate, later, case.horizon)
    now = price + of(case.idle) * stretch(rate, np.minimum(lead, case.horizon), case.horizon)
    overload = [np.maximum(np.minimum(until, case.horizon) - full, 0.0) for until in (lead, later, np.full(of.runs, float(case.horizon)))]
    lost = [_losses(case, of, years) * (1 + rate) ** -np.minimum(full, case.horizon) for years in overload]
    nothing = np.zeros(of.runs)
    return (
        Outlook("scale now", -now - lost[0], now, np.minimum(price, now)),
        Outlook("scale later", -late - lost[1], np.maximum(late, 1e-9), nothing),
        Outlook("never", -lost[2], np.maximum(lost[2], 1e-9), nothing),
    )


def _reached(case: ScaleNowOrLater, of: Drawing, part: float) -> Numbers:
    """Years until this part of what the system carries is used; beyond the horizon where load does not grow."""
    grows = np.log1p(np.maximum(of(case.growth), -0.99))
    years = np.log(part / of(case.used)) / np.where(grows > 0, grows, 1.0)
    return np.where(of(case.used) >= part, 0.0, np.where(grows > 0, years, np.inf))


def _losses(case: ScaleNowOrLater, of: Drawing, years: Numbers) -> Numbers:
    """Outages in so many overloaded years, each with a loss spread around the one that was drawn, so that its mean is that one."""
    sizes = of(case.outage)
    spread = lognormal(0.4, 2.5)
    typical = float(np.exp(0.5 * (np.log(2.5 / 0.4) / 2 / 1.6448536269514722) ** 2))
    drawn = yearly_losses(of(case.outages) * years, spread, of.runs, of.chance("outages"))
    return drawn / typical * sizes


def argue(case: ScaleNowOrLater, standings: Sequence[Standing], of: Drawing) -> tuple[Phrase, ...]:
    """How bad a bad future is without scaling."""
    del standings
    years = np.maximum(case.horizon - _reached(case, of, 1.0), 0.0)
    lost = _losses(case, of, years)
    bad = quantile_of(lost, _SHOWN)
    return (
        say(
            "Without scaling, outages cost something in {any} of futures; one in twenty loses more than {bad} over {years} years ({low} to {high}, 95 %).",
            any=share(float(exceedance(lost, np.zeros(1))[0])), bad=amount(bad.value, case.currency), years=case.horizon,
            low=amount(bad.low, "").strip(), high=amount(bad.high, case.currency),
        ),
    )  # fmt: skip


SCALE_NOW_OR_LATER = Model("scale-now-or-later", Page.of(__doc__, MODEL_HEADINGS), ScaleNowOrLater, outlooks, lambda case: case.currency, argue)
