"""How much of the work lands in the few files that are large, deeply nested and changed again and again.

Says: Of the changes made in the period to production code, the share made in hotspots.

Matters because: Most code of most products rests; work gathers in few files. Where these are also the most tangled ones, every change takes
longer and breaks more, and an hour spent on tidying them pays back sooner than anywhere else.

Counted how: One row for each hand-written production code file at the head with its changes in the period: one for each commit by a person, renames
followed. A file is a `hotspot` when four things hold: it is in the repository's top tenth by changes; it is in the top tenth by indentation (mean
nesting times non-blank lines); it changed at least as often as the criterion asks, told for a year; and its deepest line is nested
at least as deep as the criterion asks. Files of equal rank stand or fall together. The value is the changes in hotspots over all changes.

Leaves out: Tests, generated and vendored code, documentation, configuration; files that are no longer there. Changes by bots and coding agents, in
commits that the repository says to ignore, and in commits that only reformat; merges, deletions, and renames themselves. Indentation takes a wrapped
argument list for nested logic; a commit counts once whether it changed one line or a thousand.

Source: Tornhill: Your Code as a Crime Scene, 2015 (a book, not opened while this was built), for change frequency with lines of code; Hindle, Godfrey,
Holt: Reading Beside the Lines: Using Indentation to Rank Revisions by Complexity, Science of Computer Programming, 2009, for indentation: in 278
projects its sum and variance over a revision go with McCabe's and Halstead's figures. We add up whole files instead of revisions.
The tenths and the two criteria are our
judgement. CodeScene's code health, of which «Code Red» (Tornhill, Borg, TechDebt 2022) reports what unhealthy code costs, is another measure: its
figures do not carry over to this one.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit, FileChange, TrackedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Criterion, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

HOTSPOT_TENTH = Criterion(
    "hotspot_share_of_files", 0.1, "of files", "A hotspot is in this top share of files by changes, and by indentation.",
    "Our judgement: few enough to name each, and in keeping with how unevenly changes fall.",
)  # fmt: skip
HOTSPOT_CHANGES = Criterion(
    "hotspot_changes_a_year", 6, "changes a year", "A hotspot changes at least this often.",
    "Our judgement: every second month; less is no piling up, whatever the rank.",
)  # fmt: skip
HOTSPOT_DEPTH = Criterion(
    "hotspot_depth", 4, "levels", "The deepest line of a hotspot is nested at least this deep.",
    "Our judgement: a method's body is at level two; two more take a condition in a loop. Long lists and tables stay below it.",
)  # fmt: skip
LEAST_CHANGES = Criterion(
    "least_changes_to_judge", 30, "changes", "With fewer changes in the period, shares say little.",
    "Our judgement: below thirty, three changes more or less move the share by a tenth.",
)  # fmt: skip
LEAST_FILES = Criterion(
    "least_files_to_judge", 10, "files", "With fewer production files there is no top tenth.", "A tenth of fewer than ten files is less than one file.",
)  # fmt: skip

PRODUCTION = "SELECT repository, path, lines, blank, nesting, deepest, language FROM files WHERE is_code AND role = 'production' AND lines > 0"
"""Hand-written production code at the head."""

CUT = """
    SELECT r.repository AS subject, 'the history was cut when the repository was cloned (shallow), within the period' AS why,
        'Run `git fetch --unshallow` in the clone, then assess again' AS supply
    FROM repositories r
    WHERE r.shallow AND EXISTS (FROM commits c WHERE c.repository = r.repository AND len(c.parents) = 0 AND c.committed_at >= $start)
"""
"""Repositories whose history ends within the period: a cut leaves commits without parents, whose changes are the whole tree."""

CHANGES_IN_HOTSPOTS = Measure(
    name="changes_in_hotspots",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of changes",
    subject="repository",
    needs=(Commit, FileChange, TrackedFile),
    rows=f"""
        WITH counted AS (
            SELECT p.repository, p.path, p.deepest, p.nesting * (p.lines - p.blank) AS indentation, coalesce(t.changes, 0) AS changes
            FROM ({PRODUCTION}) p
            LEFT JOIN (SELECT repository, path, count(*) AS changes FROM touches GROUP BY ALL) t ON t.repository = p.repository AND t.path = p.path
        ),
        ranked AS (
            SELECT *, ceil(count(*) OVER whole * $hotspot_share_of_files) AS top,
                rank() OVER (PARTITION BY repository ORDER BY changes DESC) AS by_changes,
                rank() OVER (PARTITION BY repository ORDER BY indentation DESC) AS by_indentation
            FROM counted
            WINDOW whole AS (PARTITION BY repository)
        )
        SELECT repository AS subject, path AS key, changes AS contribution,
            CASE WHEN by_changes <= top AND by_indentation <= top AND deepest >= $hotspot_depth
                AND changes * 365 >= $hotspot_changes_a_year * date_diff('day', $start, $end) THEN 'hotspot' ELSE 'other' END AS part
        FROM ranked
    """,  # noqa: S608  # put together from constants of this practice
    fold=Fold(
        "the contributions of rows that are hotspots, over all contributions",
        "coalesce(sum(contribution) FILTER (part = 'hotspot'), 0) / nullif(sum(contribution), 0)",
    ),
    key_is="file",
    part_is="state",
    absent=NotAssessed(
        "no change by people to production code was found in the period",
        "Assess a repository that holds code, or a longer period with `quarterdeck assess --since DATE`",
    ),
    gaps=f"""
        WITH code AS ({PRODUCTION}),
        sizes AS (SELECT repository, count(*) AS files FROM code GROUP BY repository),
        touched AS (SELECT t.repository, count(*) AS changes FROM touches t SEMI JOIN code USING (repository, path) GROUP BY t.repository)
        {CUT}
        UNION ALL
        SELECT s.repository, 'only ' || coalesce(t.changes, 0) || ' changes to production code in the period: too few for a share',
            'Measure a longer period with `quarterdeck assess --since DATE`'
        FROM sizes s LEFT JOIN touched t ON t.repository = s.repository
        WHERE s.files >= $least_files_to_judge AND coalesce(t.changes, 0) < $least_changes_to_judge
    """,  # noqa: S608  # likewise
    criteria=(HOTSPOT_TENTH, HOTSPOT_CHANGES, HOTSPOT_DEPTH, LEAST_CHANGES, LEAST_FILES),
    decimals=2,
)
