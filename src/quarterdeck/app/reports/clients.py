"""From a run, the one before it and the record to what a client's brief is made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from quarterdeck.app.asking.kept import records_of
from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports.facts import facts_of
from quarterdeck.app.reports.reporting import assessment
from quarterdeck.app.reports.since import compared
from quarterdeck.kernel.section import Document
from quarterdeck.kernel.text import Name
from quarterdeck.records.collection import Records
from quarterdeck.records.kinds.action import Action
from quarterdeck.records.kinds.control import Control
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.records.kinds.milestone import Milestone
from quarterdeck.reports.board import Pack
from quarterdeck.reports.client_brief import Brief, Done, client_brief

_QUARTER = timedelta(days=92)
_WRITTEN = ("objective", "initiative", "milestone", "system", "vendor", "contract", "budget-line", "risk", "decision", "policy")
"""What a client would ask for, of all that can be on record."""


def client(run: Run, against: str | None) -> Document:
    """The brief. Raises ``NoSuchRunError``."""
    since = compared(run, against)
    from_ = since.day if since else run.request.as_of - _QUARTER
    records = records_of(run)
    written = [(kind, count) for kind in _WRITTEN if (count := sum(ref.kind == kind for ref in records.sound))]
    done = sorted((one for one in _done(records) if from_ < one.on <= run.request.as_of), key=lambda one: (one.on, one.name.text), reverse=True)
    return client_brief(
        Brief(Pack(facts_of(run), assessment(run, briefly=True)), since.day if since else None, since.changes if since else (), done, from_, written)
    )


def _done(records: Records) -> Iterator[Done]:
    for action in records.of(Action):
        if action.done and action.status == "done":
            yield Done("Done", Name("action", action.what), action.done)
    for milestone in records.of(Milestone):
        if milestone.reached:
            kept = "Promised and kept" if milestone.reached <= milestone.date else "Reached, later than promised"
            yield Done(kept, Name("milestone", milestone.name), milestone.reached)
    for decision in records.of(Decision):
        if decision.date and decision.status == "accepted":
            yield Done("Decided", Name("decision", decision.name), decision.date)
    for control in records.of(Control):
        if control.tested:
            yield Done("Safeguard tested", Name("control", control.name), control.tested)
