"""What people set out to do: work items and how they moved. Filled by `quarterdeck import`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from quarterdeck.evidence.imported import FileName, Line, Tool


@dataclass(frozen=True, slots=True)
class WorkItem:
    """A story, bug, task or epic as the tracker showed it when it was exported."""

    table: ClassVar[str] = "work_items"
    key: ClassVar[tuple[str, ...]] = ("tool", "id")
    happened: ClassVar[str] = "created_at"
    whole: ClassVar[tuple[str, ...]] = ()
    tool: Tool
    id: Annotated[str, "Its key as people write it: `SHOP-12`; for GitHub and GitLab `acme/shop#12`."]
    created_at: Annotated[datetime, "When it was created (UTC)."]
    title: Annotated[str | None, "Its title."] = None
    kind: Annotated[str | None, "Its type as the tracker names it: `Bug`, `Story`, `Epic`, …"] = None
    status: Annotated[str | None, "Its status as the tracker names it."] = None
    stage: Annotated[str | None, "`to_do`, `in_progress`, `done` or `dropped`, where the tracker itself says which of these the status is."] = None
    resolution: Annotated[str | None, "How it ended, as the tracker names it: `Done`, `Won't Do`, `completed`, `not_planned`, …"] = None
    started_at: Annotated[datetime | None, "When work began (UTC), where the tracker tells; else `work_item_transitions` does."] = None
    resolved_at: Annotated[datetime | None, "When it was resolved, completed or closed (UTC)."] = None
    updated_at: Annotated[datetime | None, "When it was changed last (UTC)."] = None
    due_on: Annotated[date | None, "When it is due."] = None
    project: Annotated[str | None, "The project, as the tracker names it; for GitHub and GitLab the repository."] = None
    team: Annotated[str | None, "The team, where the tracker tells."] = None
    parent: Annotated[str | None, "The item that it is part of: an epic or a parent."] = None
    assignee: Annotated[str | None, "Who it is assigned to, as the tracker names them."] = None
    reporter: Annotated[str | None, "Who created it."] = None
    priority: Annotated[str | None, "Its priority, as the tracker names it."] = None
    points: Annotated[float | None, "Its estimate in the tracker's unit, mostly story points."] = None
    labels: Annotated[tuple[str, ...], "Its labels."] = ()
    components: Annotated[tuple[str, ...], "The components that it concerns."] = ()
    sprints: Annotated[tuple[str, ...], "The sprints, cycles or milestones that it was planned for."] = ()
    releases: Annotated[tuple[str, ...], "The versions that it is to ship in."] = ()
    blocked_by: Annotated[tuple[str, ...], "Items that block it, where the export tells."] = ()
    url: Annotated[str | None, "Where the tool shows it."] = None
    file: FileName = ""
    line: Line = 0


@dataclass(frozen=True, slots=True)
class WorkItemTransition:
    """One change of one field of a work item: from one status to the next, a flag set, an assignee changed."""

    table: ClassVar[str] = "work_item_transitions"
    key: ClassVar[tuple[str, ...]] = ("tool", "item", "field", "changed_at", "to_value")
    happened: ClassVar[str] = "changed_at"
    whole: ClassVar[tuple[str, ...]] = ()
    tool: Tool
    item: Annotated[str, "The work item's id."]
    field: Annotated[str, "What changed: `status`, `flagged` (blocked), `assignee`, `sprint`, `points`, `kind`, `parent`, `resolution` or `priority`."]
    changed_at: Annotated[datetime, "When it changed (UTC)."]
    to_value: Annotated[str, "The new value, as the tracker names it; an empty text when it was taken away."]
    from_value: Annotated[str | None, "The value before; empty when there was none or the export does not say."] = None
    actor: Annotated[str | None, "Who changed it."] = None
    file: FileName = ""
    line: Line = 0
