"""How many of the runtimes that had ended are known from pipelines alone.

Says: Of the runtimes past their end of life, how many are only what the newest tests run on.

Matters because: Tests on a version that ended say that the product most likely runs on it too; a base image says so for certain.

Counted how: Each runtime of `ended_runtimes` contributes 1 when pipelines name it and no base image, version file or compose file does.

Leaves out: What `ended_runtimes` leaves out.

Source: Quarterdeck's own: what each kind of file proves.
"""

from __future__ import annotations

from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.security.measures.ended_runtimes import ENDED_RUNTIMES

TESTED_RUNTIMES = Measure(
    name="tested_runtimes",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="runtimes",
    subject="repository",
    needs=ENDED_RUNTIMES.needs,
    also_reads=ENDED_RUNTIMES.also_reads,
    rows="SELECT repository AS subject, runtime AS key, '' AS part, bool_and(tested) AS contribution FROM standing_runtimes WHERE ended GROUP BY ALL",
    fold=TOTAL,
    key_is="runtime",
    absent=NotAssessed("no runtime that can be looked up has ended", "Run `quarterdeck data update` for newer dates"),
)
