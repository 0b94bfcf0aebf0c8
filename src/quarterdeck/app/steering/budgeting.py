"""``budget``: from the record's budget lines, contracts and people, the ledger and the cloud bill to a year's budget and what it will come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from quarterdeck.app.asking.ask import view
from quarterdeck.app.asking.recall import NothingThereError
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.assumptions.catalogue import LOADED_ENGINEER_COST
from quarterdeck.assumptions.spoken import read_numbers
from quarterdeck.decisions.budget import (
    Actuals,
    Booking,
    Budgeted,
    Line,
    Outlook,
    Planned,
    Span,
    Variance,
    assign,
    cut,
    of_contract,
    of_people,
    outlook,
    share_within,
    spent,
    times,
    variance,
    year,
)
from quarterdeck.derived.payees import called, payee
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.text import number
from quarterdeck.records.collection import Records
from quarterdeck.records.kinds.assumption import WrittenAssumption
from quarterdeck.records.kinds.budget_line import BudgetLine
from quarterdeck.records.kinds.company import Company, Month
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.kinds.person import Person
from quarterdeck.records.kinds.team import Team
from quarterdeck.records.values import Ref

if TYPE_CHECKING:
    import duckdb

_FIRST, _LAST = 1900, 2200
_PER_YEAR = {"month": 12, "quarter": 4, "year": 1}


class BudgetError(Exception):
    """A budget that cannot be told as asked: the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which year, by which day, beside which assessment, and what shall be cut: shares by line."""

    as_of: date
    year: int | None
    out: Path
    cuts: Mapping[str, float]


def budget(workspace: Workspace, asked: Asked) -> Budgeted:
    """The budget of a fiscal year, by the files of today and the newest imports. Raises ``BudgetError``."""
    records = workspace.records
    if not records.company:
        raise BudgetError("quarterdeck.yaml is broken, and says neither the currency nor when the fiscal year begins; mend it as `quarterdeck check` says")
    return budget_of(records, records.company, asked, _opened(asked.out))


def budget_of(records: Records, company: Company, asked: Asked, connection: duckdb.DuckDBPyConnection | None) -> Budgeted:
    """The same of these records, and of the ledger and bills that a connection has in view. Raises ``BudgetError``."""
    which = asked.year or fiscal_year(company, asked.as_of)
    if not _FIRST <= which <= _LAST:
        raise BudgetError(f"there is no budget of {which}: a fiscal year lies between {_FIRST} and {_LAST}")
    quarters = year(which, _first_month(company))
    reading = _Reading(records, company, quarters)
    lines = tuple(sorted(reading.lines(), key=lambda line: (-line.planned, line.ref)))
    unknown = sorted(set(asked.cuts) - {line.ref for line in lines})
    if unknown:
        raise BudgetError(f"--cut {unknown[0]}: there is no such budget line; there are {', '.join(line.ref for line in lines) or 'none'}")
    bookings = _bookings(connection, asked, lines, quarters, company.currency) if connection else ()
    actuals = assign(lines, quarters, bookings) if bookings else None
    outlooks = {line.ref: found for line in lines if actuals and (found := outlook(line, quarters, actuals))}
    ahead = [span.begins > asked.as_of for span in quarters]
    foreign = _foreign(connection, asked, quarters, company.currency, bookings) if connection else ()
    return Budgeted(
        which, asked.as_of, company.currency, quarters, lines, cut(lines, asked.cuts, ahead) if asked.cuts else None, actuals, outlooks,
        dict(reading.variances(lines, actuals)), (*reading.untold(lines, actuals, outlooks), *foreign), spent(lines, quarters, bookings),
        frozenset(booking.centre for booking in bookings) & {purpose for line in lines for purpose in line.heads["purpose"]},
    )  # fmt: skip


def fiscal_year(company: Company, day: date) -> int:
    """The fiscal year that holds a day."""
    return day.year if day.month >= _first_month(company) else day.year - 1


def last_quarter(company: Company, day: date) -> Span:
    """The newest quarter that is over on a day."""
    this = fiscal_year(company, day)
    over = [span for which in (this - 1, this) for span in year(which, _first_month(company)) if span.ends <= day]
    return over[-1]


def _first_month(company: Company) -> int:
    return get_args(Month).index(company.fiscal_year_starts) + 1


def _opened(out: Path) -> duckdb.DuckDBPyConnection | None:
    """What was imported there; nothing where nothing was."""
    try:
        return view(out)[0]
    except NothingThereError:
        return None


@dataclass(frozen=True, slots=True)
class _Reading:
    """The record, as lines of a budget."""

    records: Records
    company: Company
    quarters: tuple[Span, ...]

    def lines(self) -> Iterator[Line]:
        written = self.records.of(BudgetLine)
        shared = [one.contract for one in written if one.contract]
        vendors = [one.vendor for one in self.records.of(Contract)]
        for one in written:
            contract = self.records.sound.get(one.contract) if one.contract else None
            alone = one.contract is not None and isinstance(contract, Contract) and shared.count(one.contract) == 1
            made = self._made(one, contract if alone and isinstance(contract, Contract) else None)
            plan = tuple(self._given(one, span) or (made[number] if made else None) for number, span in enumerate(self.quarters))
            vendor = ""
            if alone and isinstance(contract, Contract) and vendors.count(contract.vendor) == 1 and not one.booked_as:
                vendor = payee(self._label(contract.vendor))
            yield Line(str(one.ref), one.label, plan, self._heads(one), frozenset(name.lower() for name in one.booked_as), vendor)

    def _given(self, one: BudgetLine, span: Span) -> Planned | None:
        money = next((money for quarter, money in one.amounts.items() if str(quarter) == span.name), None)
        told = self._in_ours(money) if money else None
        return Planned(told) if told else None

    def _in_ours(self, money: Money) -> Range | None:
        """An amount in the company's currency; None where nobody said what the other one is worth."""
        if money.currency == self.company.currency:
            return money.range
        rate = self.company.exchange_rates.get(money.currency)
        return Range(*(getattr(money.range, end) * getattr(rate.range, end) for end in ("p10", "p50", "p90"))) if rate else None

    def _made(self, one: BudgetLine, contract: Contract | None) -> tuple[Planned, ...]:
        """What a line is that gives no amount: its contract, else its people; nothing where it has neither."""
        if contract and contract.cost and contract.cost_per in _PER_YEAR and (told := self._in_ours(contract.cost)):
            yearly = times(told, _PER_YEAR[contract.cost_per])
            return of_contract(yearly, self.quarters, contract.starts, contract.ends, contract.uplift, renews=bool(contract.renews))
        people, cost = self._people(one), self._engineer()
        if one.category == "staff" and cost and (people or one.headcount):
            return of_people(cost, self.quarters, people or ((None, None),) * (one.headcount or 0))
        return ()

    def _people(self, one: BudgetLine) -> tuple[tuple[date | None, date | None], ...]:
        """First and last days of the people of the line's team, those who are to come included."""
        team = self.records.sound.get(one.team) if one.team else None
        members = [self.records.sound.get(ref) for ref in team.members] if isinstance(team, Team) else []
        return tuple((person.started, person.left) for person in members if isinstance(person, Person))

    def _engineer(self) -> Range | None:
        """What an engineer costs in a year, in the company's currency: its own number, else ours where the currency is the same."""
        own = next((one.value for one in self.records.of(WrittenAssumption) if one.id == LOADED_ENGINEER_COST.name), None)
        said = own or self.company.assumptions.get(LOADED_ENGINEER_COST.name)
        if said:
            spoken = read_numbers(said)
            return self._in_ours(Money(spoken.range, (spoken.unit or self.company.currency).upper()))
        return self._in_ours(Money(LOADED_ENGINEER_COST.range, LOADED_ENGINEER_COST.currency))

    def _label(self, ref: Ref) -> str:
        record = self.records.sound.get(ref)
        return record.label if record else ref.id

    def _heads(self, one: BudgetLine) -> Mapping[str, tuple[str, ...]]:
        initiative = self.records.sound.get(one.initiative) if one.initiative else None
        objective = initiative.objective if isinstance(initiative, Initiative) else None
        told = {"team": (one.team,), "system": one.systems, "objective": (objective,)}
        names = {way: tuple(self._label(ref) for ref in refs if ref) for way, refs in told.items()}
        return {"purpose": (one.purpose,), "category": (one.category,), "treatment": (one.treatment,) if one.treatment else (), **names}

    def variances(self, lines: tuple[Line, ...], actuals: Actuals | None) -> Iterator[tuple[str, Variance]]:
        """Of lines for the people of a team that give their own amounts: what comes from more or fewer people, and what from what each costs."""
        written = {str(one.ref): one for one in self.records.of(BudgetLine)}
        for line in lines if actuals and actuals.newest else ():
            one, people = written[line.ref], self._people(written[line.ref])
            if actuals is None or actuals.newest is None or line.ref not in actuals.lines or not one.headcount or not people:
                continue
            gone = [share_within(span, None, actuals.newest) for span in self.quarters]
            due = [(planned, part) for planned, part in zip(line.plan, gone, strict=True) if planned and part]
            there = sum(share_within(span, first, min(last or actuals.newest, actuals.newest)) for span in self.quarters for first, last in people)
            if due and there and all(planned.origin == "given" for planned, _ in due):
                planned = sum(planned.amount.p50 * part for planned, part in due)
                yield line.ref, variance(planned, one.headcount * sum(gone), float(sum(actuals.lines[line.ref])), there)

    def untold(self, lines: tuple[Line, ...], actuals: Actuals | None, outlooks: Mapping[str, Outlook]) -> Iterator[tuple[str, str, str]]:
        broken = sorted((ref for ref in self.records.broken if ref.kind == BudgetLine.kind), key=str)
        for ref in broken:
            yield str(ref), "it cannot be read, and stands in no sum", f"Mend {self.records.files[ref].path} as `quarterdeck check` says"
        if not lines:
            why = "no budget line on record can be read" if broken else "no budget line is on record"
            yield "the budget", why, "Write one: `quarterdeck record new budget-line/ID name=… category=… purpose=…`"
            return
        for line in lines:
            if not any(line.plan):
                yield line.label, f"nothing is planned for {self.quarters[0].name[:4]}", f"Write `amounts` in {self._path(line)}, or its `contract` or `team`"
        if actuals is None or actuals.newest is None:
            yield "what was spent", f"no ledger and no bill of this year in {self.company.currency} was imported", "Run `quarterdeck import ledger FILE`"
            return
        unclaimed = [line for line in lines if line.ref not in actuals.lines]
        if unclaimed:
            yield (
                "; ".join(line.label for line in unclaimed), "no booking can be told to be theirs",
                f"Write `booked_as`, what the ledger calls it, in {', '.join(map(self._path, unclaimed))}",
            )  # fmt: skip
        for line in lines:
            if line.ref in actuals.lines and line.ref not in outlooks:
                yield line.label, "nothing was planned for the time that is booked", f"Write `amounts` in {self._path(line)}"

    def _path(self, line: Line) -> str:
        kind, _, name = line.ref.partition("/")
        return self.records.files[Ref(kind, name)].path


