"""What reached production, and how it ended: deployments joined with their states, their repository, their commit and what followed them.

A *deployable* is what is deployed by itself: a service of a repository in an environment. Attempts at one deployable stand in the order in
which they took effect. An attempt that the tool calls failed and that was repeated with the same version within `DAYS` days, without haste, is
`repeated`: it never reached anybody. A deployment is a *rollback* where the export says so, or says nothing and the same version ran before
another one. It *failed* where the tool says that it failed, where a rollback or an unplanned deployment is what came next within `DAYS` days, or
where an incident is joined to it: in DORA's words, where it required immediate intervention.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

if TYPE_CHECKING:
    import duckdb

DAYS = 7
"""What comes later than this many days after a deployment is no immediate intervention (our judgement)."""


@dataclass(frozen=True, slots=True)
class ProductionDeployment:
    """An attempt to bring something to production that ended: it succeeded, failed, or took effect as far as anybody says."""

    table: ClassVar[str] = "production_deployments"
    deployment: Annotated[str, "The tool and its id there: `github/123`."]
    repository: Annotated[str | None, "The assessed repository; empty where none could be joined."]
    service: Annotated[str, "What was deployed: the service, where the tool names one, else the repository."]
    environment: Annotated[str | None, "The environment, as the tool names it."]
    deployed_at: Annotated[datetime, "When it took effect (UTC): when its last state was reached first, else as the deployment says."]
    begun_at: Annotated[datetime, "When it began (UTC), where that is told; else when it took effect."]
    commit: Annotated[str | None, "The commit, as found in the repository; empty where it could not be."]
    found_by: Annotated[str | None, "How the commit was found: `commit`, or `tag` where the export gives a version alone."]
    succeeded: Annotated[bool | None, "False where the tool says that it failed; empty where it says nothing."]
    repeated: Annotated[bool, "True for a failed attempt that was simply repeated: it is no deployment of its own."]
    rollback: Annotated[bool, "True where it put back what ran before."]
    unplanned: Annotated[bool | None, "True for a rollback and for what the export calls unplanned; empty where the export says nothing of it."]
    failed: Annotated[bool, "True where it required immediate intervention. Never of a rollback, which is one."]
    failed_because: Annotated[str | None, "`the tool says so`, `put back`, `mended in haste`, or `incident`: the first of these that holds."]
    failed_at: Annotated[
        datetime | None, "When its failure began (UTC): when the harm of the first incident joined to it began, if that was later; else when it took effect."
    ]
    recovered_at: Annotated[
        datetime | None, "When its failure was over (UTC): when the last incident joined to it ended, else the next deployment that succeeded."
    ]
    recovered_by: Annotated[str | None, "What ended it: `incident`, `rollback` or `deployment`."]
    ending_told: Annotated[bool, "Whether anything tells how it ended: a state, a rollback, haste, an incident."]


_WORDS = "production|prod|prd|live|produktion|produktiv|produccion|produzione|producao|productie"
PRODUCTION = f"""
    coalesce(d.production, d.environment IS NULL
        OR regexp_matches(strip_accents(d.environment), '(^|[^a-z])({_WORDS})([^a-z]|$)', 'i')
            AND NOT regexp_matches(strip_accents(d.environment), '(pre|non|not|(^|[^a-z])(no|nao|nicht|niet|vor))[-_ ]?(prod|live)', 'i'))
"""
"""Whether a deployment of `d` serves users: as the tool says, else by the environment's name in a few languages; without an environment it does."""

JOINED = """
    LEFT JOIN repository_names n ON n.name = d.repository
    LEFT JOIN repositories r ON d.repository IS NULL AND lower(r.repository) = lower(d.service)
"""
"""The assessed repository of a deployment `d`: of `n` where it names one, else the one `r` that is called like its service."""

