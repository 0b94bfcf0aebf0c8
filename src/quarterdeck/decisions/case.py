"""What a decision model is asked with: a frozen dataclass of uncertain numbers, each with its sentence; and the draws of them."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Literal, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from quarterdeck.assumptions.assumption import Assumption, Origin
from quarterdeck.kernel.quantity import Range
from quarterdeck.maths.draws import amounts, generator, probabilities, signed, standard_normals

Numbers = NDArray[np.float64]
T = TypeVar("T")
Shape = Literal["amount", "probability", "signed"]
RUNS = 100_000
LEAST_RATE = -0.99
"""What grows, rises or differs by a share never loses more than nearly all."""
_FEW = 4_096
_SURE = 1e-6
"""Nothing is drawn with a chance of exactly 0 or 1."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a field is asked: its sentence, its unit, how it is drawn, and what stands when nobody gives it (a judgement of ours, wide).

    An ``optional`` one is not counted when nobody gives it. ``evidence`` says what of the company's own evidence bears it, where any does.
    """

    says: str
    unit: str = ""
    shape: Shape = "amount"
    usual: Range | None = None
    because: str = ""
    optional: bool = False
    evidence: str = ""

    @property
    def money(self) -> bool:
        """True for an amount of money, whose currency is the case's own."""
        return "{currency}" in self.unit


def _floored(spread: Range, normals: Numbers) -> Numbers:
    return np.maximum(signed(spread, normals), 0.0)


def _rate(spread: Range, normals: Numbers) -> Numbers:
    return np.maximum(signed(spread, normals), LEAST_RATE)


_DRAWN: Mapping[str, Callable[[Range, Numbers], Numbers]] = {
    "amount": amounts, "probability": probabilities, "signed": _rate, "floored": _floored,
}  # fmt: skip


class Case(Protocol):
    """A dataclass whose uncertain fields are ``Annotated[Assumption, Asked(…)]``; parts of it may be tuples of such dataclasses."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def currency(self) -> str:
        """The one currency of all its money (ISO 4217), or empty where it holds none."""
        ...


def asked(case: type) -> Mapping[str, Asked]:
    """The fields that take an uncertain number, in order, with how each is asked."""
    hints = typing.get_type_hints(case, include_extras=True)
    return {name: extra for name, hint in hints.items() for extra in getattr(hint, "__metadata__", ()) if isinstance(extra, Asked)}


def usual(name: str, how: Asked, currency: str) -> Assumption:
    """What stands for a field that nobody gave. Raises ``ValueError`` for one that has to be given."""
    if how.usual is None:
        raise ValueError(f"{name} has to be given: {how.says}")
    return replace(given(name, how, how.usual, currency), origin=Origin.JUDGEMENT, because=how.because)


def given(name: str, how: Asked, spread: Range, currency: str) -> Assumption:
    """A range that somebody gave. An amount that may be nothing is drawn from zero up."""
    told = currency if how.money else ""
    scale: str = "floored" if how.shape == "amount" and spread.p10 <= 0 else how.shape
    if how.shape == "probability":
        spread = Range(*(min(max(value, _SURE), 1 - _SURE) for value in (spread.p10, spread.p50, spread.p90)))
    return Assumption(name, how.says, spread, how.unit.format(currency=currency), Origin.GIVEN, "given", scale=scale, currency=told)


def observed(name: str, how: Asked, spread: Range, currency: str, origin: Origin, because: str) -> Assumption:
    """A range that evidence bears, or an assumption of the company's, with where it is from."""
    return replace(given(name, how, spread, currency), origin=origin, because=because)


def unknowns(case: object) -> Iterator[Assumption]:
    """Every uncertain number of a case, parts included, in the order in which they are declared."""
    for one in dataclasses.fields(case):  # type: ignore[arg-type]  # a case is a dataclass
        value = getattr(case, one.name)
        if isinstance(value, Assumption):
            yield value
        elif isinstance(value, tuple):
            for part in value:
                yield from (part,) if isinstance(part, Assumption) else unknowns(part) if dataclasses.is_dataclass(part) else ()


@dataclass(slots=True)
class Drawing:
    """Draws of a case's numbers: the same for all options, which is what makes their differences honest. ``pinned`` fixes some by name."""

    seed: int
    runs: int = RUNS
    pinned: Mapping[str, float] = field(default_factory=dict)
    _drawn: dict[str, Numbers] = field(default_factory=dict)
    _made: dict[str, tuple[frozenset[str], object]] = field(default_factory=dict)

    def __call__(self, unknown: Assumption) -> Numbers:
        """Its draws."""
        if unknown.name in self.pinned:
            return np.full(self.runs, self.pinned[unknown.name])
        if unknown.name not in self._drawn:
            self._drawn[unknown.name] = _DRAWN[unknown.scale](unknown.range, standard_normals(unknown.name, self.seed, self.runs))
        return self._drawn[unknown.name]

    def pinning(self, name: str, value: float) -> Drawing:
        """The same draws with one number fixed."""
        kept = {other: drawn for other, drawn in self._drawn.items() if other != name}
        made = {part: (names, what) for part, (names, what) in self._made.items() if name not in names}
        return Drawing(self.seed, self.runs, {**self.pinned, name: value}, kept, made)

    def once(self, part: str, rests_on: Iterable[Assumption], make: Callable[[], T]) -> T:
        """What is made of these numbers: made once, and kept while others are fixed. ``part`` names it, and always means the same."""
        if part not in self._made:
            self._made[part] = (frozenset(one.name for one in rests_on), make())
        return typing.cast("T", self._made[part][1])

    def fewer(self) -> Drawing:
        """A smaller drawing of its own, for questions that are asked many times."""
        return Drawing(self.seed, min(self.runs, _FEW), self.pinned)

    def chance(self, name: str) -> np.random.Generator:
        """A source of chance for what happens besides the unknowns, the same one for the same name."""
        return generator(name, self.seed)
