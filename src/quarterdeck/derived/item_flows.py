"""How work items went through their states: when each was begun, blocked, done, and where it stands.

A status belongs to a stage because the tracker says so of an item that stands in it; where no item does, because of its name. A status of
neither kind is of no stage, and is told in `unjoined`. An item is begun when it first enters a status in progress, and done when it enters the
last run of done statuses: one that was reopened is in progress again, and done when it is done again. An epic holds items and is none: what it holds flows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class ItemSpan:
    """A stretch of time that a work item spent in one status."""

    table: ClassVar[str] = "item_spans"
    tool: Annotated[str, "The tracker."]
    item: Annotated[str, "The work item's id."]
    status: Annotated[str, "The status, as the tracker names it."]
    stage: Annotated[str | None, "`to_do`, `in_progress`, `done` or `dropped`; empty where neither the tracker nor the name tells."]
    entered_at: Annotated[datetime, "From when (UTC)."]
    left_at: Annotated[datetime | None, "Until when (UTC); empty while it lasts."]


@dataclass(frozen=True, slots=True)
class ItemFlow:
    """A work item that is no epic, with the moments that flow is measured by."""

    table: ClassVar[str] = "item_flows"
    tool: Annotated[str, "The tracker."]
    item: Annotated[str, "The work item's id."]
    repository: Annotated[str | None, "The assessed repository: where most commits and pull requests for it are, else its component's or project's name."]
    kind: Annotated[str, "Its type as the tracker names it; an empty text where it does not."]
    stage: Annotated[str | None, "Where it stands: `to_do`, `in_progress`, `done` or `dropped`."]
    status: Annotated[str, "Its status."]
    created_at: Annotated[datetime, "When it was created (UTC)."]
    started_at: Annotated[datetime | None, "When work began first (UTC)."]
    done_at: Annotated[datetime | None, "When it was done, for good as far as is known (UTC)."]
    blocked_days: Annotated[float, "Days between begin and end, or the day of the assessment, on which it was flagged as blocked or stood in such a status."]
    reopened: Annotated[int, "How often it left a done status again."]
    due_on: Annotated[date | None, "When it is due."]


_BY_NAME = """
    CASE WHEN regexp_matches(status, '^(cancel.*|won.?t.*|duplicate.*|rejected|declined|dropped|abandoned|obsolete|not planned)$', 'i') THEN 'dropped'
        WHEN regexp_matches(status, '^(done|closed|resolved|completed?|released|finished|merged|deployed|verified|fixed|accepted|live)$', 'i') THEN 'done'
        WHEN regexp_matches(status, '^(to.?do|backlog|open|new|ready|selected.*|triage|planned|unstarted|created|reopened|icebox|funnel)$', 'i') THEN 'to_do'
        WHEN regexp_matches(status,
            '(progress|doing|started|develop|coding|implement|review|test|qa|blocked|waiting|on hold|ready for|verify|deploy|staging)', 'i')
            THEN 'in_progress' END
