"""How large a share of deployments required immediate intervention.

Says: The share of the period's production deployments that had to be put back, mended in haste, or caused an incident.

Matters because: A deployment that fails costs its users and takes the people who would have made the next one. Teams that fear deploying deploy
seldom, and then fail more.

Counted how: Each production deployment of the period contributes 1 where it failed, else 0; rollbacks are left out, for they bring no change.
It failed where the tool says that it did, where the next thing that happened to the service within a week was a rollback or an unplanned
deployment, or where an incident is joined to it because somebody said so. A rollback is one that the export calls so, or, where the export says
nothing of it, a version that had run before another one. A failed attempt that was repeated with the same version within a week, without
haste, is one deployment together with the next. The range is Wilson's interval: few deployments leave much open.

Leaves out: Failures that nobody recorded: neither state, rollback, haste nor incident. Incidents of which nobody said whether a change caused
them (table `unjoined`).

Source: DORA, change fail rate: «The ratio of deployments that require immediate intervention following a deployment. Likely resulting in a
rollback of the changes or a "hotfix" to quickly remediate any issues», https://dora.dev/guides/dora-metrics/. That a week is immediate, and that
rollbacks are no changes, is our reading.
"""

from __future__ import annotations

from quarterdeck.evidence.delivery import Deployment, DeploymentStatus
from quarterdeck.evidence.incidents import Incident
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.practices.delivery.basis import ELSEWHERE, IN_PERIOD, NO_DEPLOYMENTS, SHARE

CHANGE_FAIL_RATE = Measure(
    name="change_fail_rate",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of deployments",
    subject="repository",
    needs=(Deployment,),
    also_reads=(DeploymentStatus, Incident),
    rows=f"""
        SELECT repository AS subject, deployment AS key, coalesce(failed_because, '') AS part, failed::INTEGER AS contribution
        FROM production_deployments WHERE {IN_PERIOD} AND NOT rollback
    """,  # noqa: S608  # put together from constants of this practice
    fold=SHARE,
    key_is="deployment",
    part_is="ending",
    absent=NO_DEPLOYMENTS,
    gaps=f"""
        SELECT repository AS subject, 'nothing says how its deployments ended: no state, no rollback, no repair, no incident' AS why,
            'Export deployments with their state, or with what was a rollback or a hotfix; or say of incidents which change caused them' AS supply
        FROM production_deployments WHERE {IN_PERIOD} GROUP BY repository HAVING NOT bool_or(ending_told)
        UNION ALL FROM ({ELSEWHERE})
    """,  # noqa: S608  # likewise
    decimals=2,
)
