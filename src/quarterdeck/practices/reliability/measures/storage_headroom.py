"""How many days are left until a store is full.

Says: The days from the date of the assessment until the storage of a service reaches its limit, at the pace of the last half-year, with a
range.

Matters because: A full disk stops everything that writes, at the busiest hour, for that is when most is written. It is the outage that
everybody could have known.

Counted how: From a series of the service that is called storage, disk or volume, and one that is called the same with «limit», «capacity»
or «quota»; of several pairs the fullest. For each value of the last half-year its growth against 91 days before, a day: absolute, and
relative (of the logarithm). Left is the limit less the newest value. The value is what is left over the median absolute growth; the near
end of the range goes on growing by the share that one quarter in ten exceeded, the far end by the amount that one in ten fell below. Ten
years at most are told.

Leaves out: What is planned and not in the past: a migration, a large customer, a clean-up. Series without a limit.

Source: Extrapolation of the company's own series; arithmetic.
"""

from __future__ import annotations

from quarterdeck.derived.services import CAPACITY
from quarterdeck.evidence.series import SeriesPoint
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.reliability.headroom import DAYS_LEFT, pairs, rows, stale

_PAIRS = pairs(CAPACITY)

STORAGE_HEADROOM = Measure(
    name="storage_headroom",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="service",
    needs=(SeriesPoint,),
    rows=rows(_PAIRS),
    fold=DAYS_LEFT,
    key_is="day",
    part_is="state",
    absent=NotAssessed(
        "no series of its storage with a limit reaches back half a year",
        "Run `quarterdeck import series FILE` with series called «storage» and «storage limit» of the service",
    ),
    gaps=stale(_PAIRS, "storage"),
)
