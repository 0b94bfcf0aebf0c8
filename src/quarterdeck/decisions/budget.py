"""The technology budget of a fiscal year: what each line plans by quarter, what was booked for it, and what it will come to.

Nothing is spread or scaled in silence: a quarter that a line does not give is made of its contract or of its people and says so, what is booked and
belongs to no line is kept apart, and what is cut from one line stays with that line. Parts always add up to the whole, to the cent.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from quarterdeck.kernel.quantity import Range

QUARTERS = 4
_CENT = Decimal("0.01")
_AHEAD = 0.9
"""A single booking of so much of the year's plan has paid for the year (our judgement)."""
_NO_PURPOSE = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A quarter: how it is called, its first day, and the first day after it."""

    name: str
    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class Planned:
    """What a line plans for a quarter, and where that comes from: `given`, `contract` or `people`."""

    amount: Range
    origin: str = "given"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the budget: its plan by quarter, in the order of the year, and under which heads it counts; ``None`` where nobody planned a quarter."""

    ref: str
    label: str
    plan: tuple[Planned | None, ...]
    heads: Mapping[str, tuple[str, ...]]
    """By way of grouping (`purpose`, `system`, …) the names that it counts under, in equal parts; empty for none."""
    booked_as: frozenset[str] = frozenset()
    """Names in the ledger, in small letters."""
    vendor: str = ""
    """The vendor whose bookings are its own, as `derived.payees` calls it."""

    @property
    def planned(self) -> float:
        """The middle of the year's plan."""
        return sum(one.amount.p50 for one in self.plan if one)


@dataclass(frozen=True, slots=True)
class Booking:
    """An amount of the ledger on a day, and every name under which it stands there, in small letters."""

    day: date
    amount: Decimal
    names: frozenset[str]
    vendor: str = ""
    centre: str = ""
    """Its cost centre."""


@dataclass(frozen=True, slots=True)
class Actuals:
    """What was booked, by line and quarter; what belongs to no line; and what several lines claim, which is given to none."""

    lines: Mapping[str, tuple[Decimal, ...]]
    elsewhere: Decimal
    claimed: Decimal
    newest: date | None
    """The last day on which anything was booked."""
    greatest: Mapping[str, Decimal]
    """The greatest single booking of each line."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a line will come to by the end of the year: what was booked so far and the rest as planned, or at the pace so far."""

    booked: Decimal
    due: float
    """What was planned for the time that is booked."""
    as_planned: float
    at_this_pace: float
    ahead: bool = False
    """Whether one booking paid for the year: then it is no pace, and what was booked is what it comes to."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What was planned and booked in one quarter, in all and by purpose; the parts add up to the whole, to the cent."""

    span: Span
    planned: float
    booked: Decimal | None
    """``None`` where nothing was booked that is the plan's: no zero, for the ledger may not reach the quarter or call things otherwise."""
    purposes: Mapping[str, tuple[float, Decimal]]
    """Planned and booked by purpose, the largest plan first."""
    elsewhere: Decimal = Decimal(0)
    """Booked, and neither a line's own nor for one of the plan's purposes: a ledger may hold more than technology."""


