"""How many changes wait for a deployment, and for how long.

Says: The number of commits in the head's history, made in the period, that no production deployment contains yet.

Matters because: What is not deployed is paid for and not used. A lead time counts only what has come out; this counts what has not.

Counted how: Commits of the period that are no merges and not by bots, of repositories with a production deployment whose commit is known; each
contributes the days from its commit to the date of the assessment. A commit from before the first deployment that is known came out with it
or before it, and is not counted.

Leaves out: Branches that are not merged.

Source: The complement of DORA's change lead time, https://dora.dev/guides/dora-metrics/.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit
from quarterdeck.evidence.delivery import Deployment, DeploymentStatus
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.delivery.basis import ELSEWHERE, NO_DEPLOYMENTS
from quarterdeck.practices.delivery.measures.release_lead_time import SHALLOW

UNDEPLOYED_CHANGES = Measure(
    name="undeployed_changes",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="changes",
    subject="repository",
    needs=(Commit, Deployment),
    also_reads=(DeploymentStatus,),
    rows="""
        SELECT w.repository AS subject, w."commit" AS key, CASE WHEN c."commit" IS NULL THEN 'waiting' ELSE 'deployed' END AS part,
            (epoch($end) - epoch(w.committed_at)) / 86400 AS contribution
        FROM work w
        JOIN (SELECT repository, min(deployed_at) AS first_at FROM production_deployments WHERE "commit" IS NOT NULL GROUP BY ALL) f USING (repository)
        LEFT JOIN (SELECT DISTINCT repository, "commit" FROM deployed_changes) c ON c.repository = w.repository AND c."commit" = w."commit"
        WHERE w.committed_at >= $start AND w.committed_at < $end AND w.committed_at > f.first_at AND NOT w.merge AND w.kind <> 'bot'
    """,
    fold=Fold("the number of rows that are waiting", "count(*) FILTER (part = 'waiting')"),
    key_is="commit",
    part_is="state",
    absent=NO_DEPLOYMENTS,
    gaps=f"{SHALLOW} UNION ALL {ELSEWHERE}",
)
