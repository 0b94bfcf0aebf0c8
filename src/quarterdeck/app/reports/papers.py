"""From a run's records to what a decision paper is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from quarterdeck import __version__
from quarterdeck.app.asking.kept import KeptWorkspace, records_of, the
from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports.facts import facts_of
from quarterdeck.app.reports.since import About
from quarterdeck.app.steering.deciding import weigh
from quarterdeck.decisions.case import RUNS
from quarterdeck.derived.recorded import day_of, money_of
from quarterdeck.kernel.measure import Measure
from quarterdeck.kernel.section import Document
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Name
from quarterdeck.records.collection import Records
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.records.kinds.risk import Risk
from quarterdeck.records.kinds.system import System
from quarterdeck.records.values import Ref
from quarterdeck.reports.decision_paper import Lapse, Weighed, decision_paper
from quarterdeck.reports.facts import Danger, Facts
from quarterdeck.steering.vendors.measures.contract_cost import CONTRACT_COST
from quarterdeck.steering.vendors.measures.notice_days_left import NOTICE_DAYS_LEFT
from quarterdeck.steering.vendors.measures.term_days_left import TERM_DAYS_LEFT

_AHEAD = timedelta(days=92)
_READ = ("contract", "risk")
"""Kinds of record that the paper reads beside the decision."""


def paper_of(run: Run, name: str) -> Document:
    """The paper of the decision with this id. Raises ``NoSuchRecordError``."""
    return decision_paper(weighed(run, name), run.request.company.name, run.request.as_of, __version__)


def weighed(run: Run, name: str, known: Facts | None = None, read: Records | None = None) -> Weighed:
    """That decision, with what its model says of it and what hangs on it, by facts and records that are known already. Raises ``NoSuchRecordError``."""
    records, facts = read or records_of(run), known or facts_of(run)
    kept = KeptWorkspace(run.request.out, records)
    decided = weigh(kept, the(records, Decision, name).id, run.request.seed, RUNS, run.request.as_of, lambda: run)
    asking, decision = _Asking(run, records), decided.decision
    faults = tuple(Name("reason", f"{problem.what}. {problem.mend}.") for problem in decided.problems)
    unread = tuple((ref.kind, records.files[ref].path) for ref in sorted(records.broken, key=str) if ref.kind in _READ)
    choice = next((one for one in facts.choices if one.id == str(decision.ref)), None)
    return Weighed(
        decision, asking.who(decision.decision_makers), asking.who(decision.consulted), decided.recommendation, faults, asking.dangers(decision, facts),
        tuple(sorted(asking.lapses(decision), key=lambda one: (one.last, one.name.text))), unread, tuple(asking.known(decision)), choice,
    )  # fmt: skip


def around(run: Run, name: str) -> About:
    """The decision, the systems that it is about, and the contracts with their vendors: whose changes the paper tells."""
    records = records_of(run)
    decision = the(records, Decision, name)
    systems = [system for ref in decision.systems if (system := records.get(System, ref.id))]
    vendors = {vendor for system in systems for vendor in system.vendors}
    contracts = [contract.ref for contract in records.of(Contract) if contract.vendor in vendors]
    return frozenset((ref.kind, str(ref)) for ref in (decision.ref, *decision.systems, *vendors, *contracts))


@dataclass(frozen=True, slots=True)
class _Asking:
    """Asks the run's records and measurements."""

    run: Run
    records: Records

    def who(self, named: tuple[Ref | str, ...]) -> tuple[Name, ...]:
        """People by their records' names, others as they are written."""
        return tuple(self.run.bench.name(one.kind, str(one)) if isinstance(one, Ref) else Name("stakeholder", one) for one in named)

    def dangers(self, decision: Decision, facts: Facts) -> tuple[Danger, ...]:
        """Open risks of the systems that it is about, the gravest first."""
        named = {str(risk.ref) for risk in self.records.of(Risk) if set(risk.systems) & set(decision.systems)}
        return tuple(danger for danger in facts.dangers if danger.id in named) if named else ()

    def lapses(self, decision: Decision) -> Iterator[Lapse]:
        """Contracts with vendors of the systems that it is about, whose last day to act lies within a quarter."""
        systems = [system for ref in decision.systems if (system := self.records.get(System, ref.id))]
        vendors = {vendor for system in systems for vendor in system.vendors}
        for contract in self.records.of(Contract):
            last, ends = (self._day(measure, contract.ref) for measure in (NOTICE_DAYS_LEFT, TERM_DAYS_LEFT))
            if contract.vendor in vendors and last and ends and self.run.request.as_of <= last <= self.run.request.as_of + _AHEAD:
                cost = money_of(self.run.bench.beside(CONTRACT_COST, _subject(contract.ref)), self.run.bench)
                yield Lapse(self.run.bench.name("contract", str(contract.ref)), last, ends, contract.renews, cost)

    def known(self, decision: Decision) -> Iterator[Name]:
        """What the company calls things that the model's own words hold as text."""
        yield Name("decision", decision.name)
        offered = [*(offer.name for offer in decision.offers), *(criterion.name for criterion in decision.criteria)]
        barred = (failed for offer in decision.offers for failed in offer.fails)
        yield from (Name("option", one) for one in (*decision.options, *offered, *barred))
        for system in [found for ref in decision.systems if (found := self.records.get(System, ref.id))]:
            yield Name("system", system.name)
            yield from (Name("system", f"{store.name} of {system.name}") for store in system.data_stores)
        for contract in self.records.of(Contract):
            yield Name("contract", contract.name)
            yield Name("path", self.records.files[contract.ref].path)

    def _day(self, measure: Measure, ref: Ref) -> date | None:
        measured = self.run.bench.beside(measure, _subject(ref))
        return None if measured.missing else day_of(measured, self.run.bench)


def _subject(ref: Ref) -> Subject:
    return Subject(ref.kind, str(ref))
