"""How long each decision model takes: 100 000 draws with everything that follows from them, on invented cases with every number uncertain.

``python benchmarks/decisions.py`` prints the best of three runs of each. The goal is 2 s.
"""

from __future__ import annotations

import dataclasses
import time
from typing import Any

from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.decisions.case import RUNS, Asked, asked, given, unknowns
from quarterdeck.decisions.model import Model
from quarterdeck.decisions.models import MODELS
from quarterdeck.decisions.vendor_choice import VENDOR_CHOICE, Criterion, Offer, VendorChoice
from quarterdeck.kernel.quantity import Range

_SPREADS = {"amount": Range(2.0, 5.0, 11.0), "probability": Range(0.1, 0.3, 0.6), "signed": Range(-0.05, 0.1, 0.3)}
_OFFERS = ("cloud", "private cloud", "own machines", "containers", "serverless")


def numbers(kind: type, prefix: str, times: float) -> dict[str, Assumption]:
    """Every number that is asked, uncertain."""
    told = {}
    for name, how in asked(kind).items():
        spread = _SPREADS[how.shape]
        scaled = Range(*(end * times * 1000 for end in (spread.p10, spread.p50, spread.p90))) if how.money else spread
        told[name] = given(f"{prefix}{name}", how, scaled, "EUR")
    return told


def case(model: Model[Any]) -> object:
    """A case of a model, with five offers where it chooses among them."""
    if model is VENDOR_CHOICE:
        score = Asked("a score")
        criteria = tuple(Criterion(f"criterion {number}", number + 1.0) for number in range(5))
        offers = tuple(
            Offer(name, tuple(given(f"{name}: {one.name}", score, Range(1 + place / 9, 3, 5), "") for one in criteria)) for place, name in enumerate(_OFFERS)
        )
        return VendorChoice(criteria, offers, None, "EUR")
    more: dict[str, object] = {}
    if model.offer:
        more = {"offers": tuple(model.offer(name=name, **numbers(model.offer, f"{name}: ", 1 + place / 9)) for place, name in enumerate(_OFFERS))}
        more["in_place"] = _OFFERS[0]
    elif "wait" in {one.name for one in dataclasses.fields(model.case)}:
        more = {"wait": 2.0}
    return model.case(**numbers(model.case, "", 1.0), **more)


def main() -> None:
    """Run each and print."""
    for model in MODELS:
        told = case(model)
        took = []
        for _ in range(3):
            began = time.perf_counter()
            model.recommend(told, (model.name,), seed=1)
            took.append(time.perf_counter() - began)
        print(f"{model.name}: {RUNS} draws, {len(list(unknowns(told)))} unknowns: {min(took):.2f} s")


if __name__ == "__main__":
    main()
