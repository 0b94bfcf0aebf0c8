"""What was imported of delivery and could not be joined, and why.

Says: The number of imported deployments, states, incidents, pull requests, reviews and work items of the period, and of commits in no deployment,
that could not be joined to what they belong to, by reason.

Matters because: A number about deployments is only as good as the joins behind it. What is not joined is counted by no other measure: whoever reads
them should know how much that is.

Counted how: Each row of the table `unjoined` counts once, by thing, by what it should be joined to, and by reason. What is joined contributes
nothing. `quarterdeck query "FROM unjoined"` lists them one by one.

Leaves out: Things that nobody exported.

Source: Counting is arithmetic; that a measurement says what it could not see is our rule.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit
from quarterdeck.evidence.delivery import Deployment, DeploymentStatus, PullRequest, Review
from quarterdeck.evidence.incidents import Incident
from quarterdeck.evidence.work import WorkItem
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

DELIVERY_NOT_JOINED = Measure(
    name="delivery_not_joined",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="things",
    subject="company",
    needs=(Deployment, Incident, PullRequest, WorkItem),
    also_reads=(DeploymentStatus, Review, Commit),
    rows="""
        SELECT 'company' AS subject, thing || ' to ' || "to" AS key, why AS part, count(*) AS contribution FROM unjoined GROUP BY ALL
        UNION ALL
        SELECT 'company', thing, 'imported', 0 FROM (
            SELECT 'deployment' AS thing, count(*) AS n FROM deployments UNION ALL SELECT 'incident', count(*) FROM incidents
            UNION ALL SELECT 'pull request', count(*) FROM pull_requests UNION ALL SELECT 'work item', count(*) FROM work_items
        ) WHERE n > 0
    """,
    fold=TOTAL,
    key_is="thing",
    part_is="why",
    absent=NotAssessed(
        "no deployments, incidents, pull requests or work items were imported", "Import what your tools export: `quarterdeck import` lists the kinds"
    ),
)
