"""One-way doors that were decided after they were opened.

Says: How many data stores, vendors, languages, interfaces and drops of data came into a repository before the first decision that speaks of them.

Matters because: A decision that is written afterwards weighs nothing any more: it tells why what happened was right. What else could have been done was
never looked at while it was cheap.

Counted how: One row for each that came in within the period and that a decision speaks of (as in `doors_opened`), where both days are known, with the
file that brings it as key, its kind with what it is as part, and the days from its coming to the earliest such decision, 0 where that came first. A
package came with the first commit on the head's first-parent line whose lines name it in its manifest; a language, an interface and dropped data with
the first commit of their files. A decision was taken on the day that it gives, else on the day on which its document came into the repository. The
value is the number of rows above 0.

Leaves out: Decisions without a day, and what no line of the year's changes names. A decision that gives an earlier day than that on which it was written
is believed.

Source: The repositories' histories, their decision documents, and the company's record.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit
from quarterdeck.evidence.dependencies import Dependency, EarlierPackage
from quarterdeck.evidence.governance import Arrival, DecisionDocument
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

DOORS_DECIDED_LATE = Measure(
    name="doors_decided_late",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="doors",
    subject="repository",
    needs=(Commit, Dependency),
    also_reads=(EarlierPackage, DecisionDocument, Arrival),
    rows="""
        SELECT repository AS subject, path AS key, kind || ': ' || what AS part, greatest(0, date_diff('day', came_at::DATE, covered_on)) AS contribution
        FROM doors WHERE came_at IS NOT NULL AND covered_on IS NOT NULL
    """,
    fold=Fold("the number of rows above 0", "count(*) FILTER (contribution > 0)"),
    key_is="file",
    absent=NotAssessed("nothing that is hard to take back came in with a decision whose day is known", "Give decisions their day: `Date: 2026-03-01`"),
)
