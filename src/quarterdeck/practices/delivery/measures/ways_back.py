"""What leads back when a deployment goes wrong.

Says: The number of ways back that pipelines, deployments and manifests show for what is brought to production.

Matters because: A deployment that fails is over when something that worked runs again. Who has a way back that is tried needs minutes; who has none mends
in haste, in production.

Counted how: Of each repository that brings something to production (an imported deployment, or a pipeline job that deploys to something that runs): jobs
that put an earlier version back (`helm rollback`, `rollout undo`, `--atomic`, a job called rollback, a job started by hand for any version); Argo Rollouts
and Flagger, which go back by themselves; and whether deployments of the period put an earlier version back. Each contributes 1. What brings it out
contributes 0, so that what has no way back is seen.

Leaves out: Buttons of the hosting service and of the platform, which stand in no file. Jobs that another repository defines. Ways back for data.

Source: DORA, capabilities: continuous delivery, https://dora.dev/capabilities/continuous-delivery/ (not opened while building); that these words show a
way back is our reading.
"""

from __future__ import annotations

from quarterdeck.evidence.automation import PipelineJob, ReleaseStep
from quarterdeck.evidence.delivery import Deployment, DeploymentStatus
from quarterdeck.evidence.readiness import ReadinessSign
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.practices.delivery.serving import NOTHING_SERVES, SERVING

WAYS_BACK = Measure(
    name="ways_back",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="ways",
    subject="repository",
    needs=(PipelineJob, ReleaseStep),
    also_reads=(Deployment, DeploymentStatus, ReadinessSign),
    rows=f"""
        WITH serving AS MATERIALIZED ({SERVING})
        SELECT repository AS subject, key, part, 0 AS contribution FROM serving
        UNION ALL
        SELECT repository, path || ':' || line, says, 1 FROM release_steps WHERE kind = 'way back' AND repository IN (SELECT repository FROM serving)
        UNION ALL
        SELECT repository, path || ':' || line, name || ' goes back by itself', 1 FROM readiness_signs
        WHERE kind = 'gradual rollout' AND repository IN (SELECT repository FROM serving)
        UNION ALL
        SELECT repository, max(deployment), 'put back on ' || max(deployed_at)::DATE, 1 FROM production_deployments
        WHERE rollback AND deployed_at >= $start AND deployed_at < $end AND repository IS NOT NULL GROUP BY repository
    """,  # noqa: S608  # put together from constants of this practice
    fold=TOTAL,
    key_is="place",
    part_is="words",
    absent=NOTHING_SERVES,
)
