"""What reports to executives are made of, beside findings: what the company's record and its tools say, as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quarterdeck.decisions.budget import Budgeted
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.text import Name


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision that nobody has taken yet."""

    id: str
    name: Name
    options: tuple[Name, ...]
    cost: Money | None
    reversibility: str
    decide_by: date | None
    deciders: tuple[Name, ...]
    risks: tuple[str, ...] = ()
    """Open risks, by their id, of the systems that it is about."""
    model: str = ""
    """The decision model that its record names."""
    contracts: tuple[str, ...] = ()
    """Contracts, by their id, with the vendors of the systems that it is about."""
    binds: Name | None = None
    """The contract with a vendor that it names, which can be cancelled only until a day before it is due; ``cancel_by`` is that day."""
    cancel_by: date | None = None

    @property
    def by(self) -> date | None:
        """The day by which one must act: the day on record, or the one after which the contract that it is about binds again."""
        return self.cancel_by or self.decide_by


@dataclass(frozen=True, slots=True)
class Outcome:
    """A key result of an objective: where it began, stands and shall stand."""

    id: str
    objective: Name
    name: Name
    baseline: float
    current: float | None
    target: float
    unit: str
    due: date
    measured: date | None
    reading: str = ""
    """The measurement that explains where it stands."""
    before: float | None = None
    """Where it stood a quarter ago, or at the reading before."""
    before_on: date | None = None

    @property
    def moved(self) -> float | None:
        """How much of the way it went since the reading before; ``None`` where there is none."""
        way = self.target - self.baseline
        return None if self.current is None or self.before is None or not way else (self.current - self.before) / way

    @property
    def share(self) -> float | None:
        """How much of the way from the start to the target is done; negative where it went back. ``None`` while nobody has measured."""
        way = self.target - self.baseline
        return None if self.current is None or not way else (self.current - self.baseline) / way


@dataclass(frozen=True, slots=True)
class Promise:
    """A day that somebody counts on."""

    id: str
    name: Name
    due: date
    owner: Name | None
    promised_to: Name | None
    status: str
    forecast: bool = False
    """Whether a tracker tells what is open of its initiative, and how fast that goes; then ``half`` and ``sure`` are ``None`` where no day can be foreseen."""
    half: date | None = None
    sure: date | None = None
    corrected: bool = False
    """Whether these days are corrected by how late forecasts of other epics were."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Open work of one tracker's project, and when it is done at the pace of the last year."""

    project: Name
    open: int
    done: int
    weeks: int
    half: date | None
    sure: date | None


@dataclass(frozen=True, slots=True)
class Danger:
    """An open risk of the register; ``loss`` is its likelihood within a year times its impact."""

    id: str
    name: Name
    owner: Name | None
    likelihood: Range
    impact: Money
    loss: Money
    treatment: str
    plan: Name | None
    review: date | None
    severity: Severity | None = None
    """By the median loss in years of an engineer's cost; ``None`` where that is in another currency."""
    exceeds: tuple[tuple[float, float], ...] = ()
    """Amounts from nothing up, each with the share of years, in per cent, in which the risk costs more: its loss exceedance curve."""
    before: float | None = None
    """The middle of its loss in the earlier assessment that it is compared with; ``None`` where that did not know it."""


@dataclass(frozen=True, slots=True)
class Spend:
    """What was planned and what was booked in one quarter, for one purpose; ``None`` where the ledger does not tell purposes apart."""

    purpose: str
    planned: float
    spent: float | None


@dataclass(frozen=True, slots=True)
class Quarter:
    """Spending in the newest quarter that is over."""

    name: str
    currency: str
    lines: tuple[Spend, ...]
    planned: float
    spent: float | None
    behind: tuple[str, ...] = ()
    """The budget lines behind it."""
    elsewhere: float = 0.0
    """Booked for none of the plan's purposes: in no sum."""
    dark: int = 0
    """How many of its lines are such that nobody can tell what was booked for them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What people answered to one question, and in the round before."""

    question: str
    survey: str
    mean: float
    answers: int
    before: float | None
    lowest: float | None
    highest: float | None


@dataclass(frozen=True, slots=True)
class People:
    """Who is there, and who came and went within a quarter of a year."""

    there: int
    joined: int
    left: int
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """Something that somebody promised to do, and did not by its day."""

    id: str
    what: Name
    owner: Name | None
    due: date


@dataclass(frozen=True, slots=True)
class Facts:
    """All of it. What is empty or ``None`` was not told by anybody: reports say so."""

    choices: Sequence[Choice] = ()
    outcomes: Sequence[Outcome] = ()
    promises: Sequence[Promise] = ()
    paces: Sequence[Pace] = ()
    dangers: Sequence[Danger] = ()
    quarter: Quarter | None = None
    budget: Budgeted | None = None
    """The fiscal year that the day lies in."""
    people: People | None = None
    late: Sequence[Task] = ()
    recorded: bool = False
    broken: Sequence[tuple[str, str]] = ()
    """Kind and file of each record that could not be read: what it says is not known, and is not nothing."""
    since: date | None = None
    """The day of the earlier assessment that risks are compared with."""
    decided: int = 0
    """Decisions on record, open or not: without one, «no decision is asked» would be said of nothing."""
