"""The shapes of what the result carries beside findings and measurements: findings told together, record and imports, pictures, tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class RangeOut:
    """One chance in ten lies below p10, one in ten above p90."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class AmountOut:
    """A range of money in one currency."""

    p10: float
    p50: float
    p90: float
    currency: str


@dataclass(frozen=True, slots=True)
class GroupOut:
    """Findings of one judgement that ended alike, as reports tell them: worst first, with their money together. ``of`` is how many it judged in all."""

    id: str
    name: str
    practice: str
    outcome: Literal["met", "not_met", "not_assessed", "not_applicable"]
    severity: Literal["critical", "high", "medium", "low"] | None
    sentence: str
    action: str | None
    money: AmountOut | None
    findings: list[str]
    of: int
    accepted: bool


@dataclass(frozen=True, slots=True)
class RepositoryOut:
    """A repository that was looked at: its head and the head's day, commits, the people behind them, files, lines of production code."""

    name: str
    head: str
    head_at: str | None
    commits: int
    people: int
    files: int
    code_lines: int


@dataclass(frozen=True, slots=True)
class ScopeOut:
    """What was looked at. ``set_apart`` are commits that count in no measure, ``uncertain`` identities that somebody should confirm."""

    repositories: list[RepositoryOut]
    commits: int
    people: int
    set_apart: int
    uncertain: int


@dataclass(frozen=True, slots=True)
class DecisionOut:
    """A decision that nobody has taken yet; ``act_by`` is the day by which one must act, ``days_left`` how far off that is."""

    record: str
    name: str
    options: list[str]
    cost: AmountOut | None
    reversibility: str
    decide_by: str | None
    act_by: str | None
    days_left: int | None
    deciders: list[str]
    risks: list[str]
    model: str


@dataclass(frozen=True, slots=True)
class KeyResultOut:
    """A key result: where it began, stood before, stands, shall stand; ``share`` of the way that is done, ``moved`` since the reading before."""

    record: str
    objective: str
    name: str
    unit: str
    baseline: float
    before: float | None
    before_on: str | None
    current: float | None
    target: float
    due: str
    measured: str | None
    share: float | None
    moved: float | None


@dataclass(frozen=True, slots=True)
class MilestoneOut:
    """A day that somebody counts on, how far off it is, and by when its work is done with even odds and in 85 of 100 futures."""

    record: str
    name: str
    due: str
    days_left: int
    owner: str | None
    promised_to: str | None
    status: str
    corrected: bool
    half: str | None
    sure: str | None


@dataclass(frozen=True, slots=True)
class PaceOut:
    """Open work of a tracker's project, what was done in so many weeks, and by when it is done with even odds and in 85 of 100 futures."""

    project: str
    open: int
    done: int
    weeks: int
    half: str | None
    sure: str | None


@dataclass(frozen=True, slots=True)
class RiskOut:
    """An open risk: ``loss`` is its likelihood within a year times its impact, ``exceeds`` amounts with the share of years that cost more, in per cent."""

    record: str
    name: str
    owner: str | None
    likelihood: RangeOut
    impact: AmountOut
    loss: AmountOut
    before: float | None
    treatment: str
    plan: str | None
    review: str | None
    severity: str | None
    exceeds: list[list[float]]


@dataclass(frozen=True, slots=True)
class InitiativeOut:
    """An open initiative with its days on record, and by when its estimate has it done with even odds and in 85 of 100 futures."""

    name: str
    running: bool
    begins: str
    ends: str
    half: str | None
    sure: str | None


@dataclass(frozen=True, slots=True)
class SeatsOut:
    """Seats that are paid for, those that nobody used, and what the latter cost in a year."""

    paid: int
    unused: int
    yearly: float | None


