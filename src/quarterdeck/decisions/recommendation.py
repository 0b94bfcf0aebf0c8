"""What a decision model answers: how each option stands, what it rests on, and what would change the answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Block
from quarterdeck.kernel.text import Phrase

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a model says of one option, an array of draws each.

    ``worth``: more is better. ``cost`` is over the horizon, and ``lost`` what of it
    is gone for good when one changes one's mind after a year: ``None`` where nobody said. ``barred`` says why an option may not be chosen
    whatever it is worth.
    """

    option: str
    worth: Numbers
    cost: Numbers | None = None
    lost: Numbers | None = None
    barred: Phrase = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How one option stands: its worth, in what share of draws it is the best, what choosing it forgoes, and whether there is a way back.

    ``regret`` is the mean of what the best option would have been worth more. ``sunk`` is the share of its cost that is lost on the way back.
    """

    option: str
    worth: Range
    mean: float
    best: float
    regret: float
    sunk: float | None
    barred: Phrase = ()

    @property
    def door(self) -> str:
        """``one-way`` where too much of the cost is lost on the way back, else ``two-way``; ``not assessed`` where nobody said what is lost."""
        return "not assessed" if self.sunk is None else "one-way" if self.sunk > ONE_WAY else "two-way"


ONE_WAY = 0.25
"""More than a quarter of an option's cost lost by changing one's mind after a year makes it a one-way door (our judgement)."""


@dataclass(frozen=True, slots=True)
class Lever:
    """One unknown: ``lead`` is what the recommended option is ahead by, on average, with it at its p10, p50 and p90.

    ``flips_at`` is where that lead is gone, ``beyond`` the chance that the number lies past it; ``worth_knowing`` the most that finding it
    out before choosing can be worth.
    """

    unknown: Assumption
    lead: tuple[float, float, float]
    flips_at: float | None
    beyond: float
    worth_knowing: float

    @property
    def width(self) -> float:
        """How far it moves the lead."""
        return max(self.lead) - min(self.lead)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one unit of worth is worth in money, where worths are not told in money."""

    rate: float
    currency: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The whole answer. ``unit`` is what worths are told in: a currency, or points.

    ``worth_knowing`` is what knowing everything would be worth; ``error`` is the Monte Carlo error (95 %) of the lead over the next option.
    ``arguments`` are what the model has to say beside its numbers, ``pictures`` its own charts and tables;
    ``unweighed`` are options on record that the model does not weigh, or not by name.
    """

    model: str
    question: Phrase
    unit: str
    standings: tuple[Standing, ...]
    levers: tuple[Lever, ...]
    lead: Range | None
    worth_knowing: float
    error: float
    seed: int
    runs: int
    exchange: Exchange | None = None
    arguments: tuple[Phrase, ...] = ()
    pictures: tuple[Block, ...] = ()
    unweighed: tuple[str, ...] = ()
    contested: bool = False
    """Whether most other methods put another option first."""

    @property
    def chosen(self) -> Standing | None:
        """The option with the greatest mean worth among those that may be chosen; ``None`` when none may."""
        return next((standing for standing in self.standings if not standing.barred), None)

    @property
    def rival(self) -> Standing | None:
        """The next one."""
        allowed = [standing for standing in self.standings if not standing.barred]
        return allowed[1] if len(allowed) > 1 else None

    @property
    def firm(self) -> bool:
        """True where the recommended option is the best in at least this share of draws."""
        return self.chosen is not None and self.chosen.best >= FIRM


FIRM = 0.8
"""An option that is best in four draws of five is recommended; below that it leads (our judgement)."""
