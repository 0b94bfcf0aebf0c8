"""How large a share of merged changes had not passed their checks.

Says: The share of the period's merged pull requests whose last commit had not passed its pipelines when it was merged.

Matters because: A check that may fail and is merged all the same is none. The next one finds the main line broken, and cannot tell who broke it.

Counted how: Each imported pull request that was merged in the period and names its last commit contributes 1 where a pipeline of that commit had failed
when it was last run before the merge, or where none had run on it; else 0. Only those count that were merged between the first and the last imported
run of their repository that checks a change: what ran before and after, nobody told. The range is Wilson's interval.

Leaves out: Pull requests by bots. Checks that a merge queue runs on another commit. Whether the failed check had anything to say.

Source: DORA, capabilities: continuous integration, «A set of automated tests is run both before and after the merge in order to validate that the changes
don't introduce regression bugs», https://dora.dev/capabilities/continuous-integration/.
"""

from __future__ import annotations

from quarterdeck.evidence.delivery import PipelineRun, PullRequest
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.delivery.basis import CHECKING, SHARE

MERGED_UNCHECKED = Measure(
    name="merged_unchecked",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of merged pull requests",
    subject="repository",
    needs=(PullRequest, PipelineRun),
    rows=f"""
        WITH checking AS ({CHECKING}), known AS (SELECT repository, min(created_at) AS first_at, max(created_at) AS last_at FROM checking GROUP BY ALL),
        merged AS (
            SELECT n.repository, p.number, p.merged_at, lower(p.head_commit) AS head
            FROM pull_requests p JOIN repository_names n ON n.name = p.repository JOIN known k ON k.repository = n.repository
            WHERE p.merged_at BETWEEN greatest($start, k.first_at) AND k.last_at AND p.merged_at < $end AND p.head_commit <> ''
                AND NOT regexp_matches(coalesce(p.author, ''), '\\[bot\\]$|^(dependabot|renovate)(-|$)', 'i')
        ), looked AS (
            SELECT m.repository, m.number, coalesce(c.pipeline, c.path, '') AS pipeline, arg_max(c.status, (c.created_at, c.attempt)) AS status
            FROM merged m JOIN checking c ON c.repository = m.repository AND lower(c."commit") = m.head AND c.created_at <= m.merged_at GROUP BY ALL
        ), ended AS (
            SELECT repository, number, bool_or(status = 'failed') AS failed, min(pipeline) FILTER (status = 'failed') AS pipeline FROM looked GROUP BY ALL
        )
        SELECT m.repository AS subject, '#' || m.number AS key,
            CASE WHEN e.number IS NULL THEN 'none had run' WHEN e.failed THEN 'failed: ' || e.pipeline ELSE 'passed' END AS part,
            (e.number IS NULL OR e.failed)::INTEGER AS contribution
        FROM merged m LEFT JOIN ended e ON e.repository = m.repository AND e.number = m.number
    """,  # noqa: S608  # put together from constants of this practice
    fold=SHARE,
    key_is="pull request",
    part_is="checks",
    absent=NotAssessed(
        "no pull request of it was imported that was merged in the period, names its last commit, and falls into the time of imported pipeline runs",
        "Import both: `quarterdeck import pull-requests FILE` and `quarterdeck import pipeline-runs FILE`",
    ),
    decimals=2,
)
