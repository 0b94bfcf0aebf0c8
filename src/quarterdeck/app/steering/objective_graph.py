"""``objectives``: objectives, their measures, the initiatives for them, and what effort and money really went there, as one graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quarterdeck.app.asking.recall import NothingThereError, recall
from quarterdeck.app.pipeline import Run
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.decisions.wording import amount, span
from quarterdeck.kernel.section import Block, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Name, Phrase, counted, number, say
from quarterdeck.records.collection import Records
from quarterdeck.records.kinds.budget_line import BudgetLine
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.kinds.objective import Objective
from quarterdeck.records.values import Ref

SCHEMA_VERSION = "1.0"
_OPEN = frozenset({"planned", "running", "paused"})
_DAYS = "SELECT coalesce(initiative, ''), purpose, sum(person_days) FROM efforts WHERE committed_at >= ? AND committed_at < ? GROUP BY ALL"
_BOOKED = """
    SELECT lower(project), currency, sum(amount)::DOUBLE FROM ledger WHERE project IS NOT NULL AND booked_on >= ? AND booked_on < ? GROUP BY ALL
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """What the last assessment saw in its period: person-days by initiative and by purpose, and bookings by project and currency."""

    period: str
    days: Mapping[str, float] = field(default_factory=dict)
    purposes: Mapping[str, float] = field(default_factory=dict)
    booked: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Graph:
    """Open objectives with their open initiatives; those that serve none; money planned for each; and what was spent, where it was seen."""

    records: Records
    objectives: tuple[Objective, ...]
    serving: Mapping[Ref, tuple[Initiative, ...]]
    orphans: tuple[Initiative, ...]
    planned: Mapping[Ref, Mapping[str, float]]
    spent: Spent | None


def drawn(workspace: Workspace, out: Path) -> Graph:
    """The record's graph, with what the assessment in ``out`` saw."""
    try:
        return graph_of(workspace.records, recall(out))
    except NothingThereError:
        return graph_of(workspace.records, None)


def graph_of(records: Records, run: Run | None) -> Graph:
    """The same with what a run saw."""
    objectives = tuple(one for one in records.of(Objective) if one.status == "committed")
    known = {one.ref for one in objectives}
    serving: dict[Ref, list[Initiative]] = defaultdict(list)
    orphans = []
    for one in records.of(Initiative):
        if one.status not in _OPEN:
            continue
        if one.objective is not None and one.objective in known:
            serving[one.objective].append(one)
        else:
            orphans.append(one)
    return Graph(records, objectives, {ref: tuple(some) for ref, some in serving.items()}, tuple(orphans), _planned(records), _spent(run) if run else None)


