"""How large a share of deployments nobody had planned, because something was broken in production.

Says: The share of the period's production deployments that were unplanned: repairs in haste, and rollbacks.

Matters because: A change fail rate counts what broke; this counts the work that breaking made. A team that spends a third of its deployments on
repairs has a third less to give.

Counted how: Each production deployment of the period contributes 1 where the export calls it unplanned (a hotfix, an emergency) or it is a
rollback, else 0. Which deployments count, and what a rollback is: as for `change_fail_rate`, rollbacks included.

Leaves out: Repairs that were deployed as if they were planned; whether an incident was recorded for an unplanned deployment. Where the export says
of no deployment whether it was planned, this is not assessed.

Source: DORA, deployment rework rate: «The ratio of deployments that are unplanned but happen as a result of an incident in production»,
https://dora.dev/guides/dora-metrics/.
"""

from __future__ import annotations

from quarterdeck.evidence.delivery import Deployment, DeploymentStatus
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.practices.delivery.basis import ELSEWHERE, IN_PERIOD, NO_DEPLOYMENTS, SHARE

DEPLOYMENT_REWORK_RATE = Measure(
    name="deployment_rework_rate",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of deployments",
    subject="repository",
    needs=(Deployment,),
    also_reads=(DeploymentStatus,),
    rows=f"""
        SELECT repository AS subject, deployment AS key, CASE WHEN rollback THEN 'rollback' WHEN unplanned THEN 'unplanned' ELSE 'planned' END AS part,
            coalesce(unplanned, false)::INTEGER AS contribution
        FROM production_deployments WHERE {IN_PERIOD}
    """,  # noqa: S608  # put together from constants of this practice
    fold=SHARE,
    key_is="deployment",
    part_is="kind",
    absent=NO_DEPLOYMENTS,
    gaps=f"""
        SELECT repository AS subject, 'the export says of none of its deployments whether it was planned' AS why,
            'Export deployments with a column that tells hotfixes' AS supply
        FROM production_deployments WHERE {IN_PERIOD} GROUP BY repository HAVING count(unplanned) FILTER (NOT rollback) = 0
        UNION ALL FROM ({ELSEWHERE})
    """,  # noqa: S608  # likewise
    decimals=2,
)
