"""From a run to what the review of a vendor, and the pack for a meeting with it, are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from quarterdeck import __version__
from quarterdeck.app.asking.explain import shown
from quarterdeck.app.asking.kept import records_of, the
from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports.facts import days_to_act
from quarterdeck.app.reports.renewals import Asking
from quarterdeck.app.reports.reporting import groups_of
from quarterdeck.app.reports.since import About
from quarterdeck.derived.recorded import money_of
from quarterdeck.derived.words import as_words
from quarterdeck.kernel.section import Document
from quarterdeck.kernel.text import Cited, Name
from quarterdeck.practices.reliability.measures.error_budget_spent import ERROR_BUDGET_SPENT
from quarterdeck.records.collection import Records
from quarterdeck.records.kinds.action import Action
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.kinds.service_level import ServiceLevel
from quarterdeck.records.kinds.vendor import Vendor
from quarterdeck.records.values import Ref
from quarterdeck.reports.renewal import Needing, Pending
from quarterdeck.reports.vendor_review import Agreed, Billed, Bills, Broke, Level, Paper, Supplier, Tickets, meeting_pack, vendor_review
from quarterdeck.steering.vendors.measures.contract_cost import CONTRACT_COST
from quarterdeck.steering.vendors.measures.notice_days_left import NOTICE_DAYS_LEFT
from quarterdeck.steering.vendors.measures.term_days_left import TERM_DAYS_LEFT

_YEAR, _TWO_YEARS, _MONTH = timedelta(days=365), timedelta(days=731), timedelta(days=31)
"""The year before is told where invoices reach back to its first month."""
_GRADES = ("critical", "high", "medium", "low", "")
Make = Callable[[Supplier, str, date, str], Document]


def review(run: Run, name: str) -> Document:
    """The review of the vendor with this id. Raises ``NoSuchRecordError``."""
    return _made(run, name, vendor_review)


def meeting(run: Run, name: str) -> Document:
    """The pack for a meeting with it. Raises ``NoSuchRecordError``."""
    return _made(run, name, meeting_pack)


def vendor_and_contracts(run: Run, name: str) -> About:
    """The vendor and its contracts: whose changes a review tells."""
    records = records_of(run)
    vendor = the(records, Vendor, name)
    return frozenset((ref.kind, str(ref)) for ref in (vendor.ref, *(one.ref for one in _contracts(records, vendor))))


def _made(run: Run, name: str, make: Make) -> Document:
    records = records_of(run)
    vendor = the(records, Vendor, name)
    return make(_Telling(run, records, vendor, Asking(run)).supplier(), run.request.company.name, run.request.as_of, __version__)


def _contracts(records: Records, vendor: Vendor) -> list[Contract]:
    return [one for one in records.of(Contract) if one.vendor == vendor.ref]


@dataclass(frozen=True, slots=True)
class _Telling:
    """Asks the run's records, tables and measurements about one vendor."""

    run: Run
    records: Records
    vendor: Vendor
    asking: Asking

    def supplier(self) -> Supplier:
        vendor, ref = self.vendor, str(self.vendor.ref)
        acts = days_to_act(self.run)
        needing = tuple(sorted(self.asking.needing(ref), key=lambda one: (_GRADES.index(one.criticality), one.how, one.name.text)))
        contracts = _contracts(self.records, vendor)
        retired = dict.fromkeys(name for one in contracts for name in self.asking.retired(str(one.ref)))
        actions = {task.ref: task for about in (ref, *(str(one.ref) for one in contracts)) for task in self.asking.actions(about)}
        return Supplier(
            Name("vendor", vendor.name), Name("reason", vendor.provides.rstrip(".")) if vendor.provides else None, self.asking.name(_ref(vendor.owner)),
            vendor.criticality or "", tuple(Name("reason", one) for one in vendor.data),
            Name("reason", vendor.data_location) if vendor.data_location else None, tuple(Name("reason", one) for one in vendor.alternatives),
            tuple(sorted((self._paper(one) for one in contracts), key=lambda one: (one.last or date.max, one.name.text))), tuple(self._unread()),
            self._bills(), needing, tuple(retired), tuple(self._levels(needing)), self._broke(), self.asking.seats(ref),
            tuple(replace(one, due=acts.get(one.ref)) for one in self.asking.decisions(ref)), tuple(sorted(actions.values(), key=_by_day)),
            groups_of(self.run, vendor_and_contracts(self.run, vendor.id)), tuple(self._measured()), self._tickets(), self._agreed(contracts),
        )  # fmt: skip

    def _paper(self, one: Contract) -> Paper:
        ref = str(one.ref)
        return Paper(
            self.run.bench.name("contract", ref), money_of(self.asking.measured(CONTRACT_COST, ref), self.run.bench),
            one.cost if one.cost_per == "once" else None, self.asking.day(NOTICE_DAYS_LEFT, ref), self.asking.day(TERM_DAYS_LEFT, ref), one.renews,
            one.exit_cost, self.asking.name(_ref(one.owner)), f"{one.availability.p50 * 100:g}\u202f%" if one.availability else "",
        )  # fmt: skip

    def _unread(self) -> Iterator[Name]:
        """Contracts that could not be read: whether they are with this vendor is not known."""
        yield from (Name("path", self.records.files[ref].path) for ref in sorted(self.records.broken, key=str) if ref.kind == Contract.kind)

    def _bills(self) -> Bills | None:
        """Its invoices, where they are in one currency: by quarter of the last two years, the newest year and the one before."""
        as_of = self.run.request.as_of
        told = self.asking.rows(
            """
            SELECT date_trunc('quarter', issued_on)::DATE AS starts, sum(amount)::DOUBLE, min(currency),
                sum(sum(amount) FILTER (issued_on > ?::DATE - INTERVAL 1 YEAR)) OVER ()::DOUBLE,
                sum(sum(amount) FILTER (issued_on <= ?::DATE - INTERVAL 1 YEAR)) OVER ()::DOUBLE, min(min(issued_on)) OVER (), count(DISTINCT currency)
            FROM invoices WHERE lower(vendor) = lower(?) AND issued_on > ?::DATE - INTERVAL 2 YEAR AND issued_on <= ? GROUP BY ALL ORDER BY starts
            """,
            as_of, as_of, self.vendor.name, as_of, as_of,
        )  # fmt: skip
        currencies = {row[2] for row in told}
        if len(currencies) != 1 or any(row[6] > 1 for row in told):
            return None
        quarters = tuple(Billed(_quarter(starts, as_of), starts, amount) for starts, amount, *_ in told)
        _, _, currency, year, before, first, _ = told[0]
        whole = first <= as_of - _TWO_YEARS + _MONTH
        return Bills(currency, quarters, year or 0.0, before if whole else None)

    def _levels(self, needing: tuple[Needing, ...]) -> Iterator[Level]:
        """The service levels of systems that stand on it."""
        names = {one.name for one in needing}
        for one in self.records.of(ServiceLevel):
            system = self.run.bench.name("system", str(one.system))
            if system in names:
                spent = self.asking.measured(ERROR_BUDGET_SPENT, str(one.ref))
                target = f"{one.target.p50 * 100:g}\u202f%"
                why = spent.missing.why if spent.missing else ""
                yield Level(Name("service-level", one.name), system, target, None if spent.missing else spent.value, spent.id, why)

    def _broke(self) -> tuple[Broke, ...] | None:
        """Incidents of the last year whose title or cause names it; ``None`` where none was ever imported."""
        if not self.asking.rows("SELECT 1 FROM incidents LIMIT 1"):
            return None
        as_of = self.run.request.as_of
        told = self.asking.rows(
            """
            SELECT p.title, p.began_at::DATE, (epoch(p.harm_ended_at) - epoch(p.began_at)) / 3600 FROM incident_phases p
            JOIN incidents i ON i.tool || '/' || i.id = p.incident
            WHERE p.began_at > ?::DATE - INTERVAL 1 YEAR AND p.began_at < ?::DATE + INTERVAL 1 DAY
                AND (contains(lower(p.title), lower(?)) OR contains(lower(coalesce(i.cause, '')), lower(?)))
            ORDER BY p.began_at DESC, p.incident
            """,
            as_of, as_of, self.vendor.name, self.vendor.name,
        )  # fmt: skip
        return tuple(Broke(Name("incident", title), began, hours) for title, began, hours in told)

    def _tickets(self) -> Tickets | None:
        """Work items of the last year whose title or labels name it as words; ``None`` where none was ever imported."""
        if not self.asking.rows("SELECT 1 FROM work_items LIMIT 1"):
            return None
        as_of, told = self.run.request.as_of, as_words("concat_ws(' | ', title, array_to_string(labels, ' | '))")
        raised, open_, days = self.asking.rows(
            f"""
            SELECT count(*), count(*) FILTER (resolved_at IS NULL), median(date_diff('day', created_at, resolved_at))::DOUBLE FROM work_items
            WHERE contains({told}, {as_words("?::VARCHAR")}) AND created_at >= ?::DATE - INTERVAL 1 YEAR AND created_at < ?::DATE + INTERVAL 1 DAY
            """,  # put together from constants
            self.vendor.name, as_of, as_of,
        )[0]  # fmt: skip
        return Tickets(raised, open_, days)

    def _agreed(self, contracts: list[Contract]) -> Agreed | None:
        """Actions about it and its contracts that fell due within the last year."""
        as_of = self.run.request.as_of
        about = {self.vendor.ref, *(one.ref for one in contracts)}
        due = [one for one in self.records.of(Action) if about & set(one.about) and as_of - _YEAR < one.due <= as_of]
        kept = sum(one.status == "done" and (one.done or one.due) <= one.due for one in due)
        overdue = sum(one.status == "open" for one in due)
        later = sum(one.status == "done" for one in due) - kept
        return Agreed(kept, later, overdue) if kept + later + overdue else None

    def _measured(self) -> Iterator[tuple[str, Name, Cited]]:
        about = vendor_and_contracts(self.run, self.vendor.id)
        for one in self.run.measurements:
            if (one.subject.kind, one.subject.key) in about and not one.missing:
                yield one.measure.page.title.rstrip("."), self.run.bench.name(one.subject.kind, one.subject.key), self._priced(shown(one), one.subject.key)

    def _priced(self, told: Cited, contract: str) -> Cited:
        """An amount with the currency of its contract, which the measure's unit leaves open."""
        held = self.records.get(Contract, contract.partition("/")[2])
        amount, _, per = told.text.removesuffix(_OPEN).rpartition(" ") if told.text.endswith(_OPEN) else ("", "", "")
        if not (amount and held and held.cost):
            return told
        return replace(told, text=f"{amount.removesuffix(' a')} {held.cost.currency} {'a year' if per == 'year' else per}")


_OPEN = ", in the contract's currency"


def _quarter(starts: date, as_of: date) -> str:
    """``2026-Q3``; one that is not over says so."""
    running = as_of < starts + timedelta(days=88)
    return f"{starts.year}-Q{(starts.month + 2) // 3}{' so far' if running else ''}"


def _ref(ref: Ref | None) -> str | None:
    return str(ref) if ref else None


def _by_day(task: Pending) -> tuple[date, str]:
    return (task.due or date.max, task.ref)