"""

_SPANS = f"""
CREATE TABLE item_spans AS
WITH moves AS (
    SELECT tool, item, changed_at, line, from_value, to_value FROM work_item_transitions WHERE field = 'status' AND to_value <> ''
), stretches AS (
    SELECT tool, item, to_value AS status, changed_at AS entered_at, lead(changed_at) OVER (PARTITION BY tool, item ORDER BY changed_at, line) AS left_at
    FROM moves
    UNION ALL
    SELECT i.tool, i.id, coalesce(m.status, i.status, ''), least(i.created_at, coalesce(m.first_at, i.created_at)), m.first_at
    FROM work_items i
    LEFT JOIN (SELECT tool, item, min(changed_at) AS first_at, arg_min(from_value, (changed_at, line)) AS status FROM moves GROUP BY ALL) m
        ON m.tool = i.tool AND m.item = i.id
), told AS (
    SELECT tool, lower(status) AS status, mode(stage ORDER BY stage) AS stage FROM work_items WHERE stage IS NOT NULL AND status IS NOT NULL GROUP BY ALL
), named AS (
    SELECT s.tool, s.status, coalesce(t.stage, {_BY_NAME.replace("status,", "s.status,")}) AS stage
    FROM (SELECT DISTINCT tool, status FROM stretches) s LEFT JOIN told t ON t.tool = s.tool AND t.status = lower(s.status)
)
SELECT s.tool, s.item, s.status, n.stage, s.entered_at, s.left_at FROM stretches s JOIN named n ON n.tool = s.tool AND n.status = s.status
"""

_BLOCKED = """
CREATE TABLE item_blocks AS
SELECT tool, item, changed_at AS entered_at, left_at FROM (
    SELECT tool, item, to_value, changed_at, lead(changed_at) OVER (PARTITION BY tool, item ORDER BY changed_at, line) AS left_at
    FROM work_item_transitions WHERE field = 'flagged'
) WHERE to_value <> ''
UNION ALL
SELECT tool, item, entered_at, left_at FROM item_spans WHERE regexp_matches(status, '(blocked|impediment|on hold)', 'i')
"""

_FLOWS = """
CREATE TABLE item_flows AS
WITH ends AS (
    SELECT tool, item, min(entered_at) FILTER (stage = 'in_progress') AS started_at, arg_max(stage, (entered_at, left_at IS NULL)) AS stage,
        arg_max(status, (entered_at, left_at IS NULL)) AS status, max(left_at) FILTER (stage IS DISTINCT FROM 'done') AS undone_until,
        count(*) FILTER (stage = 'done' AND left_at IS NOT NULL) AS left_done, count(*) AS spans
    FROM item_spans GROUP BY ALL
), done AS (
    SELECT s.tool, s.item, min(s.entered_at) AS done_at
    FROM item_spans s JOIN ends e USING (tool, item)
    WHERE s.stage = 'done' AND e.stage = 'done' AND (e.undone_until IS NULL OR s.entered_at >= e.undone_until) GROUP BY ALL
), linked AS (
    SELECT item, mode(repository ORDER BY repository) AS repository FROM item_links GROUP BY ALL
), placed AS (
    SELECT tool, id, min(repository) AS repository
    FROM (
        SELECT i.tool, i.id, r.repository FROM (SELECT tool, id, unnest(components) AS component FROM work_items) i
        JOIN repositories r ON lower(r.repository) = lower(i.component)
        UNION ALL
        SELECT i.tool, i.id, n.repository FROM work_items i JOIN repository_names n ON n.name = i.project WHERE n.repository IS NOT NULL
    ) GROUP BY ALL
), told AS (
    SELECT i.tool, i.id AS item, coalesce(l.repository, p.repository) AS repository, coalesce(i.kind, '') AS kind,
        CASE WHEN e.spans > 1 THEN e.stage ELSE coalesce(i.stage, e.stage) END AS stage, coalesce(e.status, i.status, '') AS status, i.created_at,
        coalesce(e.started_at, i.started_at) AS started_at, CASE WHEN e.spans > 1 THEN d.done_at
            WHEN coalesce(i.stage, e.stage, 'done') = 'done' THEN i.resolved_at END AS done_at,
        e.left_done AS reopened, i.due_on
    FROM work_items i
    LEFT JOIN ends e ON e.tool = i.tool AND e.item = i.id
    LEFT JOIN done d ON d.tool = i.tool AND d.item = i.id
    LEFT JOIN linked l ON l.item = i.id
    LEFT JOIN placed p ON p.tool = i.tool AND p.id = i.id
), held AS (
    SELECT t.tool, t.item, sum(greatest(0, epoch(least(coalesce(b.left_at, $end), coalesce(t.done_at, $end))) - epoch(greatest(b.entered_at, t.started_at))))
        / 86400 AS days
    FROM told t JOIN item_blocks b USING (tool, item) WHERE t.started_at IS NOT NULL GROUP BY ALL
)
SELECT t.tool, t.item, t.repository, t.kind, t.stage, t.status, t.created_at, t.started_at,
    CASE WHEN t.done_at IS NOT NULL AND t.started_at > t.done_at THEN t.started_at ELSE t.done_at END AS done_at, coalesce(h.days, 0) AS blocked_days,
    coalesce(t.reopened, 0) AS reopened, t.due_on
FROM told t LEFT JOIN held h USING (tool, item)
"""


EPICS = """
SELECT w.tool, w.parent AS epic
FROM work_items w LEFT JOIN work_items e ON e.tool = w.tool AND e.id = w.parent WHERE w.parent <> '' GROUP BY ALL
HAVING regexp_matches(coalesce(any_value(e.kind), ''), '(epic|feature|initiative|theme|saga)', 'i') OR any_value(e.id) IS NULL
    OR coalesce(any_value(e.kind), '') = '' AND any_value(e.parent) IS NULL
"""
"""What other items name as their parent: an item of such a type, or of none, or one that the export does not hold."""

_APART = f"""
CREATE TABLE epic_flows AS FROM item_flows f SEMI JOIN ({EPICS}) e ON e.tool = f.tool AND e.epic = f.item;
DELETE FROM item_flows f USING epic_flows e WHERE e.tool = f.tool AND e.item = f.item
"""


def build(connection: duckdb.DuckDBPyConnection, end: date) -> None:
    """Make ``item_spans`` and ``item_flows`` from work items with their transitions, ``item_links`` and ``repository_names``; ``end`` is the day after."""
    connection.execute(_SPANS)
    connection.execute(_BLOCKED)
    connection.execute(_FLOWS, {"end": datetime.combine(end, datetime.min.time())})
    connection.execute("DROP TABLE item_blocks")
    connection.execute(_APART)
