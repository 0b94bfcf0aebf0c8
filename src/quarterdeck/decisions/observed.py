"""What the company's own evidence says about a decision: figures by the name under which a model asks, and what a reader should see beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.decisions.case import unknowns
from quarterdeck.decisions.recommendation import Recommendation
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Block
from quarterdeck.kernel.text import Phrase, say
from quarterdeck.maths.draws import quantiles

_RECENT = timedelta(days=91)
_YEAR, _NEAR = timedelta(days=364), timedelta(days=8)
_FEWEST, _PAIRS = 3, 8
"""So many points tell where a series stands, and so many years between two points how it grows (our judgement)."""


@dataclass(frozen=True, slots=True)
class Observed:
    """``figures`` by the name under which the model asks; ``told`` and ``shown`` are for the page."""

    figures: Mapping[str, Assumption] = field(default_factory=dict)
    told: tuple[Phrase, ...] = ()
    shown: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """A series of numbers over time: where it stands, and how it grows; either ``None`` where there are too few points."""

    level: Range | None
    growth: Range | None
    newest: date | None


def course(points: Sequence[tuple[datetime, float]]) -> Course:
    """Of the newest quarter the p10, p50 and p90; of each point of the newest year what it is above the one a year before it."""
    if not points:
        return Course(None, None, None)
    ordered = sorted(points)
    newest = ordered[-1][0]
    recent = np.array([value for at, value in ordered if at > newest - _RECENT])
    level = quantiles(recent) if len(recent) >= _FEWEST else None
    return Course(level, _growth(ordered, newest), newest.date())


def filled(points: Sequence[tuple[datetime, float]], limits: Sequence[tuple[datetime, float]]) -> Range | None:
    """Which share of its limit a series used, of the points of the newest quarter: each against the limit that stood then. At most all of it."""
    ordered, stood = sorted(points), sorted(limits)
    shares = [
        min(value / limit, 1.0) for at, value in ordered if at > ordered[-1][0] - _RECENT
        if (limit := next((most for since, most in reversed(stood) if since <= at), 0.0)) > 0
    ]  # fmt: skip
    return quantiles(np.array(shares)) if len(shares) >= _FEWEST else None


def _growth(ordered: Sequence[tuple[datetime, float]], newest: datetime) -> Range | None:
    times = np.array([(at - newest).total_seconds() for at, _ in ordered])
    values: NDArray[np.float64] = np.array([value for _, value in ordered])
    ratios = []
    for at, value in ordered:
        if at <= newest - _YEAR:
            continue
        year_ago = (at - _YEAR - newest).total_seconds()
        before = int(np.argmin(np.abs(times - year_ago)))
        if abs(times[before] - year_ago) <= _NEAR.total_seconds() and values[before] > 0:
            ratios.append(value / values[before] - 1)
    return quantiles(np.array(ratios)) if len(ratios) >= _PAIRS else None


def contradicted(case: object, seen: Mapping[str, Assumption]) -> Iterator[Phrase]:
    """Numbers that the record gives and evidence does not bear out: their ranges do not meet."""
    for one in unknowns(case):
        other = seen.get(one.name)
        if other is not None and other is not one and (one.range.p90 < other.range.p10 or one.range.p10 > other.range.p90):
            yield say(
                "The record gives {name} as {said}, and evidence says {seen} ({why}). The record's number was taken.",
                name=one.name.replace("_", " "), said=_ends(one.range), seen=_ends(other.range), why=other.because,
            )  # fmt: skip


def _ends(spread: Range) -> str:
    return " to ".join(dict.fromkeys(f"{value:.3g}" for value in (spread.p10, spread.p90)))


def informed(found: Recommendation, case: object, seen: Observed) -> Recommendation:
    """With what evidence says beside the model's own words."""
    told: Iterable[Phrase] = (*contradicted(case, seen.figures), *seen.told)
    return replace(found, arguments=(*found.arguments, *told), pictures=(*found.pictures, *seen.shown))
