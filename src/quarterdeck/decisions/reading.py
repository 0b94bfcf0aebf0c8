"""From a decision record to the case of the model that it names: what is missing or wrong is said by key, all of it at once."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.assumptions.spoken import Spoken, UnusableError, read_numbers
from quarterdeck.decisions.case import Asked, asked, given, usual
from quarterdeck.decisions.model import Model
from quarterdeck.decisions.models import MODELS
from quarterdeck.decisions.vendor_choice import VENDOR_CHOICE, Criterion, Offer, VendorChoice
from quarterdeck.kernel.quantity import Range
from quarterdeck.maths.choice import Priorities, priorities
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.records.record import Remark

_TIMES = {"days": 12 / 365.25, "weeks": 12 * 7 / 365.25, "months": 1.0, "quarters": 3.0, "years": 12.0}
_PAIR = re.compile(r"\s*(.+?)\s+(\d+(?:[.,]\d+)?)\s+(.+?)\s*")


@dataclass(slots=True)
class _Faults:
    """What is wrong, as it is met."""

    found: list[Remark] = field(default_factory=list)

    def add(self, key: str, what: str, mend: str) -> None:
        """One more."""
        self.found.append(Remark(key, what, mend))


@dataclass(frozen=True, slots=True)
class Read:
    """A model with its case; or what has to be mended first."""

    model: Model[Any] | None
    case: Any
    faults: tuple[Remark, ...]


def read(decision: Decision, currency: str) -> Read:
    """The case of a decision, in the company's currency."""
    known = {model.name: model for model in MODELS}
    faults = _Faults()
    model = known.get(decision.model)
    if model is None:
        near = difflib.get_close_matches(decision.model, known, 1)
        mend = f"Did you mean {near[0]}?" if near else f"Write one of {', '.join(known)}"
        faults.add("model", f"there is no decision model {decision.model!r}" if decision.model else "the decision names no model", mend)
        return Read(None, None, tuple(faults.found))
    case = _choice(decision, currency, faults) if model is VENDOR_CHOICE else _numbers(model, decision, currency, faults)
    return Read(model, None if faults.found else case, tuple(faults.found))


def _numbers(model: Model[Any], decision: Decision, currency: str, faults: _Faults) -> object:
    """A case whose inputs are all numbers by name."""
    how = asked(model.case)
    plain = {one.name: one for one in dataclasses.fields(model.case) if one.name not in {*how, "currency"}}
    values: dict[str, Any] = {"currency": currency}
    for name, said in decision.inputs.items():
        if name in how:
            values[name] = _given(name, how[name], said, currency, f"inputs/{name}", faults)
        elif name in plain:
            values[name] = _plain(plain[name].type, said, f"inputs/{name}", faults)
        else:
            near = difflib.get_close_matches(name, [*how, *plain], 1)
            faults.add(f"inputs/{name}", f"{model.name} asks no {name!r}", f"Did you mean {near[0]}?" if near else f"It asks {', '.join([*how, *plain])}")
    for name, one in how.items():
        if name not in values and one.usual is None:
            faults.add("inputs", f"{name} is missing: {one.says}", f"Write it as a range, for instance {name}: {_example(one, currency)}")
        elif name not in values:
            values[name] = usual(name, one, currency)
    return None if faults.found else model.case(**values)


def _example(one: Asked, currency: str) -> str:
    return f"40k..90k {currency}" if one.money else "30%..60%" if one.shape == "probability" else "6..12 months" if one.unit == "months" else "2..5"


def _given(name: str, how: Asked, said: str, currency: str, key: str, faults: _Faults) -> Assumption | None:
    try:
        spoken = read_numbers(said)
        factor = _factor(spoken, how, currency)
    except UnusableError as error:
        faults.add(key, error.what, f"{error.mend[:1].upper()}{error.mend[1:]}")
        return None
    spread = Range(*(end * factor for end in (spoken.range.p10, spoken.range.p50, spoken.range.p90)))
    if how.shape == "probability" and not 0 <= spread.p10 <= spread.p90 <= 1:
        faults.add(key, f"{said!r} does not lie between 0% and 100%", "Write a share, for instance 30%..60%")
        return None
    if how.shape == "amount" and spread.p10 < 0:
        faults.add(key, f"{said!r} is below zero", "Write it without a sign")
        return None
    return given(name, how, spread, currency)


def _factor(spoken: Spoken, how: Asked, currency: str) -> float:
    """From the unit that was written to the one that is counted in. Raises ``UnusableError``."""
    unit = spoken.unit
    if how.money:
        if unit.upper() != currency:
            raise UnusableError(f"the amount is in {unit or 'no currency'}, and the company counts in {currency}", f"write it in {currency}")
        return 1.0
    if how.unit == "months" and unit:
        plural = unit.lower().removesuffix("s") + "s"
        if plural not in _TIMES:
            raise UnusableError(f"{unit!r} is no stretch of time", f"write {', '.join(_TIMES)}")
        return _TIMES[plural]
    if unit and unit.lower() not in how.unit:
        raise UnusableError(f"{unit!r} is no unit here", f"write the number alone{f', in {how.unit}' if how.unit else ''}")
    return 1.0