_ATTEMPTS = f"""
CREATE TABLE deployment_attempts AS
WITH last AS (
    SELECT tool, deployment, arg_max(status, (status IN ('succeeded', 'failed', 'cancelled'), reached_at, id)) AS status
    FROM deployment_statuses WHERE status <> 'replaced' GROUP BY ALL
), ended AS (
    SELECT l.tool, l.deployment, l.status, min(s.reached_at) AS ended_at
    FROM last l JOIN deployment_statuses s USING (tool, deployment, status) GROUP BY ALL
), told AS (
    SELECT d.tool || '/' || d.id AS deployment, coalesce(n.repository, r.repository) AS repository,
        coalesce(d.service, n.repository, d.repository, '') AS service, d.environment, coalesce(e.ended_at, d.deployed_at) AS deployed_at,
        coalesce(d.started_at, d.deployed_at) AS begun_at,
        nullif(lower(d.commit), '') AS "commit", nullif(d.version, '') AS version, coalesce(e.status, d.status) AS status,
        d.rollback, d.unplanned
    FROM deployments d
    LEFT JOIN ended e ON e.tool = d.tool AND e.deployment = d.id
    {JOINED}
    WHERE {PRODUCTION}
)
SELECT *, coalesce("commit", version) AS what,
    dense_rank() OVER (ORDER BY repository, lower(service), environment) AS chain
FROM told WHERE status IN ('succeeded', 'failed') OR status IS NULL
"""

_FOUND = """
CREATE TABLE deployed_commits AS
WITH wanted AS (SELECT DISTINCT repository, service, "commit" AS said, version FROM deployment_attempts WHERE repository IS NOT NULL),
known AS (
    SELECT repository, "commit", committed_at FROM all_commits UNION SELECT repository, "commit", committed_at FROM side_commits
), whole AS (
    SELECT w.*, k."commit" FROM wanted w JOIN known k ON k.repository = w.repository AND k."commit" = w.said
), short AS (
    SELECT w.repository, w.service, w.said, w.version, min(k."commit") AS "commit"
    FROM wanted w JOIN known k ON k.repository = w.repository AND substr(k."commit", 1, 7) = substr(w.said, 1, 7) AND starts_with(k."commit", w.said)
    WHERE length(w.said) BETWEEN 7 AND 39 GROUP BY ALL HAVING count(*) = 1
), tagged AS (
    SELECT w.repository, w.service, w.said, w.version, arg_min(t."commit", (list_position(w.names, t.tag), t.tag)) AS "commit"
    FROM (SELECT *, ['', 'v', service || '@', service || '-', service || '/', service || '-v', service || '/v'] AS before,
            list_transform(before, lambda one: one || replace(version, 'refs/tags/', '')) AS names FROM wanted WHERE version IS NOT NULL) w
    JOIN tags t ON t.repository = w.repository AND list_contains(w.names, t.tag) GROUP BY ALL
)
SELECT w.repository, w.service, w.said, w.version, coalesce(f."commit", s."commit", t."commit") AS "commit", k.committed_at,
    CASE WHEN coalesce(f."commit", s."commit") IS NOT NULL THEN 'commit' WHEN t."commit" IS NOT NULL THEN 'tag' END AS found_by
FROM wanted w
LEFT JOIN whole f ON f.repository = w.repository AND f.service = w.service AND f.said = w.said AND f.version IS NOT DISTINCT FROM w.version
LEFT JOIN short s ON s.repository = w.repository AND s.service = w.service AND s.said = w.said AND s.version IS NOT DISTINCT FROM w.version
LEFT JOIN tagged t ON t.repository = w.repository AND t.service = w.service AND t.said IS NOT DISTINCT FROM w.said AND t.version = w.version
    AND w.said IS NULL
LEFT JOIN known k ON k.repository = w.repository AND k."commit" = coalesce(f."commit", s."commit", t."commit")
"""

