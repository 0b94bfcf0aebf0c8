"""What is argued with, and what an argument is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

from quarterdeck.kernel.text import Name, Phrase
from quarterdeck.records.collection import Records
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.kinds.person import Person
from quarterdeck.records.kinds.team import Team
from quarterdeck.records.record import Record
from quarterdeck.records.values import Ref

UNDER_WAY = frozenset({"planned", "running"})


@dataclass(frozen=True, slots=True)
class RuntimeEnd:
    """A runtime that a system stands on, the last day of its support, and the file that names it: as an assessment saw it."""

    system: Ref
    runtime: str
    ends: date
    file: str


@dataclass(frozen=True, slots=True)
class FeatureReach:
    """A feature of the usage export, and the people whom it reached in three months over those of the most used feature of its product."""

    feature: str
    product: str
    reach: float


@dataclass(frozen=True)
class Plan:
    """The company's records on a day, the share of people's time that goes to initiatives, and what an assessment saw of its systems."""

    records: Records
    as_of: date
    share: float
    runtimes: Sequence[RuntimeEnd] | None = None
    """``None`` where there is no assessment to look into."""
    uses: Sequence[FeatureReach] = ()

    @cached_property
    def initiatives(self) -> tuple[Initiative, ...]:
        """Those that are planned or running: the plan."""
        return tuple(one for one in self.records.of(Initiative) if one.status in UNDER_WAY)

    def members(self, team: Ref) -> tuple[Person, ...]:
        """The people of a team who have not left, and have come or will."""
        found = self.records.get(Team, team.id)
        people = [self.records.get(Person, ref.id) for ref in found.members] if found else []
        return tuple(one for one in people if one and not (one.left and one.left <= self.as_of))

    def name(self, of: Ref | Record) -> Name:
        """What people call a record."""
        ref = of.ref if isinstance(of, Record) else of
        record = self.records.sound.get(ref)
        return Name(ref.kind, record.label if record else ref.id)


@dataclass(frozen=True, slots=True)
class Argument:
    """One thing that speaks against the plan: what, about which record and which of its keys, and what has to be answered."""

    name: str
    about: Ref
    key: str
    sentence: Phrase
    ask: Phrase


@dataclass(frozen=True, slots=True)
class Silent:
    """What could not be argued: about what, why, and what to write."""

    name: str
    why: str
    supply: str


Argue: TypeAlias = Callable[[Plan], Iterable[Argument | Silent]]


@dataclass(frozen=True, slots=True)
class Challenged:
    """All arguments in order, and what could not be argued."""

    arguments: tuple[Argument, ...]
    silent: tuple[Silent, ...]

    @classmethod
    def of(cls, said: Iterable[Argument | Silent]) -> Challenged:
        """Told apart."""
        told = tuple(said)
        return cls(tuple(one for one in told if isinstance(one, Argument)), tuple(one for one in told if isinstance(one, Silent)))
