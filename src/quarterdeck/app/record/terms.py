"""What is said about a run: assumptions and criteria that a company's record or ``--assume`` gives, read and checked."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quarterdeck.assumptions.assumption import Assumption, Citation, Origin
from quarterdeck.assumptions.currencies import unknown_currency
from quarterdeck.assumptions.pricing import rate_name
from quarterdeck.assumptions.spoken import Spoken, UnusableError, read_numbers
from quarterdeck.kernel.measure import Criterion
from quarterdeck.kernel.quantity import Range

_LARGEST_CRITERION = 100_000
"""Criteria are days, shares and counts; more days than this lie before any calendar that a database keeps."""


class UnusableTermError(ValueError):
    """A term that cannot be understood: the message says what is wrong and what would be right."""


class UnknownTermError(UnusableTermError):
    """A term for a name that no measure knows; ``near`` when it resembles one that is known."""

    def __init__(self, words: str, *, near: bool) -> None:
        super().__init__(words)
        self.near = near


@dataclass(frozen=True, slots=True)
class Given:
    """A term of the company's record, ``NAME=VALUE``: why it holds (with its place), how it is known, and for a benchmark its citation."""

    said: str
    because: str
    origin: str = "given"
    citation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Worth:
    """The company's currency, and what one unit of others is worth in it (p10, p50, p90)."""

    currency: str
    rates: Mapping[str, tuple[float, float, float]]

    def converted(self, assumption: Assumption) -> Assumption | None:
        """The assumption told in the company's currency; ``None`` where it is, or where no rate is known."""
        rate = self.rates.get(assumption.currency)
        if rate is None or assumption.currency in {"", self.currency}:
            return None
        told = Range(*(end * worth for end, worth in zip((assumption.range.p10, assumption.range.p50, assumption.range.p90), rate, strict=True)))
        unit = assumption.unit.replace(assumption.currency, self.currency)
        because = f"{assumption.because} Told in {self.currency} at the company's own rate for {assumption.currency}."
        return replace(assumption, range=told, currency=self.currency, unit=unit, because=because)

    def assumptions(self) -> Iterator[Assumption]:
        """The rates, as assumptions that amounts on bills in other currencies are told by."""
        for other, rate in self.rates.items():
            says = f"what one {other} is worth in {self.currency}"
            yield Assumption(
                rate_name(other), says, Range(*rate), self.currency, Origin.GIVEN, "given as an exchange rate in quarterdeck.yaml", currency=self.currency
            )


@dataclass(frozen=True)
class Terms:
    """Assumptions by name as somebody gave them, and values of criteria by name. ``said`` keeps the words of the command line."""

    assumptions: Mapping[str, Assumption] = field(default_factory=dict)
    criteria: Mapping[str, float] = field(default_factory=dict)
    said: Sequence[str] = ()


def read_terms(
    said: Sequence[str], assumptions: Iterable[Assumption], criteria: Iterable[Criterion], company: Sequence[Given] = (), worth: Worth | None = None
) -> Terms:
    """Read ``NAME=VALUE`` terms: those of the company first, then those of the command line. Raises ``UnusableTermError``."""
    known = {assumption.name: assumption for assumption in assumptions}
    measured = {criterion.name: criterion for criterion in criteria}
    given = {name: told for name, held in known.items() if worth and (told := worth.converted(held))}
    given |= {rate.name: rate for rate in worth.assumptions()} if worth else {}
    judged: dict[str, float] = {}
    for one in company:
        _take(one, known, measured, given, judged)
    for term in said:
        if "=" not in term:
            raise UnusableTermError(f"--assume {term}: write it as NAME=VALUE, for instance loaded_engineer_cost=90k..120k EUR")
        try:
            _take(Given(term, "given with --assume"), known, measured, given, judged)
        except UnusableTermError as error:
            raise UnusableTermError(f"--assume {term}: {error}") from error
    return Terms(given, judged, tuple(said))


def _take(one: Given, known: Mapping[str, Assumption], measured: Mapping[str, Criterion], given: dict[str, Assumption], judged: dict[str, float]) -> None:
    name, _, value = one.said.partition("=")
    name = name.strip()
    if name in known:
        given[name] = _assumption(known[name], value, one)
    elif name in measured:
        judged[name] = _criterion(value)
    else:
        near = difflib.get_close_matches(name, [*known, *measured], 1)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted([*known, *measured]))}"
        raise UnknownTermError(f"there is no assumption or criterion {name!r}; {hint}", near=bool(near))


def _criterion(value: str) -> float:
    numbers = _spoken(value).numbers
    if len(numbers) > 1:
        raise UnusableTermError("a criterion is one number, not a range")
    if not 0 <= numbers[0] <= _LARGEST_CRITERION:
        raise UnusableTermError(f"a criterion lies between 0 and {_LARGEST_CRITERION}")
    return numbers[0]


def _spoken(value: str) -> Spoken:
    try:
        return read_numbers(value)
    except UnusableError as error:
        raise UnusableTermError(str(error)) from error


def _assumption(assumption: Assumption, value: str, one: Given) -> Assumption:
    spoken = _spoken(value)
    unit, currency = spoken.unit, assumption.currency
    if unit:
        if not currency:
            raise UnusableTermError(f"{assumption.name} is in {assumption.unit} and takes no {unit!r}")
        if not re.fullmatch(r"[A-Za-z]{3}", unit):
            raise UnusableTermError(f"{unit!r} is no currency; write three letters, for instance EUR")
        if near := unknown_currency(unit):
            raise UnusableTermError(f"there is no currency {unit!r}; {near}")
        currency = unit.upper()
    citations = (Citation(*one.citation),) if one.citation else ()
    try:
        return replace(
            assumption, range=spoken.range, origin=Origin(one.origin), because=one.because, citations=citations, currency=currency,
            unit=assumption.unit.replace(assumption.currency, currency) if currency else assumption.unit,
        )  # fmt: skip
    except ValueError as error:
        raise UnusableTermError(str(error)) from error
