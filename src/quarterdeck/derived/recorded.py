"""How measures over the company's records say what is not there, take days off a day; and how findings print what it gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from quarterdeck.kernel.finding import MeasureRow
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.text import number

_SATURDAY = 5
_WHOLE_MONTHS = "abs({days} * 12 / 365.25 - round({days} * 12 / 365.25)) < 1e-6"


def none_on_record(kind: str, *keys: str) -> NotAssessed:
    """What is said where a judgement reads a kind of record of which there is none."""
    an = "an" if kind[0] in "aeiou" else "a"
    return NotAssessed(f"no {kind} is on record", f"Write {an} {kind} down: `quarterdeck record new {' '.join((f'{kind}/ID', *(f'{key}=…' for key in keys)))}`")


def before(day: str, days: str) -> str:
    """SQL: the day that lies so many days before another. What was written in months or years goes back by the calendar."""
    months = f"CAST(round({days} * 12 / 365.25) AS INTEGER)"
    return f"CASE WHEN {_WHOLE_MONTHS.format(days=days)} THEN {day} - to_months({months}) ELSE {day} - to_days(CAST(ceil({days}) AS INTEGER)) END::DATE"


def after(day: str, days: str, times: str = "1") -> str:
    """SQL: the day that lies a stretch of days, so many times, after another; by the calendar for what was written in months or years."""
    months = f"CAST(round({days} * 12 / 365.25) * {times} AS INTEGER)"
    whole = _WHOLE_MONTHS.format(days=days)
    return f"CASE WHEN {whole} THEN {day} + to_months({months}) ELSE {day} + to_days(CAST(ceil({days}) * {times} AS INTEGER)) END::DATE"


def working_day_on_or_before(day: date) -> date:
    """The last weekday up to a day. Holidays are not known."""
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


def working_days_until(as_of: date, day: date) -> int:
    """Weekdays after ``as_of``, up to ``day`` and with it; none where it has gone by."""
    return sum((as_of + timedelta(days=ahead)).weekday() < _SATURDAY for ahead in range(1, (day - as_of).days + 1))


def amount(rows: Sequence[MeasureRow]) -> Money | None:
    """The amount that three rows tell, whose parts are `EUR p10`, `EUR p50` and `EUR p90`: as it stands in the record."""
    ends = {row.part.partition(" ")[2]: row.contribution for row in rows}
    return Money(Range(ends["p10"], ends["p50"], ends["p90"]), rows[0].part[:3]) if {"p10", "p50", "p90"} <= ends.keys() else None


def exact(money: Money) -> str:
    """An amount as the record gives it, whole numbers: `96 000 EUR`, `210 000 to 260 000 EUR`."""
    ends = dict.fromkeys(number(value) for value in (money.range.p10, money.range.p90))
    return f"{' to '.join(ends)} {money.currency}"
