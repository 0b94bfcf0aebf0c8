"""How much harder the functions of busy files became to follow.

Says: By how many points of cognitive complexity the functions of the files that change most grew in the period, taken together.

Matters because: A function that is hard and stays as it is can be lived with. One that takes in another case with each change gets dearer every time,
and nobody decides on it: each step is small.

Counted how: Of the files that `busy_functions` follows, each function that a commit of the period changed, by its name within its file. Its row `before`
is its complexity before the first of those commits, where it was there; one row for each month in which it changed says by how much it was more, or
less, complex at the end of the month. In its last month it is what it is at the head, nothing where it is gone. The value is the sum of the months. A
repository whose code was parsed has one more row that adds nothing.

Leaves out: Files that change less often, lines outside of functions. A function that was renamed or moved counts as gone and as new, which cancels out in
the sum. Of functions with one name in one file the most complex stands for them. Work on branches is told in the order of its commits.

Source: Campbell: Cognitive Complexity, SonarSource 2018, for the points; Tornhill: Your Code as a Crime Scene, 2015 (not opened), for complexity trends.
"""

from __future__ import annotations

from quarterdeck.derived.reading import NO_PARSED_CODE, UNREAD
from quarterdeck.evidence.code import Commit, TrackedFile
from quarterdeck.evidence.structure import Function, FunctionChange, ParsedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.quality.measures.changes_in_hotspots import CUT

BEFORE = "before"

FUNCTION_GROWTH = Measure(
    name="function_growth",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="points",
    subject="repository",
    needs=(Commit, TrackedFile, ParsedFile, Function, FunctionChange),
    rows=f"""
        WITH told AS (
            SELECT f.*, c.committed_at FROM function_changes f JOIN commits c USING (repository, "commit")
            WHERE f.function <> '' AND c.committed_at >= $start AND c.committed_at < $end
        ),
        weights AS (SELECT repository, path, name, max(cognitive) AS weight FROM functions GROUP BY ALL),
        months AS (
            SELECT repository, path, function, strftime(committed_at, '%Y-%m') AS month, arg_max_null(after, (committed_at, "commit")) AS after
            FROM told GROUP BY ALL
        ),
        began AS (SELECT repository, path, function, arg_min_null(before, (committed_at, "commit")) AS weight FROM told GROUP BY ALL),
        stood AS (
            SELECT m.repository, m.path, m.function, m.month, b.weight AS before,
                coalesce(CASE WHEN m.month = max(m.month) OVER (PARTITION BY m.repository, m.path, m.function) THEN w.weight ELSE m.after END, 0) AS weight
            FROM months m JOIN began b USING (repository, path, function)
            LEFT JOIN weights w ON w.repository = m.repository AND w.path = m.path AND w.name = m.function
        )
        SELECT repository AS subject, path || ': ' || function AS key, '{BEFORE}' AS part, weight AS contribution FROM began WHERE weight IS NOT NULL
        UNION ALL
        SELECT repository, path || ': ' || function, month,
            weight - coalesce(lag(weight) OVER (PARTITION BY repository, path, function ORDER BY month), before, 0)
        FROM stood
        UNION ALL
        SELECT DISTINCT repository, '', '', 0 FROM parsed_files
    """,  # noqa: S608  # a constant
    fold=Fold("the sum of the months' contributions", f"coalesce(sum(contribution) FILTER (part <> '{BEFORE}'), 0)"),
    key_is="function",
    part_is="month",
    absent=NO_PARSED_CODE,
    gaps=f"FROM ({CUT}) UNION ALL FROM ({UNREAD})",
)
