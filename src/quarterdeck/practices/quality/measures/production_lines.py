"""How large the production code is.

Says: The lines of each production code file that people wrote.

Matters because: Everything that is there has to be understood, kept safe and kept running. Size alone is no fault; it is what other figures
are seen against.

Counted how: One row for each hand-written production code file at the head, with its language and its lines, blank ones and comments included.
The value is their sum.

Leaves out: Tests, generated and vendored code, documentation, configuration and data; files whose contents could not be read.

Source: A count. What is production code is told from path and contents, after GitHub Linguist's rules and the test runners' conventions.
"""

from __future__ import annotations

from quarterdeck.evidence.code import TrackedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.practices.quality.measures.changes_in_hotspots import PRODUCTION
from quarterdeck.practices.quality.measures.indentation import INDENTATION

PRODUCTION_LINES = Measure(
    name="production_lines",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="lines",
    subject="repository",
    needs=(TrackedFile,),
    rows=f"SELECT repository AS subject, path AS key, language AS part, lines AS contribution FROM ({PRODUCTION})",  # noqa: S608  # a constant of this practice
    fold=TOTAL,
    key_is="file",
    part_is="language",
    absent=INDENTATION.absent,
)
