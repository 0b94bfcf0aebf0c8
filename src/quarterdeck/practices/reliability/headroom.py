"""How long what grows lasts until its limit: rows and folds that storage and load share."""

from __future__ import annotations

from quarterdeck.kernel.measure import Fold

FEWEST = 3
"""Values that can be compared with one of a quarter before, below which a pace has no range: half a year of months gives three (our judgement)."""


def pairs(names: str, when: str = "measured_at", value: str = "value") -> str:
    """SQL of a series and its limit, the fullest pair of each service: `points`, `newest` and `pairs`; several values of one time are their greatest."""
    return f"""
    WITH points AS (
        SELECT lower(trim(subject)) AS service, lower(trim(name)) AS name, unit, {when} AS measured_at, max({value}) AS value FROM series
        WHERE regexp_matches(lower(name), '{names}') AND value IS NOT NULL AND measured_at < $end GROUP BY ALL
    ), newest AS (SELECT service, name, unit, max(measured_at) AS seen_at, arg_max(value, measured_at) AS value FROM points GROUP BY ALL),
    pairs AS (
        SELECT u.service, u.name, u.seen_at, u.value AS used, l.value AS top
        FROM newest u JOIN newest l ON l.service = u.service AND l.unit IS NOT DISTINCT FROM u.unit
            AND l.name IN (u.name || ' limit', u.name || ' capacity', u.name || ' quota')
        WHERE l.value > 0 AND u.value > 0
        QUALIFY row_number() OVER (PARTITION BY u.service ORDER BY u.value / l.value DESC, u.name) = 1
    )
"""  # noqa: S608  # put together from constants


def rows(told: str) -> str:
    """SQL of rows over ``pairs``: growth a day against 91 days before, of the last half-year, and what is used of what limit."""
    return f"""
        {_grown(told)}
        SELECT service AS subject, strftime(measured_at, '%Y-%m-%d') AS key, 'growth a day' AS part, more / days AS contribution FROM grown
        UNION ALL SELECT service, strftime(measured_at, '%Y-%m-%d'), 'relative growth a day', share / days FROM grown
        UNION ALL SELECT service, strftime(seen_at, '%Y-%m-%d'), unnest(['used', 'limit', 'days since the newest']),
            unnest([used, top, (epoch($end) - epoch(seen_at)) / 86400]) FROM pairs WHERE service IN (SELECT service FROM grown)
    """  # noqa: S608  # as above


def _grown(told: str) -> str:
    return f"""
        {told}, grown AS (
            SELECT p.service, p.measured_at, p.value - b.value AS more, ln(p.value / b.value) AS share, epoch(p.measured_at - b.measured_at) / 86400 AS days
            FROM points p JOIN pairs f ON f.service = p.service AND f.name = p.name
            ASOF JOIN points b ON b.service = p.service AND b.name = p.name AND b.measured_at <= p.measured_at - INTERVAL 91 DAY
            WHERE p.measured_at > f.seen_at - INTERVAL 182 DAY AND p.value > 0 AND b.value > 0 AND b.measured_at >= p.measured_at - INTERVAL 122 DAY
        )
    """  # noqa: S608  # as above


def stale(told: str, what: str) -> str:
    """SQL of gaps: services whose newest value is older than 45 days, and those whose growth stands on too few values to tell a range."""
    return f"""
        {_grown(told)}
        SELECT service AS subject, 'the newest value of its {what} is of ' || strftime(seen_at, '%Y-%m-%d') AS why,
            'Import newer values: `quarterdeck import series FILE`' AS supply
        FROM pairs WHERE seen_at < $end - INTERVAL 45 DAY
        UNION ALL SELECT service, count(*) || ' of the values of its {what} can be compared with one of a quarter before, and a pace needs {FEWEST}',
            'Import more values: `quarterdeck import series FILE`'
        FROM grown JOIN pairs USING (service) WHERE seen_at >= $end - INTERVAL 45 DAY GROUP BY service HAVING count(*) < {FEWEST}
    """  # noqa: S608  # as above


_LEFT = "greatest(0, max(contribution) FILTER (part = 'limit') - max(contribution) FILTER (part = 'used'))"
_LOG_LEFT = "greatest(0, ln(max(contribution) FILTER (part = 'limit') / max(contribution) FILTER (part = 'used')))"
_OLD = "max(contribution) FILTER (part = 'days since the newest')"


def _days(left: str, growth: str) -> str:
    return f"CASE WHEN {growth} > 0 THEN greatest(0, least(3650, {left} / {growth} - {_OLD})) ELSE 3650 END"


def _growth(part: str, share: float) -> str:
    return f"coalesce(quantile_cont(contribution, {share}) FILTER (part = '{part}'), 0)"


DAYS_LEFT = Fold(
    "what is left over the median growth a day, less the days since the newest value",
    _days(_LEFT, _growth("growth a day", 0.5)),
    low=f"least({_days(_LOG_LEFT, _growth('relative growth a day', 0.9))}, {_days(_LEFT, _growth('growth a day', 0.5))})",
    high=_days(_LEFT, _growth("growth a day", 0.1)),
    spread="fast growth that goes on by its share, slow growth that goes on by its amount",
)
"""Days until the limit, as a range."""
