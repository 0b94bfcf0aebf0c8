"""What a user says about a run: assumptions and criteria given with ``--assume``, read and checked."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quarterdeck.assumptions.assumption import Assumption, Origin
from quarterdeck.kernel.measure import Criterion
from quarterdeck.kernel.quantity import Range

_NUMBER = r"[-+]?(?:\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d+)?(?:[eE]\d+)?)\s*(?:%|k|K|m|M)?"
_THOUSANDS = re.compile(r"[-+]?\d{1,3}([.,]\d{3})+")
_VALUE = re.compile(rf"^\s*({_NUMBER})(?:\s*\.\.\s*({_NUMBER}))?(?:\s*\.\.\s*({_NUMBER}))?\s*([A-Za-z][\w /]*)?\s*$")
_LARGEST = 1e15
"""Beyond it sums lose cents, then become infinite."""
_LARGEST_CRITERION = 100_000
"""Criteria are days, shares and counts; more days than this lie before any calendar that a database keeps."""
_SCALE = {"%": 0.01, "k": 1e3, "m": 1e6, "": 1.0}


class UnusableTermError(ValueError):
    """An ``--assume`` that cannot be understood: the message says what is wrong and what would be right."""


@dataclass(frozen=True)
class Terms:
    """Assumptions by name as the user gave them, and values of criteria by name. ``said`` keeps the words."""

    assumptions: Mapping[str, Assumption] = field(default_factory=dict)
    criteria: Mapping[str, float] = field(default_factory=dict)
    said: Sequence[str] = ()


def read_terms(said: Sequence[str], assumptions: Iterable[Assumption], criteria: Iterable[Criterion]) -> Terms:
    """Read ``KEY=VALUE`` terms. Raises ``UnusableTermError``."""
    known = {assumption.name: assumption for assumption in assumptions}
    measured = {criterion.name: criterion for criterion in criteria}
    given: dict[str, Assumption] = {}
    judged: dict[str, float] = {}
    for term in said:
        name, equals, value = term.partition("=")
        name = name.strip()
        if not equals:
            raise UnusableTermError(f"--assume {term}: write it as NAME=VALUE, for instance loaded_engineer_cost=90k..120k EUR")
        if name in known:
            given[name] = _assumption(known[name], value, term)
        elif name in measured:
            numbers, _unit = _numbers(value, term)
            if len(numbers) > 1:
                raise UnusableTermError(f"--assume {term}: a criterion is one number, not a range")
            if not 0 <= numbers[0] <= _LARGEST_CRITERION:
                raise UnusableTermError(f"--assume {term}: a criterion lies between 0 and {_LARGEST_CRITERION}")
            judged[name] = numbers[0]
        else:
            near = difflib.get_close_matches(name, [*known, *measured], 1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted([*known, *measured]))}"
            raise UnusableTermError(f"--assume {term}: there is no assumption or criterion {name!r}; {hint}")
    return Terms(given, judged, tuple(said))


def _numbers(value: str, term: str) -> tuple[list[float], str]:
    match = _VALUE.match(value)
    if not match:
        raise UnusableTermError(f"--assume {term}: {value!r} is no number or range; write 120k, 90k..120k or 10%..20%, then the currency")
    *told, unit = match.groups()
    numbers = []
    for number in told:
        if number:
            bare = number.strip()
            suffix = bare[-1].lower() if bare[-1] in "%kKmM" else ""
            digits = bare.rstrip("%kKmM ")
            plain = re.sub(r"[.,]", "", digits) if _THOUSANDS.fullmatch(digits) else digits.replace(",", ".")
            numbers.append(float(plain) * _SCALE[suffix])
    if any(abs(number) > _LARGEST for number in numbers):
        raise UnusableTermError(f"--assume {term}: {value.strip()!r} is larger than anything a company counts; write at most {_LARGEST:g}")
    return numbers, (unit or "").strip()


def _assumption(assumption: Assumption, value: str, term: str) -> Assumption:
    numbers, unit = _numbers(value, term)
    low, high = numbers[0], numbers[-1]
    if numbers != sorted(numbers):
        raise UnusableTermError(f"--assume {term}: a range goes from low to high, for instance 90k..120k")
    middle = numbers[1] if len(numbers) == 3 else (low * high) ** 0.5 if low > 0 else (low + high) / 2  # noqa: PLR2004  # low..middle..high
    currency = assumption.currency
    if unit:
        if not currency:
            raise UnusableTermError(f"--assume {term}: {assumption.name} is in {assumption.unit} and takes no {unit!r}")
        if not re.fullmatch(r"[A-Za-z]{3}", unit):
            raise UnusableTermError(f"--assume {term}: {unit!r} is no currency; write three letters, for instance EUR")
        currency = unit.upper()
    try:
        return replace(
            assumption, range=Range(low, middle, high), origin=Origin.GIVEN, because="given with --assume", citations=(), currency=currency,
            unit=assumption.unit.replace(assumption.currency, currency) if currency else assumption.unit,
        )  # fmt: skip
    except ValueError as error:
        raise UnusableTermError(f"--assume {term}: {error}") from error
