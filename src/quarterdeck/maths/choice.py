"""Choosing among options by several criteria: methods that can disagree, and what it would take to change their answer.

``scores`` has a row per option and a column per criterion, ``weights`` one number per criterion, ``gains`` says where more is better.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rating = Callable[[Numbers, Numbers, Flags], Numbers]
"""A method: from scores, weights and gains to one number per option, more is better."""

RANDOM_INDEX = (0.0, 0.0, 0.0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59)
"""Saaty's mean inconsistency of random comparisons, by the number of things compared."""
_TIE = 1e-9


class Scale(StrEnum):
    """How columns of unlike units are made comparable. The winner can depend on it, so results always name it."""

    MIN_MAX = "min-max"
    VECTOR = "vector"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Priorities:
    """Weights read from pairwise comparisons, with Saaty's consistency ratio: above 0.1 the comparisons contradict each other."""

    weights: Numbers
    ratio: float


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest move of weight that makes ``rival`` the winner: the new weights, and the share of all weight that moved."""

    rival: int
    weights: Numbers
    moved: float


@dataclass(frozen=True, slots=True)
class Reversal:
    """The winner changes to ``winner`` (an option's row) when option ``option`` is left out, or is offered a second time."""

    option: int
    copied: bool
    winner: int


def priorities(comparisons: Numbers) -> Priorities:
    """AHP: the principal eigenvector of a reciprocal matrix, ``comparisons[i, j]`` saying how much more i matters than j (Saaty 2008)."""
    values, vectors = np.linalg.eig(comparisons)
    largest = int(np.argmax(values.real))
    weights = np.abs(vectors[:, largest].real)
    count = len(comparisons)
    index = (float(values[largest].real) - count) / (count - 1) if count > 1 else 0.0
    random = RANDOM_INDEX[min(count, len(RANDOM_INDEX) - 1)]
    return Priorities(weights / weights.sum(), index / random if random else 0.0)


def scaled(scores: Numbers, gains: Flags, scale: Scale) -> Numbers:
    """Columns made comparable. Only min-max turns costs round, so that 1 is best everywhere; a column of equal values becomes 1."""
    if scale is Scale.MIN_MAX:
        low, high = scores.min(axis=0), scores.max(axis=0)
        width = high - low
        flat = np.where(width > 0, width, 1.0)
        return np.where(width > 0, np.where(gains, scores - low, high - scores) / flat, 1.0)
    total = np.sqrt((scores**2).sum(axis=0)) if scale is Scale.VECTOR else scores.sum(axis=0)
    return scores / np.where(total > 0, total, 1.0)


def weighted_sum(scores: Numbers, weights: Numbers, gains: Flags) -> Numbers:
    """The weighted sum of scores on the min-max scale."""
    rated: Numbers = scaled(scores, gains, Scale.MIN_MAX) @ weights
    return rated


def shared_sum(scores: Numbers, weights: Numbers, gains: Flags) -> Numbers:
    """AHP's distributive mode: each gain's column shared out among the options; a cost is shared out by its inverse."""
    turned = np.where(gains, scores, 1 / np.where(scores > 0, scores, np.inf))
    rated: Numbers = scaled(turned, gains, Scale.SHARE) @ weights
    return rated


def topsis(scores: Numbers, weights: Numbers, gains: Flags, scale: Scale = Scale.VECTOR) -> Numbers:
    """Closeness to the best of each column against the worst of each, from 0 to 1 (Hwang & Yoon 1981)."""
    weighted = scaled(scores, gains, scale) * weights
    up = gains | (scale is Scale.MIN_MAX)
    ideal = np.where(up, weighted.max(axis=0), weighted.min(axis=0))
    worst = np.where(up, weighted.min(axis=0), weighted.max(axis=0))
    near = np.sqrt(((weighted - ideal) ** 2).sum(axis=1))
    far = np.sqrt(((weighted - worst) ** 2).sum(axis=1))
    return np.where(near + far > 0, far / np.where(near + far > 0, near + far, 1.0), 1.0)


def promethee(scores: Numbers, weights: Numbers, gains: Flags) -> Numbers:
    """PROMETHEE II's net flows with the usual criterion: the weight of the pairs won minus that of the pairs lost, from -1 to 1."""
    turned = np.where(gains, scores, -scores)
    wins = np.sign(turned[:, None, :] - turned[None, :, :])
    flows: Numbers = (wins @ weights).sum(axis=1) / max(len(scores) - 1, 1)
    return flows


def dominated(scores: Numbers, gains: Flags) -> tuple[tuple[int, int], ...]:
    """Pairs (worse, better): the better is nowhere worse and somewhere better. A dominated option wins under no weights."""
    turned = np.where(gains, scores, -scores)
    rows = range(len(scores))
    return tuple((worse, better) for worse in rows for better in rows if _dominates(turned[better], turned[worse]))


def _dominates(better: Numbers, worse: Numbers) -> bool:
    return bool((better >= worse).all() and (better > worse).any())


def smallest_flip(values: Numbers, weights: Numbers) -> Flip | None:
    """The least weight to move so that another option draws level with the winner of ``values @ weights``; ``None`` when no weights do.

    Exact: weight moves from where the rival loses most to where it wins most, until its deficit is gone.
    """
    weights = weights / weights.sum()
    rated = values @ weights
    winner = int(np.argmax(rated))
    flips = [_overtake(values[rival] - values[winner], weights, rival) for rival in range(len(values)) if rival != winner]
    possible = [flip for flip in flips if flip]
    return min(possible, key=lambda flip: (flip.moved, flip.rival)) if possible else None


def _overtake(lead: Numbers, weights: Numbers, rival: int) -> Flip | None:
    """Move weight to the criterion with the greatest ``lead`` of the rival, from the least one on."""
    target = int(np.argmax(lead))
    deficit = -float(lead @ weights)
    if lead[target] <= _TIE:
        return None
    moved = weights.copy()
    for source in np.argsort(lead, kind="stable"):
        gain = float(lead[target] - lead[source])
        if deficit <= _TIE or gain <= _TIE:
            break
        step = min(float(weights[source]), deficit / gain)
        moved[source] -= step
        moved[target] += step
        deficit -= step * gain
    return Flip(rival, moved, float(np.abs(moved - weights).sum() / 2)) if deficit <= _TIE else None


def reversals(rating: Rating, scores: Numbers, weights: Numbers, gains: Flags) -> tuple[Reversal, ...]:
    """Leave each loser out, then offer each option twice: where another option wins, though nothing about the winner changed.

    The copies of one option count as that option.
    """
    rows = np.arange(len(scores))
    winner = int(np.argmax(rating(scores, weights, gains)))
    found = []
    for option in rows.tolist():
        kept = rows[rows != option]
        for chosen, copied in ((kept, False), (np.append(rows, option), True)):
            if (option == winner and not copied) or len(chosen) < 2:  # noqa: PLR2004  # a choice needs two options
                continue
            rated = rating(scores[chosen], weights, gains)
            now = int(chosen[int(np.argmax(rated))])
            if now != winner and rated.max() > rated[chosen == winner].max() + _TIE:
                found.append(Reversal(option, copied, now))
    return tuple(found)
