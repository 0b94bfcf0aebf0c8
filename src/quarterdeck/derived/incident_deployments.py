"""Which deployment an incident comes from: as somebody said, never because both happened on one day.

Named: the incident's `change` is a deployment's id, its commit, its version, or a pull request that it brought. Said, without a name: somebody
said that a change caused it, and one deployment of the same service or repository began last before the harm, within a week.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

from quarterdeck.derived.deployments import DAYS

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class IncidentDeployment:
    """An incident and the production deployment that it comes from, or why none could be joined."""

    table: ClassVar[str] = "incident_deployments"
    incident: Annotated[str, "The tool and its id there."]
    repository: Annotated[str | None, "The assessed repository that it concerns, where that is known."]
    began_at: Annotated[datetime, "When the harm began (UTC): as somebody said, else when it was noticed, else when it was opened."]
    ended_at: Annotated[datetime | None, "When users no longer felt it (UTC): mitigated, else resolved; empty while it lasts."]
    deployment: Annotated[str | None, "The deployment, as `production_deployments` has it."]
    how: Annotated[str | None, "`named`, or `said` where somebody said that a change caused it and the last deployment before it is taken."]
    why_not: Annotated[str | None, "Why none is joined."]


_BUILT = f"""
CREATE TABLE incident_deployments AS
WITH told AS MATERIALIZED (
    SELECT i.tool || '/' || i.id AS incident, n.repository AS named, coalesce(i.started_at, i.detected_at, i.created_at) AS began_at,
        coalesce(i.mitigated_at, i.resolved_at) AS ended_at, nullif(trim(i.change), '') AS change, i.caused_by_change,
        list_distinct(list_transform(list_prepend(coalesce(i.service, ''), coalesce(i.affected, [])), lambda one: lower(one))) AS services
    FROM incidents i LEFT JOIN repository_names n ON n.name = i.repository
    WHERE i.status IS DISTINCT FROM 'scheduled'
), deployed AS MATERIALIZED (
    SELECT o.deployment, o.begun_at, o.repository, lower(o.service) AS service, o."commit", a.version, a."commit" AS said
    FROM deployments_in_order o JOIN deployment_attempts a USING (deployment) WHERE NOT o.repeated
), lanes AS (
    SELECT service AS lane, deployment, begun_at FROM deployed
    UNION ALL SELECT lower(repository), deployment, begun_at FROM deployed WHERE lower(repository) <> service
), touched AS (
    SELECT DISTINCT incident, lane FROM (
        SELECT incident, unnest(services) AS lane FROM told UNION ALL SELECT incident, lower(named) FROM told WHERE named IS NOT NULL) WHERE lane <> ''
), meant AS (
    SELECT t.incident, min(k.repository) AS repository
    FROM touched t JOIN (SELECT service AS lane, repository FROM deployed UNION SELECT lower(repository), repository FROM deployed) k USING (lane)
    GROUP BY ALL HAVING count(DISTINCT k.repository) = 1
), concerned AS (
    SELECT DISTINCT n.incident, d.*
    FROM touched n JOIN told t ON t.incident = n.incident AND t.change IS NOT NULL
    JOIN lanes l ON l.lane = n.lane JOIN deployed d ON d.deployment = l.deployment
), pulled AS (
    SELECT DISTINCT t.incident, c.deployment
    FROM told t
    JOIN pull_commits p ON p.number = try_cast(regexp_extract(t.change, '(?:^|#|!|/pull/|/merge_requests/)(\\d+)$', 1) AS BIGINT)
    JOIN deployed_changes c ON c.repository = p.repository AND c."commit" = p."commit"
    JOIN concerned n ON n.incident = t.incident AND n.deployment = c.deployment
), matched AS (
    SELECT t.incident, d.deployment FROM told t JOIN deployed d ON d.deployment = t.change
    UNION SELECT t.incident, d.deployment FROM told t JOIN deployed d ON substr(d.deployment, 1 + strpos(d.deployment, '/')) = t.change
    UNION
    SELECT t.incident, c.deployment FROM told t JOIN concerned c USING (incident)
    WHERE length(t.change) >= 7 AND starts_with(coalesce(c."commit", c.said), lower(t.change)) OR c.version = t.change OR c.version = 'v' || t.change
    UNION FROM pulled
), last AS (
    SELECT incident, arg_max(deployment, (begun_at, deployment)) AS deployment
    FROM (
        SELECT t.incident, t.began_at, l.deployment, l.begun_at
        FROM (SELECT n.incident, n.lane, t.began_at FROM touched n JOIN told t USING (incident) WHERE t.caused_by_change) t
        ASOF JOIN lanes l ON l.lane = t.lane AND l.begun_at <= t.began_at
    ) WHERE begun_at >= began_at - INTERVAL {DAYS} DAY GROUP BY ALL
), joined AS (
    SELECT t.*, m.deployment AS exact, l.deployment AS likely, c.repository AS concerns
    FROM told t
    LEFT JOIN meant c USING (incident)
    LEFT JOIN (SELECT incident, min(deployment) AS deployment FROM matched GROUP BY ALL HAVING count(*) = 1) m USING (incident)
    LEFT JOIN last l USING (incident)
)
SELECT j.incident, coalesce(j.named, j.concerns, r.repository) AS repository, j.began_at, j.ended_at, coalesce(j.exact, j.likely) AS deployment,
    CASE WHEN j.exact IS NOT NULL THEN 'named' WHEN j.likely IS NOT NULL THEN 'said' END AS how,
    CASE WHEN j.exact IS NOT NULL OR j.likely IS NOT NULL THEN NULL
        WHEN j.caused_by_change = false THEN 'somebody said that no change caused it'
        WHEN j.change IS NOT NULL THEN 'no deployment of its service, or more than one, is the change that it names'
        WHEN j.caused_by_change THEN 'no deployment of its service began in the week before it'
        ELSE 'nobody said whether a change caused it' END AS why_not
FROM joined j LEFT JOIN repositories r ON j.named IS NULL AND j.concerns IS NULL AND list_contains(j.services, lower(r.repository))
"""


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``incident_deployments`` from ``incidents``, ``deployments_in_order``, ``pull_commits`` and ``deployed_changes``."""
    connection.execute(_BUILT)
