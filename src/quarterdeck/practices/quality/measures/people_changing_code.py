"""How many people changed production code.

Says: The number of different people who changed a production code file in the period.

Matters because: A file that many people change in the same months has to serve many purposes at once; their work meets there and waits.

Counted how: One row for each hand-written production code file at the head and each person who changed it in the period, with that person's
changes: one for each commit, renames followed. The value is the number of different people.

Leaves out: Bots and coding agents; co-authors who are only named in a trailer; people who changed only tests, documentation or configuration.

Source: A count. Bird, Nagappan, Murphy, Gall, Devanbu: Don't Touch My Code!, FSE 2011, find in Windows Vista and 7 that a component's number of people
with little experience of it goes with its faults; of files, and of people in general, they say nothing.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit, FileChange, TrackedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.quality.measures.changes_in_hotspots import CHANGES_IN_HOTSPOTS, CUT, PRODUCTION

PEOPLE_CHANGING_CODE = Measure(
    name="people_changing_code",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="people",
    subject="repository",
    needs=(Commit, FileChange, TrackedFile),
    rows=f"""
        SELECT p.repository AS subject, p.path AS key, t.person AS part, count(*) AS contribution
        FROM ({PRODUCTION}) p
        JOIN touches t ON t.repository = p.repository AND t.path = p.path
        GROUP BY ALL
    """,  # noqa: S608  # put together from constants of this practice
    fold=Fold("the number of different people", "count(DISTINCT part)"),
    key_is="file",
    part_is="person",
    absent=CHANGES_IN_HOTSPOTS.absent,
    gaps=CUT,
)
