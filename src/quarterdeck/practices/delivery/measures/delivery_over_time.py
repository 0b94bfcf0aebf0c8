"""DORA's five of each quarter: how they changed.

Says: What each of DORA's five measures came to in each quarter of the period, beside how many deployments, changes and failures stand behind it, of the
company, and of its teams, systems and vendors in a measure each.

Matters because: One number says where a team stands. Whether it gets better is seen only against its own past, and that is the comparison that DORA
recommends.

Counted how: The rows of `deployment_frequency`, `change_lead_time`, `change_fail_rate`, `failed_deployment_recovery_time` and `deployment_rework_rate` of each
repository that stands behind it (table `scopes`), shared out by the calendar quarter in which the deployment took effect and folded again; by month where
the period is no longer than 200 days. A repository that gives no basis for one of the five is left out of that one, as it is there. Each quarter
contributes a row for each number. The value is the number of deployments of the whole period; one that two of them answer for counts for both.

Leaves out: Quarters without a deployment. The first and the last quarter hold only what lies within the period.

Source: DORA: «Measuring these over time provides insight into how software delivery performance is changing»,
https://dora.dev/guides/dora-metrics/.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit
from quarterdeck.evidence.delivery import Deployment, DeploymentStatus
from quarterdeck.evidence.incidents import Incident
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.delivery.basis import IN_PERIOD, NO_DEPLOYMENTS
from quarterdeck.practices.delivery.measures.release_lead_time import SHALLOW

DEPLOYMENTS, CHANGES, LEAD, LEAD_LOW, LEAD_HIGH = "deployments", "changes", "lead time", "lead time, 10th percentile", "lead time, 90th percentile"
TRIED, FAILED, FAIL_RATE, RECOVERY, REWORK = "deployments of changes", "failed", "change fail rate", "recovery", "rework rate"
"""The parts of a quarter's rows."""

_KINDS = {"company": "", "team": "_of_teams", "system": "_of_systems", "vendor": "_of_vendors"}
_QUARTER = "CASE WHEN $end - $start <= INTERVAL 200 DAY THEN strftime({at}, '%Y-%m') ELSE year({at}) || ' Q' || quarter({at}) END"
_COUNTED = {
    DEPLOYMENTS: "count(*)",
    TRIED: "count(*) FILTER (told AND NOT rollback)",
    FAILED: "count(*) FILTER (told AND NOT rollback AND failed)",
    FAIL_RATE: "avg(failed::INTEGER) FILTER (told AND NOT rollback)",
    RECOVERY: "median((epoch(recovered_at) - epoch(failed_at)) / 3600) FILTER (told AND failed)",
    REWORK: "avg(coalesce(unplanned, false)::INTEGER) FILTER (planned)",
}
_WAITED = {CHANGES: "count(*)", LEAD: "median(days)", LEAD_LOW: "quantile_cont(days, 0.1)", LEAD_HIGH: "quantile_cont(days, 0.9)"}


def _rows(of: dict[str, str], table: str) -> str:
    """A row for each number of each quarter."""
    names, values = ", ".join(f"'{name}'" for name in of), ", ".join(f"({value})::DOUBLE" for value in of.values())
    return f"""
        SELECT key, quarter, unnest([{names}]) AS part, unnest([{values}]) AS contribution FROM {table} GROUP BY key, quarter
    """  # noqa: S608  # put together from words of this module


def _of(kind: str) -> Measure:
    return Measure(
        name=f"delivery_over_time{_KINDS[kind]}",
        page=Page.of(__doc__, MEASURE_HEADINGS),
        unit="deployments",
        subject="company",
        needs=(Deployment,),
        also_reads=(DeploymentStatus, Incident, Commit),
        rows=f"""
            WITH counted AS (
                SELECT *, {_QUARTER.format(at="deployed_at")} AS quarter, bool_or(ending_told) OVER (PARTITION BY repository) AS told,
                    count(unplanned) FILTER (NOT rollback) OVER (PARTITION BY repository) > 0 AS planned
                FROM production_deployments WHERE {IN_PERIOD}
            ), deployed AS (
                SELECT s.subject AS key, d.* FROM counted d JOIN scopes s ON s.repository = d.repository AND s.kind = '{kind}'
            ), brought AS (
                SELECT s.subject AS key, {_QUARTER.format(at="d.deployed_at")} AS quarter,
                    greatest(0, epoch(d.deployed_at) - epoch(d.committed_at)) / 86400 AS days
                FROM deployed_changes d JOIN work w ON w.repository = d.repository AND w."commit" = d."commit"
                JOIN scopes s ON s.repository = d.repository AND s.kind = '{kind}'
                WHERE d.deployed_at >= $start AND d.deployed_at < $end AND NOT w.merge AND w.kind <> 'bot'
                    AND d.repository NOT IN (SELECT subject FROM ({SHALLOW}))
            )
            SELECT 'company' AS subject, key, quarter || ': ' || part AS part, contribution
            FROM ({_rows(_COUNTED, "deployed")} UNION ALL {_rows(_WAITED, "brought")}) WHERE contribution IS NOT NULL
        """,  # noqa: S608  # put together from constants of this practice
        fold=Fold("the deployments of all quarters", f"coalesce(sum(contribution) FILTER (ends_with(part, ': {DEPLOYMENTS}')), 0)"),
        key_is=kind,
        part_is="number of a quarter",
        absent=NO_DEPLOYMENTS,
    )


DELIVERY_OVER_TIME = {kind: _of(kind) for kind in _KINDS}
"""Of the company, and of each kind of what stands on several repositories."""