def _plain(kind: object, said: str, key: str, faults: _Faults) -> object:
    """A switch or a number that is certain."""
    if "bool" in str(kind):
        if said.lower() in {"true", "yes", "false", "no"}:
            return said.lower() in {"true", "yes"}
        faults.add(key, f"{said!r} is neither yes nor no", "Write true or false")
        return None
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(?:years?)?\s*", said)
    if match is None:
        faults.add(key, f"{said!r} is no number of years", "Write a number, for instance 5")
        return None
    return int(float(match[1])) if str(kind) == "int" else float(match[1])


def _choice(decision: Decision, currency: str, faults: _Faults) -> VendorChoice | None:
    """A choice among offers."""
    if len(decision.offers) < 2 or not decision.criteria:  # noqa: PLR2004  # a choice needs two
        faults.add("offers", "a choice needs two offers and one criterion at least", "Write them under offers and criteria")
        return None
    told = _weights(decision, faults)
    criteria = tuple(
        Criterion(one.name, float(weight), one.better == "more", one.money) for one, weight in zip(decision.criteria, told.weights.tolist(), strict=True)
    )
    offers = tuple(_offer(number, decision, criteria, currency, faults) for number in range(len(decision.offers)))
    return VendorChoice(criteria, offers, told.ratio if decision.comparisons else None, currency)


def _offer(number: int, decision: Decision, criteria: tuple[Criterion, ...], currency: str, faults: _Faults) -> Offer:
    offer = decision.offers[number]
    names = [criterion.name for criterion in criteria]
    scores = []
    for criterion in criteria:
        how = Asked(f"{criterion.name} of {offer.name}", "{currency}" if criterion.money else "")
        said = offer.scores.get(criterion.name)
        if said is None:
            faults.add(f"offers/{number}/scores", f"{offer.name} has no score for {criterion.name}", f"Write a range, for instance {criterion.name}: 2..4")
        elif score := _given(f"{offer.name}: {criterion.name}", how, said, currency, f"offers/{number}/scores/{criterion.name}", faults):
            scores.append(score)
    for name in sorted(set(offer.scores) - set(names)):
        faults.add(f"offers/{number}/scores/{name}", f"{name!r} is none of the criteria", f"Write one of {', '.join(names)}")
    leaving: tuple[Assumption, ...] = ()
    if offer.exit_cost and offer.exit_cost.currency != currency:
        faults.add(
            f"offers/{number}/exit_cost", f"the amount is in {offer.exit_cost.currency}, and the company counts in {currency}", f"Write it in {currency}"
        )
    elif offer.exit_cost:
        leaving = (given(f"{offer.name}: exit cost", Asked(f"what leaving {offer.name} would cost", "{currency}"), offer.exit_cost.range, currency),)
    return Offer(offer.name, tuple(scores), offer.fails, leaving)


def _weights(decision: Decision, faults: _Faults) -> Priorities:
    """Weights as given, or from comparisons of pairs."""
    names = [criterion.name for criterion in decision.criteria]
    nothing = Priorities(np.ones(len(names)), 0.0)
    if not decision.comparisons:
        weights = [criterion.weight for criterion in decision.criteria]
        if any(weight is None or weight < 0 for weight in weights) or not any(weights):
            faults.add("criteria", "not every criterion has a weight above zero", "Write weight: 40% for each, or comparisons of pairs")
            return nothing
        return Priorities(np.array([weight or 0.0 for weight in weights]), 0.0)
    matrix = _compared(decision.comparisons, names, faults)
    return nothing if faults.found else priorities(matrix)


def _compared(comparisons: tuple[str, ...], names: list[str], faults: _Faults) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    place: Mapping[str, int] = {name: number for number, name in enumerate(names)}
    matrix = np.eye(len(names))
    for number, said in enumerate(comparisons):
        match = _PAIR.fullmatch(said)
        if match is None or match[1] not in place or match[3] not in place or match[1] == match[3] or not float(match[2].replace(",", ".")):
            faults.add(f"comparisons/{number}", f"{said!r} compares no two criteria", f"Write for instance {names[0]} 3 {names[-1]}")
            continue
        one, other, times = place[match[1]], place[match[3]], float(match[2].replace(",", "."))
        matrix[one, other], matrix[other, one] = times, 1 / times
    missing = [f"{names[one]} and {names[other]}" for one in range(len(names)) for other in range(one) if not matrix[one, other]]
    if missing and not faults.found:
        faults.add("comparisons", f"not compared: {'; '.join(missing)}", f"Compare each pair, for instance {names[0]} 3 {names[-1]}")
    return matrix
