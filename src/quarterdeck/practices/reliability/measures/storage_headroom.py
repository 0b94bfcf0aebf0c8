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
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

_PAIRS = f"""
    WITH points AS (
        SELECT lower(trim(subject)) AS service, lower(trim(name)) AS name, unit, measured_at, value FROM series
        WHERE regexp_matches(lower(name), '{CAPACITY}') AND value IS NOT NULL AND measured_at < $end
    ), newest AS (SELECT service, name, unit, max(measured_at) AS seen_at, arg_max(value, measured_at) AS value FROM points GROUP BY ALL),
    pairs AS (
        SELECT u.service, u.name, u.seen_at, u.value AS used, l.value AS top
        FROM newest u JOIN newest l ON l.service = u.service AND l.unit IS NOT DISTINCT FROM u.unit
            AND l.name IN (u.name || ' limit', u.name || ' capacity', u.name || ' quota')
        WHERE l.value > 0 AND u.value > 0
        QUALIFY row_number() OVER (PARTITION BY u.service ORDER BY u.value / l.value DESC, u.name) = 1
    )
"""  # noqa: S608  # put together from constants
_LEFT = "greatest(0, max(contribution) FILTER (part = 'limit') - max(contribution) FILTER (part = 'used'))"
_LOG_LEFT = "greatest(0, ln(max(contribution) FILTER (part = 'limit') / max(contribution) FILTER (part = 'used')))"
_OLD = "max(contribution) FILTER (part = 'days since the newest')"


def _days(left: str, growth: str) -> str:
    return f"CASE WHEN {growth} > 0 THEN greatest(0, least(3650, {left} / {growth} - {_OLD})) ELSE 3650 END"


def _growth(part: str, share: float) -> str:
    return f"coalesce(quantile_cont(contribution, {share}) FILTER (part = '{part}'), 0)"


STORAGE_HEADROOM = Measure(
    name="storage_headroom",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="service",
    needs=(SeriesPoint,),
    rows=f"""
        {_PAIRS}, grown AS (
            SELECT p.service, p.measured_at, p.value - b.value AS more, ln(p.value / b.value) AS share, epoch(p.measured_at - b.measured_at) / 86400 AS days
            FROM points p JOIN pairs f ON f.service = p.service AND f.name = p.name
            ASOF JOIN points b ON b.service = p.service AND b.name = p.name AND b.measured_at <= p.measured_at - INTERVAL 91 DAY
            WHERE p.measured_at > f.seen_at - INTERVAL 182 DAY AND p.value > 0 AND b.value > 0 AND b.measured_at >= p.measured_at - INTERVAL 122 DAY
        )
        SELECT service AS subject, strftime(measured_at, '%Y-%m-%d') AS key, 'growth a day' AS part, more / days AS contribution FROM grown
        UNION ALL SELECT service, strftime(measured_at, '%Y-%m-%d'), 'relative growth a day', share / days FROM grown
        UNION ALL SELECT service, strftime(seen_at, '%Y-%m-%d'), unnest(['used', 'limit', 'days since the newest']),
            unnest([used, top, (epoch($end) - epoch(seen_at)) / 86400]) FROM pairs WHERE service IN (SELECT service FROM grown)
    """,  # noqa: S608  # put together from constants
    fold=Fold(
        "what is left over the median growth a day, less the days since the newest value",
        _days(_LEFT, _growth("growth a day", 0.5)),
        low=f"least({_days(_LOG_LEFT, _growth('relative growth a day', 0.9))}, {_days(_LEFT, _growth('growth a day', 0.5))})",
        high=_days(_LEFT, _growth("growth a day", 0.1)),
        spread="fast growth that goes on by its share, slow growth that goes on by its amount",
    ),
    key_is="day",
    part_is="state",
    absent=NotAssessed(
        "no series of its storage with a limit reaches back half a year",
        "Run `quarterdeck import series FILE` with series called «storage» and «storage limit» of the service",
    ),
    gaps=f"""
        {_PAIRS}
        SELECT service AS subject, 'the newest value of its storage is of ' || strftime(seen_at, '%Y-%m-%d') AS why,
            'Import newer values: `quarterdeck import series FILE`' AS supply
        FROM pairs WHERE seen_at < $end - INTERVAL 45 DAY
    """,  # noqa: S608  # as above
)