_LEDGER = """
    SELECT booked_on, sum(amount)::DECIMAL(38, 6), lower(coalesce(account, '')), lower(coalesce(account_name, '')), lower(coalesce(cost_centre, '')),
        lower(coalesce(project, '')), lower(coalesce(team, '')), lower(coalesce(vendor, ''))
    FROM ledger WHERE booked_on >= ? AND booked_on < ? AND booked_on <= ? AND currency = ? GROUP BY ALL ORDER BY ALL
"""
_BILLS = """
    SELECT charge_period_start::DATE AS day, sum(billed_cost)::DECIMAL(38, 6), lower(coalesce(invoice_issuer_name, provider_name)) AS vendor
    FROM cost_lines WHERE charge_period_start >= ? AND charge_period_start < ? AND charge_period_start::DATE <= ? AND billing_currency = ?
        AND coalesce(invoice_issuer_name, provider_name) IS NOT NULL
    GROUP BY ALL ORDER BY ALL
"""
_CENTRE = 2
"""Where in the ledger's names the cost centre stands."""


def _bookings(connection: duckdb.DuckDBPyConnection, asked: Asked, lines: tuple[Line, ...], quarters: tuple[Span, ...], currency: str) -> tuple[Booking, ...]:
    """What was booked, by the ledger; of a vendor that the ledger does not know, by its bill."""
    within = [quarters[0].begins, quarters[-1].ends, asked.as_of, currency]
    ours = {line.vendor for line in lines if line.vendor}
    booked = [
        Booking(day, Decimal(amount), frozenset(name for name in names if name), called(vendor, ours), names[_CENTRE])
        for day, amount, *names, vendor in connection.execute(_LEDGER, within).fetchall()
    ]
    known = {booking.vendor for booking in booked}
    bills = [(day, amount, called(vendor, ours | known)) for day, amount, vendor in connection.execute(_BILLS, within).fetchall()]
    return (*booked, *(Booking(day, Decimal(amount), frozenset(), vendor) for day, amount, vendor in bills if vendor not in known))


