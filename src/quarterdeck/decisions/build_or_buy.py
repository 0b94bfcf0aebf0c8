"""Build it, buy it, or wait a while with either.

Decides: whether what is needed is written by the company's own people, bought, or put off.

Options: *build* (own work, then upkeep), *buy* (a product with its price and its lock-in), and *wait*, where waiting is possible.

Counted how: the net present value over the horizon of what each option brings and costs, in 100 000 draws of the inputs that all options share. Building
spends its cost, with the usual overrun, evenly until it is in use; then it brings the whole benefit and costs its upkeep. Buying pays the set-up, a price
that rises by the uplift, and upkeep of the integration; it brings the part of the benefit that the product fits, and in some cases ends early and costs
the exit. Waiting is a real option: the right to take the better of the two later, when the benefit is known better, valued by Black and Scholes; the
benefit of the months in between is forgone.

Leaves out: what is left of either at the end of the horizon, taxes, and whether own people could be hired at all.

Source: differential net present value as in Brealey, Myers & Allen, *Principles of Corporate Finance*, chapters 5 and 6; the option to wait after Luehrman,
*Investment Opportunities as Real Options*, Harvard Business Review, 1998; core and context after Moore, *Dealing with Darwin*, 2005.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

import numpy as np

from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.decisions.case import Asked, Drawing, unknowns
from quarterdeck.decisions.model import MODEL_HEADINGS, Model
from quarterdeck.decisions.recommendation import Outlook, Standing
from quarterdeck.decisions.wording import amount
from quarterdeck.kernel.measure import Page
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Block, Sentence, TableBlock
from quarterdeck.kernel.text import Phrase, say
from quarterdeck.maths.cashflow import call_option, internal_rates, present_value, stretch

MONEY, YEARLY = "{currency}", "{currency} a year"
DISCOUNT = Asked(
    "what the company expects of money a year, at least", "a year", "probability", Range(0.06, 0.09, 0.14),
    "Between a secure company's borrowing and a young one's equity; ask whoever keeps the books.",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOrBuy:
    """The inputs. ``horizon`` is in years; ``core`` is what sets the company apart from others; ``wait`` is how many years it could be put off."""

    benefit: Annotated[Assumption, Asked("what it brings in a year once all of it is in use", YEARLY)]
    build_cost: Annotated[Assumption, Asked("what building it is estimated to cost until it is in use", MONEY)]
    build_months: Annotated[Assumption, Asked("how long building it is estimated to take", "months")]
    buy_price: Annotated[Assumption, Asked("the price of the product in the first year", YEARLY)]
    buy_setup: Annotated[Assumption, Asked("what it costs to choose, integrate and migrate to the product", MONEY)]
    buy_months: Annotated[Assumption, Asked("how long it takes until the product is in use", "months")]
    fit: Annotated[Assumption, Asked("the part of the benefit that the product brings", "of the benefit", "probability")]
    exit_cost: Annotated[Assumption, Asked("what it costs to leave the product: export, replace, retrain", MONEY)]
    overrun: Annotated[
        Assumption,
        Asked("how many times its estimate such software really costs and takes", "times", "amount", Range(1.0, 1.35, 2.2), "Take your own history."),
    ]
    upkeep: Annotated[
        Assumption,
        Asked("what keeping it up costs in a year", "of what building cost", "probability", Range(0.1, 0.18, 0.3), "Take what you spend on systems like it."),
    ]
    buy_upkeep: Annotated[
        Assumption,
        Asked("what looking after the integration costs in a year", "of the price", "probability", Range(0.03, 0.1, 0.25), "Wide: integrations differ."),
    ]
    uplift: Annotated[
        Assumption,
        Asked("how much the price rises in a year", "a year", "signed", Range(0.0, 0.05, 0.1), "The contract may cap it: look there."),
    ]
    leaving: Annotated[
        Assumption,
        Asked(
            "the chance of having to leave the product within the horizon", "", "probability", Range(0.05, 0.15, 0.35), "The vendor may end, change or fail."
        ),
    ]
    volatility: Annotated[
        Assumption,
        Asked("how much better one knows the benefit after a year of waiting", "a year", "amount", Range(0.15, 0.3, 0.6), "Shares of technology: 0.3."),
    ]
    discount: Annotated[Assumption, DISCOUNT]
    horizon: int = 5
    wait: float = 0.0
    core: bool | None = None
    currency: str = "EUR"


def outlooks(case: BuildOrBuy, of: Drawing) -> Sequence[Outlook]:
    """Build, buy and, where it can wait, waiting."""
    build, buy = _build(case, of), _buy(case, of)
    if not case.wait:
        return (build, buy)
    better = max((build, buy), key=lambda outlook: float(outlook.worth.mean()))
    return (build, buy, _wait(case, of, better))


def _build(case: BuildOrBuy, of: Drawing) -> Outlook:
    rate, cost = of(case.discount), of(case.build_cost) * of(case.overrun)
    ready = np.minimum(of(case.build_months) * of(case.overrun) / 12, case.horizon)
    pace = cost / np.maximum(of(case.build_months) * of(case.overrun) / 12, 1 / 12)
    spent = pace * stretch(rate, 0.0, ready)
    kept_up = cost * of(case.upkeep) * stretch(rate, ready, case.horizon)
    brought = of(case.benefit) * stretch(rate, ready, case.horizon)
    return Outlook("build", brought - spent - kept_up, spent + kept_up, np.minimum(pace, cost))


def _buy(case: BuildOrBuy, of: Drawing) -> Outlook:
    rate, price, exit_cost = of(case.discount), of(case.buy_price), of(case.exit_cost)
    rising = (1 + rate) / (1 + of(case.uplift)) - 1
    ready = np.minimum(of(case.buy_months) / 12, case.horizon)
    paid = price * (stretch(rising, 0.0, case.horizon) + of(case.buy_upkeep) * stretch(rate, ready, case.horizon)) + of(case.buy_setup)
    left = of(case.leaving) * exit_cost / (1 + rate) ** (case.horizon / 2)
    brought = of(case.benefit) * of(case.fit) * stretch(rate, ready, case.horizon)
    return Outlook("buy", brought - paid - left, paid + left, of(case.buy_setup) + exit_cost)


def _wait(case: BuildOrBuy, of: Drawing, better: Outlook) -> Outlook:
    """The right to take the better option later: what it would then bring, less the benefit of the time in between, against what it costs."""
    cost = np.maximum(better.cost if better.cost is not None else np.zeros(of.runs), 1e-9)
    brought = np.maximum(better.worth + cost, 1e-9)
    delayed = brought * max(1 - case.wait / case.horizon, 1e-9)
    worth = call_option(delayed, cost, np.log1p(of(case.discount)), of(case.volatility), case.wait)
    return Outlook("wait", worth, np.maximum(cost, 1.0), np.zeros(of.runs))


def argue(case: BuildOrBuy, standings: Sequence[Standing], of: Drawing) -> tuple[Phrase, ...]:
    """What money does not say: whether it is part of what sets the company apart."""
    del of
    first = standings[0].option
    if case.core is None:
        return (("Nobody said whether this is what sets the company apart (core) or what everybody needs (context). Say `core: true` or `core: false`.",),)
    if case.core and first == "buy":
        return (("This sets the company apart, and the product is open to its competitors too: check that the benefit counts what that costs.",),)
    if not case.core and first == "build":
        return (("Customers do not choose the company for this: check that the people who would build it have nothing better to do.",),)
    return ()


def draw(case: BuildOrBuy, of: Drawing) -> tuple[Block, ...]:
    """Year by year, with every number at its middle: what building brings and costs beside buying, and the rate of return of the difference."""
    middles = {unknown.name: unknown.range.p50 for unknown in unknowns(case)}
    still = Drawing(of.seed, 1, {**middles, case.discount.name: 0.0})
    ends = [(_build(replace(case, horizon=year), still), _buy(replace(case, horizon=year), still)) for year in range(1, case.horizon + 1)]
    build, buy = (np.diff([0.0, *(float(pair[side].worth[0]) for pair in ends)]) for side in (0, 1))
    rows = tuple(
        ((f"year {year}",), (amount(one, case.currency),), (amount(other, case.currency),), (amount(one - other, case.currency),))
        for year, (one, other) in enumerate(zip(build.tolist(), buy.tolist(), strict=True), 1)
    )
    rate, rates = middles[case.discount.name], internal_rates(build - buy)
    worth = amount(float(present_value(rate, build - buy)) / (1 + rate) ** 0.5, case.currency)
    told = (
        f"{rates[0]:.0%}".replace("%", "\u202f%")
        if len(rates) == 1
        else "none that decides: the difference changes its sign " + ("twice" if rates else "never")
    )
    return (
        TableBlock("Year by year, every number at its middle, before discounting", ("", "build", "buy", "build rather than buy"), "lrrr", rows),
        Sentence(say("Building rather than buying is worth {worth} by these middles; its rate of return: {rate}.", worth=worth, rate=told), "note"),
    )


BUILD_OR_BUY = Model("build-or-buy", Page.of(__doc__, MODEL_HEADINGS), BuildOrBuy, outlooks, lambda case: case.currency, argue, draw)
