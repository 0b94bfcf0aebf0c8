"""Which offer serves best, by what matters and how much it matters.

Decides: which of several offers (vendors, products, partners) to take, by several criteria at once.

Options: the offers. One that fails a must-have is barred, whatever it scores.

Counted how: weights are given, or read from comparisons of pairs (AHP, with Saaty's consistency ratio). Each score is a range. The worth of an offer is the
weighted sum of its scores on a scale from 0 to 100 points, from the worst to the best that any admitted offer may reach on each criterion, in 100 000
draws. Beside it stand TOPSIS, PROMETHEE II and AHP's share-out at the middle of each range, each with its scale named, because they can disagree. The
smallest change of weights that makes another offer win is exact, for the worth that decides: the average over the draws. The offer with the greatest
average worth is recommended, and no other rule decides; how many methods put which offer first is told beside it. Each method is asked again with an offer
left out and with one offered twice: a winner that changes by that is a rank reversal, and is told. Where one criterion is money, the weights themselves say
what a point is worth.

Leaves out: criteria that depend on one another (a score counts twice when two criteria ask the same), and the negotiation that follows.

Source: Saaty, *Decision making with the analytic hierarchy process*, 2008; Hwang & Yoon 1981 (TOPSIS); Brans & Vincke 1985 (PROMETHEE); Belton & Gear
1983 (rank reversal); Keeney & Raiffa, *Decisions with Multiple Objectives*, 1976 (weights as rates of exchange).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.decisions.case import Drawing, Numbers
from quarterdeck.decisions.model import MODEL_HEADINGS, Model
from quarterdeck.decisions.recommendation import Exchange, Outlook, Standing
from quarterdeck.kernel.measure import Page
from quarterdeck.kernel.section import Block, TableBlock
from quarterdeck.kernel.text import Phrase, listing, say
from quarterdeck.maths.choice import Rating, Scale, dominated, promethee, reversals, shared_sum, smallest_flip, topsis, weighted_sum

CONSISTENT = 0.1
"""Saaty: comparisons of pairs with a ratio above this contradict one another too much."""
_MOVED, _NOTHING = 0.1, 1e-9
"""A winner that a tenth of all weight can unseat hangs on the weights (our judgement)."""


def _topsis_min_max(scores: Numbers, weights: Numbers, gains: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Numbers:
    return topsis(scores, weights, gains, Scale.MIN_MAX)


METHODS: tuple[tuple[str, str, Rating], ...] = (
    ("weighted sum", "min-max", weighted_sum),
    ("TOPSIS", "vector", topsis),
    ("TOPSIS", "min-max", _topsis_min_max),
    ("PROMETHEE II", "usual criterion", promethee),
    ("AHP share-out", "share", shared_sum),
)


@dataclass(frozen=True, slots=True)
class Criterion:
    """What matters, and how much: ``gain`` where more is better, ``money`` where it is an amount of money."""

    name: str
    weight: float
    gain: bool = True
    money: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer: a score per criterion, the must-haves that it fails, and what leaving it again would cost, where somebody said so."""

    name: str
    scores: tuple[Assumption, ...]
    fails: tuple[str, ...] = ()
    exit_cost: tuple[Assumption, ...] = ()


@dataclass(frozen=True, slots=True)
class VendorChoice:
    """The inputs; ``ratio`` is the consistency of the comparisons that the weights were read from."""

    criteria: tuple[Criterion, ...]
    offers: tuple[Offer, ...]
    ratio: float | None = None
    currency: str = ""

    @property
    def weights(self) -> Numbers:
        """The weights, together 1."""
        weights = np.array([criterion.weight for criterion in self.criteria])
        shares: Numbers = weights / weights.sum()
        return shares

    @property
    def gains(self) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Where more is better."""
        return np.array([criterion.gain for criterion in self.criteria])

    @property
    def admitted(self) -> tuple[Offer, ...]:
        """Offers that fail no must-have; all of them when each fails some, so that they can still be compared."""
        return tuple(offer for offer in self.offers if not offer.fails) or self.offers

    @property
    def middles(self) -> Numbers:
        """The admitted offers' scores at the middle of their ranges."""
        return np.array([[score.range.p50 for score in offer.scores] for offer in self.admitted])


