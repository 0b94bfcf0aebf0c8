"""Linear: the GraphQL API's JSON with history, and the CSV export of a workspace."""

from __future__ import annotations

from collections.abc import Iterator

from quarterdeck.sources.exports.elements import Element, Told, items_at, names_at, text_at
from quarterdeck.sources.exports.formats.format import ElementFormat, Origin, SheetFormat, has
from quarterdeck.sources.exports.kinds.delivery import TRANSITION, WORK_ITEM
from quarterdeck.sources.exports.said import Said

_CHANGES = (
    ("status", "fromState.name", "toState.name"), ("assignee", "fromAssignee.name", "toAssignee.name"), ("sprint", "fromCycle.name", "toCycle.name"),
    ("points", "fromEstimate", "toEstimate"), ("parent", "fromParent.identifier", "toParent.identifier"),
)  # fmt: skip


def _read(element: Element) -> Iterator[Told]:
    cycle = text_at(element, "cycle.name") or text_at(element, "cycle.number")
    yield Told(WORK_ITEM, {
        "tool": "linear", "id": element.get("identifier"), "title": element.get("title"), "status": text_at(element, "state.name"),
        "stage": text_at(element, "state.type"), "team": text_at(element, "team.name") or text_at(element, "team.key"),
        "project": text_at(element, "project.name"), "created_at": element.get("createdAt"), "started_at": element.get("startedAt"),
        "resolved_at": element.get("completedAt") or element.get("canceledAt"), "updated_at": element.get("updatedAt"), "due_on": element.get("dueDate"),
        "parent": text_at(element, "parent.identifier"), "assignee": text_at(element, "assignee.name"), "reporter": text_at(element, "creator.name"),
        "priority": element.get("priorityLabel"), "points": element.get("estimate"), "labels": names_at(element, "labels.nodes", "name"),
        "sprints": (cycle,), "url": element.get("url"),
    })  # fmt: skip
    for change in items_at(element, "history.nodes"):
        for field, before, after in _CHANGES:
            old, new = text_at(change, before), text_at(change, after)
            if old or new:
                yield Told(TRANSITION, {
                    "tool": "linear", "item": element.get("identifier"), "field": field, "changed_at": text_at(change, "createdAt"), "from_value": old,
                    "to_value": new, "actor": text_at(change, "actor.name"),
                })  # fmt: skip


_SHEET = {
    "ID": "id", "Team": "team", "Title": "title", "Description": "", "Status": "status", "Estimate": "points", "Priority": "priority", "Project": "project",
    "Creator": "reporter", "Assignee": "assignee", "Labels": "labels", "Cycle Name": "sprints", "Created": "created_at", "Updated": "updated_at",
    "Started": "started_at", "Completed": "resolved_at", "Due Date": "due_on", "Parent issue": "parent", "Blocked by": "blocked_by", "Project ID": "",
    "Cycle Number": "", "Cycle Start": "", "Cycle End": "", "Triaged": "", "Canceled": "", "Archived": "", "UUID": "",
}  # fmt: skip

_SCHEMA = "https://github.com/linear/linear/blob/8335e09a17dd8aa351dace3d05a94a55e78dad2a/packages"
FORMATS = (
    ElementFormat(
        "linear/issues", "work-items", "the GraphQL query of `issues` with state, team, assignee, labels, cycle and history",
        has("identifier", "title", "createdAt", "state"), _read,
        Origin("https://linear.app/developers/graphql", f"{_SCHEMA}/sdk/src/schema.graphql", "Linear's own schema: the types Issue and IssueHistory (MIT)"),
    ),
    SheetFormat(
        "linear/csv", "work-items", "Export data as CSV (workspace or team settings); an item's cancelling is not read. It has no transitions",
        frozenset({"ID", "Team", "Title", "Status", "Estimate", "Created", "Started", "Completed", "Canceled"}),
        Said(columns=_SHEET, constants={"tool": "linear"}, zone="UTC"),
        Origin("https://linear.app/docs/exporting-data", f"{_SCHEMA}/import/src/importers/linearCsv/LinearCsvImporter.ts",
               "Linear's own reader of its export (MIT); newer columns and the form of dates as four public repositories hold them"),
    ),
)  # fmt: skip
