"""What share of incidents came from a change.

Says: Of the incidents of a service of which somebody said whether a change caused them, the share that a change did cause.

Matters because: Most of what breaks was changed just before. Which changes break things says what to test, and how to release.

Counted how: One row an incident of the period. 1 where its export names the change, or says that one caused it: the part is the deployment
that it was joined to (table `incident_deployments`), else why none could be. 0 where somebody said that no change caused it. -1 where nobody
said: such rows do not enter the value.

Leaves out: Incidents that happened after a deployment, with nobody saying that it was the cause: the same day is no cause. Changes that others
made (a vendor's release), unless somebody said so.

Source: The imported incidents (`change`, `caused_by_change`). How a change is joined to a deployment is on the page «How deployments are joined».
"""

from __future__ import annotations

from quarterdeck.evidence.delivery import Deployment
from quarterdeck.evidence.incidents import Incident
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.reliability.basis import NO_INCIDENTS

_NOBODY = "nobody said whether a change caused it"

INCIDENTS_FROM_CHANGES = Measure(
    name="incidents_from_changes",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of incidents",
    subject="service",
    needs=(Incident,),
    also_reads=(Deployment,),
    rows=f"""
        SELECT p.service AS subject, p.incident AS key, coalesce(d.deployment, d.why_not) AS part,
            CASE WHEN d.deployment IS NOT NULL THEN 1 WHEN d.why_not = 'somebody said that no change caused it' THEN 0 WHEN d.why_not = '{_NOBODY}' THEN -1
                ELSE 1 END AS contribution
        FROM incident_phases p JOIN incident_deployments d USING (incident)
        WHERE p.service IS NOT NULL AND p.began_at >= $start AND p.began_at < $end
    """,  # noqa: S608  # put together from constants
    fold=Fold("the mean of the contributions that are not below 0", "coalesce(avg(contribution) FILTER (contribution >= 0), 0)"),
    key_is="incident",
    part_is="deployment",
    absent=NO_INCIDENTS,
    gaps=f"""
        SELECT p.service AS subject, 'of none of its ' || count(*) || ' incidents anybody said whether a change caused it' AS why,
            'Let your incident tool ask at the end whether a change caused it, and which; export that with the incidents' AS supply
        FROM incident_phases p JOIN incident_deployments d USING (incident)
        WHERE p.service IS NOT NULL AND p.began_at >= $start AND p.began_at < $end GROUP BY p.service
        HAVING bool_and(coalesce(d.why_not, '') = '{_NOBODY}')
    """,  # noqa: S608  # as above
    decimals=2,
)