_ORDERED = f"""
CREATE TABLE deployments_in_order AS
WITH one AS (
    SELECT a.deployment, a.repository, a.service, a.environment, a.deployed_at, a.begun_at, f."commit", f.found_by, a.status, a.rollback, a.unplanned, a.chain,
        coalesce(f."commit", a.what) AS what, f.committed_at
    FROM deployment_attempts a
    LEFT JOIN deployed_commits f ON f.repository = a.repository AND f.service = a.service AND f.said IS NOT DISTINCT FROM a."commit"
        AND f.version IS NOT DISTINCT FROM a.version
), placed AS (
    SELECT *, lag(what) OVER run AS before, lag(committed_at) OVER run AS before_at, count(*) FILTER (status IS DISTINCT FROM 'failed') OVER (
        PARTITION BY chain, what ORDER BY deployed_at, deployment ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier
    FROM one WINDOW run AS (PARTITION BY chain ORDER BY deployed_at, deployment)
), judged AS (
    SELECT * EXCLUDE (rollback), coalesce(rollback, what IS NOT NULL AND before IS NOT NULL AND what <> before AND earlier > 0
            AND coalesce(committed_at <= before_at, true)) AS rollback,
        rollback IS NOT NULL AS rollback_told
    FROM placed
), followed AS (
    SELECT *, lead(what) OVER run AS next_what, lead(deployed_at) OVER run AS next_at, lead(rollback) OVER run AS next_rollback,
        lead(coalesce(unplanned, false)) OVER run AS next_haste
    FROM judged WINDOW run AS (PARTITION BY chain ORDER BY deployed_at, deployment)
)
SELECT *, next_at <= deployed_at + INTERVAL {DAYS} DAY AS soon,
    coalesce(status = 'failed' AND NOT rollback AND next_what = what AND NOT next_rollback AND NOT next_haste
        AND next_at <= deployed_at + INTERVAL {DAYS} DAY, false) AS repeated,
    min(CASE WHEN status IS DISTINCT FROM 'failed' THEN (deployed_at, rollback) END) OVER (
        PARTITION BY chain ORDER BY deployed_at, deployment ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS healthy
FROM followed
"""

_ENDED = """
CREATE TABLE production_deployments AS
WITH harm AS (
    SELECT deployment, bool_and(ended_at IS NOT NULL) AS over, min(began_at) AS began_at, max(ended_at) AS ended_at
    FROM incident_deployments WHERE deployment IS NOT NULL GROUP BY ALL
), judged AS (
    SELECT o.*, CASE WHEN o.rollback OR o.repeated THEN NULL WHEN o.status = 'failed' THEN 'the tool says so' WHEN o.soon AND o.next_rollback THEN 'put back'
        WHEN o.soon AND o.next_haste THEN 'mended in haste' WHEN h.deployment IS NOT NULL THEN 'incident' END AS failed_because,
        h.deployment IS NOT NULL AS harmed, h.over, h.began_at, h.ended_at
    FROM deployments_in_order o LEFT JOIN harm h USING (deployment)
)
SELECT deployment, repository, service, environment, deployed_at, begun_at, "commit", found_by, status = 'succeeded' AS succeeded, repeated, rollback,
    CASE WHEN rollback OR unplanned THEN true ELSE unplanned END AS unplanned, failed_because IS NOT NULL AS failed, failed_because,
    CASE WHEN failed_because IS NOT NULL THEN greatest(deployed_at, began_at) END AS failed_at,
    CASE WHEN failed_because IS NOT NULL THEN CASE WHEN harmed THEN CASE WHEN over THEN greatest(ended_at, deployed_at) END
        ELSE struct_extract(healthy, 1) END END AS recovered_at,
    CASE WHEN failed_because IS NOT NULL THEN CASE WHEN harmed THEN CASE WHEN over THEN 'incident' END
        WHEN struct_extract(healthy, 2) THEN 'rollback' WHEN healthy IS NOT NULL THEN 'deployment' END END AS recovered_by,
    status IS NOT NULL OR rollback_told OR rollback OR unplanned IS NOT NULL OR harmed AS ending_told
FROM judged
"""


def order(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``deployments_in_order``, what the joins of incidents stand on, from ``deployments``, their statuses, commits, tags and ``repository_names``."""
    for statement in (_ATTEMPTS, _FOUND, _ORDERED):
        connection.execute(statement)


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``production_deployments`` from ``deployments_in_order`` and ``incident_deployments``."""
    connection.execute(_ENDED)
