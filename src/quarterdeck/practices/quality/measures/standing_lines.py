"""How many lines of code stand, and from which years they are.

Says: The lines of code that stand at the head, and how they came to it: for each year in which lines were written, how many of them were added
to or lost from the code in each quarter.

Matters because: Summed up quarter by quarter it shows how fast code is replaced: code that is still there after years carries the product, and
code of which nobody remembers the reasons. It says nothing of how good old code is.

Counted how: One row for each quarter and each year of origin: lines that came in less lines that went out. A line belongs to the commit that
`git blame` names for it; it comes and goes on the head's first-parent line. The value is the sum: what stands now.

Leaves out: Nothing that people, bots or agents wrote as production or test code. Generated, vendored, documentation, data and configuration files;
of deleted files only the ending is known. Lines written and rewritten on a branch before it was merged are not seen.

Source: A count, as `git blame` makes it; the picture is known as a burndown of code (Bernhardsson: The half-life of code, 2016; not opened).
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit, TrackedFile
from quarterdeck.evidence.lines import LineFlow
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

STANDING_LINES = Measure(
    name="standing_lines",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="lines",
    subject="repository",
    needs=(LineFlow, Commit, TrackedFile),
    rows="""
        SELECT repository AS subject, strftime(date_trunc('quarter', moved_at), '%Y-%m-%d') AS key, strftime(written_at, '%Y') AS part,
            sum(lines)::DOUBLE AS contribution
        FROM code_lines GROUP BY ALL
    """,
    fold=TOTAL,
    key_is="quarter",
    part_is="year of origin",
    absent=NotAssessed("lines were not followed to the commits that wrote them", "Assess with `quarterdeck assess --deep`"),
)