def year(starts: int, first_month: int) -> tuple[Span, ...]:
    """The quarters of a fiscal year, which bears the number of the year in which it begins."""
    begins = [date(starts + (first_month - 1 + 3 * number) // 12, (first_month - 1 + 3 * number) % 12 + 1, 1) for number in range(QUARTERS + 1)]
    return tuple(Span(f"{starts}-Q{number + 1}", begins[number], begins[number + 1]) for number in range(QUARTERS))


def share_within(span: Span, first: date | None, last: date | None) -> float:
    """Which part of a quarter lies between two days, both included."""
    begins = max(span.begins, first) if first else span.begins
    ends = min(span.ends.toordinal(), last.toordinal() + 1) if last else span.ends.toordinal()
    return max(0, ends - begins.toordinal()) / (span.ends - span.begins).days


def times(of: Range, factor: float) -> Range:
    """A range, so many times."""
    return Range(of.p10 * factor, of.p50 * factor, of.p90 * factor)


def added(ranges: Iterable[Range]) -> Range:
    """A sum, end by end: what moves together (one salary level, one price list) does not even itself out."""
    found = list(ranges)
    return Range(sum(one.p10 for one in found), sum(one.p50 for one in found), sum(one.p90 for one in found))


def of_contract(yearly: Range, quarters: Sequence[Span], starts: date | None, ends: date | None, uplift: Range | None, *, renews: bool) -> tuple[Planned, ...]:
    """What a contract costs in each quarter: a quarter of its year while it runs, and with its rise from the day after its end where it renews."""
    found = []
    for span in quarters:
        running = share_within(span, starts, ends)
        after = share_within(span, _day_after(ends), None) if ends and renews else 0.0
        rise = uplift or Range(0, 0, 0)
        dearer = Range(yearly.p10 * (1 + rise.p10), yearly.p50 * (1 + rise.p50), yearly.p90 * (1 + rise.p90))
        found.append(Planned(added((times(yearly, running / QUARTERS), times(dearer, after / QUARTERS))), "contract"))
    return tuple(found)


def of_people(yearly: Range, quarters: Sequence[Span], employed: Sequence[tuple[date | None, date | None]]) -> tuple[Planned, ...]:
    """What people cost in each quarter: each from the first day to the last."""
    return tuple(Planned(times(yearly, sum(share_within(span, first, last) for first, last in employed) / QUARTERS), "people") for span in quarters)


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def owners(lines: Sequence[Line], booking: Booking) -> list[Line]:
    """The lines that claim a booking: by a name of the ledger first, else by its vendor."""
    return [line for line in lines if line.booked_as & booking.names] or [line for line in lines if line.vendor and line.vendor == booking.vendor]


def spent(lines: Sequence[Line], quarters: Sequence[Span], bookings: Sequence[Booking]) -> tuple[Spent, ...]:
    """What was planned and booked in each quarter. A booking's purpose is its cost centre where that is one of the plan's, else its line's."""
    purposes = dict.fromkeys(purpose for line in lines for purpose in line.heads.get("purpose", ()))
    found = []
    for place, span in enumerate(quarters):
        booked = dict.fromkeys((*purposes, _NO_PURPOSE), Decimal(0))
        told = False
        for booking in bookings:
            if span.begins <= booking.day < span.ends:
                purpose = _purpose(lines, booking, purposes)
                booked[purpose] += booking.amount
                told = told or purpose != _NO_PURPOSE
        planned = {purpose: sum(one.amount.p50 for line in _of(lines, purpose) if (one := line.plan[place])) for purpose in purposes}
        ordered = sorted(purposes, key=lambda purpose: (-planned[purpose], purpose))
        whole = sum((booked[purpose] for purpose in purposes), Decimal(0)) if told else None
        parts = {purpose: (planned[purpose], booked[purpose]) for purpose in ordered}
        found.append(Spent(span, sum(planned.values()), whole, parts, booked[_NO_PURPOSE]))
    return tuple(found)


def _of(lines: Iterable[Line], purpose: str) -> Iterator[Line]:
    return (line for line in lines if purpose in line.heads.get("purpose", ()))


def _purpose(lines: Sequence[Line], booking: Booking, known: Container[str]) -> str:
    if booking.centre in known:
        return booking.centre
    told = {purpose for line in owners(lines, booking) for purpose in line.heads.get("purpose", ())}
    return told.pop() if len(told) == 1 else _NO_PURPOSE


def assign(lines: Sequence[Line], quarters: Sequence[Span], bookings: Iterable[Booking]) -> Actuals:
    """Give each booking of the year to the one line that claims it, by a name of the ledger first, else by its vendor."""
    sums = {line.ref: [Decimal(0)] * len(quarters) for line in lines if line.booked_as or line.vendor}
    greatest: dict[str, Decimal] = {}
    elsewhere = claimed = Decimal(0)
    newest = None
    for booking in bookings:
        place = next((number for number, span in enumerate(quarters) if span.begins <= booking.day < span.ends), None)
        if place is None:
            continue
        newest = max(newest or booking.day, booking.day)
        named = [line.ref for line in owners(lines, booking)]
        if len(named) == 1:
            sums[named[0]][place] += booking.amount
            greatest[named[0]] = max(greatest.get(named[0], Decimal(0)), booking.amount)
        elif named:
            claimed += booking.amount
        else:
            elsewhere += booking.amount
    return Actuals({ref: tuple(amounts) for ref, amounts in sums.items()}, elsewhere, claimed, newest, greatest)


def outlook(line: Line, quarters: Sequence[Span], actuals: Actuals) -> Outlook | None:
    """What a line will come to, by the two rules of earned value: the rest as planned, and the rest at the pace so far; what one booking paid ahead is paid.

    ``None`` where its bookings cannot be told apart, nothing was booked, or nothing was planned for the time that is booked.
    """
    booked = actuals.lines.get(line.ref)
    if booked is None or actuals.newest is None or not line.planned:
        return None
    due = _due([line], quarters, actuals.newest)
    if not due:
        return None
    whole = sum(booked, Decimal(0))
    if float(actuals.greatest.get(line.ref, Decimal(0))) >= _AHEAD * line.planned:
        return Outlook(whole, line.planned, float(whole), float(whole), ahead=True)
    rest = line.planned - due
    return Outlook(whole, due, float(whole) + rest, float(whole) + rest * float(whole) / due)


def _due(lines: Iterable[Line], quarters: Sequence[Span], newest: date) -> float:
    """What was planned for the time that is booked."""
    return sum(one.amount.p50 * share_within(span, None, newest) for line in lines for span, one in zip(quarters, line.plan, strict=True) if one)


def allocated(amount: Decimal, names: Sequence[str]) -> Mapping[str, Decimal]:
    """An amount in equal parts to the cent; the cents that are left go to the first names. Without a name it stays with nobody, the empty name."""
    if not names:
        return {"": amount}
    part = (amount / len(names)).quantize(_CENT, ROUND_HALF_EVEN)
    parts = dict.fromkeys(names, part)
    left = amount - part * len(names)
    for name in names:
        step = max(-_CENT, min(_CENT, left))
        parts[name] += step
        left -= step
    return parts


def by(lines: Iterable[Line], way: str) -> Mapping[str, Decimal]:
    """The year's plan (its middle) by the names of one way of grouping. The parts add up to the plan."""
    sums: dict[str, Decimal] = {}
    for line in lines:
        for name, part in allocated(Decimal(str(line.planned)).quantize(_CENT), line.heads.get(way, ())).items():
            sums[name] = sums.get(name, Decimal(0)) + part
    return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0])))


