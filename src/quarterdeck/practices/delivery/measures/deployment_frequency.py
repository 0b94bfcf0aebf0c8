"""How many deployments reached production.

Says: The number of production deployments in the period, by day.

Matters because: Small steps are easier to check, to understand and to undo. How often a team deploys is the size of its steps, seen from outside.

Counted how: Each imported deployment to production that ended contributes 1 on its day, failed ones, rollbacks and repairs included. A failed
attempt that was simply repeated is one deployment together with the next. Production is what the tool calls so, else an environment of that
name, in English or a few other languages; a deployment without any environment counts. Table `production_deployments`.

Leaves out: Deployments that were cancelled or had not ended; those of repositories that could not be joined (table `unjoined`); what nobody recorded.

Source: DORA, deployment frequency: «The number of deployments over a given period or the time between deployments»,
https://dora.dev/guides/dora-metrics/. The time between them is a measure of its own.
"""

from __future__ import annotations

from quarterdeck.evidence.delivery import Deployment, DeploymentStatus
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.practices.delivery.basis import ELSEWHERE, IN_PERIOD, NO_DEPLOYMENTS

DEPLOYMENT_FREQUENCY = Measure(
    name="deployment_frequency",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="deployments",
    subject="repository",
    needs=(Deployment,),
    also_reads=(DeploymentStatus,),
    rows=f"""
        SELECT repository AS subject, deployment AS key, deployed_at::DATE::VARCHAR AS part, 1 AS contribution
        FROM production_deployments WHERE {IN_PERIOD}
    """,  # noqa: S608  # put together from constants of this practice
    fold=TOTAL,
    key_is="deployment",
    part_is="day",
    absent=NO_DEPLOYMENTS,
    gaps=ELSEWHERE,
)
