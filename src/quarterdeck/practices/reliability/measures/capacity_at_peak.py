"""How much of what a service may use it used at its peak.

Says: The greatest share of a service's limit that its load reached in the last 91 days.

Matters because: What is paid for and never used, not even in the busiest hour, can be given back. What is used to the brim has no room for a bad day.

Counted how: From the series and limits of `load_headroom`: each week's greatest value over the newest limit is a row; the value is the greatest. Ten
weeks or more have to be there.

Leaves out: Peaks between two values of the series (a value an hour hides a minute). Busier seasons than the last quarter. What is kept free on
purpose, for the loss of a site. What it costs: the bill tells.

Source: Arithmetic.
"""

from __future__ import annotations

from quarterdeck.derived.services import LOAD
from quarterdeck.evidence.series import SeriesPoint
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.reliability.headroom import pairs

_WEEKS = 10

CAPACITY_AT_PEAK = Measure(
    name="capacity_at_peak",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of the limit",
    subject="service",
    needs=(SeriesPoint,),
    rows=f"""
        {pairs(LOAD, "date_trunc('week', measured_at)")}, recent AS (
            SELECT p.service, p.name, p.measured_at, p.value / f.top AS share FROM points p JOIN pairs f ON f.service = p.service AND f.name = p.name
            WHERE p.measured_at >= $end - INTERVAL 91 DAY
        )
        SELECT service AS subject, strftime(measured_at, '%Y-%m-%d') AS key, name AS part, share AS contribution FROM recent
        WHERE service IN (SELECT service FROM recent GROUP BY service HAVING count(*) >= {_WEEKS})
    """,  # noqa: S608  # put together from constants
    fold=Fold("the greatest contribution", "max(contribution)"),
    key_is="week",
    part_is="series",
    absent=NotAssessed(
        "no series of its load with a limit holds ten weeks of the last quarter",
        "Run `quarterdeck import series FILE` with series called «cpu» and «cpu limit» (or memory, requests, …) of the service",
    ),
    decimals=2,
)
