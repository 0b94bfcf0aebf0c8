"""How many lines of code change on a person-day.

Says: The lines that people add to and delete from code, production and test, for each person-day on which somebody committed: the median of the
period's days.

Matters because: It is the repository's own speed, by which the effort of writing something anew can be told. It is no measure of anybody's work: what
takes a day to find may be one line.

Counted how: One row for each day with commits to code: lines added and deleted on it in files that the head holds as hand-written code, over the
person-days of those commits (a person's day is shared out among the person's commits in all assessed repositories). The value is the median of the
days.

Leaves out: Days without a commit. Bots, coding agents, merges, commits that only reformat, renames, and files that are gone.

Source: A count by `git log --numstat`. That the repository's own speed says more than a table of others is our judgement.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit, FileChange, TrackedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, MEDIAN, Measure, Page
from quarterdeck.practices.quality.measures.changes_in_hotspots import CUT
from quarterdeck.practices.quality.measures.hard_function_days import PERSON_DAYS
from quarterdeck.practices.quality.measures.lines_changed import LINES_CHANGED

LINES_CHANGED_A_DAY = Measure(
    name="lines_changed_a_day",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="lines a person-day",
    subject="repository",
    needs=(Commit, FileChange, TrackedFile),
    rows=f"""
        WITH days AS ({PERSON_DAYS}),
        changed AS (
            SELECT c.repository, c."commit", sum(c.added + c.deleted) AS lines
            FROM changes c SEMI JOIN (FROM files WHERE is_code AND role IN ('production', 'test')) f USING (repository, path)
            WHERE c.renamed_from IS NULL AND c.committed_at >= $start AND c.committed_at < $end GROUP BY ALL
        )
        SELECT d.repository AS subject, d.committed_at::DATE::VARCHAR AS key, '' AS part, sum(c.lines) / sum(d.person_days) AS contribution
        FROM days d JOIN changed c USING (repository, "commit") WHERE c.lines > 0 GROUP BY ALL
    """,  # noqa: S608  # a constant of this practice
    fold=MEDIAN,
    key_is="day",
    absent=LINES_CHANGED.absent,
    gaps=CUT,
)
