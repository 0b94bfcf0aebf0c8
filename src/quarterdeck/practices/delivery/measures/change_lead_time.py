"""How many days a change takes from its commit to production.

Says: The median number of days from the commit of a change to the first production deployment that contains it, over the changes that the
period's deployments brought. Beside it the 10th and 90th percentile.

Matters because: A change that waits earns nothing, goes stale against its neighbours, and hides its mistakes until the person who made them has
moved on. Short waits are what lets a team correct its course cheaply.

Counted how: Imported production deployments of each service stand in the order in which they took effect; a commit belongs to the first that
succeeded and whose commit's history holds it, and contributes the days from the committer's date to that deployment, never less than nothing.
Where a repository holds several services, a commit counts for those in whose folder it changes a file. Merges are left out, for their content
is counted where it was written, and so are commits by bots. Table `deployed_changes`; what could not be joined is in `unjoined`.

Leaves out: Changes in no deployment yet (they have no lead time; `undeployed_changes` counts them). What came with the first deployment that is
known of a service, for what ran before is not. Changes that were committed more than a year before the period. Time before the commit. A commit
that was picked onto another branch counts when its own branch is deployed, not when its copy is.

Source: DORA, change lead time: «The amount of time it takes for a change to go from committed to version control to deployed in production»,
https://dora.dev/guides/dora-metrics/.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit
from quarterdeck.evidence.delivery import Deployment, DeploymentStatus
from quarterdeck.kernel.measure import MEASURE_HEADINGS, MEDIAN, Measure, Page
from quarterdeck.practices.delivery.basis import ELSEWHERE, IN_PERIOD, NO_DEPLOYMENTS
from quarterdeck.practices.delivery.measures.release_lead_time import SHALLOW

CHANGE_LEAD_TIME = Measure(
    name="change_lead_time",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="repository",
    needs=(Commit, Deployment),
    also_reads=(DeploymentStatus,),
    rows="""
        SELECT d.repository AS subject, d."commit" AS key, d.deployment AS part,
            greatest(0, epoch(d.deployed_at) - epoch(d.committed_at)) / 86400 AS contribution
        FROM deployed_changes d JOIN work w ON w.repository = d.repository AND w."commit" = d."commit"
        WHERE d.deployed_at >= $start AND d.deployed_at < $end AND NOT w.merge AND w.kind <> 'bot'
    """,
    fold=MEDIAN,
    key_is="commit",
    part_is="deployment",
    absent=NO_DEPLOYMENTS,
    gaps=f"""
        SELECT repository AS subject, CASE WHEN count("commit") = 0
                THEN 'its production deployments name no commit or version that its history holds'
                ELSE 'its production deployments brought no commit that is known to be new: what ran before the first of them is not known' END AS why,
            CASE WHEN count("commit") = 0 THEN 'Export deployments with their commit or tag, and fetch the tags'
                ELSE 'Import earlier deployments as well' END AS supply
        FROM production_deployments
        WHERE {IN_PERIOD} AND repository NOT IN (SELECT repository FROM deployed_changes WHERE deployed_at >= $start AND deployed_at < $end)
        GROUP BY repository
        UNION ALL FROM ({ELSEWHERE})
        UNION ALL FROM ({SHALLOW})
        WHERE subject IN (SELECT repository FROM production_deployments WHERE {IN_PERIOD})
    """,  # noqa: S608  # put together from constants of this practice
    decimals=1,
)
