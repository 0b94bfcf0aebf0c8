"""How many lines of code are added and deleted each month.

Says: The lines that people added to and deleted from code, production and test, in each month of the period.

Matters because: It shows when work was done and whether the product grows, rests or is being cleared out. It says nothing of how good the work
was, and nothing of any one person.

Counted how: Two rows for each calendar month of the period with changes: lines added, and lines deleted. Code is told by the ending of its name: one
that the repository's hand-written code files at the head have. The value is the sum of both.

Leaves out: Changes by bots and coding agents, in commits that the repository says to ignore, and in commits that only reformat; merges, and
renames (git tells them as lines deleted here and added there). Files that the head holds as generated, vendored, documentation, data or
configuration; of deleted files only the ending is known. The first and the last month count only the days within the period.

Source: A count by `git log --numstat`. That the amount says little without its context: Nagappan, Ball: Use of Relative Code Churn Measures to
Predict System Defect Density, ICSE 2005.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit, FileChange, TrackedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.quality.measures.changes_in_hotspots import CUT

LINES_CHANGED = Measure(
    name="lines_changed",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="lines",
    subject="repository",
    needs=(Commit, FileChange, TrackedFile),
    rows=r"""
        WITH within AS (
            SELECT repository, "commit", path, change, renamed_from, added, deleted, committed_at, regexp_extract(path, '[^/]*$') AS name
            FROM changes
            WHERE committed_at >= $start AND committed_at < $end AND apart IS NULL
        ),
        endings AS (
            SELECT DISTINCT repository, regexp_extract(path, '\.([^./]+)$', 1) AS ending
            FROM files WHERE is_code AND role IN ('production', 'test') AND path LIKE '%.%'
        ),
        counted AS (
            SELECT w.repository, strftime(w.committed_at, '%Y-%m') AS month, sum(w.added) AS added, sum(w.deleted) AS deleted
            FROM within w
            LEFT JOIN files f ON f.repository = w.repository AND f.path = w.path
            LEFT JOIN endings e ON e.repository = w.repository AND e.ending = regexp_extract(w.name, '\.([^.]+)$', 1) AND e.ending <> ''
            WHERE w.renamed_from IS NULL
                AND CASE WHEN f.path IS NULL THEN e.ending IS NOT NULL ELSE f.is_code AND f.role IN ('production', 'test') END
                AND NOT EXISTS (FROM within r WHERE r.repository = w.repository AND r."commit" = w."commit" AND r.renamed_from = w.path AND w.change = 'D')
            GROUP BY ALL
        )
        SELECT repository AS subject, month AS key, 'added' AS part, added AS contribution FROM counted WHERE added IS NOT NULL
        UNION ALL
        SELECT repository, month, 'deleted', deleted FROM counted WHERE deleted IS NOT NULL
    """,
    fold=TOTAL,
    key_is="month",
    part_is="way",
    absent=NotAssessed("no change to code by people was found in the period", "Measure a longer period with `quarterdeck assess --since DATE`"),
    gaps=CUT,
)
