"""How many people release, and who may.

Says: The number of people who released or deployed in the period; beside them who owns the pipelines that do it.

Matters because: Where many may and do release, no release waits for one person's holiday. It is breadth that is counted: nobody is ranked.

Counted how: Each person who tagged a release of the period, or started a deployment to production as the export names them, contributes 1. Owners of
pipeline files that deploy, by the last rule of CODEOWNERS that covers the file, contribute 0: they may. Bots are left out.

Leaves out: Who may push, merge, tag or approve by the settings of the hosting service, which stand in no file. An account that a tool calls otherwise than
git does counts beside the person.

Source: Counting is arithmetic. GitHub, documentation of CODEOWNERS: the last matching pattern takes precedence.
"""

from __future__ import annotations

from quarterdeck.evidence.automation import PipelineJob
from quarterdeck.evidence.code import Commit, Tag
from quarterdeck.evidence.delivery import Deployment
from quarterdeck.evidence.governance import CodeOwner
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.delivery.basis import SUPPLY
from quarterdeck.practices.delivery.measures.release_lead_time import SHALLOW

_COVERS = """
    (c.pattern = '*' OR starts_with('/' || j.path, '/' || ltrim(rtrim(c.pattern, '*'), '/')) OR contains('/' || j.path, '/' || ltrim(c.pattern, '/*') || '/')
        OR ends_with('/' || j.path, '/' || ltrim(c.pattern, '/*')))
"""

HANDS_THAT_RELEASE = Measure(
    name="hands_that_release",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="people",
    subject="repository",
    needs=(Commit, Tag),
    also_reads=(Deployment, CodeOwner, PipelineJob),
    rows=f"""
        WITH did AS (
            SELECT repository, person AS who FROM releases WHERE released_at >= $start AND released_at < $end AND kind = 'human'
            UNION
            SELECT p.repository, d.actor FROM production_deployments p JOIN deployments d ON d.tool || '/' || d.id = p.deployment
            WHERE p.deployed_at >= $start AND p.deployed_at < $end AND p.repository IS NOT NULL AND d.actor <> ''
                AND NOT regexp_matches(d.actor, '\\[bot\\]$|^(github-actions|gitlab-ci|jenkins|argocd|flux|ci|cd|deployer)$', 'i')
        ), may AS (
            SELECT j.repository, unnest(arg_max(c.owners, c.line)) AS who
            FROM pipeline_jobs j JOIN code_owners c ON c.repository = j.repository AND {_COVERS} WHERE j.deploys GROUP BY j.repository, j.path
        )
        SELECT repository AS subject, who AS key, 'released' AS part, 1 AS contribution FROM did
        UNION ALL
        SELECT DISTINCT repository, who, 'owns the pipeline', 0 FROM may WHERE repository IN (SELECT repository FROM did)
    """,  # noqa: S608  # put together from constants of this module
    fold=TOTAL,
    key_is="person",
    part_is="role",
    absent=NotAssessed("no release of the period names who made it, and no imported deployment names who began it", SUPPLY),
    gaps=SHALLOW,
)
