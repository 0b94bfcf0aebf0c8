"""How much new code is gone again within a quarter.

Says: The share of new lines of code that were rewritten or deleted within 91 days of coming into the code.

Matters because: Some rewriting is how people learn what is wanted. Much of it means that work is done twice: what to build was not clear, or code
is let in that does not hold.

Counted how: Lines that people wrote and that came in within the period, early enough to be watched for 91 days. A row for each of their
commits tells how many were rewritten or deleted in that time, another how many stood. A line belongs to the commit that `git blame` names for it; it
comes and goes on the head's first-parent line, with the merge that brings it. The value is the share rewritten or deleted.

Leaves out: Lines by bots and coding agents, and those of commits that only reformat or that the repository says to ignore; what such commits
rewrote counts as standing. Generated, vendored, documentation, data and configuration files. Lines rewritten on a branch before it was merged.

Source: A count from one replay of the history, as `git blame` tells origins. The quarter is our choice: long enough for a release, short enough to
be the same piece of work.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit, TrackedFile
from quarterdeck.evidence.lines import LineFlow
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.quality.measures.changes_in_hotspots import CUT

GONE_WITHIN_QUARTER = Measure(
    name="gone_within_quarter",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of new lines",
    subject="repository",
    needs=(LineFlow, Commit, TrackedFile),
    rows="""
        WITH came AS (
            SELECT repository, "commit", min(moved_at) AS came_at FROM code_lines WHERE apart IS NULL AND lines > 0 GROUP BY ALL
            HAVING min(moved_at) >= $start AND min(moved_at) < $end - INTERVAL 91 DAY
        ),
        watched AS (
            SELECT l.repository, l."commit", sum(greatest(l.lines, 0)) AS new,
                -sum(CASE WHEN l.lines < 0 AND NOT l.reformatted THEN l.lines ELSE 0 END) AS gone
            FROM code_lines l JOIN came c ON c.repository = l.repository AND c."commit" = l."commit" AND l.moved_at < c.came_at + INTERVAL 91 DAY
            GROUP BY ALL
        )
        SELECT repository AS subject, "commit" AS key, 'gone' AS part, least(gone, new)::DOUBLE AS contribution FROM watched WHERE gone > 0
        UNION ALL
        SELECT repository, "commit", 'stood', (new - least(gone, new))::DOUBLE FROM watched WHERE new > gone
    """,
    fold=Fold(
        "the contributions that are gone over all contributions",
        "coalesce(sum(contribution) FILTER (part = 'gone'), 0) / sum(contribution)",
    ),
    key_is="commit",
    part_is="state",
    absent=NotAssessed(
        "no new lines of code by people were followed for 91 days within the period",
        "Assess with `quarterdeck assess --deep`, or a longer period with `--since DATE`",
    ),
    gaps=CUT,
    decimals=2,
)
