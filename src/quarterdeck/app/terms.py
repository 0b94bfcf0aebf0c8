"""What a user says about a run: assumptions and criteria given with ``--assume``, read and checked."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quarterdeck.assumptions.assumption import Assumption, Origin
from quarterdeck.assumptions.spoken import Spoken, UnusableError, read_numbers
from quarterdeck.kernel.measure import Criterion

_LARGEST_CRITERION = 100_000
"""Criteria are days, shares and counts; more days than this lie before any calendar that a database keeps."""


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
            numbers = _spoken(value, term).numbers
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


def _spoken(value: str, term: str) -> Spoken:
    try:
        return read_numbers(value)
    except UnusableError as error:
        raise UnusableTermError(f"--assume {term}: {error}") from error


def _assumption(assumption: Assumption, value: str, term: str) -> Assumption:
    spoken = _spoken(value, term)
    unit, currency = spoken.unit, assumption.currency
    if unit:
        if not currency:
            raise UnusableTermError(f"--assume {term}: {assumption.name} is in {assumption.unit} and takes no {unit!r}")
        if not re.fullmatch(r"[A-Za-z]{3}", unit):
            raise UnusableTermError(f"--assume {term}: {unit!r} is no currency; write three letters, for instance EUR")
        currency = unit.upper()
    try:
        return replace(
            assumption, range=spoken.range, origin=Origin.GIVEN, because="given with --assume", citations=(), currency=currency,
            unit=assumption.unit.replace(assumption.currency, currency) if currency else assumption.unit,
        )  # fmt: skip
    except ValueError as error:
        raise UnusableTermError(f"--assume {term}: {error}") from error
