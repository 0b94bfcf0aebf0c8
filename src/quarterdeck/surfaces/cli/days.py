"""Days on the command line."""

from __future__ import annotations

from datetime import date

from quarterdeck.surfaces.cli.application import UsageError

_FIRST_YEAR, _LAST_YEAR = 1970, 9000


def read_day(said: str | None, option: str) -> date | None:
    """The day that an option names; None without one. Raises ``UsageError``."""
    if said is None:
        return None
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise UsageError(f"{option} {said}: write a day that exists, as 2026-11-21") from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:  # periods reach a year back and a day on
        raise UsageError(f"{option} {said}: write a day between the years {_FIRST_YEAR} and {_LAST_YEAR}")
    return day
