"""How much of the change to code comes with a change to tests.

Says: Of the changes made in the period to production code, the share made in commits that also change a test.

Matters because: Code that changes without its tests is checked by whoever uses it. Where change is thick and tests are thin, faults are found late,
and people become afraid to mend what they should.

Counted how: One row for each hand-written production code file at the head that changed in the period, by whether its changes came with tests (`with
tests`) or not (`alone`): one for each commit by a person that changed it, renames followed. A commit comes with tests when it changes a test file of
the head, or one that is a test by its place. The value is the changes with tests over all changes.

Leaves out: Tests that a later commit brings, and tests of another repository: a team that commits tests apart looks worse here than it is. Rust,
where tests stand in the file that they test; queries, infrastructure, shell and markup. Whether the tests test anything. Bots, coding agents, commits
that only reformat, merges.

Source: A count. Zaidman, Van Rompaey, van Deursen, Demeyer: Studying the co-evolution of production and test code, EMSE 2011 (not opened), for
looking at both in one commit.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit, FileChange, TrackedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.quality.measures.changes_in_hotspots import CUT, LEAST_CHANGES, PRODUCTION

_TESTED = "'C', 'C#', 'C++', 'Elixir', 'Go', 'Java', 'JavaScript', 'Kotlin', 'PHP', 'Python', 'Ruby', 'Scala', 'Swift', 'TypeScript'"
"""Languages whose tests stand in files of their own."""

CHANGES_WITH_TESTS = Measure(
    name="changes_with_tests",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of changes",
    subject="repository",
    needs=(Commit, FileChange, TrackedFile),
    rows=f"""
        WITH changed AS (
            SELECT t.repository, t.path, t."commit" FROM touches t SEMI JOIN (FROM ({PRODUCTION}) WHERE language IN ({_TESTED})) p USING (repository, path)
        ),
        tested AS (
            SELECT DISTINCT t.repository, t."commit" FROM touches t JOIN files f ON f.repository = t.repository AND f.path = t.path WHERE f.role = 'test'
            UNION
            SELECT DISTINCT repository, "commit" FROM changes
            WHERE committed_at >= $start AND committed_at < $end AND regexp_matches(path, '(^|/)(tests?|spec|specs|__tests__|e2e|testdata)/')
        )
        SELECT c.repository AS subject, c.path AS key, CASE WHEN t."commit" IS NULL THEN 'alone' ELSE 'with tests' END AS part,
            count(DISTINCT c."commit") AS contribution
        FROM changed c LEFT JOIN tested t ON t.repository = c.repository AND t."commit" = c."commit"
        GROUP BY ALL
    """,  # noqa: S608  # a constant of this practice
    fold=Fold(
        "the contributions with tests over all contributions", "coalesce(sum(contribution) FILTER (part = 'with tests'), 0) / sum(contribution)",
    ),
    key_is="file",
    part_is="state",
    absent=NotAssessed(
        "no change by people in the period to code in a language whose tests stand in files of their own",
        "Measure a longer period with `quarterdeck assess --since DATE`",
    ),
    gaps=f"""
        {CUT}
        UNION ALL
        SELECT t.repository, 'only ' || count(*) || ' changes to production code in the period: too few for a share',
            'Measure a longer period with `quarterdeck assess --since DATE`'
        FROM touches t SEMI JOIN ({PRODUCTION}) p USING (repository, path) GROUP BY t.repository HAVING count(*) < $least_changes_to_judge
    """,  # noqa: S608  # as above
    criteria=(LEAST_CHANGES,),
    decimals=2,
)  # fmt: skip
