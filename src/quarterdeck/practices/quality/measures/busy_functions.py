"""Functions that people change again and again.

Says: How many functions of the files that change most people changed at least as often in the period as the criterion asks.

Matters because: Within a busy file most functions rest, too. The few that nearly every change goes through are where its cost arises, and where
tidying, tests and a second pair of eyes are worth most.

Counted how: Of each repository the twenty production files whose syntax is read and that most commits of the year before the head changed, six at
least, are followed version by version. A commit changes a function when it adds, alters or takes away lines that belong to it and to no named function
within it. One row for each function at the head that people changed as often as the criterion asks, told for a year, with the commits. The value is the
number of those rows. A repository whose code was parsed has one more row that adds nothing.

Leaves out: Files that change less often, and what was done under an earlier name of a file or a function. Changes by bots, coding agents, merges, and
commits that only reformat. Changes more than a year older than the head. Comments count, decorators above a function do not.

Source: Tornhill: Your Code as a Crime Scene, 2015, for hotspots within a file (not opened). Three changes a year are our judgement.
"""

from __future__ import annotations

from quarterdeck.derived.reading import NO_PARSED_CODE, UNREAD
from quarterdeck.evidence.code import Commit, FileChange, TrackedFile
from quarterdeck.evidence.structure import Function, FunctionChange, ParsedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Criterion, Fold, Measure, Page
from quarterdeck.practices.quality.measures.changes_in_hotspots import CUT

FUNCTION_CHANGES = Criterion(
    "function_changes_a_year", 3, "changes a year", "A function that changes at least this often is changed again and again.",
    "Our judgement: half as often as a file that is a hotspot, for a change to a file goes through few of its functions.",
)  # fmt: skip

BUSY_FUNCTIONS = Measure(
    name="busy_functions",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="functions",
    subject="repository",
    needs=(Commit, FileChange, TrackedFile, ParsedFile, Function, FunctionChange),
    rows="""
        SELECT f.repository AS subject, f.path AS key, f.function AS part, count(DISTINCT f."commit") AS contribution
        FROM function_changes f
        SEMI JOIN touches t ON t.repository = f.repository AND t.path = f.path AND t."commit" = f."commit"
        SEMI JOIN functions n ON n.repository = f.repository AND n.path = f.path AND n.name = f.function
        GROUP BY ALL HAVING contribution * 365 >= $function_changes_a_year * date_diff('day', $start, $end)
        UNION ALL
        SELECT DISTINCT repository, '', '', 0 FROM parsed_files
    """,
    fold=Fold("the number of rows of functions", "count(*) FILTER (contribution > 0)"),
    key_is="file",
    part_is="function",
    absent=NO_PARSED_CODE,
    gaps=f"FROM ({CUT}) UNION ALL FROM ({UNREAD})",
    criteria=(FUNCTION_CHANGES,),
)
