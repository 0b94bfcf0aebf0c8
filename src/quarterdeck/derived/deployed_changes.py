"""Which deployment was the first to bring a commit to production.

Deployments of one service stand in the order in which they took effect; a commit belongs to the first whose commit's history holds it. What a
failed deployment held comes with the next one that succeeded. The first deployment that is known of a service brings nothing: what came with
it and what ran before it cannot be told apart.

A repository of several services is one history. A commit belongs to the services in whose folder it changes a file (a folder called like the
service), and to all of them where it touches no service's folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

from quarterdeck.derived.containment import LONGEST
from quarterdeck.derived.placing import place
from quarterdeck.kernel.table import declared

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class DeployedChange:
    """A commit and the first production deployment of a service that contains it."""

    table: ClassVar[str] = "deployed_changes"
    repository: Annotated[str, "The repository."]
    commit: Annotated[str, "The commit."]
    deployment: Annotated[str, "The first production deployment that contains it, as `production_deployments` has it."]
    service: Annotated[str, "The service that was deployed."]
    committed_at: Annotated[datetime, "When it was committed (UTC)."]
    deployed_at: Annotated[datetime, "When that deployment took effect (UTC)."]


_KNOWN = """repository IS NOT NULL AND "commit" IS NOT NULL AND status IS DISTINCT FROM 'failed'"""

_POINTS = f"""
SELECT repository, dense_rank() OVER (ORDER BY repository, lower(service)) AS line, deployment AS name, "commit"
FROM deployments_in_order WHERE {_KNOWN} ORDER BY line, deployed_at, deployment
"""

_FIRSTS = f"""SELECT arg_min(deployment, (deployed_at, deployment)) FROM deployments_in_order WHERE {_KNOWN} GROUP BY repository, lower(service)"""

_FIRST = f"""
CREATE TABLE first_of_services AS
SELECT DISTINCT p.repository, p."commit" FROM placed p WHERE p.name IN ({_FIRSTS})
    AND p.repository IN (SELECT repository FROM deployments_in_order WHERE {_KNOWN} GROUP BY ALL HAVING count(DISTINCT lower(service)) > 1)
"""
"""What came with the first known deployment of one of several services: it is not brought, and no deployment is missing either."""

_BROUGHT = f"""
INSERT INTO deployed_changes
SELECT p.repository, p."commit", p.name, o.service, c.committed_at, o.deployed_at
FROM placed p
JOIN deployments_in_order o ON o.deployment = p.name
JOIN (FROM commits WHERE committed_at >= $since) c ON c.repository = p.repository AND c."commit" = p."commit"
WHERE p.name NOT IN ({_FIRSTS})
"""

_ELSEWHERE = """
CREATE TEMP TABLE in_other_services AS
WITH services AS (SELECT DISTINCT repository, lower(service) AS service FROM deployed_changes),
several AS (FROM services WHERE repository IN (SELECT repository FROM services GROUP BY ALL HAVING count(*) > 1)),
folders AS (
    SELECT DISTINCT f.repository, f."commit", s.service
    FROM file_changes f
    JOIN several s ON s.repository = f.repository AND list_contains(string_split(lower(f.path), '/')[:-2], s.service)
    WHERE (f.repository, f."commit") IN (SELECT (repository, "commit") FROM deployed_changes)
)
SELECT DISTINCT d.repository, d."commit", d.service
FROM deployed_changes d SEMI JOIN folders f ON f.repository = d.repository AND f."commit" = d."commit"
WHERE NOT EXISTS (FROM folders f WHERE f.repository = d.repository AND f."commit" = d."commit" AND f.service = lower(d.service))
"""


def build(connection: duckdb.DuckDBPyConnection, start: date) -> None:
    """Make ``deployed_changes`` of commits up to a year before ``start``, from ``deployments_in_order`` and commits with their parents."""
    connection.execute(declared(DeployedChange).ddl)
    since = start - LONGEST
    place(connection, _POINTS, since)
    connection.execute(_BROUGHT, {"since": datetime.combine(since, datetime.min.time())})
    connection.execute(_FIRST)
    connection.execute("DROP TABLE placed")
    connection.execute(_ELSEWHERE)
    connection.execute(
        'DELETE FROM deployed_changes d USING in_other_services o WHERE o.repository = d.repository AND o."commit" = d."commit" AND o.service = d.service'
    )
