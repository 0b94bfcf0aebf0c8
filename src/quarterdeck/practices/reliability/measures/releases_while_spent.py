"""How many releases went out while the error budget was spent.

Says: Of the days of the period on which a service level's error budget was spent, how many releases of its system went out that mended nothing.

Matters because: A policy that nobody follows costs the same talk each time, and the users wait.

Counted how: A budget is spent on a day when, over the level's window up to that day, the events that were not good were as many as the target leaves or more;
days whose window was counted on fewer than half of its days do not count. One row for each production deployment of a repository of the level's system on
such a day: 1 for a release, 0 for a rollback and for what the export calls unplanned (a repair). One row more for each such day, and one for all days that
could be told. The value is the number of releases.

Leaves out: Whether a release mended what spent the budget, which nothing here tells: where it was, the export should call it unplanned. Deployments that
failed and were simply repeated. Levels whose system nobody wrote down.

Source: «If the service has exceeded its error budget for the preceding four-week window, we will halt all changes and releases other than P0 issues or
security fixes until the service is back within its SLO»: Google, The Site Reliability Workbook, example error budget policy,
https://sre.google/workbook/error-budget-policy/ (read on 27 November 2026). The window is the level's own.
"""

from __future__ import annotations

from quarterdeck.evidence.delivery import Deployment
from quarterdeck.evidence.governance import ServiceObjective
from quarterdeck.evidence.incidents import UptimeProbe
from quarterdeck.evidence.series import SeriesPoint
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.reliability.measures.error_budget_spent import COUNTED

RELEASE, REPAIR, SPENT, TOLD = "release", "rollback or repair", "spent", "told"
"""What the rows' parts say."""
_DAYS = """
    WITH counted AS (
        SELECT level, counted_at::DATE AS day, sum(total) AS total, sum(total - good) AS bad, bool_or(probed) AS probed FROM level_counts GROUP BY ALL
    ), days AS (
        SELECT s.level, s.system, s.target, s.window_days, unnest(range($start, $end, INTERVAL 1 DAY))::DATE AS day
        FROM service_levels s WHERE s.target < 1 AND s.window_days >= 1 AND s.level IN (SELECT level FROM counted)
    )
    SELECT d.level, d.system, d.day, round(sum(c.bad) - sum(c.total) * (1 - any_value(d.target)), 6) >= 0 AS spent
    FROM days d JOIN counted c ON c.level = d.level AND c.day <= d.day AND c.day > d.day - to_days(round(d.window_days)::INTEGER)
    GROUP BY d.level, d.system, d.day, d.window_days
    HAVING count(*) * 2 >= d.window_days AND (NOT bool_or(c.probed) OR round(sum(c.total) * (1 - any_value(d.target)), 6) >= 1)
"""
_DEPLOYED = "SELECT d.*, s.subject AS system FROM production_deployments d JOIN scopes s ON s.kind = 'system' AND s.repository = d.repository"

RELEASES_WHILE_SPENT = Measure(
    name="releases_while_spent",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="releases",
    subject="service-level",
    needs=(SeriesPoint, UptimeProbe, Deployment),
    also_reads=(ServiceObjective,),
    rows=f"""
        WITH told AS ({_DAYS})
        SELECT level AS subject, d.deployment AS key, CASE WHEN d.rollback OR coalesce(d.unplanned, false) THEN '{REPAIR}' ELSE '{RELEASE}' END AS part,
            (NOT d.rollback AND NOT coalesce(d.unplanned, false))::INTEGER AS contribution
        FROM told t JOIN ({_DEPLOYED}) d ON d.system = t.system AND d.deployed_at::DATE = t.day WHERE t.spent AND NOT d.repeated
        UNION ALL SELECT level, day::VARCHAR, '{SPENT}', 0 FROM told WHERE spent
        UNION ALL SELECT level, level, '{TOLD}', 0 FROM told GROUP BY level
    """,  # noqa: S608  # put together from constants
    fold=Fold("the sum of the contributions", "sum(contribution)"),
    key_is="deployment",
    part_is="state",
    absent=NotAssessed("on no day of the period its budget could be told", COUNTED),
    gaps=f"""
        SELECT level AS subject, 'nobody wrote which system it is for' AS why, 'Write `system` in ' || path AS supply FROM service_levels WHERE system IS NULL
        UNION ALL SELECT level, 'no deployment of its system could be joined to an assessed repository',
            'Run `quarterdeck import deployments FILE`, and name the repositories of its system'
        FROM service_levels WHERE system IS NOT NULL AND system NOT IN (SELECT system FROM ({_DEPLOYED}) WHERE deployed_at >= $start AND deployed_at < $end)
    """,  # noqa: S608  # as above
)
