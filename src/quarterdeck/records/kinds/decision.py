"""Decisions, as MADR writes them: Markdown with a few keys on top. Files of MADR 3 and 4 are read as they are (`records.madr`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named, Remark, backwards, future, past
from quarterdeck.records.values import Amount, Day, Number, Ref, Saying, Someone, To, Words, YesNo


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing that matters in a choice."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    name: Annotated[Words, "What matters, in a word: price, support."]
    weight: Annotated[Number | None, "How much it matters: 40%, or any number; together they are 100%. Not with `comparisons`."] = None
    better: Annotated[Literal["more", "less"], "Whether more or less of it is better."] = "more"
    money: Annotated[YesNo, "True where it is an amount of money: then the weights say what a point is worth."] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One of the offers that are compared."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    name: Annotated[Words, "Who or what is offered."]
    scores: Annotated[Mapping[Words, Saying], "A range for each criterion, or for each number that the model asks of an offer: `price: 90k..110k EUR`."]
    fails: Annotated[tuple[Words, ...], "The must-haves that it does not fulfil: it is compared, and never chosen."] = ()
    exit_cost: Annotated[Amount | None, "What leaving it again would cost."] = None
    where: Annotated[tuple[Words, ...], "The countries in which it would keep data, where the decision says where data must stay (`residency`)."] = ()
    needs: Annotated[tuple[Words, ...], "What people must be able to do for it, as skills of people on record are called."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """One number that the decision was expected to bring, as a range, and what it was."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    name: Annotated[Words, "What is counted: days until month end closes."]
    low: Annotated[Number, "One chance in ten that it is lower."]
    high: Annotated[Number, "One chance in ten that it is higher."]
    unit: Annotated[Words, "What the numbers count: days, EUR a month, %."] = ""
    by: Annotated[Day | None, "The day by which it is to be seen."] = None
    seen: Annotated[Number | None, "What it was."] = None
    seen_on: Annotated[Day | None, "The day on which it was read."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Named):
    """What was decided, from which options, and when to look at it again."""

    kind: ClassVar[str] = "decision"
    folder: ClassVar[str] = "decisions"
    prose: ClassVar[bool] = True
    acyclic: ClassVar[tuple[str, ...]] = ("superseded_by",)

    status: Annotated[Literal["proposed", "accepted", "rejected", "deprecated", "superseded"], "Where it stands."]
    date: Annotated[Day | None, "The day on which its status was last changed."] = None
    decision_makers: Annotated[tuple[Someone, ...], "Who decides."] = ()
    consulted: Annotated[tuple[Someone, ...], "Who was asked."] = ()
    informed: Annotated[tuple[Someone, ...], "Who was told."] = ()
    options: Annotated[tuple[Words, ...], "What could have been done; by default the list under «Considered Options»."] = ()
    chosen: Annotated[Words, "The option that was taken, as it stands among them."] = ""
    reversibility: Annotated[Literal["easy", "costly", "irreversible"] | None, "What it takes to go back."] = None
    cost: Annotated[Amount | None, "What it costs or commits, as a range."] = None
    expected_outcome: Annotated[Words, "What should be seen if it was right, and by when."] = ""
    outcome: Annotated[Words, "What was seen."] = ""
    expects: Annotated[tuple[Expectation, ...], "The same in numbers: ranges that are held against what was seen."] = ()
    cost_seen: Annotated[Amount | None, "What it really cost, once that is known."] = None
    decide_by: Annotated[Day | None, "The day by which an open decision must be taken."] = None
    review_date: Annotated[Day | None, "The day on which it is looked at again."] = None
    supersedes: Annotated[tuple[Annotated[Ref, To("decision")], ...], "The decisions that it replaces."] = ()
    superseded_by: Annotated[Ref | None, To("decision"), "The decision that replaces it."] = None
    systems: Annotated[tuple[Annotated[Ref, To("system")], ...], "What it is about."] = ()
    model: Annotated[
        Words, "The [decision model](decisions.md) that weighs it: build-or-buy, vendor-choice, hosting, database-engine, language and others."
    ] = ""
    weighs: Annotated[Mapping[Words, Words], "The option that each side of the model stands for: `build: A board of our own`. The others are not weighed."] = (
        field(default_factory=dict)
    )
    inputs: Annotated[Mapping[Words, Words], "What the model asks, by name, as ranges: `build_cost: 250k..450k EUR`."] = field(default_factory=dict)
    criteria: Annotated[tuple[Criterion, ...], "For a choice among offers: what matters."] = ()
    comparisons: Annotated[tuple[Words, ...], "Criteria in pairs: `price 3 support`, where price matters three times as much. Weights follow."] = ()
    offers: Annotated[tuple[Offer, ...], "For a choice among offers: the offers."] = ()

    def faults(self) -> Iterator[Remark]:
        """A review before the decision; a choice that was no option; a successor of what stands."""
        yield from backwards("date", self.date, "review_date", self.review_date)
        if self.chosen and self.options and self.chosen not in self.options:
            yield Remark("chosen", f"{self.chosen!r} is none of the options", f"Write one of them as it stands: {'; '.join(self.options)}")
        for number, one in enumerate(self.expects):
            if one.low > one.high:
                yield Remark(f"expects/{number}/low", f"{one.low:g} is above the high end, {one.high:g}", "A range goes from low to high")
        for side, option in self.weighs.items():
            if option not in self.options:
                there = "; ".join(self.options) or "none; list them under options"
                yield Remark(f"weighs/{side}", f"{option!r} is none of the options", f"Write one of them as it stands: {there}")
        if self.superseded_by and self.status != "superseded":
            yield Remark("superseded_by", f"a successor is named, and the status is {self.status}", "Set status to superseded, or take the key away")

    def overdue(self, as_of: dt.date) -> Iterator[Remark]:
        """A decision that was to be taken, or looked at again."""
        if self.status == "proposed":
            yield from past("decide_by", self.decide_by, as_of, "was to be decided by {day}", "Decide, and set status; or give a new day")
        if self.status in {"proposed", "accepted"}:
            yield from past("review_date", self.review_date, as_of, "was to be reviewed on {day}", "Review it, and give the next day")
        for number, one in enumerate(self.expects):
            if one.seen is None and self.status == "accepted":
                yield from past(f"expects/{number}/by", one.by, as_of, "was to be seen by {day}", "Read the number, and write it as `seen`")

    def ahead(self, as_of: dt.date) -> Iterator[Remark]:
        """Taken on a day to come."""
        if self.status != "proposed":
            yield from future("date", self.date, as_of, f"is {self.status} since {{day}}, which is still to come")
