"""In which language or framework a team writes.

Decides: what a system, or a team's next one, is written in.

Options: the offers. One that fails a must-have is barred.

Counted how: what the same work costs in each over the horizon, as a net present value of 100 000 draws; less is better. The team's pay, with what people who
know it earn more, is divided by the pace at which work gets done in it. Whoever does not know it yet works at half speed while learning. People leave and
are replaced; a place stays empty for as long as filling it takes, and what an empty place loses beyond its pay is counted. A new major version is due once
in the time for which one is supported, and costs work each time. Rewriting what there is costs person-months with the usual overrun. In some of the
futures it is no longer kept up, and leaving costs the exit. The door is judged on the cost of choosing it, not on the pay that is due either way.

Leaves out: what people would rather write, bugs that one language allows more than another, and speed at run time. Pace and the time it takes to fill a
place have no evidence here: nothing that is gathered bears them, and the page shows them as judgements until you give your own.

Source: net present value as in Brealey, Myers & Allen, *Principles of Corporate Finance*; support cycles as published by endoflife.date; known
vulnerabilities as published in OSV; turnover as findings are priced with. A linear ramp to full speed, half speed on average, is arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.decisions.case import Asked, Drawing, Numbers
from quarterdeck.decisions.database_engine import SUPPORTED, UPGRADE
from quarterdeck.decisions.model import MODEL_HEADINGS, Model
from quarterdeck.decisions.offers import Among, Offered, barred, each, left, moved, sunk, uncounted
from quarterdeck.decisions.recommendation import Outlook, Standing
from quarterdeck.kernel.measure import Page
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.text import Phrase, say
from quarterdeck.maths.cashflow import stretch

_HALF = 0.5
_ALONE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue(Offered):
    """A language or framework on offer, with its figures."""

    known: Annotated[
        Assumption, Asked("how many of the team write it today", "people", evidence="who changed files in it in the assessed period (`touches`, `files`)")
    ]
    pace: Annotated[
        Assumption,
        Asked("how much gets done in it by those who know it, where 1 is today's pace", "times", "amount", Range(0.8, 1.0, 1.25), "No evidence bears it."),
    ]
    learning: Annotated[
        Assumption, Asked("how long it takes to learn it to full speed", "months", "amount", Range(1, 3, 8), "Take the last person who learned it here.")
    ]
    vacancy: Annotated[
        Assumption,
        Asked("how long a place stays empty until somebody who knows it comes", "months", "amount", Range(2, 4, 9), "Take your own last vacancies with it."),
    ]
    premium: Annotated[
        Assumption, Asked("how much more people who know it earn", "of pay", "signed", Range(-0.05, 0.0, 0.1), "No evidence here bears it: ask whoever hires.")
    ]
    move: Annotated[Assumption | None, Asked("how much work rewriting what there is would be", "person-months", optional=True)] = None
    upgrade: Annotated[Assumption, UPGRADE]
    supported: Annotated[Assumption, SUPPORTED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language(Among):
    """The inputs; ``horizon`` is in years."""

    people: Annotated[Assumption, Asked("how many people write it", "people", evidence="who changed code of these systems in the assessed period")]
    leave: Annotated[
        Assumption, Asked("the chance that somebody leaves within a year", "a year", "probability", evidence="the benchmark that findings are priced with")
    ]
    grow: Annotated[Assumption | None, Asked("how many places come new each year", "people a year", optional=True)] = None
    empty: Annotated[
        Assumption,
        Asked("what an empty place loses beyond its pay", "of pay", "probability", Range(0.1, 0.3, 0.7), "Nobody priced it."),
    ]
    offers: tuple[Tongue, ...] = ()


def outlooks(case: Language, of: Drawing) -> Sequence[Outlook]:
    """What the same work costs in each."""
    return each(case, case.offers, of, lambda offer: _outlook(case, offer, of))


def _outlook(case: Language, offer: Tongue, of: Drawing) -> Outlook:
    years = stretch(of(case.discount), 0.0, case.horizon)
    staff = of(case.people) * of(case.person) * np.maximum(1 + of(offer.premium), 0.1)
    work = staff / np.maximum(of(offer.pace), 0.01) * years
    learning = np.maximum(of(case.people) - of(offer.known), 0.0) * of(offer.learning) / 12 * of(case.person) * _HALF
    spent = moved(case, offer, offer.move, of) + learning
    kept_up = of(offer.upgrade) * of(case.person) / 12 / np.maximum(of(offer.supported), 0.1) * years
    gone = left(case, offer, of)
    choosing = spent + kept_up + gone + _empty(case, offer, of) * years
    return Outlook(offer.name, -(work + choosing), np.maximum(choosing, 1e-9), sunk(case, offer, spent, of), barred(case, offer))


def _empty(case: Language, offer: Tongue, of: Drawing) -> Numbers:
    """What empty places lose in a year, beyond the pay that is saved."""
    places = of(case.people) * of(case.leave)
    if case.grow is not None:
        places = places + of(case.grow)
    return places * of(offer.vacancy) / 12 * of(case.person) * of(case.empty)


def argue(case: Language, standings: Sequence[Standing], of: Drawing) -> tuple[Phrase, ...]:
    """Who could keep it up today, and what nobody named."""
    del of
    allowed = {standing.option for standing in standings if not standing.barred}
    offers = [offer for offer in case.offers if offer.name in allowed]
    few = [offer.name for offer in offers if offer.known.range.p50 < _ALONE]
    alone = (say("Fewer than two people here write {names}: until others have learned it, it hangs on them.", names=", ".join(few)),) if few else ()
    moving = [offer for offer in offers if offer.name != case.in_place]
    return (*alone, *uncounted(moving, (("move", "the work of rewriting what there is"), ("exit_cost", "what leaving it again costs"))))


LANGUAGE = Model("language", Page.of(__doc__, MODEL_HEADINGS), Language, outlooks, lambda case: case.currency, argue, offer=Tongue)