_FOREIGN = """
    SELECT currency, vendor, sum(amount) AS amount FROM (
        SELECT coalesce(currency, 'no currency') AS currency, '' AS vendor, amount FROM ledger
        WHERE booked_on >= $begins AND booked_on < $ends AND booked_on <= $as_of
        UNION ALL SELECT coalesce(billing_currency, 'no currency'), coalesce(invoice_issuer_name, provider_name, ''), billed_cost FROM cost_lines
        WHERE charge_period_start >= $begins AND charge_period_start < $ends AND charge_period_start::DATE <= $as_of
    ) WHERE currency <> $ours GROUP BY ALL HAVING sum(amount) <> 0 ORDER BY ALL
"""


def _foreign(
    connection: duckdb.DuckDBPyConnection, asked: Asked, quarters: tuple[Span, ...], currency: str, bookings: tuple[Booking, ...]
) -> Iterator[tuple[str, str, str]]:
    """What was booked or billed in other currencies: it stands in no sum, for its booking does where the ledger has one, else to be seen."""
    told = {"begins": quarters[0].begins, "ends": quarters[-1].ends, "as_of": asked.as_of, "ours": currency}
    known = {booking.vendor for booking in bookings if booking.names and booking.vendor}
    apart: dict[str, float] = {}
    for other, vendor, amount in connection.execute(_FOREIGN, told).fetchall():
        if vendor and called(vendor.lower(), known) in known:
            why = f"the ledger books {vendor} in {currency}: the bill may be the same money, and a bill is not counted beside its booking"
            yield f"{number(round(amount))} {other} billed by {vendor}", why, "Nothing, where the bookings are what was paid for these bills"
        else:
            apart[other] = apart.get(other, 0.0) + float(amount)
    for other, amount in apart.items():
        do = f"Import the ledger with its amounts in {currency}: `quarterdeck import ledger FILE`; `exchange_rates` count for plans, not for what was paid"
        yield f"{number(round(amount))} {other} in the ledger and bills", f"it is not in {currency}, and stands in no sum", do
