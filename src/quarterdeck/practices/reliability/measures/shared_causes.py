"""How many causes brought down more than one service.

Says: The number of causes that the period's incidents of two services or more have in common.

Matters because: Each team mends its own half of what they share, if it sees that they share it. Seen from above, one repair would do for all.

Counted how: Incidents of the period that name a service. Two have a cause in common when somebody wrote the same for both, numbers and ids left out; when
both were joined to one deployment (table `incident_deployments`); or when title or cause of both name one vendor, or one system that is neither's
own, as on record (its id or name, four letters at least). A row for each service and cause that incidents of more than one service have: the number of
its incidents. The value is the number of causes.

Leaves out: Causes that only name a sort («a release», «human error»), and those that nobody wrote down. Planned maintenance. That two services failed in the
same minute: the time alone is no cause.

Source: Reviews are to find «all contributing root causes» and to put actions in place against recurrence: Google, Site Reliability Engineering, chapter 15,
https://sre.google/sre-book/postmortem-culture/ (its opening, read on 27 November 2026). What counts as one cause is our rule.
"""

from __future__ import annotations

from quarterdeck.evidence.delivery import Deployment
from quarterdeck.evidence.incidents import Incident, IncidentUpdate
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

_COMMON = """
    SELECT * FROM (
        SELECT service, CASE WHEN sort = 'cause' THEN cause ELSE sort || ' ' || cause END AS cause, count(DISTINCT c.incident) AS incidents
        FROM incident_causes c JOIN incident_phases p USING (incident, service) WHERE p.began_at >= $start AND p.began_at < $end GROUP BY ALL)
    QUALIFY count(*) OVER (PARTITION BY cause) > 1
"""

SHARED_CAUSES = Measure(
    name="shared_causes",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="causes",
    subject="company",
    needs=(Incident, IncidentUpdate),
    also_reads=(Deployment,),
    rows=f"""
        SELECT 'company' AS subject, service AS key, cause AS part, incidents AS contribution FROM ({_COMMON})
        UNION ALL SELECT 'company', '', '', count(DISTINCT incident) FROM incident_causes c JOIN incident_phases p USING (incident)
        WHERE p.began_at >= $start AND p.began_at < $end HAVING count(DISTINCT incident) > 0
    """,  # noqa: S608  # put together from constants
    fold=Fold("the number of causes", "count(DISTINCT part) FILTER (part <> '')"),
    key_is="service",
    part_is="incident",
    absent=NotAssessed(
        "of no incident of the period anybody wrote the cause",
        "Write causes in your incident tool (or after «Cause:» in its timeline), then `quarterdeck import incidents FILE`",
    ),
)
