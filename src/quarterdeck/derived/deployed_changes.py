"""Which deployment was the first to bring a commit to production.

Deployments of one service stand in the order in which they took effect; a commit belongs to the first whose commit's history holds it. What a
failed deployment held comes with the next one that succeeded. The first deployment that is known of a service brings nothing: what came with
it and what ran before it cannot be told apart.

A repository of several services is one history. A commit belongs to the services in whose folder it changes a file (a folder called like the
service), and to all of them where it touches no service's folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, ClassVar

from quarterdeck.derived.containment import LONGEST, first_release
from quarterdeck.kernel.table import declared

if TYPE_CHECKING:
    import duckdb

_AT_ONCE = 100_000


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


_PLACED = """
INSERT INTO deployed_changes
SELECT p.repository, p."commit", p.deployment, o.service, c.committed_at, o.deployed_at
FROM placed_changes p
JOIN deployments_in_order o ON o.deployment = p.deployment
JOIN (FROM commits WHERE committed_at >= $since) c ON c.repository = p.repository AND c."commit" = p."commit"
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
    deployed = connection.execute(
        """
        SELECT repository, lower(service), deployment, "commit" FROM deployments_in_order
        WHERE repository IS NOT NULL AND "commit" IS NOT NULL AND status IS DISTINCT FROM 'failed' ORDER BY repository, lower(service), deployed_at, deployment
        """
    ).fetchall()
    if not deployed:
        return
    since = datetime.combine(start - LONGEST, datetime.min.time())
    chains = {
        repository: [[(deployment, commit) for *_, deployment, commit in chain] for _, chain in groupby(rows, key=lambda row: row[1])]
        for repository, rows in groupby(deployed, key=lambda row: row[0])
    }
    connection.execute('CREATE TEMP TABLE placed_changes (repository VARCHAR, "commit" VARCHAR, deployment VARCHAR)')
    found: tuple[list[str], list[str], list[str]] = ([], [], [])
    for repository, parents in _histories(connection, since):
        for chain in chains[repository]:
            baseline = chain[0][0]
            placed = [(commit, deployment) for commit, deployment in first_release(parents, chain).items() if deployment != baseline]
            found[0].extend([repository] * len(placed))
            found[1].extend(commit for commit, _ in placed)
            found[2].extend(deployment for _, deployment in placed)
        if len(found[0]) > _AT_ONCE:
            _keep(connection, found)
            found = ([], [], [])
    _keep(connection, found)
    connection.execute(_PLACED, {"since": since})
    connection.execute(_ELSEWHERE)
    connection.execute(
        'DELETE FROM deployed_changes d USING in_other_services o WHERE o.repository = d.repository AND o."commit" = d."commit" AND o.service = d.service'
    )


def _histories(connection: duckdb.DuckDBPyConnection, since: datetime) -> Iterator[tuple[str, Mapping[str, Sequence[str]]]]:
    """Commit → parents of each repository that is deployed, one repository after the other."""
    edges = 'SELECT repository, "commit", parents FROM {} WHERE committed_at >= $since AND repository IN (SELECT repository FROM deployments_in_order)'
    asked = connection.cursor().execute(f"{edges.format('all_commits')} UNION ALL {edges.format('side_commits')} ORDER BY repository", {"since": since})
    here, parents = "", dict[str, list[str]]()
    while rows := asked.fetchmany(_AT_ONCE):
        for repository, commit, mothers in rows:
            if repository != here:
                if here:
                    yield here, parents
                here, parents = repository, {}
            parents[commit] = mothers
    if here:
        yield here, parents


def _keep(connection: duckdb.DuckDBPyConnection, found: tuple[Sequence[str], Sequence[str], Sequence[str]]) -> None:
    if found[0]:
        connection.execute("INSERT INTO placed_changes SELECT unnest(?), unnest(?), unnest(?)", [*found])
