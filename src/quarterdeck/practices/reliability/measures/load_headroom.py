"""How many days are left until the load reaches what a service bears.

Says: The days from the date of the assessment until the weekly peak of a service's load reaches its limit, at the pace of the last half-year,
with a range.

Matters because: Load that grows a little each week is noticed on the day on which it no longer fits, and that is the busiest day of the year.

Counted how: From a series of the service that is called requests, messages, load, traffic, throughput, connections, CPU or memory, and one that is
called the same with «limit», «capacity» or «quota»; of several pairs the fullest. The greatest value of each week counts. Growth and range are those of
`storage_headroom`: each week against 91 days before.

Leaves out: Seasons that are longer than the series; what is planned and not in the past. Whether the limit is right: a load test tells. Series
without a limit.

Source: Extrapolation of the company's own series; arithmetic.
"""

from __future__ import annotations

from quarterdeck.derived.services import LOAD
from quarterdeck.evidence.series import SeriesPoint
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.reliability.headroom import DAYS_LEFT, pairs, rows, stale

_PAIRS = pairs(LOAD, "date_trunc('week', measured_at)")

LOAD_HEADROOM = Measure(
    name="load_headroom",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="service",
    needs=(SeriesPoint,),
    rows=rows(_PAIRS),
    fold=DAYS_LEFT,
    key_is="day",
    part_is="state",
    absent=NotAssessed(
        "no series of its load with a limit reaches back half a year",
        "Run `quarterdeck import series FILE` with series called «requests» and «requests limit» (or CPU, memory, …) of the service",
    ),
    gaps=stale(_PAIRS, "load"),
)
