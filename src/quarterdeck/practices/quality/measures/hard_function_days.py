"""How many person-days went into functions that are hard to follow.

Says: The person-days of the period that people spent on the lines, as they stand, of production functions above the limit of 15 that SonarSource sets
to cognitive complexity.

Matters because: A function that is hard to follow costs only where it is changed. This is where the interest on a debt is paid, function by function.

Counted how: A person's day is shared out among the commits that the person made on it in all assessed repositories, and a commit's share among the
lines of hand-written production and test code that it wrote in the period and that still stand. One row for each hard function that holds such lines,
with what falls to them. The value is their sum. A repository whose lines were followed has one more row that adds nothing.

Leaves out: Days without a commit, and the days of meetings and reviews: a person-day here is a day on which somebody committed. Lines that were
overwritten since, and those only taken away, so that a function changed again and again counts for less than it took. Bots, coding agents, merges,
commits that only reformat. Functions in languages whose syntax is not read.

Source: Tornhill: Your Code as a Crime Scene, 2015, for hotspots within a file (not opened). Campbell: Cognitive Complexity, SonarSource 2018, for the
limit. Sharing out days by lines is our judgement.
"""

from __future__ import annotations

from quarterdeck.derived.reading import UNREAD
from quarterdeck.evidence.code import Commit, TrackedFile
from quarterdeck.evidence.lines import LineSpan
from quarterdeck.evidence.structure import Function, ParsedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.quality.measures.changes_in_hotspots import CUT
from quarterdeck.practices.quality.measures.hardest_functions import HARD

PERSON_DAYS = """
    SELECT repository, "commit", committed_at, person_days FROM (
        SELECT repository, "commit", committed_at, apart, 1.0 / count(*) OVER (PARTITION BY person, authored_at::DATE) AS person_days
        FROM work WHERE kind = 'human' AND NOT merge
    ) WHERE apart IS NULL AND committed_at >= $start AND committed_at < $end
"""
"""Each commit of the period with its share of a person's day."""

HARD_FUNCTION_DAYS = Measure(
    name="hard_function_days",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="person-days",
    subject="repository",
    needs=(Commit, TrackedFile, ParsedFile, Function, LineSpan),
    rows=f"""
        WITH days AS ({PERSON_DAYS}),
        code AS (SELECT repository, path, role FROM files WHERE is_code AND role IN ('production', 'test')),
        spans AS (
            SELECT s.repository, s.path, s."commit", s.first_line, s.lines FROM line_spans s
            SEMI JOIN days USING (repository, "commit") SEMI JOIN code USING (repository, path)
        ),
        written AS (SELECT repository, "commit", sum(lines) AS lines FROM spans GROUP BY ALL),
        hard AS (
            SELECT n.repository, n.path, n.name, n.line, n.lines FROM functions n
            SEMI JOIN (FROM code WHERE role = 'production') USING (repository, path) WHERE n.cognitive > {HARD}
        ),
        inside AS (
            SELECT h.repository, h.path, h.name, s."commit",
                sum(least(s.first_line + s.lines, h.line + h.lines) - greatest(s.first_line, h.line)) AS lines
            FROM hard h
            JOIN spans s ON s.repository = h.repository AND s.path = h.path AND s.first_line < h.line + h.lines AND s.first_line + s.lines > h.line
            GROUP BY ALL
        )
        SELECT i.repository AS subject, i.path AS key, i.name AS part, sum(d.person_days * i.lines / w.lines) AS contribution
        FROM inside i JOIN written w USING (repository, "commit") JOIN days d USING (repository, "commit")
        GROUP BY ALL
        UNION ALL
        SELECT DISTINCT repository, '', '', 0 FROM line_spans SEMI JOIN parsed_files USING (repository)
    """,  # noqa: S608  # constants of this practice
    fold=TOTAL,
    key_is="file",
    part_is="function",
    absent=NotAssessed("its lines were not followed to the commits that wrote them", "Assess with `quarterdeck assess --deep`"),
    gaps=f"FROM ({CUT}) UNION ALL FROM ({UNREAD})",
    decimals=1,
)  # fmt: skip
