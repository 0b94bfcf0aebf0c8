"""How many days pass from one deployment to the next.

Says: The median number of days between two production deployments of the same service, with the 10th and 90th percentile.

Matters because: A count over a year hides a freeze of a month. The time between deployments is how long a finished change, or an urgent repair,
waits at worst for the next train.

Counted how: Each production deployment of the period contributes the days since the one before it of the same service and environment, that one
of the period or not. Which deployments count: as for `deployment_frequency`.

Leaves out: The time since the last one; the first that is known of a service, which has none before it.

Source: DORA, deployment frequency: «The number of deployments over a given period or the time between deployments»,
https://dora.dev/guides/dora-metrics/.
"""

from __future__ import annotations

from quarterdeck.evidence.delivery import Deployment, DeploymentStatus
from quarterdeck.kernel.measure import MEASURE_HEADINGS, MEDIAN, Measure, Page
from quarterdeck.practices.delivery.basis import ELSEWHERE, NO_DEPLOYMENTS

TIME_BETWEEN_DEPLOYMENTS = Measure(
    name="time_between_deployments",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="repository",
    needs=(Deployment,),
    also_reads=(DeploymentStatus,),
    rows="""
        SELECT repository AS subject, deployment AS key, service AS part, (epoch(deployed_at) - epoch(before)) / 86400 AS contribution
        FROM (
            SELECT repository, deployment, service, deployed_at,
                lag(deployed_at) OVER (PARTITION BY repository, lower(service), environment ORDER BY deployed_at, deployment) AS before
            FROM production_deployments WHERE repository IS NOT NULL AND NOT repeated
        )
        WHERE before IS NOT NULL AND deployed_at >= $start AND deployed_at < $end
    """,
    fold=MEDIAN,
    key_is="deployment",
    part_is="service",
    absent=NO_DEPLOYMENTS,
    gaps=f"""
        SELECT repository AS subject, 'one deployment of each of its services is known, and none before it' AS why,
            'Import earlier deployments as well' AS supply
        FROM production_deployments WHERE repository IS NOT NULL AND NOT repeated
        GROUP BY repository HAVING count(*) = count(DISTINCT (lower(service), environment)) AND max(deployed_at) >= $start
        UNION ALL FROM ({ELSEWHERE})
    """,  # noqa: S608  # put together from constants of this practice
    decimals=1,
)
