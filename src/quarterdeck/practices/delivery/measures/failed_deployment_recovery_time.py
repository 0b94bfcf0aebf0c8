"""How many hours it takes until users are served again after a deployment that failed.

Says: The median number of hours from the begin of the failure of a production deployment to its end, with the 10th and 90th percentile.

Matters because: Every deployment may fail. What decides the harm is how long it lasts, and that can be practised.

Counted how: Each deployment that `change_fail_rate` counts as failed contributes the hours of its failure: from when the harm of the first incident
joined to it began until the last was mitigated, or resolved; without an incident, from when it took effect until the next deployment of the service that
succeeded, a rollback or another. What is not over yet contributes the hours so far and is left out of the median.

Leaves out: Incidents that no deployment caused: restoring a service after those is another matter, and a measure of reliability.

Source: DORA, failed deployment recovery time: «The time it takes to recover from a deployment that fails and requires immediate intervention»,
https://dora.dev/guides/dora-metrics/. That it begins with the harm: «restoring service after a change to production caused an impairment»,
https://dora.dev/guides/dora-metrics/history/.
"""

from __future__ import annotations

from quarterdeck.evidence.delivery import Deployment, DeploymentStatus
from quarterdeck.evidence.incidents import Incident
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.delivery.basis import IN_PERIOD, NO_DEPLOYMENTS
from quarterdeck.practices.delivery.measures.change_fail_rate import CHANGE_FAIL_RATE

_OVER = "FILTER (part <> 'not over')"

FAILED_DEPLOYMENT_RECOVERY_TIME = Measure(
    name="failed_deployment_recovery_time",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="hours",
    subject="repository",
    needs=(Deployment,),
    also_reads=(DeploymentStatus, Incident),
    rows=f"""
        SELECT repository AS subject, deployment AS key, coalesce(recovered_by, 'not over') AS part,
            (epoch(coalesce(recovered_at, $end)) - epoch(failed_at)) / 3600 AS contribution
        FROM production_deployments WHERE {IN_PERIOD} AND failed
    """,  # noqa: S608  # put together from constants of this practice
    fold=Fold(
        "the median of the contributions of what is over",
        f"median(contribution) {_OVER}",
        low=f"quantile_cont(contribution, 0.1) {_OVER}",
        high=f"quantile_cont(contribution, 0.9) {_OVER}",
        spread="10th and 90th percentile of the rows",
    ),
    key_is="deployment",
    part_is="ending",
    absent=NotAssessed("no deployment of it is known to have failed in the period", "Nothing, where none failed; else import states, rollbacks or incidents"),
    gaps=f"""
        {CHANGE_FAIL_RATE.gaps}
        UNION ALL
        SELECT repository, 'of its failed deployments nothing tells when users were served again',
            'Import the deployments, or the ends of incidents, that followed'
        FROM production_deployments WHERE {IN_PERIOD} AND failed GROUP BY repository HAVING count(recovered_at) = 0
        UNION ALL
        SELECT repository, '{NO_DEPLOYMENTS.why}', '{NO_DEPLOYMENTS.supply}'
        FROM repositories WHERE repository NOT IN (SELECT repository FROM production_deployments WHERE {IN_PERIOD})
    """,  # noqa: S608  # likewise
    decimals=1,
)
