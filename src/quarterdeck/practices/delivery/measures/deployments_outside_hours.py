"""How large a share of deployments goes out when few are there to mend them.

Says: The share of the period's production deployments that began on a Friday afternoon, at the weekend, or in the evening and at night, by local time.

Matters because: A deployment that fails is mended by whoever is there. On a Friday evening that is one person with a telephone, and customers until Monday.

Counted how: Each deployment to production of the period contributes 1 where it began on a Friday from 15:00 on, on a Saturday or Sunday, or between 20:00 and
06:00, else 0; which of these it was is the part. The time is that of the team that owns the repository's system where its record names a time zone, else
that of the company. Summer time counts as it stood on the day. The range is Wilson's interval.

Leaves out: Holidays. Whether a person or a schedule began it. What others in other zones would call their evening.

Source: Counting is arithmetic; which hours these are is our judgement. DORA asks for deployments «on demand»
(https://dora.dev/capabilities/deployment-automation/): they are no fault by themselves, and only those that failed then are a finding.
"""

from __future__ import annotations

from quarterdeck.evidence.delivery import Deployment, DeploymentStatus
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.practices.delivery.basis import ELSEWHERE, IN_PERIOD, NO_DEPLOYMENTS, SHARE
from quarterdeck.records.kinds.company import Company
from quarterdeck.records.kinds.team import Team
from quarterdeck.records.tables import table_of

_ZONES = """
    SELECT r.repository, coalesce(t.zone, c.zone) AS zone
    FROM repositories r CROSS JOIN (SELECT max(nullif(time_zone, '')) AS zone FROM company_records) c
    LEFT JOIN (
        SELECT s.repository, min(t.time_zone) AS zone FROM scopes s JOIN team_records t ON t.record = s.subject AND t.time_zone <> ''
        WHERE s.kind = 'team' GROUP BY ALL HAVING count(DISTINCT t.time_zone) = 1
    ) t ON t.repository = r.repository
"""
_KNOWN = "zone IN (SELECT name FROM pg_timezone_names())"

DEPLOYMENTS_OUTSIDE_HOURS = Measure(
    name="deployments_outside_hours",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of deployments",
    subject="repository",
    needs=(Deployment, table_of(Company)),
    also_reads=(DeploymentStatus, table_of(Team)),
    rows=f"""
        WITH told AS (
            SELECT p.repository, p.deployment, timezone(z.zone, timezone('UTC', p.begun_at)) AS began
            FROM (FROM production_deployments WHERE {IN_PERIOD}) p JOIN (FROM ({_ZONES}) WHERE {_KNOWN}) z ON z.repository = p.repository
        ), when_ AS (
            SELECT *, CASE WHEN isodow(began) > 5 THEN 'weekend' WHEN hour(began) >= 20 OR hour(began) < 6 THEN 'evening or night'
                WHEN isodow(began) = 5 AND hour(began) >= 15 THEN 'Friday afternoon' ELSE 'working hours' END AS part
            FROM told
        )
        SELECT repository AS subject, deployment AS key, part, (part <> 'working hours')::INTEGER AS contribution FROM when_
    """,  # noqa: S608  # put together from constants of this practice
    fold=SHARE,
    key_is="deployment",
    part_is="time",
    absent=NO_DEPLOYMENTS,
    gaps=f"""
        SELECT repository AS subject, CASE WHEN zone IS NULL THEN 'neither its team nor the company says in which time zone it works'
            ELSE zone || ' is no time zone that the tz database knows' END AS why,
            'Write it in quarterdeck.yaml: `time_zone: Europe/Berlin`' AS supply
        FROM ({_ZONES}) WHERE NOT coalesce({_KNOWN}, false)
        UNION ALL {ELSEWHERE}
    """,  # noqa: S608  # as above
    decimals=2,
)