def outlooks(case: VendorChoice, of: Drawing) -> Sequence[Outlook]:
    """Points of each offer, from 0 (the worst that an admitted offer may reach on everything) to 100 (the best)."""
    low, high = _ends(case)
    width = np.where(high > low, high - low, 1.0)
    best, step = np.where(case.gains, low, high), np.where(case.gains, width, -width)
    money = next((place for place, criterion in enumerate(case.criteria) if criterion.money), None)
    found = []
    for offer in case.offers:
        drawn = np.stack([of(score) for score in offer.scores])
        points = 100 * case.weights @ ((drawn - best[:, None]) / step[:, None])
        lost = of(offer.exit_cost[0]) if offer.exit_cost else None
        barred = say("fails a must-have: {what}", what=", ".join(offer.fails)) if offer.fails else ()
        found.append(Outlook(offer.name, points, drawn[money] if money is not None else None, lost, barred))
    return found


def _ends(case: VendorChoice) -> tuple[Numbers, Numbers]:
    """The lowest p10 and the highest p90 of each criterion among the admitted offers."""
    low = np.array([[score.range.p10 for score in offer.scores] for offer in case.admitted]).min(axis=0)
    return low, np.array([[score.range.p90 for score in offer.scores] for offer in case.admitted]).max(axis=0)


def exchange(case: VendorChoice) -> Exchange | None:
    """What a point is worth: so much money moves the criterion that is money by so many points."""
    low, high = _ends(case)
    for place, criterion in enumerate(case.criteria):
        if criterion.money and criterion.weight > 0 and high[place] > low[place]:
            return Exchange(float((high - low)[place] / (100 * case.weights[place])), case.currency)
    return None


def argue(case: VendorChoice, standings: Sequence[Standing], of: Drawing) -> tuple[Phrase, ...]:
    """How far the answer hangs on weights and method, and what is beaten everywhere."""
    return (*_contradictions(case), *_weights(case, of), *_agreement(case, standings), *_reversals(case), *_dominated(case))


def _contradictions(case: VendorChoice) -> tuple[Phrase, ...]:
    if case.ratio is None:
        return ()
    said = f"{case.ratio:.3f}"
    if case.ratio > CONSISTENT:
        told = "The comparisons behind the weights contradict one another: consistency ratio {said}, above {most}. Compare again."
        return (say(told, said=said, most=f"{CONSISTENT:g}"),)
    return (say("The comparisons behind the weights agree with one another: consistency ratio {said}.", said=said),)


def _weights(case: VendorChoice, of: Drawing) -> tuple[Phrase, ...]:
    """What it takes to overturn the recommendation, by the rule that made it: average worth over the draws."""
    flip = smallest_flip(_averages(case, of), case.weights)
    if flip is None:
        return (("On the average of all draws no other weights would make another offer win.",),)
    change = flip.weights - case.weights
    gives = [case.criteria[place].name for place in np.flatnonzero(change < -_NOTHING)]
    takes = case.criteria[int(np.argmax(change))].name
    told = say(
        "Another offer, {rival}, wins when {moved} of all weight moves from {gives} to {takes}: the smallest change that flips the winner.",
        rival=case.admitted[flip.rival].name, moved=f"{flip.moved:.0%}".replace("%", "\u202f%"), gives=" and ".join(gives) or "nowhere", takes=takes,
    )  # fmt: skip
    return (told, ("The choice hangs on the weights: agree on them first.",)) if flip.moved < _MOVED else (told,)


def _averages(case: VendorChoice, of: Drawing) -> Numbers:
    """Each admitted offer's average on each criterion, from 0 to 1: what its average worth is the weighted sum of."""
    low, high = _ends(case)
    width = np.where(high > low, high - low, 1.0)
    drawn = np.array([[float(of(score).mean()) for score in offer.scores] for offer in case.admitted])
    averages: Numbers = np.where(case.gains, drawn - low, high - drawn) / width
    return averages


