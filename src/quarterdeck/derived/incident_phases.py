"""Incidents in their phases: begun, noticed, taken on, mitigated, resolved; and the stretches in which a service suffered from one or more.

An export tells the phases in the incident, in its timeline, or in both. What the incident says comes first; the timeline fills what is empty and
tells of reopenings. A phase before the beginning by `SKEW` minutes or less is the clocks of two tools and counts as no time at all; one that is
earlier than that contradicts the rest and is left out, and ``doubt`` says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

if TYPE_CHECKING:
    import duckdb

SKEW = 5
"""Minutes by which the clocks of two tools may differ (our judgement)."""


@dataclass(frozen=True, slots=True)
class IncidentPhase:
    """An incident with the time of each of its phases. Planned maintenance is none."""

    table: ClassVar[str] = "incident_phases"
    incident: Annotated[str, "The tool and its id there."]
    title: Annotated[str, "Its title; an empty text when the export gives none."]
    service: Annotated[str | None, "The service, as `services` has it; empty when the export names none."]
    severity: Annotated[str | None, "Its severity, as the tool or the company names it."]
    began_at: Annotated[datetime, "When the harm began (UTC): as somebody said, else when it was noticed, else when it was opened."]
    began_told: Annotated[bool, "Whether somebody said when the harm began; else the time to detect is not known."]
    noticed_at: Annotated[datetime, "When it was noticed (UTC): as somebody said, else when it was opened."]
    acknowledged_at: Annotated[datetime | None, "When somebody took it on first (UTC)."]
    mitigated_at: Annotated[datetime | None, "When users no longer felt it (UTC), where that is told apart from the end."]
    resolved_at: Annotated[datetime | None, "When it was over (UTC): after the last reopening; empty while it is open."]
    harm_ended_at: Annotated[datetime | None, "When users no longer felt it (UTC): mitigated, else resolved; empty while they do."]
    reopened: Annotated[int, "How often it was opened again."]
    people: Annotated[int, "How many people the incident or its timeline names as having worked on it."]
    doubt: Annotated[str | None, "What in its times contradicts the rest."]


@dataclass(frozen=True, slots=True)
class IncidentStretch:
    """A stretch of time in which a service had at least one incident: overlapping incidents are one stretch, and count once."""

    table: ClassVar[str] = "incident_stretches"
    service: Annotated[str, "The service, as `services` has it."]
    began_at: Annotated[datetime, "When the first of its incidents began (UTC)."]
    ended_at: Annotated[datetime, "When the last of them was over (UTC); for one that is open, the end of the day of the assessment."]
    incidents: Annotated[int, "How many incidents lie in it."]
    open: Annotated[bool, "Whether one of them is open still."]


_PHASES = f"""
CREATE TABLE incident_phases AS
WITH steps AS (
    SELECT tool, incident, min(occurred_at) FILTER (kind = 'acknowledged') AS acknowledged_at, max(occurred_at) FILTER (kind = 'mitigated') AS mitigated_at,
        max(occurred_at) FILTER (kind = 'resolved') AS resolved_at, max(occurred_at) FILTER (kind = 'reopened') AS reopened_at,
        count(*) FILTER (kind = 'reopened') AS reopened,
        array_agg(DISTINCT actor) FILTER (actor IS NOT NULL AND kind IN ('acknowledged', 'mitigated', 'resolved', 'note', 'escalated', 'reopened')) AS actors
    FROM incident_updates GROUP BY ALL
), told AS (
    SELECT i.tool || '/' || i.id AS incident, coalesce(i.title, '') AS title, nullif(lower(trim(i.service)), '') AS service, i.severity,
        coalesce(i.started_at, i.detected_at, i.created_at) AS began_at, i.started_at IS NOT NULL AS began_told,
        coalesce(i.detected_at, i.created_at) AS noticed_at,
        coalesce(i.acknowledged_at, s.acknowledged_at) AS acknowledged_at, coalesce(i.mitigated_at, s.mitigated_at) AS mitigated_at,
        CASE WHEN coalesce(i.status NOT IN ('open', 'acknowledged', 'mitigated'), true) THEN greatest(i.resolved_at, s.resolved_at) END AS resolved_at,
        s.reopened_at, coalesce(s.reopened, 0) AS reopened, length(list_distinct(list_concat(coalesce(s.actors, []), coalesce(i.responders, [])))) AS people
    FROM incidents i LEFT JOIN steps s ON s.tool = i.tool AND s.incident = i.id
    WHERE i.status IS DISTINCT FROM 'scheduled'
), ended AS (
    SELECT * REPLACE (CASE WHEN acknowledged_at < $end THEN acknowledged_at END AS acknowledged_at,
        CASE WHEN mitigated_at < $end AND NOT coalesce(reopened_at > mitigated_at, false) THEN mitigated_at END AS mitigated_at,
        CASE WHEN resolved_at < $end AND NOT coalesce(reopened_at > resolved_at, false) THEN resolved_at END AS resolved_at)
    FROM told
), early AS (
    SELECT *, [one.word FOR one IN [
            {{'word': 'noticed', 'at': noticed_at}}, {{'word': 'acknowledged', 'at': acknowledged_at}},
            {{'word': 'mitigated', 'at': mitigated_at}}, {{'word': 'resolved', 'at': resolved_at}}
        ] IF one.at < began_at - INTERVAL {SKEW} MINUTE] AS before
    FROM ended
), sound AS (
    SELECT * REPLACE (
        CASE WHEN list_contains(before, 'noticed') THEN began_at ELSE greatest(noticed_at, began_at) END AS noticed_at,
        CASE WHEN NOT list_contains(before, 'acknowledged') THEN CASE WHEN acknowledged_at IS NOT NULL THEN greatest(acknowledged_at, began_at) END END
            AS acknowledged_at,
        CASE WHEN NOT list_contains(before, 'mitigated') THEN CASE WHEN mitigated_at IS NOT NULL THEN greatest(mitigated_at, began_at) END END AS mitigated_at,
        CASE WHEN NOT list_contains(before, 'resolved') THEN CASE WHEN resolved_at IS NOT NULL THEN greatest(resolved_at, began_at) END END AS resolved_at)
    FROM early
)
SELECT incident, title, service, severity, began_at, began_told AND NOT list_contains(before, 'noticed') AS began_told, noticed_at, acknowledged_at,
    mitigated_at, resolved_at, coalesce(mitigated_at, resolved_at) AS harm_ended_at, reopened, people,
    CASE WHEN length(before) > 0 THEN array_to_string(before, ' and ') || ' before it began' END AS doubt
FROM sound
"""

_STRETCHES = """
CREATE TABLE incident_stretches AS
WITH spans AS (
    SELECT service, began_at, coalesce(harm_ended_at, $end) AS ended_at, harm_ended_at IS NULL AS open
    FROM incident_phases WHERE service IS NOT NULL AND (harm_ended_at IS NOT NULL OR doubt IS NULL)
), ordered AS (
    SELECT *, max(ended_at) OVER (PARTITION BY service ORDER BY began_at, ended_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS until FROM spans
), numbered AS (
    SELECT *, count(*) FILTER (until IS NULL OR began_at > until) OVER (PARTITION BY service ORDER BY began_at, ended_at ROWS UNBOUNDED PRECEDING) AS stretch
    FROM ordered
)
SELECT service, min(began_at) AS began_at, max(ended_at) AS ended_at, count(*) AS incidents, bool_or(open) AS open FROM numbered GROUP BY service, stretch
"""


def build(connection: duckdb.DuckDBPyConnection, end: datetime) -> None:
    """Make ``incident_phases`` and ``incident_stretches`` from ``incidents`` and ``incident_updates``, as seen at ``end``."""
    connection.execute(_PHASES, {"end": end})
    connection.execute(_STRETCHES, {"end": end})