def _planned(records: Records) -> Mapping[Ref, Mapping[str, float]]:
    """The middle of what budget lines give to each initiative, by currency."""
    found: dict[Ref, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for line in records.of(BudgetLine):
        for money in line.amounts.values():
            if line.initiative is not None:
                found[line.initiative][money.currency] += money.range.p50
    return found


def _spent(run: Run) -> Spent:
    period = run.request.period
    days: dict[str, float] = defaultdict(float)
    purposes: dict[str, float] = defaultdict(float)
    for initiative, purpose, count in run.connection.execute(_DAYS, [period.start, period.end]).fetchall():
        days[initiative] += count
        purposes[purpose] += count
    booked: dict[str, dict[str, float]] = defaultdict(dict)
    for project, currency, total in run.connection.execute(_BOOKED, [period.start, period.end]).fetchall():
        booked[project][currency] = total
    return Spent(f"the year to {run.request.as_of}" if run.request.since is None else f"{run.request.since} to {run.request.as_of}", days, purposes, booked)


def page(graph: Graph) -> Section:
    """The graph as tables: what each objective is carried by, what serves none, and where the effort went."""
    return Section("objectives", "Objectives, and what is done for them", tuple(_blocks(graph)))


def _blocks(graph: Graph) -> Iterator[Block]:
    bare = [one for one in graph.objectives if one.ref not in graph.serving]
    told = "{objectives}, {initiatives} for them, {orphans} for none of them."
    count = sum(len(some) for some in graph.serving.values())
    objectives, initiatives = counted(len(graph.objectives), "committed objective"), counted(count, "open initiative")
    yield Sentence(say(told, objectives=objectives, initiatives=initiatives, orphans=str(len(graph.orphans))), "lead")
    if bare:
        yield Sentence(say("Nobody works for {names}.", names=", ".join(one.label for one in bare)))
    rows = [_row(graph, one, place, objective) for objective in graph.objectives for place, one in enumerate(graph.serving.get(objective.ref, ()))]
    rows += [_row(graph, one, place, None) for place, one in enumerate(graph.orphans)]
    columns = ("objective", "read of key results", "initiative", "status", "estimated", "person-days traced", "budgeted", "booked")
    if rows:
        yield TableBlock("From objectives to what was spent", columns, "lrllrrrr", tuple(rows))
    yield from _effort(graph)


def _row(graph: Graph, one: Initiative, place: int, objective: Objective | None) -> tuple[Phrase, ...]:
    label: Phrase = (Name("objective", objective.label),) if objective else ("none",)
    first: Phrase = ("",) if place else label
    read = f"{sum(1 for result in objective.key_results if result.measured)} of {len(objective.key_results)}" if objective and not place else ""
    estimated = span(one.effort.days, "days") if one.effort else "nobody said"
    return (
        first, (read,), (Name("initiative", one.label),), (one.status,), (estimated,), (_traced(graph, one),), (_money(graph.planned.get(one.ref, {})),),
        (_booked(graph, one),),
    )  # fmt: skip


def _traced(graph: Graph, one: Initiative) -> str:
    """Absent is not zero: without `epics`, or without an assessment, nothing can be traced to it."""
    if graph.spent is None:
        return "not assessed"
    if not one.epics:
        return "not assessed: no `epics`"
    return number(graph.spent.days.get(str(one.ref), 0.0))


def _booked(graph: Graph, one: Initiative) -> str:
    """Absent is not zero: a ledger without projects, or that calls it otherwise, tells nothing of it, though its budget line may be booked."""
    if graph.spent is None:
        return "not assessed"
    found = graph.spent.booked.get(one.id.lower()) or graph.spent.booked.get(one.label.lower()) or {}
    why = "no booking of the period under its name" if graph.spent.booked else "no project in the ledger of the period"
    return _money(found) if found else f"not assessed: {why}"


def _money(by_currency: Mapping[str, float]) -> str:
    return ", ".join(amount(total, currency) for currency, total in sorted(by_currency.items())) or "none"


def _effort(graph: Graph) -> Sequence[Block]:
    """Where people's days went, as far as changes trace to work items."""
    if graph.spent is None:
        return (Sentence(("What effort and money went there is not assessed: run `quarterdeck assess` in the workspace.",), "note"),)
    total = sum(graph.spent.purposes.values())
    if not total:
        return (Sentence(("No change of the period traces to anything: import work items, and write `epics` in initiatives.",), "note"),)
    by: dict[str, float] = {}
    for objective in graph.objectives:
        by[objective.label] = sum(graph.spent.days.get(str(one.ref), 0.0) for one in graph.records.of(Initiative) if one.objective == objective.ref)
    by["other initiatives"] = graph.spent.purposes.get("initiative", 0.0) - sum(by.values())
    by |= {purpose: days for purpose, days in graph.spent.purposes.items() if purpose != "initiative"}
    largest = sorted(((what, days) for what, days in by.items() if round(days)), key=lambda one: -one[1])
    rows = tuple(((what,), (number(days),), (f"{days / total:.0%}".replace("%", "\u202f%"),)) for what, days in largest)
    return (TableBlock(f"What people's days went to, {graph.spent.period}", ("for", "person-days", "share"), "lrr", rows),)


def as_dict(graph: Graph) -> dict[str, object]:
    """Nodes and edges, as JSON carries them."""
    nodes: list[dict[str, object]] = [{"id": str(one.ref), "kind": "objective", "label": one.label, "status": one.status} for one in graph.objectives]
    edges: list[dict[str, object]] = []
    for objective in graph.objectives:
        for place, result in enumerate(objective.key_results):
            key = f"{objective.ref}#{place}"
            told = {"baseline": result.baseline, "target": result.target, "current": result.current, "unit": result.unit, "tells": result.tells}
            nodes.append({"id": key, "kind": "key-result", "label": result.name, "measured": str(result.measured) if result.measured else None, **told})
            edges.append({"from": key, "to": str(objective.ref), "says": "measures"})
    for one in (*(one for some in graph.serving.values() for one in some), *graph.orphans):
        days = graph.spent.days.get(str(one.ref), 0.0) if graph.spent and one.epics else None
        nodes.append({
            "id": str(one.ref), "kind": "initiative", "label": one.label, "status": one.status, "person_days_traced": days,
            "estimated_days": [one.effort.days.p10, one.effort.days.p50, one.effort.days.p90] if one.effort else None,
            "budgeted": dict(graph.planned.get(one.ref, {})),
        })  # fmt: skip
        if one.objective is not None:
            edges.append({"from": str(one.ref), "to": str(one.objective), "says": "serves"})
    return {
        "schema_version": SCHEMA_VERSION, "nodes": nodes, "edges": edges, "orphans": [str(one.ref) for one in graph.orphans],
        "effort": {"period": graph.spent.period, "by_purpose": dict(graph.spent.purposes)} if graph.spent else None,
    }  # fmt: skip
