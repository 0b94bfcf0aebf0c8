"""What is said where there is nothing to measure, and what several measures of reliability share."""

from __future__ import annotations

from quarterdeck.kernel.outcome import NotAssessed

NO_INCIDENTS = NotAssessed("no incident of the period names it", "Run `quarterdeck import incidents FILE` with what your incident tool exports")
NO_SHIFTS = NotAssessed(
    "no on-call shift of the period could be joined to a team",
    "Run `quarterdeck import on-call FILE`, and name teams in `teams/` as the schedules do",
)


def hours(amount: float) -> str:
    """``40 minutes``, ``3 hours``, ``5 days``: two digits at most."""
    minutes = amount * 60
    for least, size, word in ((5 * 1440, 1440, "day"), (120, 60, "hour")):
        if minutes >= least:
            count = round(minutes / size)
            return f"{count:,} {word}s".replace(",", "\u202f")
    count = round(minutes)
    return f"{count} minute" if count == 1 else f"{count} minutes"


def minutes_between(since: str, until: str, told: str = "true") -> str:
    """Rows of a time between two phases of an incident, in minutes: of incidents of the period that name a service and tell both."""
    return f"""
        SELECT service AS subject, incident AS key, coalesce(severity, '') AS part, (epoch({until}) - epoch({since})) / 60 AS contribution
        FROM incident_phases
        WHERE service IS NOT NULL AND began_at >= $start AND began_at < $end AND {until} IS NOT NULL AND {told}
    """  # noqa: S608  # put together from names of columns


def exactly(share: float) -> str:
    """A share of time to two decimals, ``99.95 %``: of availability the whole per cent says nothing."""
    return f"{100 * share:.2f}".rstrip("0").rstrip(".") + "\u202f%"