@dataclass(frozen=True, slots=True)
class ContractOut:
    """A contract as the brief of renewals tells it: the day by which one must act, and what each way is worth.

    ``a_percent`` is what one per cent of the price is worth in a year; ``leaving_months`` how many months of the price leaving costs; leaving pays where
    another offer lies below ``leaving_pays_below``; whoever wants to be out when it ends begins by ``begin_by``.
    """

    record: str
    name: str
    vendor: str
    act_by: str | None
    days_left: int | None
    ends: str | None
    cost: AmountOut | None
    next_cost: AmountOut | None
    a_percent: AmountOut | None
    paid_last_year: float | None
    exit_cost: AmountOut | None
    exit_days: RangeOut | None
    begin_by: str | None
    leaving_months: RangeOut | None
    leaving_share: RangeOut | None
    leaving_pays_below: AmountOut | None
    seats: SeatsOut | None


@dataclass(frozen=True, slots=True)
class SpendOut:
    """Planned and booked for one purpose, and how much more was booked than planned."""

    purpose: str
    planned: float
    spent: float | None
    over: float | None


@dataclass(frozen=True, slots=True)
class QuarterOut:
    """Spending in the newest quarter that is over; ``elsewhere`` was booked for none of the plan's purposes. ``told`` are both as sentences round them.

    Sentences round each amount by itself: a sum of rounded parts would be another than the table's.
    """

    name: str
    currency: str
    planned: float
    spent: float | None
    planned_told: float
    spent_told: float | None
    elsewhere: float
    lines: list[SpendOut]
    budget_lines: list[str]


@dataclass(frozen=True, slots=True)
class QuestionOut:
    """What people answered to one question; nothing of a group below five."""

    question: str
    survey: str
    mean: float
    answers: int
    before: float | None
    lowest: float | None
    highest: float | None


@dataclass(frozen=True, slots=True)
class PeopleOut:
    """Who is there, and who came and went within a quarter of a year: the whole only."""

    there: int
    joined: int
    left: int
    asked: list[QuestionOut]


@dataclass(frozen=True, slots=True)
class TaskOut:
    """Something that somebody promised to do, and did not by its day."""

    record: str
    what: str
    owner: str | None
    due: str
    days_late: int


@dataclass(frozen=True, slots=True)
class FactsOut:
    """What the record and the tools say, as executives' reports tell it. What nobody told is an empty list or null, and no zero."""

    decisions: list[DecisionOut]
    key_results: list[KeyResultOut]
    milestones: list[MilestoneOut]
    pace: list[PaceOut]
    initiatives: list[InitiativeOut]
    risks: list[RiskOut]
    contracts: list[ContractOut]
    quarter: QuarterOut | None
    people: PeopleOut | None
    late: list[TaskOut]


@dataclass(frozen=True, slots=True)
class MarkOut:
    """One thing that a picture draws: its label and series, its place in time, its value with a spread where it has one."""

    label: str
    series: list[str]
    at: str
    value: float
    spread: RangeOut | None
    words: str


@dataclass(frozen=True, slots=True)
class PictureOut:
    """A picture of a practice, as numbers; ``reference`` is a mark to compare with, ``alternative`` what somebody hears who cannot see it."""

    practice: str
    kind: str
    title: str
    unit: str
    says: str
    reference: float | None
    marks: list[MarkOut]
    alternative: str


@dataclass(frozen=True, slots=True)
class TableOut:
    """A table of a practice, cell by cell as reports print it; ``more`` rows are left out there."""

    practice: str
    title: str
    columns: list[str]
    rows: list[list[str]]
    more: int


@dataclass(frozen=True, slots=True)
class DetailOut:
    """The rows that a finding shows to say where, cell by cell as reports print them; ``more`` are left out there."""

    columns: list[str]
    rows: list[list[str]]
    more: int


@dataclass(frozen=True, slots=True)
class SwingOut:
    """The middle of all money together, with one assumption at its p10, its p50 and its p90."""

    assumption: str
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class RemarkOut:
    """What a practice says between its charts and tables: a sentence, or a figure with its label and unit."""

    practice: str
    words: str
