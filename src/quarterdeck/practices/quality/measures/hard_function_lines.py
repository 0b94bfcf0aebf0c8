"""How many lines stand in functions that are hard to follow.

Says: The lines of production functions above the limit of 15 that SonarSource sets to cognitive complexity.

Matters because: It is what would have to be written anew to mend them: the principal of the debt. Most of it may stand where nobody changes anything,
and costs nothing there.

Counted how: One row for each such function with its lines, those of functions within it included. The value is the sum of the rows.

Leaves out: Functions in languages whose syntax is not read, code outside of functions, and what else makes code costly: missing tests, names,
architecture. Functions of one name within a file count together.

Source: Campbell: Cognitive Complexity, SonarSource 2018, for the limit. A count.
"""

from __future__ import annotations

from quarterdeck.derived.reading import NO_PARSED_CODE, PARSED, UNREAD
from quarterdeck.evidence.code import TrackedFile
from quarterdeck.evidence.structure import Function, ParsedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.practices.quality.measures.hardest_functions import HARD

HARD_FUNCTION_LINES = Measure(
    name="hard_function_lines",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="lines",
    subject="repository",
    needs=(TrackedFile, ParsedFile, Function),
    rows=f"""
        SELECT n.repository AS subject, n.path AS key, n.name AS part, sum(n.lines) AS contribution
        FROM functions n SEMI JOIN ({PARSED}) f USING (repository, path) WHERE n.cognitive > {HARD} GROUP BY ALL
        UNION ALL
        SELECT DISTINCT repository, '', '', 0 FROM ({PARSED})
    """,  # noqa: S608  # constants of this practice
    fold=TOTAL,
    key_is="file",
    part_is="function",
    absent=NO_PARSED_CODE,
    gaps=UNREAD,
)
