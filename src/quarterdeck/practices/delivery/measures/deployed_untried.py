"""How large a share of deployments went to production without having been tried elsewhere.

Says: The share of the period's production deployments whose version had not run in another environment before.

Matters because: What production is the first to run, users are the first to test.

Counted how: Each deployment to production of the period that brought something new (no rollback, no repeated attempt) and whose commit or version is told
contributes 1 where that commit or version was not deployed with success to any other environment of the repository before it began; else 0. The range
is Wilson's interval.

Leaves out: Repositories of which no deployment to another environment was imported: where it might have been tried, nobody told. Deployments before the first
and after the last that is known of the tool that deploys to other environments: an export that ended early has not seen their trials. Trials of the same
change under another commit (a merge after the trial).

Source: DORA, capabilities: deployment automation, «Use the same packages for every environment», so that «the packages you are deploying to production are
the same ones that you tested», https://dora.dev/capabilities/deployment-automation/.
"""

from __future__ import annotations

from quarterdeck.derived.deployments import JOINED, PRODUCTION
from quarterdeck.evidence.delivery import Deployment, DeploymentStatus
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.delivery.basis import IN_PERIOD, SHARE, SUPPLY

_ELSEWHERE = f"""
    SELECT coalesce(n.repository, r.repository) AS repository, d.tool, d.tool || '/' || d.id AS deployment, d.deployed_at, d.status,
        lower(d."commit") AS "commit",
        d.version, coalesce({PRODUCTION}, false) AS production
    FROM deployments d {JOINED}
"""  # noqa: S608  # put together from constants of the derivation

DEPLOYED_UNTRIED = Measure(
    name="deployed_untried",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of deployments",
    subject="repository",
    needs=(Deployment,),
    also_reads=(DeploymentStatus,),
    rows=f"""
        WITH every AS MATERIALIZED ({_ELSEWHERE}),
        tried AS (
            SELECT repository, what, min(deployed_at) AS first_at
            FROM (SELECT repository, unnest([nullif("commit", ''), nullif(version, '')]) AS what, deployed_at FROM every
                WHERE NOT production AND coalesce(status, 'succeeded') NOT IN ('failed', 'cancelled', 'waiting'))
            WHERE what IS NOT NULL AND repository IS NOT NULL GROUP BY ALL
        ), known AS (
            SELECT repository, min(first_at) AS first_at, max(last_at) AS last_at
            FROM (SELECT DISTINCT repository, tool FROM every WHERE NOT production)
            JOIN (SELECT tool, min(deployed_at) AS first_at, max(deployed_at) AS last_at FROM every GROUP BY tool) USING (tool) GROUP BY ALL
        )
        SELECT p.repository AS subject, p.deployment AS key, strftime(p.deployed_at, '%Y-%m-%d') AS part,
            (min(t.first_at) IS NULL OR min(t.first_at) > p.begun_at)::INTEGER AS contribution
        FROM (FROM production_deployments WHERE {IN_PERIOD} AND NOT rollback AND repository IN (SELECT repository FROM tried)) p
        JOIN every e ON e.deployment = p.deployment AND coalesce(nullif(e."commit", ''), nullif(e.version, '')) IS NOT NULL
        JOIN known k ON k.repository = p.repository AND p.deployed_at BETWEEN k.first_at AND k.last_at
        LEFT JOIN tried t ON t.repository = p.repository AND t.what IN (e."commit", e.version)
        GROUP BY p.repository, p.deployment, p.deployed_at, p.begun_at
    """,  # noqa: S608  # put together from constants of this practice
    fold=SHARE,
    key_is="deployment",
    part_is="day",
    absent=NotAssessed("no deployment of it to an environment before production was imported, so nobody can tell what was tried", SUPPLY),
    decimals=2,
)