def _firsts(case: VendorChoice) -> list[tuple[str, int]]:
    """How many methods put which offer first at the middle of each range, the most first."""
    firsts = Counter(case.admitted[int(np.argmax(rating(case.middles, case.weights, case.gains)))].name for _, _, rating in METHODS)
    return sorted(firsts.items(), key=lambda one: (-one[1], one[0]))


def contested(case: VendorChoice, standings: Sequence[Standing]) -> bool:
    """Whether most methods put another offer first than the rule that decides."""
    return not standings[0].barred and _firsts(case)[0][0] != standings[0].option


def _agreement(case: VendorChoice, standings: Sequence[Standing]) -> tuple[Phrase, ...]:
    """How many methods put which offer first, and what that means for the one rule that decides."""
    ranked = _firsts(case)
    counts = ", ".join(f"{number} {'' if place else f'of {len(METHODS)} methods '}put{'s' * (number == 1)} {name} first"
                       for place, (name, number) in enumerate(ranked))  # fmt: skip
    rule = "The recommendation goes by one rule: the greatest average worth over all draws."
    told = say("At the middle of each range {counts}. " + rule, counts=counts)
    chosen = standings[0]
    if not contested(case, standings):
        return (told,)
    why = (
        "Most methods put {other} first at the middle of the ranges; the whole width of the ranges puts {chosen} first. Take the choice for open between them."
    )
    return (told, say(why, other=ranked[0][0], chosen=chosen.option))


def _reversals(case: VendorChoice) -> tuple[Phrase, ...]:
    """Methods by which what is offered beside decides who wins: those that tell the same are told together."""
    by: dict[tuple[str, str, str], list[str]] = {}
    for method, scale, rating in METHODS:
        for found in reversals(rating, case.middles, case.weights, case.gains)[:1]:
            how = "is offered twice" if found.copied else "is left out"
            by.setdefault((case.admitted[found.winner].name, case.admitted[found.option].name, how), []).append(f"{method} ({scale})")
    told = "Rank reversal: by {methods} {winner} wins as soon as {option} {how}. Do not rest the choice on {them}."
    return tuple(
        say(
            told,
            methods=listing([(method,) for method in methods]),
            winner=winner,
            option=option,
            how=how,
            them="that method" if len(methods) == 1 else "these methods",
        )
        for (winner, option, how), methods in by.items()
    )


def _dominated(case: VendorChoice) -> tuple[Phrase, ...]:
    names = [offer.name for offer in case.admitted]
    worse = dict(dominated(case.middles, case.gains))
    return tuple(say("{worse} is nowhere better than {better}.", worse=names[one], better=names[other]) for one, other in worse.items())


def draw(case: VendorChoice, of: Drawing) -> tuple[Block, ...]:
    """What matters how much, and what each method says at the middle of the ranges."""
    del of
    weights = tuple(((criterion.name,), (f"{weight:.1%}".replace("%", "\u202f%"),), ("more is better" if criterion.gain else "less is better",))
                    for criterion, weight in zip(case.criteria, case.weights.tolist(), strict=True))  # fmt: skip
    rows = []
    for method, scale, rating in METHODS:
        rated = rating(case.middles, case.weights, case.gains)
        order = [case.admitted[place].name for place in np.argsort(-rated, kind="stable")]
        rows.append(((method,), (scale,), (" > ".join(order),)))
    return (
        TableBlock("What matters", ("criterion", "weight", "better"), "lrl", weights),
        TableBlock("Do other methods agree?", ("method", "scale", "order"), "lll", tuple(rows)),
    )


VENDOR_CHOICE = Model("vendor-choice", Page.of(__doc__, MODEL_HEADINGS), VendorChoice, outlooks, lambda _: "points", argue, draw, exchange, contested=contested)
