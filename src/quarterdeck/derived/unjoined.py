"""What was imported of delivery and could not be joined, and why: what no measure counts is at least counted here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Unjoined:
    """An imported thing of the period, or from before it where that matters, that could not be joined to what it should be joined to."""

    table: ClassVar[str] = "unjoined"
    thing: Annotated[str, "`deployment`, `deployment status`, `commit`, `incident`, `pull request`, `review`, `work item` or `status`."]
    key: Annotated[str, "Which one."]
    to: Annotated[str, "What it could not be joined to: `repository`, `commit`, `deployment`, `pull request`, `production`, `stage`."]
    repository: Annotated[str | None, "The assessed repository, where that is known."]
    happened_at: Annotated[datetime | None, "When it came to be (UTC)."]
    why: Annotated[str, "Why not."]


_BUILT = """
CREATE TABLE unjoined AS
WITH said AS (
    SELECT 'deployment' AS thing, d.tool || '/' || d.id AS key, 'production' AS "to", n.repository, d.deployed_at AS happened_at,
        'it went to ' || coalesce(d.environment, 'no environment') || ', which is not known to be production' AS why
    FROM deployments d LEFT JOIN repository_names n ON n.name = d.repository
    WHERE (d.tool || '/' || d.id) NOT IN (SELECT deployment FROM deployment_attempts) AND d.status IS DISTINCT FROM 'cancelled'
        AND NOT coalesce(d.status IN ('running', 'waiting'), false)
        AND (d.tool, d.id) NOT IN (SELECT (tool, deployment) FROM deployment_statuses)
    UNION ALL
    SELECT 'deployment', d.tool || '/' || d.id, 'production', n.repository, d.deployed_at,
        'it did not end, was cancelled, or did not go to production'
    FROM deployments d LEFT JOIN repository_names n ON n.name = d.repository
    WHERE (d.tool || '/' || d.id) NOT IN (SELECT deployment FROM deployment_attempts)
        AND (d.status IN ('cancelled', 'running', 'waiting') OR (d.tool, d.id) IN (SELECT (tool, deployment) FROM deployment_statuses))
    UNION ALL
    SELECT 'deployment', a.deployment, 'repository', NULL, a.deployed_at,
        CASE WHEN d.repository IS NULL THEN 'it names no repository, and no assessed one is called like its service' ELSE n.why_not END
    FROM deployment_attempts a
    JOIN deployments d ON d.tool || '/' || d.id = a.deployment
    LEFT JOIN repository_names n ON n.name = d.repository
    WHERE a.repository IS NULL
    UNION ALL
    SELECT 'deployment', o.deployment, 'commit', o.repository, o.deployed_at,
        CASE WHEN a."commit" IS NULL AND a.version IS NULL THEN 'it names neither a commit nor a version'
            WHEN a."commit" IS NULL THEN 'no tag of the repository is called like its version'
            ELSE 'its commit is not in the history that was collected' END
    FROM deployments_in_order o JOIN deployment_attempts a USING (deployment)
    WHERE o.repository IS NOT NULL AND o."commit" IS NULL
    UNION ALL
    SELECT 'deployment status', s.tool || '/' || s.id, 'deployment', NULL, s.reached_at, 'its deployment was not imported'
    FROM deployment_statuses s WHERE (s.tool, s.deployment) NOT IN (SELECT (tool, id) FROM deployments)
    UNION ALL
    SELECT 'commit', w."commit", 'deployment', w.repository, w.committed_at,
        CASE WHEN w.committed_at <= f.first_at OR EXISTS (FROM first_of_services o WHERE o.repository = w.repository AND o."commit" = w."commit")
            THEN 'it came with the first deployment that is known, or before it' ELSE 'no deployment contains it yet' END
    FROM work w
    JOIN (SELECT repository, min(deployed_at) AS first_at FROM production_deployments WHERE "commit" IS NOT NULL GROUP BY ALL) f USING (repository)
    WHERE NOT w.merge AND w.kind <> 'bot' AND w.committed_at >= $start AND w.committed_at < $end
        AND NOT EXISTS (FROM deployed_changes c WHERE c.repository = w.repository AND c."commit" = w."commit")
    UNION ALL
    SELECT 'incident', incident, 'deployment', repository, began_at, why_not FROM incident_deployments WHERE deployment IS NULL
    UNION ALL
    SELECT 'pull request', p.repository || '#' || p.number, 'repository', NULL, p.created_at, n.why_not
    FROM pull_requests p JOIN repository_names n ON n.name = p.repository WHERE n.repository IS NULL
    UNION ALL
    SELECT 'pull request', p.repository || '#' || p.number, 'commit', n.repository, p.merged_at, 'none of its commits is in the assessed history'
    FROM pull_requests p JOIN repository_names n ON n.name = p.repository
    WHERE n.repository IS NOT NULL AND p.merged_at IS NOT NULL
        AND NOT EXISTS (FROM pull_commits c WHERE c.repository = n.repository AND c.number = p.number)
    UNION ALL
    SELECT 'review', r.tool || '/' || r.id, 'pull request', n.repository, r.submitted_at, 'its pull request was not imported'
    FROM reviews r LEFT JOIN repository_names n ON n.name = r.repository
    WHERE NOT EXISTS (FROM pull_requests p WHERE p.repository = r.repository AND p.number = r.number)
    UNION ALL
    SELECT 'work item', i.id, 'commit', NULL, i.resolved_at, 'it is done, and no commit or pull request names it'
    FROM work_items i
    WHERE i.resolved_at IS NOT NULL AND i.stage IS DISTINCT FROM 'dropped' AND NOT EXISTS (FROM item_links l WHERE l.item = i.id)
    UNION ALL
    SELECT 'work item', item, 'repository', NULL, created_at, 'no commit, pull request, component or project leads to an assessed repository'
    FROM item_flows WHERE repository IS NULL
    UNION ALL
    SELECT 'status', tool || '/' || status, 'stage', NULL, max(entered_at), 'neither the tracker nor its name says whether it is to do, in progress or done'
    FROM item_spans WHERE stage IS NULL AND status <> '' GROUP BY ALL
)
FROM said WHERE happened_at IS NULL OR happened_at >= $start AND happened_at < $end
"""


def build(connection: duckdb.DuckDBPyConnection, start: object, end: object) -> None:
    """Make ``unjoined`` from all other joins of delivery."""
    connection.execute(_BUILT, {"start": start, "end": end})
