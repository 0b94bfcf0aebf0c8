"""How much indentation a file carries: a proxy of how complex it is, in any language.

Says: For each production code file, its lines' indentation added up, in levels.

Matters because: Conditions within loops within functions are what makes code hard to change safely, and almost every language writes them
deeper to the right. A long, deep file holds more of it than a short or a flat one.

Counted how: One row for each hand-written production code file at the head: mean nesting of its non-blank lines times their number, with the
depth of its deepest line beside it. A level is a tab, or the smallest step that the file itself uses. The value is the median file.

Leaves out: Files whose contents could not be read. Wrapped arguments and nested data count as logic does; code on one line does not count.

Source: Hindle, Godfrey, Holt: Reading Beside the Lines: Using Indentation to Rank Revisions by Complexity, Science of Computer Programming, 2009:
the sum of a change's indentation goes with its McCabe and Halstead figures. We add up whole files instead of changes.
"""

from __future__ import annotations

from quarterdeck.evidence.code import TrackedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, MEDIAN, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.quality.measures.changes_in_hotspots import PRODUCTION

INDENTATION = Measure(
    name="indentation",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="levels",
    subject="repository",
    needs=(TrackedFile,),
    rows=f"""
        SELECT repository AS subject, path AS key, deepest::VARCHAR AS part, nesting * (lines - blank) AS contribution
        FROM ({PRODUCTION}) WHERE nesting IS NOT NULL
    """,  # noqa: S608  # put together from constants of this practice
    fold=MEDIAN,
    key_is="file",
    part_is="deepest level",
    absent=NotAssessed("no production code written by people was found at the head", "Assess a repository that holds code, or a later date with `--as-of`"),
    decimals=0,
)
