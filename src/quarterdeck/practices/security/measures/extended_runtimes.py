"""How many of the runtimes that had ended are in published extended support.

Says: Of the runtimes past their end of life, how many their publisher, or a project close to it, still mends for those who have extended support.

Matters because: Extended support mends security faults for some years more. It buys time for the move; it does not replace it. Debian's LTS is free
and comes by the usual updates; most other extended support is paid and helps only those who bought it.

Counted how: Each runtime of `ended_runtimes` contributes 1 when it had ended and the last day of its extended support is published and not before the
date of the assessment.

Leaves out: Whether the company has the support that is paid for; support that is sold without a published last day (Node.js, Angular); and what
`ended_runtimes` leaves out.

Source: endoflife.date, its `eoes` dates, https://endoflife.date; Debian LTS, https://wiki.debian.org/LTS.
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.security.measures.ended_runtimes import ENDED_RUNTIMES

EXTENDED_RUNTIMES = Measure(
    name="extended_runtimes",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="runtimes",
    subject="repository",
    needs=ENDED_RUNTIMES.needs,
    also_reads=ENDED_RUNTIMES.also_reads,
    rows="""
        SELECT DISTINCT repository AS subject, runtime AS key, coalesce(extended_ends::TEXT, '') AS part,
            coalesce(ended AND extended_ends >= $as_of, false) AS contribution
        FROM standing_runtimes WHERE ended IS NOT NULL
    """,
    fold=Fold("the number of different runtimes in extended support", "count(DISTINCT key) FILTER (contribution > 0)"),
    key_is="runtime",
    part_is="last day of extended support",
    absent=NotAssessed("no runtime that it names can be looked up", ENDED_RUNTIMES.absent.supply),
)
