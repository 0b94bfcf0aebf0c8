"""What people's days went to: each commit with its share of a person's day, and the purpose of its work item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Effort:
    """A commit of a person with the share of that person's day, and what it was for."""

    table: ClassVar[str] = "efforts"
    repository: Annotated[str, "The repository."]
    commit: Annotated[str, "The commit."]
    committed_at: Annotated[datetime, "When it was committed (UTC)."]
    person_days: Annotated[float, "Its share of the day: 1 over the number of the person's commits on that day, in all repositories."]
    purpose: Annotated[str, "`initiative`, `incidents`, `faults`, `maintenance`, `other planned work` or `traces to nothing`."]
    initiative: Annotated[str | None, "The initiative, as the record names it."]
    item: Annotated[str | None, "The work item that told."]


_RECORDED = """
CREATE TABLE initiative_epics AS
SELECT record AS initiative, lower(trim(unnest(epics))) AS epic FROM initiative_records
"""
_NONE = "CREATE TABLE initiative_epics (initiative VARCHAR, epic VARCHAR)"

_EFFORTS = """
CREATE TABLE efforts AS
WITH items AS (
    SELECT i.id AS item, min(e.initiative) AS initiative,
        CASE WHEN min(e.initiative) IS NOT NULL THEN '1 initiative'
            WHEN any_value(regexp_matches(coalesce(i.kind, ''), '(incident|outage|post.?mortem)', 'i')) THEN '2 incidents'
            WHEN any_value(regexp_matches(coalesce(i.kind, ''), '(bug|defect|fault|hotfix|error)', 'i')) THEN '3 faults'
            WHEN any_value(regexp_matches(coalesce(i.kind, ''), '(task|chore|debt|maintenance|upgrade|refactor|support|request)', 'i'))
                THEN '4 maintenance'
            ELSE '5 other planned work' END AS purpose
    FROM work_items i
    LEFT JOIN initiative_epics e ON e.epic IN (lower(i.id), lower(i.parent))
        OR list_contains(list_transform(coalesce(i.labels, []), lambda one: 'label:' || lower(one)), e.epic)
    GROUP BY i.id
), told AS (
    SELECT l.repository, l."commit", min(i.purpose) AS purpose, arg_min(i.initiative, (i.purpose, i.item)) AS initiative,
        arg_min(i.item, (i.purpose, i.item)) AS item
    FROM item_links l JOIN items i USING (item) WHERE l."commit" IS NOT NULL GROUP BY ALL
)
SELECT w.repository, w."commit", w.committed_at, 1.0 / count(*) OVER (PARTITION BY w.person, w.authored_at::DATE) AS person_days,
    coalesce(substr(t.purpose, 3), 'traces to nothing') AS purpose, t.initiative, t.item
FROM work w LEFT JOIN told t ON t.repository = w.repository AND t."commit" = w."commit"
WHERE NOT w.merge AND w.kind = 'human'
"""


def build(connection: duckdb.DuckDBPyConnection, *, recorded: bool = False) -> None:
    """Make ``efforts`` from ``work``, ``item_links``, work items and, with ``recorded``, the epics of initiatives."""
    connection.execute(_RECORDED if recorded else _NONE)
    connection.execute(_EFFORTS)
    connection.execute("DROP TABLE initiative_epics")
