"""From a run's records and imports to what a renewal brief is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quarterdeck import __version__
from quarterdeck.app.pipeline import Run
from quarterdeck.derived.recorded import day_of, money_of
from quarterdeck.kernel.measure import Measure, Measurement
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Document
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Name
from quarterdeck.maths.draws import amounts, quantiles, signed, standard_normals
from quarterdeck.practices.money.measures.seats import COUNTED
from quarterdeck.reports.renewal import YEARS, Leaving, Needing, Pending, Performance, Renewal, Seats, Told, Unjudged, renewal_brief
from quarterdeck.steering.vendors.findings.contract_notice_is_due import NOTICE_AHEAD
from quarterdeck.steering.vendors.measures.contract_cost import CONTRACT_COST
from quarterdeck.steering.vendors.measures.critical_systems_hanging import CRITICAL_SYSTEMS_HANGING
from quarterdeck.steering.vendors.measures.holidays_before_notice import HOLIDAYS_BEFORE_NOTICE, days_off
from quarterdeck.steering.vendors.measures.invoiced_price_change import INVOICED_PRICE_CHANGE
from quarterdeck.steering.vendors.measures.living_systems_served import LIVING_SYSTEMS_SERVED
from quarterdeck.steering.vendors.measures.next_term_cost import NEXT_TERM_COST
from quarterdeck.steering.vendors.measures.notice_days_left import NOTICE_DAYS_LEFT
from quarterdeck.steering.vendors.measures.service_credits_due import SERVICE_CREDITS_DUE, owed
from quarterdeck.steering.vendors.measures.term_days_left import TERM_DAYS_LEFT
from quarterdeck.steering.vendors.measures.vendor_incidents import VENDOR_INCIDENTS


class NoSuchContractError(LookupError):
    """No contract that could be read is called so: the message says which there are, or that its file is wrong."""


def renewals(run: Run, about: str = "") -> Document:
    """The brief of one contract, or of all that are due within the quarter. Raises ``NoSuchContractError``."""
    asking = Asking(run)
    told = run.connection.execute("SELECT record, broken FROM records WHERE kind = 'contract' ORDER BY record").fetchall()
    known = [ref for ref, broken in told if not broken]
    wanted = f"contract/{about.removeprefix('contract/')}"
    if about and dict(told).get(wanted):
        raise NoSuchContractError(f"{wanted} cannot be read. Mend it, as `quarterdeck check` says, and assess again")
    if about and wanted not in known:
        raise NoSuchContractError(f"there is no {wanted} in the record that was assessed; there are {', '.join(known) or 'no contracts'}")
    limit = run.bench.criterion(NOTICE_AHEAD)
    found = [asking.renewal(ref) for ref in known if ref == wanted or (not about and asking.is_due(ref, limit))]
    found.sort(key=lambda one: (one.last or date.max, one.id))
    unjudged = () if about else tuple(asking.unjudged(told))
    return renewal_brief(Told(tuple(found), unjudged, len(told)), run.request.company.name, run.request.as_of, __version__)


def contracts(run: Run) -> Iterator[Renewal]:
    """Every contract on record that could be read, as the brief tells it."""
    asking = Asking(run)
    for (ref,) in asking.rows("SELECT record FROM records WHERE kind = 'contract' AND broken = '' ORDER BY record"):
        yield asking.renewal(ref)


def contracts_of(run: Run, about: str) -> frozenset[tuple[str, str]]:
    """The contract that a brief is about, or all of them: whose changes it tells."""
    if about:
        return frozenset({("contract", f"contract/{about.removeprefix('contract/')}")})
    return frozenset(("contract", ref) for (ref,) in run.connection.execute("SELECT record FROM records WHERE kind = 'contract'").fetchall())


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks the run's tables and measurements."""

    run: Run

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What the tables answer."""
        return self.run.connection.execute(sql, list(values)).fetchall()

    def name(self, ref: str | None) -> Name | None:
        """What people call the record that is referred to."""
        return self.run.bench.name(ref.partition("/")[0], ref) if ref else None

    def measured(self, measure: Measure, ref: str) -> Measurement:
        """What a measure says of a record."""
        return self.run.bench.beside(measure, Subject(ref.partition("/")[0], ref))

    def is_due(self, ref: str, limit: float) -> bool:
        """Whether the last day to act lies within so many days."""
        left = self.measured(NOTICE_DAYS_LEFT, ref)
        return not left.missing and 0 <= left.value <= limit

    def unjudged(self, told: Iterable[tuple[str, str]]) -> Iterator[Unjudged]:
        """The contracts of which nobody can say whether they are due, and why."""
        for ref, broken in told:
            missing = None if broken else self.measured(NOTICE_DAYS_LEFT, ref).missing
            if broken or missing:
                yield Unjudged(self.run.bench.name("contract", ref), Name("reason", missing.why if missing else f"its record is broken: {broken}"))

    def renewal(self, ref: str) -> Renewal:
        """Everything about one contract."""
        span = ", ".join(f"exit_time_days_{end}" for end in ("p10", "p50", "p90"))
        money_keys = ", ".join(f"{key}_{end}" for key in ("cost", "exit_cost") for end in ("p10", "p50", "p90", "currency"))
        select = (
            f"SELECT label, vendor, owner, description, data, renews, cost_per, {span}, {money_keys} FROM contract_records WHERE record = ?"  # names of columns
        )
        ((label, vendor, owner, said, data, renews, per, *told),) = self.rows(select, ref)
        last, ends = (self.day(measure, ref) for measure in (NOTICE_DAYS_LEFT, TERM_DAYS_LEFT))
        cost = money_of(self.measured(CONTRACT_COST, ref), self.run.bench)
        given, exit_cost = (Money(Range(*ends_of), currency) if currency else None for *ends_of, currency in (told[3:7], told[7:]))
        change = self.measured(INVOICED_PRICE_CHANGE, ref)
        ((alternatives,),) = self.rows("SELECT alternatives FROM vendor_records WHERE record = ?", vendor)
        needing = sorted(self.needing(vendor), key=lambda one: (one.criticality != "critical", one.how, one.name.text))
        return Renewal(
            ref, Name("contract", label), self.run.bench.name("vendor", vendor), self.name(owner), Name("reason", said) if said else None, last, ends,
            renews=renews, cost=cost, once=given if per == "once" else None,
            next_cost=money_of(self.measured(NEXT_TERM_COST, ref), self.run.bench), dearer=None if change.missing else change.value,
            exit_cost=exit_cost, exit_days=Range(*told[:3]) if told[0] is not None else None, paid=self._paid(vendor),
            leaving=self._leaving(ref, cost, exit_cost), alternatives=tuple(Name("reason", one) for one in alternatives),
            data=tuple(Name("reason", one) for one in data), needing=tuple(needing), retired=tuple(self.retired(ref)),
            seats=self.seats(vendor), performance=self._performance(ref, vendor),
            decisions=tuple(self.decisions(vendor)), actions=tuple(self.actions(ref)), off=self.off(ref),
        )  # fmt: skip

    def day(self, measure: Measure, ref: str) -> date | None:
        """The day that a measure of it names; none where it could not be measured."""
        measured = self.measured(measure, ref)
        return None if measured.missing else day_of(measured, self.run.bench)

    def off(self, ref: str) -> frozenset[date]:
        """The company's holidays up to the last day to act."""
        measured = self.measured(HOLIDAYS_BEFORE_NOTICE, ref)
        return frozenset() if measured.missing else days_off(self.run.bench.rows(measured))

    def needing(self, vendor: str) -> Iterator[Needing]:
        """Systems in use that stand on the vendor, by themselves or through others."""
        hanging = self.measured(CRITICAL_SYSTEMS_HANGING, vendor)
        rows = [] if hanging.missing else [row for row in self.run.bench.rows(hanging) if row.part != "no system"]
        for row in rows:
            ((criticality,),) = self.rows("SELECT coalesce(criticality, '') FROM system_records WHERE record = ?", row.key)
            yield Needing(self.run.bench.name("system", row.key), criticality, row.part)

    def retired(self, ref: str) -> Iterator[Name]:
        """Systems that stood on the contract and are retired."""
        served = self.measured(LIVING_SYSTEMS_SERVED, ref)
        for row in [] if served.missing else self.run.bench.rows(served):
            if row.part == "retired":
                yield self.run.bench.name("system", row.key)

    def _paid(self, vendor: str) -> tuple[float, str] | None:
        """What invoices of the year before came to, where they are in one currency."""
        told = self.rows(
            """
            SELECT sum(amount)::DOUBLE, min(currency) FROM invoices
            WHERE lower(vendor) = lower(?) AND issued_on > ?::DATE - INTERVAL 1 YEAR AND issued_on <= ? HAVING count(DISTINCT currency) = 1
            """,
            self.run.bench.name("vendor", vendor).text, self.run.request.as_of, self.run.request.as_of,
        )  # fmt: skip
        return told[0] if told else None

    def _leaving(self, ref: str, cost: Money | None, exit_cost: Money | None) -> Leaving | None:
        """What leaving costs against staying: products and differences of draws, named for the contract's own keys."""
        if cost is None or exit_cost is None or cost.currency != exit_cost.currency or cost.range.p10 <= 0:
            return None
        yearly, once = (_drawn(f"{ref}/{key}", money.range, self.run.request.seed) for key, money in (("cost", cost), ("exit_cost", exit_cost)))
        return Leaving(
            exit_cost, quantiles(once / yearly * 12), quantiles(once / YEARS / yearly),
            Money(quantiles(yearly - once / YEARS), cost.currency),
        )  # fmt: skip

    def _performance(self, ref: str, vendor: str) -> Performance:
        """Incidents that name the vendor, and credits that the contract gives."""
        incidents, due = self.measured(VENDOR_INCIDENTS, vendor), self.measured(SERVICE_CREDITS_DUE, ref)
        hours = 0.0 if incidents.missing else sum(row.contribution for row in self.run.bench.rows(incidents))
        sure = [one for one in owed(self.run.bench.rows(due)) if one.least > 0] if not due.missing else []
        amount, until = (sum(one.middle for one in sure), min(one.until for one in sure)) if sure else (None, "")
        return Performance(None if incidents.missing else round(incidents.value), hours, amount, sure[0].currency if sure else "", until)

    def seats(self, vendor: str) -> Seats | None:
        """Seats of the vendor that are paid for and those that nobody used."""
        label = self.run.bench.name("vendor", vendor).text
        start, end = (f"TIMESTAMP '{day}'" for day in (self.run.request.period.start, self.run.request.period.end))
        counted = COUNTED.replace("$start", start).replace("$end", end).replace("FROM seats", "FROM (FROM seats WHERE lower(vendor) = lower(?))")
        select = "SELECT sum(paid), sum(unused), sum(unused * yearly)::DOUBLE, min(currency)"
        told = self.rows(f"{select} FROM ({counted}) WHERE unused IS NOT NULL HAVING count(DISTINCT currency) <= 1 AND count(*) > 0", label)
        return Seats(int(told[0][0]), int(told[0][1]), told[0][2], told[0][3] or "") if told else None

    def decisions(self, vendor: str) -> Iterator[Pending]:
        """Open decisions that name the vendor in their words or options, or are about systems that stand on it alone."""
        told = self.rows(
            r"""
            SELECT d.record, d.label, d.decide_by, d.model FROM decision_records d JOIN records k ON k.record = d.record, vendor_records v
            WHERE v.record = ? AND d.status = 'proposed' AND (regexp_matches(k.keys::VARCHAR, '(?i)\b' || regexp_escape(v.label) || '\b')
                OR EXISTS (FROM system_records s WHERE list_contains(d.systems, s.record) AND s.vendors = [v.record])) ORDER BY d.decide_by, d.record
            """,
            vendor,
        )
        for ref, label, decide_by, model in told:
            yield Pending(Name("decision", label), decide_by, model=model or "", ref=ref)

    def actions(self, ref: str) -> Iterator[Pending]:
        """Open actions about a record."""
        told = self.rows("SELECT record, label, due, owner FROM action_records WHERE status = 'open' AND list_contains(about, ?) ORDER BY due, record", ref)
        for action, label, due, owner in told:
            yield Pending(Name("action", label), due, self.name(owner), ref=action)


def _drawn(name: str, spread: Range, seed: int) -> NDArray[np.float64]:
    draw: Callable[[Range, NDArray[np.float64]], NDArray[np.float64]] = amounts if spread.p10 > 0 else signed
    return draw(spread, standard_normals(name, seed))
