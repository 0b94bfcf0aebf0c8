"""Who is on call for which team, in time: shifts joined to teams, and what a person holds twice at once counted once.

A shift is a team's when the export says so, when the schedule or its policy begins with the team's name, or when its service is a system's that
the team owns. Where more than one could be meant, none is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class OnCallTime:
    """A stretch in which a person was the first to be called for a team; shifts of theirs that overlap or touch are one stretch."""

    table: ClassVar[str] = "on_call_time"
    team: Annotated[str | None, "The team of the record; empty where none could be joined."]
    schedule: Annotated[str, "The schedule; the first by name where the stretch comes from several."]
    person: Annotated[str, "Who, as the tool names them."]
    began_at: Annotated[datetime, "From when (UTC)."]
    ended_at: Annotated[datetime, "Until when (UTC); for a shift without an end, the end of the day of the assessment."]


_TIME = """
CREATE TABLE on_call_time AS
WITH teams AS ({teams}),
schedules AS (SELECT DISTINCT schedule, team, service FROM on_call_shifts WHERE level = 1),
likely AS (
    SELECT s.*, t.team AS meant, 1 AS how FROM schedules s JOIN teams t ON t.name = lower(trim(s.team))
    UNION ALL
    SELECT s.*, t.team, 2 FROM schedules s JOIN teams t ON regexp_matches(lower(s.schedule), '^' || regexp_escape(t.name) || '([^a-z0-9]|$)')
        OR regexp_matches(lower(s.service), '^' || regexp_escape(t.name) || '([^a-z0-9]|$)')
    UNION ALL
    SELECT s.*, v.team, 3 FROM schedules s JOIN ({owners}) v ON v.service = lower(trim(s.service))
), nearest AS (
    SELECT *, min(how) OVER (PARTITION BY schedule, team, service) AS best FROM likely
), meant AS (
    SELECT schedule, team, service, min(meant) AS meant FROM nearest WHERE how = best GROUP BY ALL HAVING count(DISTINCT meant) = 1
), spans AS (
    SELECT m.meant AS team, s.schedule, s.person, s.starts_at AS began_at, coalesce(s.ends_at, $end) AS ended_at
    FROM on_call_shifts s
    LEFT JOIN meant m ON m.schedule = s.schedule AND m.team IS NOT DISTINCT FROM s.team AND m.service IS NOT DISTINCT FROM s.service
    WHERE s.level = 1 AND coalesce(s.ends_at, $end) > s.starts_at
), ordered AS (
    SELECT *, max(ended_at) OVER (PARTITION BY team, CASE WHEN team IS NULL THEN schedule END, person ORDER BY began_at, ended_at
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS until
    FROM spans
), numbered AS (
    SELECT *, count(*) FILTER (until IS NULL OR began_at > until) OVER (
        PARTITION BY team, CASE WHEN team IS NULL THEN schedule END, person ORDER BY began_at, ended_at ROWS UNBOUNDED PRECEDING) AS stretch
    FROM ordered
)
SELECT team, min(schedule) AS schedule, person, min(began_at) AS began_at, max(ended_at) AS ended_at
FROM numbered GROUP BY team, CASE WHEN team IS NULL THEN schedule END, person, stretch
"""

_TEAMS = "SELECT record AS team, lower(label) AS name FROM team_records UNION SELECT record, lower(substr(record, 6)) FROM team_records"
_OWNERS = "SELECT v.service, s.owner AS team FROM services v JOIN system_records s ON s.record = v.system WHERE s.owner LIKE 'team/%'"
_NONE = "SELECT NULL::VARCHAR AS team, NULL::VARCHAR AS name, NULL::VARCHAR AS service WHERE false"


def build(connection: duckdb.DuckDBPyConnection, end: datetime, recorded: bool = False) -> None:  # noqa: FBT001, FBT002  # whether the record's tables are in view
    """Make ``on_call_time`` from ``on_call_shifts``, as seen at ``end``; with ``recorded``, joined to the teams of the record."""
    query = _TIME.format(teams=_TEAMS if recorded else _NONE, owners=_OWNERS if recorded else _NONE)
    connection.execute(query, {"end": end})
