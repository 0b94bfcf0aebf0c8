"""Repay a technical debt now, or live with it.

Decides: whether work that makes a system easier to change is done now.

Options: *repay now*, and *leave it* until the system goes.

Counted how: the debt costs hours each month (interest), which grow or shrink by a rate, and incidents each year. Repaying costs its effort with the usual
overrun, holds up other work while it lasts, and takes away the part of interest and incidents that it mends, from the month in which it is done until
the system goes. Both are net present values over the life that the system has left, in 100 000 draws of the same numbers. The number that most often
decides is that life: what will be gone in a year is not worth mending.

Leaves out: morale and hiring, which nobody has priced for this system, and value that only a mended system could bring.

Source: the metaphor after Cunningham, *The WyCash portfolio management system*, 1992; principal and interest as in Avgeriou, Kruchten, Ozkaya & Seaman,
*Managing technical debt in software engineering*, Dagstuhl 16162, 2016; net present value as in Brealey, Myers & Allen, *Principles of Corporate Finance*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.decisions.build_or_buy import DISCOUNT, MONEY, YEARLY
from quarterdeck.decisions.case import Asked, Drawing
from quarterdeck.decisions.model import MODEL_HEADINGS, Model
from quarterdeck.decisions.recommendation import Outlook
from quarterdeck.kernel.measure import Page
from quarterdeck.kernel.quantity import Range
from quarterdeck.maths.cashflow import stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class RepayDebt:
    """The inputs."""

    effort: Annotated[Assumption, Asked("what repaying is estimated to cost", MONEY)]
    months: Annotated[Assumption, Asked("how long repaying is estimated to take", "months")]
    interest: Annotated[Assumption, Asked("what the debt costs in a year in slower work, today", YEARLY)]
    mended: Annotated[Assumption, Asked("the part of interest and incidents that repaying takes away", "of both", "probability")]
    life: Annotated[Assumption, Asked("how long the system will still be changed", "months")]
    incidents: Annotated[Assumption, Asked("what incidents from the debt cost in a year", YEARLY, usual=Range(0.0, 0.0, 0.0), because="Nobody named any.")]
    growth: Annotated[
        Assumption,
        Asked("how much the interest grows in a year", "a year", "signed", Range(-0.1, 0.1, 0.3), "It grows where much is changed, and falls where little is."),
    ]
    held_up: Annotated[
        Assumption,
        Asked("what waits meanwhile loses in a year", YEARLY, usual=Range(0.0, 0.0, 0.0), because="Nobody named what waits: give its cost of delay."),
    ]
    overrun: Annotated[
        Assumption, Asked("how many times its estimate such work really costs and takes", "times", "amount", Range(1.0, 1.35, 2.2), "Take your own history.")
    ]
    discount: Annotated[Assumption, DISCOUNT]
    currency: str = "EUR"


def outlooks(case: RepayDebt, of: Drawing) -> Sequence[Outlook]:
    """Leaving it costs all of the interest; repaying costs its effort, and the interest that is left."""
    rate, life = of(case.discount), of(case.life) / 12
    growing = (1 + rate) / np.maximum(1 + of(case.growth), 0.01) - 1
    done = np.minimum(of(case.months) * of(case.overrun) / 12, life)
    cost = of(case.effort) * of(case.overrun)
    part = np.where(of(case.months) > 0, np.minimum(1.0, life * 12 / np.maximum(of(case.months) * of(case.overrun), 1e-9)), 1.0)
    all_of_it = of(case.interest) * stretch(growing, 0.0, life) + of(case.incidents) * stretch(rate, 0.0, life)
    saved = of(case.mended) * (of(case.interest) * stretch(growing, done, life) + of(case.incidents) * stretch(rate, done, life))
    waits = of(case.held_up) * stretch(rate, 0.0, done)
    spent = cost * part * (1 + rate) ** (-done / 2)
    nothing = np.zeros(of.runs)
    return (
        Outlook("repay now", saved - all_of_it - spent - waits, spent + waits, np.minimum(1.0, 1 / np.maximum(done, 1e-9)) * spent),
        Outlook("leave it", -all_of_it, np.maximum(all_of_it, 1e-9), nothing),
    )


REPAY_DEBT = Model("repay-debt", Page.of(__doc__, MODEL_HEADINGS), RepayDebt, outlooks, lambda case: case.currency)
