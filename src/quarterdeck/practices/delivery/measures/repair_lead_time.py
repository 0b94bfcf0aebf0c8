"""How fast a repair in haste reaches production.

Says: The median number of hours from the commit of a change to production, of changes that went out with a repair in haste.

Matters because: When users are harmed, the way through all checks is the way that there is. One that takes a day is gone past, and what goes past checks
breaks things.

Counted how: Each change that a deployment of the period brought which the export calls unplanned (a hotfix) and which is no rollback contributes the hours
from its commit to the deployment.

Leaves out: Repairs that nobody marked, and changes that waited and were swept along count with the repair.

Source: DORA, deployment rework rate and change lead time, https://dora.dev/guides/dora-metrics/; put together by us.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit
from quarterdeck.evidence.delivery import Deployment, DeploymentStatus
from quarterdeck.kernel.measure import MEASURE_HEADINGS, MEDIAN, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

REPAIR_LEAD_TIME = Measure(
    name="repair_lead_time",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="hours",
    subject="repository",
    needs=(Commit, Deployment),
    also_reads=(DeploymentStatus,),
    rows="""
        SELECT c.repository AS subject, c."commit" AS key, c.deployment AS part,
            greatest(0, epoch(c.deployed_at) - epoch(c.committed_at)) / 3600 AS contribution
        FROM deployed_changes c JOIN production_deployments p USING (deployment)
        WHERE p.unplanned AND NOT p.rollback AND p.deployed_at >= $start AND p.deployed_at < $end
    """,
    fold=MEDIAN,
    key_is="commit",
    part_is="deployment",
    absent=NotAssessed(
        "no deployment of it in the period is marked as a repair in haste",
        "Where there were some, export which deployments were unplanned: `quarterdeck import deployments FILE`",
    ),
    decimals=1,
)