def cut(lines: Sequence[Line], cuts: Mapping[str, float], ahead: Sequence[bool]) -> tuple[Line, ...]:
    """The lines with so much less (a share, 1 for all) in the quarters that are still ahead. What was planned before cannot be cut any more."""
    return tuple(
        replace(line, plan=tuple(
            replace(one, amount=times(one.amount, 1 - cuts[line.ref])) if one and later else one for one, later in zip(line.plan, ahead, strict=True)
        )) if line.ref in cuts else line
        for line in lines
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variance:
    """Why a cost differs from its plan: by price (at what was really bought) and by volume (at the planned price). The two are the whole difference."""

    price: float
    volume: float


def variance(planned: float, planned_units: float, actual: float, actual_units: float) -> Variance:
    """Take a difference apart. ``planned`` and ``actual`` are amounts, the units what they bought; some were planned and some bought."""
    price = planned / planned_units
    return Variance(actual - price * actual_units, price * (actual_units - planned_units))


@dataclass(frozen=True, slots=True)
class Budgeted:
    """A fiscal year: its lines with what was booked for each and what each will come to, and what could not be told."""

    year: int
    as_of: date
    currency: str
    quarters: tuple[Span, ...]
    lines: tuple[Line, ...]
    cuts: tuple[Line, ...] | None
    """The lines after what shall be cut; ``None`` where nothing shall."""
    actuals: Actuals | None
    """``None`` where no ledger and no bill was imported."""
    outlooks: Mapping[str, Outlook]
    variances: Mapping[str, Variance]
    untold: tuple[tuple[str, str, str], ...]
    """What, why, and what to supply."""
    spent: tuple[Spent, ...] = ()
    """By quarter: the one figure of what was spent, wherever it is told."""
    centres: frozenset[str] = frozenset()
    """Purposes that the ledger knows as cost centres."""

    @property
    def dark(self) -> tuple[Line, ...]:
        """Lines of which nobody can tell what was booked: neither they nor their purpose are named in the ledger."""
        claimed = self.actuals.lines if self.actuals else {}
        return tuple(line for line in self.lines if line.ref not in claimed and not self.centres.intersection(line.heads.get("purpose", ())))

    @property
    def completes(self) -> tuple[float, float] | None:
        """What the year will come to by the two rules, the lower first; ``None`` where nothing was booked."""
        ends = self.ends
        return (min(ends), max(ends)) if ends else None

    @property
    def ends(self) -> tuple[float, float] | None:
        """What the year will come to, the rest as planned and at the pace so far; ``None`` where nothing was booked.

        Of a purpose that the ledger knows as a cost centre it is told for all its lines together, else line by line; of a dark line it is the plan.
        """
        if self.actuals is None or self.actuals.newest is None:
            return None
        ends = [0.0, 0.0]
        for line in self.lines:
            if not self.centres.intersection(line.heads.get("purpose", ())):
                seen = self.outlooks.get(line.ref)
                ends[0] += seen.as_planned if seen else line.planned
                ends[1] += seen.at_this_pace if seen else line.planned
        for purpose in sorted(self.centres):
            own = [line for line in self.lines if purpose in line.heads.get("purpose", ())]
            paid = {line.ref: float(seen.booked) for line in own if (seen := self.outlooks.get(line.ref)) and seen.ahead}
            going = [line for line in own if line.ref not in paid]
            booked = float(sum(one.purposes[purpose][1] for one in self.spent)) - sum(paid.values())
            due = _due(going, self.quarters, self.actuals.newest)
            rest = sum(line.planned for line in going) - due
            ends[0] += sum(paid.values()) + booked + rest
            ends[1] += sum(paid.values()) + booked + rest * (booked / due if due else 1)
        return ends[0], ends[1]

    @property
    def whole(self) -> Outlook | None:
        """All lines together, and what was booked for the plan's purposes and for none of its lines; ``None`` where nothing was booked."""
        if self.ends is None or self.actuals is None or self.actuals.newest is None:
            return None
        booked = sum((one.booked or Decimal(0) for one in self.spent), Decimal(0))
        return Outlook(booked, _due(self.lines, self.quarters, self.actuals.newest), *self.ends)
