"""From a run, the one before it and the record to what the weekly memo is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from quarterdeck import __version__
from quarterdeck.app.asking.kept import records_of
from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports.facts import facts_of
from quarterdeck.app.reports.since import compared
from quarterdeck.derived.recorded import day_of
from quarterdeck.kernel.section import Document
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Name
from quarterdeck.records.collection import Records
from quarterdeck.records.kinds.acceptance import Acceptance
from quarterdeck.records.kinds.action import Action
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.kinds.control import Control
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.records.kinds.milestone import Milestone
from quarterdeck.records.kinds.policy import Policy
from quarterdeck.records.kinds.risk import Risk
from quarterdeck.records.kinds.standard import Standard
from quarterdeck.records.values import Ref
from quarterdeck.reports.facts import Promise
from quarterdeck.reports.memo import AHEAD, WEEK, Broke, Falls, Seen, Week, Went, weekly_memo
from quarterdeck.steering.vendors.measures.notice_days_left import NOTICE_DAYS_LEFT

_DATED = (Contract, Decision, Policy, Standard, Risk, Milestone, Action, Acceptance, Control)
"""Kinds of records that name a day on which something falls due."""
_ASKED = (Decision, Action)


def memo(run: Run, against: str | None) -> Document:
    """The memo of the week that ends on the day of the run. Raises ``NoSuchRunError``."""
    facts = facts_of(run)
    asking = _Asking(run, records_of(run), {one.id: one.by for one in facts.choices if one.by})
    since = compared(run, against, least=WEEK.days)
    falls = sorted(asking.falls(), key=lambda one: (one.due, one.what, one.name.text))
    week = Week(
        run.request.as_of, since.day if since else None, since.changes if since else (), tuple(asking.broke()), Seen(asking.newest("incidents")),
        tuple(asking.went()), Seen(asking.newest("deployments")), tuple(asking.releases()), tuple(asking.reached()), tuple(falls), facts.late, facts.choices,
        any(asking.records.of(kind) for kind in _DATED), any(asking.records.of(kind) for kind in _ASKED), tuple(path for _, path in facts.broken),
    )  # fmt: skip
    return weekly_memo(week, run.request.company.name, __version__)


@dataclass(frozen=True, slots=True)
class _Asking:
    """Asks the run's tables and records."""

    run: Run
    records: Records
    acts: Mapping[str, date]
    """The day by which one must act on each open decision."""

    @property
    def week(self) -> tuple[date, date]:
        """From the first day of the week to the day after its last."""
        end = self.run.request.as_of + timedelta(days=1)
        return end - WEEK, end

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self.run.connection.execute(sql, list(values)).fetchall()

    def newest(self, table: str) -> date | None:
        column = {"incidents": "created_at", "deployments": "deployed_at"}[table]
        found: date | None = self.rows(f"SELECT max({column})::DATE FROM {table}")[0][0]  # names of ours
        return found

    def broke(self) -> Iterator[Broke]:
        """Incidents that began within the week: those that are open first, then the longest."""
        if self.newest("incidents") is None:
            return
        told = self.rows(
            """
            SELECT p.title, coalesce(s.label, p.service), coalesce(p.severity, ''), p.began_at::DATE,
                CASE WHEN p.harm_ended_at IS NOT NULL THEN (epoch(p.harm_ended_at) - epoch(p.began_at)) / 3600 END AS hours,
                p.resolved_at IS NULL AND p.mitigated_at IS NULL
            FROM incident_phases p LEFT JOIN services s USING (service)
            WHERE p.began_at >= ? AND p.began_at < ? ORDER BY hours DESC NULLS FIRST, p.began_at, p.incident
            """,
            *self.week,
        )
        for title, service, severity, began, hours, is_open in told:
            yield Broke(Name("incident", title or "without a title"), Name("service", service) if service else None, severity, began, hours, open=is_open)

    def went(self) -> Iterator[Went]:
        """Deployments to production within the week, by service."""
        if self.newest("deployments") is None:
            return
        told = self.rows(
            """
            SELECT coalesce(nullif(service, ''), repository, 'no service'), count(*), count(*) FILTER (failed) FROM production_deployments
            WHERE deployed_at >= ? AND deployed_at < ? GROUP BY ALL ORDER BY count(*) DESC, 1
            """,
            *self.week,
        )
        yield from (Went(Name("service", name), times, failed) for name, times, failed in told)

    def releases(self) -> Iterator[tuple[Name, Name]]:
        told = self.rows("SELECT repository, tag FROM releases WHERE released_at >= ? AND released_at < ? ORDER BY released_at, repository, tag", *self.week)
        yield from ((Name("repository", repository), Name("tag", tag)) for repository, tag in told)

    def reached(self) -> Iterator[Promise]:
        start, end = self.week
        for one in self.records.of(Milestone):
            if one.reached and start <= one.reached < end:
                yield Promise(str(one.ref), Name("milestone", one.name), one.date, self._name(one.owner), self._name(one.promised_to), one.status)

    def falls(self) -> Iterator[Falls]:
        """Whatever in the record names a day from today up to two weeks ahead."""
        as_of = self.run.request.as_of
        yield from (one for one in (*self._contracts(), *self._dated()) if as_of <= one.due <= as_of + AHEAD)

    def _contracts(self) -> Iterator[Falls]:
        for one in self.records.of(Contract):
            left = self.run.bench.beside(NOTICE_DAYS_LEFT, Subject("contract", str(one.ref)))
            last = None if left.missing else day_of(left, self.run.bench)
            if last:
                what = "ends" if one.renews is False else "last day to cancel"
                yield Falls(f"Contract, {what}", self._name(one.ref) or Name("contract", one.name), last, self._name(one.owner))

    def _dated(self) -> Iterator[Falls]:
        of = self.records.of
        for decision in of(Decision):
            made_by = self._name(next((who for who in decision.decision_makers if isinstance(who, Ref)), None))
            if str(decision.ref) in self.acts:
                yield Falls("To be decided", Name("decision", decision.name), self.acts[str(decision.ref)], made_by)
            if decision.status in {"proposed", "accepted"} and decision.review_date:
                yield Falls("Review of a decision", Name("decision", decision.name), decision.review_date, made_by)
        for policy in of(Policy):
            if policy.status == "in-force" and policy.review_date:
                yield Falls("Review of a policy", Name("policy", policy.name), policy.review_date, self._name(policy.owner))
        for standard in of(Standard):
            if standard.status == "in-force" and standard.review_date:
                yield Falls("Review of a standard", Name("standard", standard.name), standard.review_date, self._name(standard.owner))
        for risk in of(Risk):
            if risk.status == "open" and risk.review_date:
                yield Falls("Review of a risk", Name("risk", risk.name), risk.review_date, self._name(risk.owner))
        yield from self._promised()

    def _promised(self) -> Iterator[Falls]:
        of = self.records.of
        for milestone in of(Milestone):
            if milestone.status == "open":
                yield Falls("Promised", Name("milestone", milestone.name), milestone.date, self._name(milestone.owner))
        for action in of(Action):
            if action.status == "open":
                yield Falls("To be done", Name("action", action.what), action.due, self._name(action.owner))
        for accepted in of(Acceptance):
            yield Falls("Acceptance ends", Name("acceptance", accepted.id), accepted.until, self._name(accepted.by))
        for control in of(Control):
            if control.tested and control.test_every:
                next_test = control.tested + timedelta(days=round(control.test_every.days.p50))
                yield Falls("Test of a control", Name("control", control.name), next_test, self._name(control.owner))

    def _name(self, ref: Ref | None) -> Name | None:
        return self.run.bench.name(ref.kind, str(ref)) if ref else None
