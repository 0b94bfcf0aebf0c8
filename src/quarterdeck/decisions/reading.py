"""From a decision record to the case of the model that it names: what is missing or wrong is said by key, all of it at once."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
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
_UNITS = {
    "person-months": {"person-day": 12 / 220, "person-week": 60 / 220, "person-month": 1.0, "person-year": 12.0}, "GB": {"mb": 0.001, "gb": 1.0, "tb": 1000.0},
}  # fmt: skip
"""Other units in which a number may be written. A year of a person's work is 220 days, as efforts of initiatives are read."""
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


def read(decision: Decision, currency: str, seen: Mapping[str, Assumption] = MappingProxyType({})) -> Read:
    """The case of a decision, in the company's currency. What it does not give is taken from what was ``seen``, by name, then as is usual."""
    known = {model.name: model for model in MODELS}
    faults = _Faults()
    model = known.get(decision.model)
    if model is None:
        near = difflib.get_close_matches(decision.model, known, 1)
        mend = f"Did you mean {near[0]}?" if near else f"Write one of {', '.join(known)}"
        faults.add("model", f"there is no decision model {decision.model!r}" if decision.model else "the decision names no model", mend)
        return Read(None, None, tuple(faults.found))
    case = _choice(decision, currency, faults) if model is VENDOR_CHOICE else _numbers(model, decision, currency, faults, seen)
    return Read(model, None if faults.found else case, tuple(faults.found))


def _numbers(model: Model[Any], decision: Decision, currency: str, faults: _Faults, seen: Mapping[str, Assumption]) -> object:
    """A case whose inputs are all numbers by name, of the case and of each offer."""
    how = asked(model.case)
    plain = {one.name: one for one in dataclasses.fields(model.case) if one.name not in {*how, "currency", "offers"}}
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
        if name not in values:
            values[name] = _ungiven(name, name, one, currency, "inputs", seen, faults)
    if model.offer is not None:
        values["offers"] = _figures(model, decision, currency, faults, seen)
    return None if faults.found else model.case(**values)


def _ungiven(key: str, name: str, one: Asked, currency: str, where: str, seen: Mapping[str, Assumption], faults: _Faults) -> Assumption | None:
    """What stands for a number that the record does not give: what was seen, what is usual, nothing where it may be left out. Else it is missing."""
    if name in seen:
        return seen[name]
    if one.optional:
        return None
    if one.usual is None:
        bears = f" No assessment at hand bears it ({one.evidence})." if one.evidence else ""
        faults.add(where, f"{name} is missing: {one.says}", f"Write it as a range, for instance {key}: {_example(one, currency)}.{bears}".rstrip("."))
        return None
    return usual(name, one, currency)


def _figures(model: Model[Any], decision: Decision, currency: str, faults: _Faults, seen: Mapping[str, Assumption]) -> tuple[object, ...]:
    """The offers of a record, by what the model asks of each."""
    if len(decision.offers) < 2:  # noqa: PLR2004  # a choice needs two
        faults.add("offers", "a choice needs two offers", "Write them under offers, with their numbers under scores")
        return ()
    names = [offer.name for offer in decision.offers]
    place = decision.inputs.get("in_place")
    if place is not None and place not in names:
        faults.add("inputs/in_place", f"{place!r} is none of the offers", f"Write one of them as it stands: {'; '.join(names)}")
    return tuple(_figured(model, number, decision, currency, faults, seen) for number in range(len(names)))


def _figured(model: Model[Any], number: int, decision: Decision, currency: str, faults: _Faults, seen: Mapping[str, Assumption]) -> object:
    offer, how = decision.offers[number], asked(model.offer) if model.offer else {}
    where = f"offers/{number}/scores"
    values: dict[str, Any] = {}
    for name, said in offer.scores.items():
        if name in how:
            one = replace(how[name], says=f"{offer.name}: {how[name].says}")
            values[name] = _given(f"{offer.name}: {name}", one, said, currency, f"{where}/{name}", faults)
        else:
            near = difflib.get_close_matches(name, how, 1)
            faults.add(f"{where}/{name}", f"{model.name} asks no {name!r} of an offer", f"Did you mean {near[0]}?" if near else f"It asks {', '.join(how)}")
    for name, one in how.items():
        if name not in values:
            told = replace(one, says=f"{offer.name}: {one.says}")
            values[name] = _ungiven(name, f"{offer.name}: {name}", told, currency, where, seen, faults)
    leaving = _leaving(number, decision, currency, faults)
    return None if faults.found else model.offer(name=offer.name, fails=offer.fails, where=offer.where, needs=offer.needs, exit_cost=leaving, **values)  # type: ignore[misc]  # a model with figures of offers has a class for them


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
    for measure, factors in _UNITS.items():
        if how.unit.startswith(measure) and unit.lower().rstrip("s") in factors:
            return factors[unit.lower().rstrip("s")]
    if unit and unit.lower() not in how.unit.lower():
        raise UnusableError(f"{unit!r} is no unit here", f"write the number alone{f', in {how.unit}' if how.unit else ''}")
    return 1.0


def _plain(kind: object, said: str, key: str, faults: _Faults) -> object:
    """A switch, words, or a number that is certain."""
    if str(kind) == "str":
        return said.strip()
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
    leaving = _leaving(number, decision, currency, faults)
    return Offer(offer.name, tuple(scores), offer.fails, leaving)


def _leaving(number: int, decision: Decision, currency: str, faults: _Faults) -> tuple[Assumption, ...]:
    """What leaving an offer would cost, where somebody said so."""
    offer = decision.offers[number]
    if offer.exit_cost is None:
        return ()
    if offer.exit_cost.currency != currency:
        what = f"the amount is in {offer.exit_cost.currency}, and the company counts in {currency}"
        faults.add(f"offers/{number}/exit_cost", what, f"Write it in {currency}")
        return ()
    return (given(f"{offer.name}: exit cost", Asked(f"what leaving {offer.name} would cost", "{currency}"), offer.exit_cost.range, currency),)


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
