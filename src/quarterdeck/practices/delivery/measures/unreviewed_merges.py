"""How large a share of merged changes nobody else looked at.

Says: The share of the period's merged pull requests without a review by another person before the merge.

Matters because: A second pair of eyes finds mistakes, spreads knowledge, and keeps a single person, or a stolen account, from changing what
customers run. Auditors ask for it over a whole period, not for three examples.

Counted how: Each imported pull request merged in the period contributes 1 where no imported review of it, by somebody else than its author and
given before the merge, approves, asks for changes or comments; else 0. Where the export itself tells when it was first reviewed or approved,
that counts as well. Merging somebody else's pull request is no review by itself.

Leaves out: Pull requests by bots, and those merged before the earliest review that was imported from their tool, for the export may begin there.
Changes that went to the main branch without a pull request. How well somebody looked.

Source: OpenSSF Scorecard, check Code-Review: whether the project requires human code review before pull requests are merged,
https://github.com/ossf/scorecard/blob/main/docs/checks.md#code-review; that we count the whole period and not the last 30 changes is ours.
"""

from __future__ import annotations

from quarterdeck.evidence.delivery import PullRequest, Review
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.delivery.basis import SHARE

UNREVIEWED_MERGES = Measure(
    name="unreviewed_merges",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of merged pull requests",
    subject="repository",
    needs=(PullRequest, Review),
    rows="""
        WITH begun AS (SELECT tool, min(submitted_at) AS first_at FROM reviews GROUP BY ALL),
        merged AS (
            SELECT n.repository AS subject, p.tool, p.repository, p.number, p.author, p.merged_at, p.first_review_at, p.approved_at
            FROM pull_requests p JOIN repository_names n ON n.name = p.repository LEFT JOIN begun b USING (tool)
            WHERE n.repository IS NOT NULL AND p.merged_at >= $start AND p.merged_at < $end
                AND (p.merged_at >= b.first_at OR p.first_review_at IS NOT NULL OR p.approved_at IS NOT NULL)
                AND NOT regexp_matches(coalesce(p.author, ''), '\\[bot\\]$|^(dependabot|renovate)(-|$)', 'i')
        ), seen AS (
            SELECT DISTINCT m.tool, m.repository, m.number
            FROM merged m JOIN reviews r ON r.repository = m.repository AND r.number = m.number
            WHERE r.submitted_at <= m.merged_at AND r.reviewer IS DISTINCT FROM m.author
                AND coalesce(r.verdict, 'commented') IN ('approved', 'changes_requested', 'commented', 'dismissed')
        )
        SELECT m.subject, '#' || m.number AS key,
            CASE WHEN s.number IS NULL AND coalesce(m.first_review_at, m.approved_at) IS NULL THEN 'nobody' ELSE 'somebody' END AS part,
            (s.number IS NULL AND coalesce(m.first_review_at, m.approved_at) IS NULL)::INTEGER AS contribution
        FROM merged m LEFT JOIN seen s ON s.tool = m.tool AND s.repository = m.repository AND s.number = m.number
    """,
    fold=SHARE,
    key_is="pull request",
    part_is="looked at by",
    absent=NotAssessed(
        "no pull request of it that was merged in the period was imported with reviews",
        "Import both: `quarterdeck import pull-requests FILE` and `quarterdeck import reviews FILE`",
    ),
    decimals=2,
)
