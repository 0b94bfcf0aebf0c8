"""Service levels, from the record and from OpenSLO files, and what was counted of each: good events and all.

A level's counts are series called `good` and `total` (or `bad`), or probes, whose subject is the level's id or name. Probes of the level's
system count as well where the indicator speaks of availability. Where a level has both, series count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class AgreedLevel:
    """A service level: how good is good enough."""

    table: ClassVar[str] = "service_levels"
    level: Annotated[str, "The record, or `openslo/REPOSITORY/PATH#NAME` for one in a file of a repository."]
    label: Annotated[str, "What people call it."]
    system: Annotated[str | None, "The system of the record that it is for."]
    target: Annotated[float | None, "The share that shall be good, at most 1; empty where the file gives none."]
    window_days: Annotated[float | None, "The days that it is counted over; empty where the file gives none."]
    path: Annotated[str, "The file that holds it."]


@dataclass(frozen=True, slots=True)
class LevelCount:
    """What was counted of a service level at one time."""

    table: ClassVar[str] = "level_counts"
    level: Annotated[str, "The service level, as `service_levels` has it."]
    counted_at: Annotated[datetime, "When it was counted (UTC), or since when."]
    good: Annotated[float, "How many were good."]
    total: Annotated[float, "How many there were."]
    probed: Annotated[bool, "Whether probes are what was counted: a failed one stands for time, and not for somebody's request."]


_RECORDED = """
    SELECT record AS level, label, system, target_p50 AS target, window_days_p50 AS window_days, path,
        [lower(substr(record, 15)), lower(label)] AS names, regexp_matches(lower(indicator), 'availab|uptime|reachab') AS availability
    FROM service_level_records
    UNION ALL
"""

_LEVELS = """
CREATE TABLE told_levels AS
{recorded}
SELECT 'openslo/' || o.repository || '/' || o.path || '#' || o.name, coalesce(o.title, o.name), s.system, o.target, o.window_days, o.path,
    [lower(o.name), lower(coalesce(o.title, o.name))], regexp_matches(lower(concat_ws(' ', o.name, o.title, o.words)), 'availab|uptime|reachab')
FROM service_objectives o LEFT JOIN services s ON s.service = lower(trim(o.service));
CREATE TABLE service_levels AS SELECT level, label, system, target, window_days, path FROM told_levels
"""

_COUNTS = """
CREATE TABLE level_counts AS
WITH named AS (SELECT DISTINCT level, unnest(names) AS name FROM told_levels),
events AS (
    SELECT n.level, s.measured_at, max(s.value) FILTER (kind = 'good') AS good, max(s.value) FILTER (kind = 'bad') AS bad,
        max(s.value) FILTER (kind = 'total') AS total
    FROM (SELECT *, regexp_extract(lower(name), '^(good|bad|total)( (events|requests))?$', 1) AS kind FROM series WHERE value IS NOT NULL) s
    JOIN named n ON n.name = lower(trim(s.subject)) WHERE kind <> '' GROUP BY ALL
), counted AS (
    SELECT level, measured_at AS counted_at, coalesce(good, total - bad) AS good, coalesce(total, good + bad) AS total FROM events
    WHERE coalesce(good, total - bad) IS NOT NULL AND coalesce(total, good + bad) IS NOT NULL
), probed AS (
    SELECT n.level, p.probed_at AS counted_at, count(*) FILTER (p.up) AS good, count(*) AS total
    FROM uptime_probes p JOIN (
        SELECT level, name FROM named
        UNION SELECT t.level, s.service FROM told_levels t JOIN services s ON s.system = t.system WHERE t.availability
    ) n ON n.name = lower(trim(p.subject))
    WHERE n.level NOT IN (SELECT level FROM counted) GROUP BY ALL
)
SELECT level, counted_at, least(good, total)::DOUBLE AS good, total::DOUBLE AS total, false AS probed FROM counted WHERE total > 0 AND good >= 0
UNION ALL SELECT level, counted_at, good, total, true FROM probed
"""


def build(connection: duckdb.DuckDBPyConnection, recorded: bool = False) -> None:  # noqa: FBT001, FBT002  # whether the record's tables are in view
    """Make ``service_levels`` and ``level_counts`` from ``service_objectives``, ``services``, series, probes and, with ``recorded``, the record."""
    connection.execute(_LEVELS.format(recorded=_RECORDED if recorded else _NONE))
    connection.execute(_COUNTS)


_NONE = """
    SELECT NULL::VARCHAR AS level, NULL::VARCHAR AS label, NULL::VARCHAR AS system, NULL::DOUBLE AS target, NULL::DOUBLE AS window_days, NULL::VARCHAR AS path,
        []::VARCHAR[] AS names, false AS availability WHERE false
    UNION ALL
"""
