"""How many of the runtimes that files name cannot be looked up.

Says: The number of runtimes, base images and services in use of which nobody can say here whether they are still supported.

Matters because: A tag that floats (`latest`) is another version tomorrow, and an image of unknown origin has no published end: neither is fine.

Counted how: Each that runs, as its file words it, contributes 1 when it names no version, or a product or version without a published cycle.

Leaves out: What `ended_runtimes` leaves out.

Source: endoflife.date, https://endoflife.date, whose list of products decides what can be looked up.
"""

from __future__ import annotations

from quarterdeck.evidence.dependencies import Runtime
from quarterdeck.evidence.reference import SupportCycle
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.practices.security.measures.ended_runtimes import ENDED_RUNTIMES

UNJUDGED_RUNTIMES = Measure(
    name="unjudged_runtimes",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="runtimes",
    subject="repository",
    needs=(Runtime, SupportCycle),
    rows="""
        SELECT repository AS subject, requirement AS key, min(path) AS part, bool_and(ended IS NULL) AS contribution
        FROM standing_runtimes GROUP BY repository, requirement
    """,
    fold=TOTAL,
    key_is="requirement",  # word for word: an image of the company's own is a name that redaction covers
    part_is="file",
    absent=ENDED_RUNTIMES.absent,
)
