"""Where the days of a change go: coding, waiting for review, review, waiting for release.

Says: The median number of days from the first commit of a merged pull request until its users have it, and the days in each phase.

Matters because: Who wants changes to arrive sooner must know where they wait. In most teams it is not the coding.

Counted how: Each pull request merged in the period contributes its days in each phase that is known: `coding` from its first commit (as the export
tells, else the earliest authored commit that is joined to it) to its opening; `waiting for review` from its opening, or from when it was ready, to
the first review by another person; `review` from there to the merge, or from the opening where there was no review (`open without a review`); `waiting for
release` from the merge to the first production deployment that contains one of its commits. The value is the median of the sums.

Leaves out: Phases that nothing tells of: without deployments, waiting for release. Draft time counts as waiting unless the export says when it was
ready. Pull requests by bots.

Source: The phases are those that engineering analytics commonly use (coding, pickup, review, deploy); that a change should be followed through all
of them follows DORA's guide to value stream management, https://dora.dev/guides/value-stream-management/. The cut between them is ours.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from quarterdeck.evidence.code import Commit
from quarterdeck.evidence.delivery import Deployment, PullRequest, Review
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page, RowArrays
from quarterdeck.kernel.outcome import NotAssessed


def fold(rows: RowArrays) -> NDArray[np.float64]:
    """The median over keys of the sum of each key's rows, per subject."""
    width = int(rows.key.max()) + 1 if len(rows.key) else 1
    pairs, places = np.unique(rows.subject * width + rows.key, return_inverse=True)
    sums = np.bincount(places, weights=rows.contribution, minlength=len(pairs))
    subjects = pairs // width
    order = np.lexsort((sums, subjects))
    starts = np.searchsorted(subjects[order], np.arange(rows.subjects + 1))
    ordered = sums[order]
    found = np.full(rows.subjects, np.nan)
    for subject, (first, last) in enumerate(pairwise(starts)):
        if last > first:
            found[subject] = (ordered[(first + last - 1) // 2] + ordered[(first + last) // 2]) / 2
    return found


PULL_REQUEST_PHASES = Measure(
    name="pull_request_phases",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="repository",
    needs=(PullRequest, Review, Commit),
    also_reads=(Deployment,),
    rows="""
        WITH merged AS (
            SELECT n.repository, p.number, p.created_at, coalesce(p.ready_at, p.created_at) AS ready_at, p.merged_at, p.first_commit_at, p.author,
                p.first_review_at, p.repository AS named
            FROM pull_requests p JOIN repository_names n ON n.name = p.repository
            WHERE n.repository IS NOT NULL AND p.merged_at >= $start AND p.merged_at < $end
                AND NOT regexp_matches(coalesce(p.author, ''), '\\[bot\\]$|^(dependabot|renovate)(-|$)', 'i')
        ), begun AS (
            SELECT c.repository, c.number, min(w.authored_at) AS begun_at
            FROM pull_commits c JOIN work w ON w.repository = c.repository AND w."commit" = c."commit" WHERE NOT w.merge GROUP BY ALL
        ), seen AS (
            SELECT m.repository, m.number, min(r.submitted_at) AS seen_at
            FROM merged m JOIN reviews r ON r.repository = m.named AND r.number = m.number
            WHERE r.reviewer IS DISTINCT FROM m.author AND r.submitted_at <= m.merged_at GROUP BY ALL
        ), out AS (
            SELECT c.repository, c.number, min(d.deployed_at) AS deployed_at
            FROM pull_commits c JOIN deployed_changes d ON d.repository = c.repository AND d."commit" = c."commit" GROUP BY ALL
        ), told AS (
            SELECT m.*, coalesce(m.first_commit_at, b.begun_at) AS begun_at, coalesce(s.seen_at, m.first_review_at) AS seen_at, o.deployed_at
            FROM merged m
            LEFT JOIN begun b ON b.repository = m.repository AND b.number = m.number
            LEFT JOIN seen s ON s.repository = m.repository AND s.number = m.number
            LEFT JOIN out o ON o.repository = m.repository AND o.number = m.number
        ), phases AS (
            SELECT repository, number, 'coding' AS phase, begun_at AS since, created_at AS until FROM told WHERE begun_at < created_at
            UNION ALL SELECT repository, number, 'waiting for review', least(ready_at, seen_at), seen_at FROM told WHERE seen_at IS NOT NULL
            UNION ALL SELECT repository, number, 'review', seen_at, merged_at FROM told WHERE seen_at IS NOT NULL
            UNION ALL SELECT repository, number, 'open without a review', created_at, merged_at FROM told WHERE seen_at IS NULL
            UNION ALL SELECT repository, number, 'waiting for release', least(merged_at, deployed_at), deployed_at FROM told WHERE deployed_at IS NOT NULL
        )
        SELECT repository AS subject, '#' || number AS key, phase AS part, greatest(0, epoch(until) - epoch(since)) / 86400 AS contribution FROM phases
    """,
    fold=Fold("the median over keys of the sum of each key's contributions", arrays=fold),
    key_is="pull request",
    part_is="phase",
    absent=NotAssessed("no pull request of it that was merged in the period was imported", "Import them: `quarterdeck import pull-requests FILE`"),
    decimals=1,
)
