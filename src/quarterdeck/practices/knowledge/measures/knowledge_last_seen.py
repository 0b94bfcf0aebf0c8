"""How long ago the people who know the code last committed.

Says: For each person who knows a code file, the days since that person's newest commit to any assessed repository.

Matters because: Somebody who committed last week can be asked; somebody whose last commit is three years old has mostly forgotten, and has
often left.

Counted how: One row for each hand-written code file at the head and each person who knows it (a degree of authorship of at least 3.293), with the
days between that person's newest commit and the date of the assessment. The value is the median of the rows.

Leaves out: Files that nobody is known to know; knowledge that commits do not show; commits to repositories that were not assessed.

Source: Degree of authorship after Fritz et al., ICSE 2010, its threshold after Avelino et al., ICPC 2016. That knowledge of code fades
with time: Krüger, Wiemann, Fenske, Saake, Leich: Do You Remember This Source Code?, ICSE 2018, who asked 60 developers and find a forgetting curve
partly applicable.
"""

from __future__ import annotations

from quarterdeck.derived.authorship import ABSOLUTE
from quarterdeck.evidence.code import Commit, FileChange, TrackedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, MEDIAN, Measure, Page
from quarterdeck.practices.knowledge.measures.truck_factor import TRUCK_FACTOR

KNOWLEDGE_LAST_SEEN = Measure(
    name="knowledge_last_seen",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="repository",
    needs=(Commit, FileChange, TrackedFile),
    rows=f"""
        SELECT a.repository AS subject, a.path AS key, a.person AS part, greatest(date_diff('day', s.last_at::DATE, ($as_of)::DATE), 0) AS contribution
        FROM authorships a
        JOIN last_seen s USING (person)
        WHERE a.degree >= {ABSOLUTE}
    """,  # noqa: S608  # the threshold is a constant of the derivation
    fold=MEDIAN,
    key_is="file",
    part_is="person",
    absent=TRUCK_FACTOR.absent,
    gaps=TRUCK_FACTOR.gaps,
)
